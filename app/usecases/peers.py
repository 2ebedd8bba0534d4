"""Several PCs of one unit: joined by their key cards, they exchange everything, in both directions and any order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.bundles.bag import RECORDS
from app.bundles.envelope import Head
from app.bundles.keys import KeyCard, card_of, write_card
from app.bundles.opening import Opened
from app.bundles.policy import FULL, kinds_at_home
from app.bundles.sealing import Contents, seal
from app.bundles.shapes import is_line
from app.bundles.stick import Written, clean_leftovers
from app.ports import Query, Store
from app.problems import Problem
from app.records.office import Office, Route
from app.usecases.conflicts import PC_NAMES
from app.usecases.hand_over import PEER as PEER_FILE
from app.usecases.hand_over import UNKNOWN, Carrier, HandOver, note_hand_over
from app.usecases.incoming import Progress, keep_files, note_received, taken, unheard
from app.usecases.keys import PEER, enroll, enrolled, own_keys
from app.usecases.outgoing import Outgoing, Scope, free_number, head_of, parts_of, write_further, write_out
from app.usecases.sent_elsewhere import keep_told, told
from app.usecases.taking import Outcome

_PC_NAME = "pc_name"
_NUMBER = "peer_bundles_written"
_JOINING = "joining"  # setting: ids of the records of founding, which give way to those of the PC that is joined


@dataclass(frozen=True)
class PeerExported:
    """What went to the other PCs."""

    bundle: str
    number: int
    file: Written
    readers: tuple[str, ...]
    counts: dict[str, int]
    further: tuple[Written, ...] = ()  # parts after the first, which carry attached files alone


# --- joining ----------------------------------------------------------------------------------------------------------


def pc_card_file(store: Store, pc_name: str) -> tuple[str, bytes]:
    """Return the name and contents of the card this PC shows to the others of its unit, and remember its name."""
    if not pc_name.strip():
        raise Problem("Máy này chưa có tên.", "Đặt tên để phân biệt các máy, ví dụ “Máy bộ phận một cửa”.")
    store.set_setting(_PC_NAME, pc_name.strip())
    office = next(iter(store.every(Office, Query(where={"code": store.unit}))), None)
    name = f"{office.name if office else store.unit}, {pc_name.strip()}"
    card = card_of(own_keys(store), unit=store.unit, name=name, replica=store.replica)
    return f"the-khoa-{store.unit}-{card.key()}.json", write_card(card)


def add_peer(store: Store, data: bytes, *, checked_by: str) -> KeyCard:
    """Trust another PC of our unit with everything; `checked_by` compared the thirty digits on its screen."""
    return enroll(store, data, checked_by=checked_by, role=PEER)


def join(store: Store, data: bytes, *, checked_by: str) -> KeyCard:
    """Trust the PC whose register this new one is to share: what the first run wrote here gives way to what comes.

    Raises Problem when this register holds work already; two such are put together with `add_peer` on both sides.
    """
    if worked := _work_of(store):
        raise Problem(
            f"Sổ trên máy này đã có hồ sơ ({worked[0]}) nên không ghép như máy mới.",
            "Trên cả hai máy chọn “Thêm máy”, rồi trao đổi gói giữa hai máy; hồ sơ của cả hai đều được giữ.",
        )
    with store.atomic():
        card = add_peer(store, data, checked_by=checked_by)
        store.set_setting(_JOINING, sorted(founding_of(store)))
    return card


def peer_bundles_written(store: Store) -> int:
    return int(store.setting(_NUMBER, 0))


def peers(store: Store) -> list[KeyCard]:
    return [card for card in enrolled(store) if card.unit == store.unit]


# --- out --------------------------------------------------------------------------------------------------------------


def export_peer(store: Store, folder: Path, *, with_files: bool = True, carrier: Carrier = UNKNOWN) -> PeerExported:
    """Write everything of our unit for its other PCs: drafts, routes, number ranges, conflicts, attached files.

    It is no sending: no record counts as sent because of it; but it tells what was sent, and what came of that.
    Raises Problem when there is no other PC.
    """
    cards = peers(store)
    if not cards:
        raise Problem("Chưa có máy nào khác của đơn vị được ghép.", "Nhập thẻ khóa của máy kia và đối chiếu dãy số.")
    clean_leftovers(folder)
    with store.atomic():
        number = free_number(store, folder, peer_bundles_written(store) + 1)
        scope = Scope(FULL, kinds_at_home(), 0, store.last_seq(), with_files=with_files)
        head = head_of(store, "peer", cards)
        parts = parts_of(store, scope)
        head = replace(head, parts=len(parts))
        lines = Outgoing(store, head, number, scope, parts[0])
        said = _signed_by(store) | told(store)
        contents = Contents(RECORDS, lines.chunks(), lambda: lines.manifest() | said, lines.blobs())
        with seal(head, contents, own_keys(store), [card.read for card in cards]) as outer:
            written = write_out(store, folder, number, outer, parts=len(parts))
        further = write_further(lines, folder, cards, parts, written)
        store.set_setting(_NUMBER, number)
        readers = tuple(card.name for card in cards)
        gone = HandOver(head.bundle, number, PEER_FILE, ", ".join(readers), FULL, sum(lines.counts.values()))
        note_hand_over(store, gone, written, carrier)
    return PeerExported(head.bundle, number, written, readers, lines.counts, further)


def _signed_by(store: Store) -> dict[str, Any]:
    return {
        "pc": store.setting(_PC_NAME, ""),
        "by": store.author,
        "joining": int(bool(store.setting(_JOINING, []))),
    }


# --- in ---------------------------------------------------------------------------------------------------------------


def take_peer(store: Store, opened: Opened, file: str, progress: Progress = unheard) -> Outcome:
    """Take what another PC of our unit wrote, in one transaction; unseen values become conflicts on both."""
    keep_files(store, opened.bag)
    if opened.head.part > 1:  # attached files alone
        return Outcome()
    with store.atomic():
        outcome = taken(store, opened.bag, progress)
        _remember_pc(store, opened.head, opened.bag.manifest)
        keep_told(store, opened.bag.manifest)
        _end_joining(store, opened.bag.manifest)
        if not store.notes("received_bundle", {"bundle": opened.head.bundle}):
            note_received(store, opened, file, outcome, 0)
    return outcome


def _remember_pc(store: Store, head: Head, manifest: dict[str, Any]) -> None:
    said = {name: value for name in ("pc", "by") if is_line(value := manifest.get(name, ""), 120)}
    store.set_setting(PC_NAMES, store.setting(PC_NAMES, {}) | {head.replica: said})


def _end_joining(store: Store, manifest: dict[str, Any]) -> None:
    """Let the records of founding give way, unless they come from a PC that waits for ours to do so."""
    founded = frozenset(store.setting(_JOINING, []))
    if founded and not manifest.get("joining") and give_way(store, founded):
        store.set_setting(_JOINING, [])


def founding_of(store: Store) -> frozenset[str]:
    """Return the ids of what the first run wrote, when nothing else was written since; else nothing."""
    if _work_of(store):
        return frozenset()
    return frozenset(record.id for kind in (Office, Route) for record in store.every(kind))


def _work_of(store: Store) -> list[str]:
    return [kind.title for kind in kinds_at_home() if kind not in (Office, Route) and store.ids(kind)]


def give_way(store: Store, founded: frozenset[str]) -> bool:
    """Take out what the first run wrote here, once our own office has come from elsewhere; False while it has not."""
    ours = [office.id for office in store.every(Office, Query(where={"code": store.unit}))]
    if all(one in founded for one in ours):
        return False
    for kind in (Office, Route):
        for record in list(store.every(kind)):
            if record.id in founded:
                store.delete(record)
    return True
