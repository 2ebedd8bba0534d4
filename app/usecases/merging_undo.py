"""Taking a merger of units back, while nothing of it has left this computer and nobody has gone on working with it."""

from __future__ import annotations

from typing import Any

from app.bundles.envelope import now
from app.ports import Store, Touched
from app.problems import Problem
from app.records import KINDS
from app.records.attachments import Attachment
from app.usecases.merging_books import BOOK, Merger, mergers
from app.usecases.undoing import left_since, take_back
from app.vietnamese import show_number


def refusal(store: Store, merger: Merger) -> Problem | None:
    """Return why a merger cannot be taken back any more; None when it can."""
    if merger.undone:
        return Problem("Lần sáp nhập này đã được hoàn tác.", "Không phải làm gì thêm.")
    if what := left_since(store, merger.upto, merger.peer_bundles):
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
    with store.atomic():
        found = next((one for one in mergers(store) if one.id == id), None)
        if found is None:
            raise Problem(f"Không có lần sáp nhập mã {id}.", "Xem mã trong danh sách các lần sáp nhập.")
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
    store.strike("taken_over", {"merger": row["id"]})
    touched = take_back(store, row["undoing"], f"Hoàn tác sáp nhập: {row['basis']}")
    store.note(BOOK, row | {"undone_at": now()})
    return touched


def _worked_on(store: Store, merger: Merger) -> int:
    """Count the records that were written or changed here since a merger."""
    return sum(1 for kind in KINDS for _ in store.rows_after(kind, merger.upto, store.unit))
