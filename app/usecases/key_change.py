"""New keys for an office: made in one step with the withdrawal of the old ones, told to all who have to know.

The old key vouches for the new card, so that nobody need telephone again; unless it may be in other hands. What others
still write to the old keys is read: they learn of the change from the next receipt, or from a file of key news.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from app.bundles.bag import RECORDS
from app.bundles.envelope import now
from app.bundles.errors import damaged
from app.bundles.keys import (
    CARD_FORMAT,
    KeyCard,
    UnitKeys,
    card_of,
    fingerprint,
    new_keys,
    read_card,
    vouched_for,
    vouches,
    write_card,
)
from app.bundles.opening import Opened
from app.bundles.revocation import FORMAT, read_revocation, revocation_of, withdrawn_key, write_revocation
from app.bundles.sealing import Contents, seal
from app.bundles.shapes import is_text
from app.bundles.stick import Written, clean_leftovers
from app.ports import Query, Store
from app.problems import Problem
from app.records import NumberRange
from app.usecases.keys import PEER, enroll, enrolled, is_own_key, own_card, own_keys, put_keys, revoke, trusted
from app.usecases.letters import hop
from app.usecases.office import own_office
from app.usecases.outgoing import free_number, head_of, plain_manifest, write_out
from app.usecases.routes import offices_above

RENEWED, MOVED, LEAKED = "renewed", "moved", "leaked"
REASONS = {
    RENEWED: "Đổi khóa định kỳ",
    MOVED: "Chuyển sang máy khác, máy cũ thôi dùng",
    LEAKED: "Máy bị mất, hoặc nghi có người khác chép được sổ và mật khẩu",
}
WITHDRAWN = "own_key_withdrawn"  # setting: who withdrew our key, when and why, until new keys are made
_LEAKED = "keys_leaked"  # setting: ids of former keys that vouch for nothing
_NUMBER = "key_news_written"
_READERS = 16  # of one file, as its envelope allows


@dataclass(frozen=True)
class Changed:
    """The new card, and the files of news for those who know the old one; none when it may be in other hands."""

    card: KeyCard
    files: tuple[Written, ...]
    readers: tuple[str, ...]


def replace_keys(store: Store, folder: Path, why: str) -> Changed:
    """Make new keys, withdraw the old, and write the news for every office and PC that knows us.

    On other hardware the register also writes under a new name from here on, and keeps the number ranges of the old PC.
    Raises Problem with nothing changed when the news cannot be written.
    """
    if why not in REASONS:
        raise Problem("Chưa chọn lý do đổi khóa.", "Chọn một lý do rồi làm lại.")
    clean_leftovers(folder)
    with store.atomic():
        old = own_keys(store)
        fresh = new_keys()
        if why == MOVED:
            _move(store)
        readers = enrolled(store)
        news = [] if why == LEAKED else _news(store, old, fresh, REASONS[why])
        files = tuple(_write_news(store, folder, news, part) for part in _parts(store, readers) if news)
        if why == LEAKED:
            store.set_setting(_LEAKED, [*store.setting(_LEAKED, []), own_card(store).key()])
        put_keys(store, fresh)
        store.set_setting(WITHDRAWN, None)
    return Changed(own_card(store), files, tuple(card.name for card in readers) if files else ())


def _move(store: Store) -> None:
    """Take a new name: should the old PC write once more, the edits of both are told apart and none is lost."""
    before, now_called = store.replica, store.take_new_incarnation()
    for span in list(store.every(NumberRange, Query(where={"replica": before}))):
        span.replica = now_called
        store.put(span, note="Thay máy")


def _news(store: Store, old: UnitKeys, fresh: UnitKeys, why: str) -> list[str]:
    card = card_of(fresh, unit=store.unit, name=_name(store), replica=store.replica)
    before = card_of(old, unit=store.unit, name=card.name, replica=store.replica)
    said = (write_card(vouched_for(card, old)), write_revocation(revocation_of(before, old, reason=why)))
    return [text.decode() for text in said]


def _name(store: Store) -> str:
    named = own_office(store).name
    pc = str(store.setting("pc_name", ""))
    return f"{named}, {pc}" if pc else named


def _parts(store: Store, readers: Sequence[KeyCard]) -> Iterator[Sequence[KeyCard]]:
    """Share readers out over files; whoever gets post through an office between stands beside that office."""
    ways: dict[str, list[KeyCard]] = {}
    for card in readers:
        ways.setdefault(hop(store, card.unit), []).append(card)
    direct: list[KeyCard] = []
    for way, cards in ways.items():
        between = [card for card in cards if card.unit == way]
        below = [card for card in cards if card.unit != way]
        beside = between[1 - _READERS :] if below else []  # leaving room for one at least
        step = _READERS - len(beside)
        yield from ([*beside, *below[start : start + step]] for start in range(0, len(below), step))
        direct += between[: len(between) - len(beside)]
    yield from (direct[start : start + _READERS] for start in range(0, len(direct), _READERS))


def _write_news(store: Store, folder: Path, news: Sequence[str], readers: Sequence[KeyCard]) -> Written:
    head = head_of(store, "keys", readers)
    contents = Contents(RECORDS, [], lambda: plain_manifest(head) | {"news": list(news)})
    number = free_number(store, folder, int(store.setting(_NUMBER, 0)) + 1)
    store.set_setting(_NUMBER, number)
    with seal(head, contents, own_keys(store), [card.read for card in readers]) as outer:
        return write_out(store, folder, number, outer)


# --- told with receipts -----------------------------------------------------------------------------------------------


def news_for(store: Store, unit: str, known: UnitKeys) -> tuple[str, ...]:
    """Return what a unit has to know of keys: of ours when it knows former ones, of its own that we withdrew."""
    return (*_of_ours(store, known), *_of_theirs(store, unit))


def _of_ours(store: Store, known: UnitKeys) -> Iterator[str]:
    present = own_keys(store)
    if known == present:
        return
    before = card_of(known, unit=store.unit, name=_name(store), replica=store.replica)
    leaked = before.key() in store.setting(_LEAKED, [])
    if not leaked:
        card = card_of(present, unit=store.unit, name=_name(store), replica=store.replica)
        yield write_card(vouched_for(card, known)).decode()
    why = REASONS[LEAKED] if leaked else REASONS[RENEWED]
    yield write_revocation(revocation_of(before, known, reason=why)).decode()


def _of_theirs(store: Store, unit: str) -> Iterator[str]:
    for row in store.notes("enrolled_key", {"unit": unit}):
        if row["revoked_at"] and row["why"]:
            card = read_card(row["card"].encode())
            yield write_revocation(revocation_of(card, own_keys(store), reason=row["why"])).decode()


# --- heard ------------------------------------------------------------------------------------------------------------


def take_key_bundle(store: Store, opened: Opened) -> list[str]:
    """Take a file of key news from somebody we trust; return what changed, in sentences."""
    news = opened.bag.manifest.get("news")
    if not isinstance(news, list) or not all(is_text(text, 1 << 14) for text in news):
        raise damaged("tin về khóa không đúng dạng")
    with store.atomic():
        return take_news(store, news)


def take_news(store: Store, news: Iterable[str]) -> list[str]:
    """Take new cards and withdrawals, each signed by itself; return sentences.

    Must run inside one transaction of the caller. Raises BadBundle when one of them is not what it says.
    """
    return [sentence for text in news for sentence in _heard(store, text.encode())]


def _heard(store: Store, data: bytes) -> Iterator[str]:
    form = _form(data)
    if form == CARD_FORMAT:
        yield _new_card(store, read_card(data))
    elif form == FORMAT:
        yield from _withdrawal(store, data)
    else:
        raise damaged("tin về khóa không nhận ra được")


def _form(data: bytes) -> Any:
    try:
        said = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
    return said.get("format") if isinstance(said, dict) else None


def _new_card(store: Store, card: KeyCard) -> str:
    if trusted(store, card.key()) or is_own_key(store, card.key()):
        return f"Khóa mới của {card.name} đã biết từ trước."
    if _withdrawn(store, card.key()):  # its own withdrawal came first
        return f"Khóa mới của {card.name} đã bị thu hồi từ trước."
    if not any(vouches(old, card) for old in enrolled(store)):
        return (
            f"Thẻ khóa mới của {card.name} ({fingerprint(card)}) chưa được khóa cũ bảo đảm: "
            "vào Thẻ khóa, ghi danh và đối chiếu dãy số qua điện thoại."
        )
    enroll(store, write_card(card), checked_by="", role=PEER if card.unit == store.unit else "")
    return f"{card.name} đã đổi khóa; khóa cũ bảo đảm cho khóa mới {fingerprint(card)}."


def _withdrawn(store: Store, key: str) -> bool:
    return any(row["revoked_at"] for row in store.notes("enrolled_key", {"key": key}))


def _withdrawal(store: Store, data: bytes) -> Iterator[str]:
    """Believe the offices above us, or the unit whose key it is; `read_revocation` refuses others.

    What is withdrawn already is not looked at: the key that said so may be withdrawn by it.
    """
    if _withdrawn(store, withdrawn_key(data)):
        return
    above = offices_above(store, date.today())  # noqa: DTZ011 (routes are dated by calendar days)
    said = read_revocation(data, lambda key: trusted(store, key), above)
    if is_own_key(store, said.key):
        if said.unit == store.unit and said.key == own_card(store).key():
            store.set_setting(WITHDRAWN, {"at": now(), "why": said.reason})
            yield f"Nơi nhận đã thu hồi khóa của máy này: {said.reason}. Vào Thẻ khóa, đổi khóa rồi gửi thẻ mới."
        return
    rows = store.notes("enrolled_key", {"key": said.key, "unit": said.unit})
    if rows and not rows[0]["revoked_at"]:
        revoke(store, said.key)
        yield f"Khóa {said.key} của {rows[0]['name']} đã thu hồi: {said.reason}."
