"""The book of imports from Excel, and taking one back while nothing of it has left or was worked on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from app.bundles.envelope import now
from app.ports import Store, Touched
from app.problems import Problem
from app.records import KINDS
from app.records.base import Record
from app.usecases.peers import peer_bundles_written
from app.usecases.undoing import Undoing, take_back
from app.vietnamese import show_number

_BOOK = "excel_imports"  # setting: the imports of this PC, the first one first
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Import:
    """One import; `upto` is the end of the change log after it, `undone_at` nothing while it stands."""

    number: int
    at: str
    by: str
    kind: str
    file: str
    count: int
    upto: int
    peer_bundles: int
    undone_at: str = ""


def keep_in_book(store: Store, kind: type[Record], file: str, undoing: Undoing, count: int) -> int:
    """Write an import into the book, in its own transaction; return its number."""
    rows = store.setting(_BOOK, [])
    entry = {"number": len(rows) + 1, "at": now(), "by": store.author, "kind": kind.table, "file": file, "count": count}
    entry |= {"upto": store.last_seq(), "peer_bundles": peer_bundles_written(store), "undoing": undoing.written()}
    store.set_setting(_BOOK, [*rows, entry])
    return len(rows) + 1


def imports(store: Store) -> list[Import]:
    return [_import(row) for row in store.setting(_BOOK, [])]


def _import(row: dict[str, Any]) -> Import:
    return Import(**{name: value for name, value in row.items() if name != "undoing"})


def undo_import(store: Store, number: int) -> Touched:
    """Make the register what it was before an import, but for the lines of the log; raises Problem when too late."""
    rows = store.setting(_BOOK, [])
    row = next((row for row in rows if row["number"] == number), None)
    if row is None:
        raise Problem(f"Không có lần nhập số {number}.", "Xem các lần nhập bằng lệnh undo-import không có số.")
    with store.atomic():
        if problem := refusal(store, row):
            raise problem
        touched = take_back(store, row["undoing"], f"Hoàn tác lần nhập Excel số {number}: {row['file']}")
        kept = {name: value for name, value in row.items() if name != "undoing"} | {"undone_at": now()}
        store.set_setting(_BOOK, [kept if one is row else one for one in rows])
    return touched


def refusal(store: Store, row: dict[str, Any]) -> Problem | None:
    """Return why an import cannot be taken back any more; None when it can."""
    if row.get("undone_at"):
        return Problem(f"Lần nhập số {row['number']} đã được hoàn tác.", "Không phải làm gì thêm.")
    sent = [one for one in store.notes("sent_bundle") if one["last_seq"] >= row["upto"]]
    if sent or peer_bundles_written(store) > row["peer_bundles"]:
        what = f"gói số {show_number(sent[0]['number'])}" if sent else "gói cho máy khác của đơn vị"
        return Problem(f"Sau khi nhập đã xuất {what} nên không hoàn tác được nữa.", "Sửa hoặc xóa từng hồ sơ nếu sai.")
    worked_on = sorted(set(_worked_on(store, row)))
    if worked_on:
        said = ", ".join(f"“{label}”" for label in worked_on[:3])
        return Problem(
            f"Sau khi nhập đã sửa, hoặc ghi hồ sơ khác dựa vào, các hồ sơ của lần nhập này: {said}.",
            "Xóa từng hồ sơ không cần nữa thay cho hoàn tác.",
        )
    return None


def _worked_on(store: Store, row: dict[str, Any]) -> Iterator[str]:
    """Yield the labels of records of an import that were changed since, and of those that name one since."""
    undoing = orjson.loads(row["undoing"])
    brought = {one for ids in undoing["made"].values() for one in ids}
    brought |= {one["id"] for rows in undoing["rows"].values() for one in rows}
    for kind in KINDS:
        for changed in store.rows_after(kind, row["upto"]):
            named = {changed.id} | {one for value in changed.columns.values() for one in _ID.findall(str(value))}
            if named & brought and (record := store.find(kind, changed.id)):
                yield record.label()
