"""Whether a file on a stick is the one that was signed on paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.bundles.opening import open_envelope
from app.bundles.short_code import read_code, short_code
from app.ports import Store
from app.usecases.keys import own_keys, trusted
from app.vietnamese import show_number


@dataclass(frozen=True)
class Checked:
    """A verified file beside the code on a sheet: whose it is, its number, its own code, and whether they agree."""

    matches: bool
    unit: str
    unit_name: str
    number: int
    code: str

    def words(self) -> str:
        whose = f"gói số {show_number(self.number)} của {self.unit_name}"
        if self.matches:
            return f"Đúng là tệp đã ký trên phiếu: {whose}."
        return (
            f"Tệp này là {whose}, mã {self.code}; mã trên phiếu khác. "
            "Xem lại mã đã gõ; nếu đúng thì phiếu là của gói khác: hỏi lại nơi gửi, chưa ký nhận."
        )


def check_code(store: Store, file: Path, code: str) -> Checked:
    """Compare a file with the code typed or scanned from its cover sheet; nothing is taken in.

    Raises Problem for a code with too few signs, BadBundle for a file that cannot be trusted at all.
    """
    said = read_code(code)
    practice = bool(store.setting("practice", False))
    with open_envelope(file, own_keys(store), lambda key: trusted(store, key), practice=practice) as opened:
        found = short_code(opened.head.bundle, opened.sha256)
        number = opened.bag.manifest.get("number")
        return Checked(
            matches=found == said,
            unit=opened.head.unit,
            unit_name=opened.card.name,
            number=number if type(number) is int else 0,
            code=found,
        )
