"""Whether a file on a stick is the one that was signed on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.bundles.keys import KeyCard, read_card
from app.bundles.opening import head_of, open_envelope
from app.bundles.short_code import read_code, short_code
from app.ports import Store
from app.usecases.keys import keys_addressed
from app.vietnamese import show_day, show_number


@dataclass(frozen=True)
class Checked:
    """A verified file beside the code on a sheet: whose it is, its number, its own code, and whether they agree."""

    matches: bool
    unit: str
    unit_name: str
    number: int
    code: str
    withdrawn: date | None = None  # the day on which the key that signed it was withdrawn

    def words(self) -> str:
        whose = f"gói số {show_number(self.number)} của {self.unit_name}"
        if self.matches:
            old = f" Gói ký bằng khóa dùng đến ngày {show_day(self.withdrawn)}." if self.withdrawn else ""
            return f"Đúng là tệp đã ký trên phiếu: {whose}.{old}"
        return (
            f"Tệp này là {whose}, mã {self.code}; mã trên phiếu khác. "
            "Xem lại mã đã gõ; nếu đúng thì phiếu là của gói khác: hỏi lại nơi gửi, chưa ký nhận."
        )


def check_code(store: Store, file: Path, code: str) -> Checked:
    """Compare a file with the code typed or scanned from its cover sheet; nothing is taken in.

    A file of before a change of keys, ours or its author's, is checked with the keys of its day.
    Raises Problem for a code with too few signs, BadBundle for a file that cannot be trusted at all.
    """
    said = read_code(code)
    practice = bool(store.setting("practice", False))
    head = head_of(file)
    ours = keys_addressed(store, head.to)
    with open_envelope(file, ours, lambda key: _known_then(store, key, head.created), practice=practice) as opened:
        found = short_code(opened.head.bundle, opened.sha256)
        number = opened.bag.manifest.get("number")
        return Checked(
            matches=found == said,
            unit=opened.head.unit,
            unit_name=opened.card.name,
            number=number if type(number) is int else 0,
            code=found,
            withdrawn=_withdrawn(store, opened.head.signer),
        )


def _known_then(store: Store, key: str, created: str) -> KeyCard | None:
    """Return the card of a key that we trusted when a file says it was made, whatever became of it since."""
    rows = store.notes("enrolled_key", {"key": key})
    if not rows or ((end := rows[0]["revoked_at"]) and datetime.fromisoformat(created) > datetime.fromisoformat(end)):
        return None
    return read_card(rows[0]["card"].encode())


def _withdrawn(store: Store, key: str) -> date | None:
    end = store.notes("enrolled_key", {"key": key})[0]["revoked_at"]
    return datetime.fromisoformat(end).astimezone().date() if end else None
