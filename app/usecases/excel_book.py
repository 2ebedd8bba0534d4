"""The book of imports from Excel, and taking one back while nothing of it has left or was worked on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.bundles.envelope import now
from app.ports import Store, Touched
from app.problems import Problem
from app.records.base import Record
from app.usecases.peers import peer_bundles_written
from app.usecases.undoing import Undoing, left_since, take_back, worked_on

_BOOK = "excel_imports"  # setting: the imports of this PC, the first one first


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
    with store.atomic():
        rows = store.setting(_BOOK, [])
        row = next((row for row in rows if row["number"] == number), None)
        if row is None:
            raise Problem(f"Không có lần nhập số {number}.", "Xem các lần nhập bằng lệnh undo-import không có số.")
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
    if what := left_since(store, row["upto"], row["peer_bundles"]):
        return Problem(f"Sau khi nhập đã xuất {what} nên không hoàn tác được nữa.", "Sửa hoặc xóa từng hồ sơ nếu sai.")
    if labels := worked_on(store, row["undoing"], row["upto"]):
        said = ", ".join(f"“{label}”" for label in labels[:3])
        return Problem(
            f"Sau khi nhập đã sửa, hoặc ghi hồ sơ khác dựa vào, các hồ sơ của lần nhập này: {said}.",
            "Xóa từng hồ sơ không cần nữa thay cho hoàn tác.",
        )
    return None
