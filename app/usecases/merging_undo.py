"""Taking a merger of units back, while nothing of it has left this computer and nobody has gone on working with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from app.bundles.envelope import now
from app.ports import Kept, Row, Store, Touched
from app.problems import Problem
from app.records import KINDS, kind_named
from app.records.attachments import Attachment
from app.records.base import Record
from app.records.conflicts import Conflict
from app.usecases.merging_books import BOOK, Merger, mergers
from app.usecases.peers import peer_bundles_written
from app.vietnamese import show_number


@dataclass
class Undoing:
    """What a merger changes: ids of the records that were not here, rows as they were, who kept what before."""

    made: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    kept: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    def before(self, store: Store, kind: type[Record], ids: Sequence[str]) -> None:
        """Remember what stands here of some records, before they are merged with a predecessor's."""
        ours = frozenset(self.made.get(kind.table, ()))
        known = {one: row for one, row in store.known_rows(kind, ids).items() if one not in ours}
        self.made.setdefault(kind.table, []).extend(one for one in ids if one not in known and one not in ours)
        self.rows.setdefault(kind.table, []).extend(asdict(row) for row in known.values())
        keepers = store.keepers(kind, list(known))
        self.kept.setdefault(kind.table, {}).update({one: asdict(kept) for one, kept in keepers.items()})

    @contextmanager
    def new_conflicts(self, store: Store) -> Iterator[None]:
        """Remember the conflicts that come to be meanwhile."""
        there = {row.id for row in store.rows_after(Conflict, 0)}
        yield
        new = [row.id for row in store.rows_after(Conflict, 0) if row.id not in there]
        self.made.setdefault(Conflict.table, []).extend(new)

    def written(self) -> str:
        return orjson.dumps(asdict(self)).decode()


def refusal(store: Store, merger: Merger) -> Problem | None:
    """Return why a merger cannot be taken back any more; None when it can."""
    if merger.undone:
        return Problem("Lần sáp nhập này đã được hoàn tác.", "Không phải làm gì thêm.")
    sent = [row for row in store.notes("sent_bundle") if row["last_seq"] >= merger.upto]
    if sent or peer_bundles_written(store) > merger.peer_bundles:
        what = f"gói số {show_number(sent[0]['number'])}" if sent else "gói cho máy khác của đơn vị"
        return Problem(
            f"Sau khi sáp nhập đã xuất {what} nên không hoàn tác được nữa.",
            "Sửa từng hồ sơ nếu sai; hoặc khôi phục bản sao lưu trước khi sáp nhập và báo nơi nhận.",
        )
    if count := _worked_on(store, merger):
        return Problem(
            f"Sau khi sáp nhập đã ghi, sửa {show_number(count)} hồ sơ; hoàn tác sẽ làm mất hoặc lạc các hồ sơ này.",
            "Khôi phục bản sao lưu trước khi sáp nhập nếu chấp nhận bỏ những gì ghi sau đó.",
        )
    return None


def undo(store: Store, id: str) -> Touched:
    """Make the register what it was before a merger, but for the lines of the log; raises Problem when it cannot be."""
    found = next((one for one in mergers(store) if one.id == id), None)
    if found is None:
        raise Problem(f"Không có lần sáp nhập mã {id}.", "Xem mã trong danh sách các lần sáp nhập.")
    with store.atomic():
        if problem := refusal(store, found):
            raise problem
        files = _files(store, found)
        touched = _take_back(store, store.notes(BOOK, {"id": id})[0])
        still_named = {one.sha256 for one in store.every(Attachment)}
    for digest in files - still_named:
        store.blobs.drop(digest)
    return touched


def _files(store: Store, merger: Merger) -> set[str]:
    """Return the hashes of the attached files that a merger may have brought."""
    brought = {row["id"] for row in store.notes("taken_over", {"merger": merger.id, "kind": Attachment.table})}
    return {row.columns["sha256"] for row in store.known_rows(Attachment, sorted(brought)).values()}


def _take_back(store: Store, row: dict[str, Any]) -> Touched:
    undoing = Undoing(**orjson.loads(row["undoing"]))
    said = f"Hoàn tác sáp nhập: {row['basis']}"
    store.strike("taken_over", {"merger": row["id"]})
    for table, ids in undoing.made.items():
        store.give_up(kind_named(table), ids, said)
    for table, rows in undoing.rows.items():
        kind = kind_named(table)
        before = {one["id"]: Row(**one) for one in rows}
        now_here = store.known_rows(kind, list(before))
        store.take_changed(
            kind, [(now_here[one], old) for one, old in before.items() if _differ(now_here[one], old)], said
        )
        for one, kept in undoing.kept.get(table, {}).items():
            store.take_over(kind, [one], Kept(**kept))
    store.note(BOOK, row | {"undone_at": now()})
    count = sum(map(len, undoing.made.values())) + sum(map(len, undoing.rows.values()))
    return Touched(frozenset(undoing.made) | frozenset(undoing.rows), count)


def _differ(one: Row, other: Row) -> bool:
    return (one.vv, one.dots, one.columns) != (other.vv, other.dots, other.columns)


def _worked_on(store: Store, merger: Merger) -> int:
    """Count the records that were written or changed here since a merger."""
    return sum(1 for kind in KINDS for _ in store.rows_after(kind, merger.upto, store.unit))
