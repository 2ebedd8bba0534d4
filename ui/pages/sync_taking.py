"""Taking a stick's files: chosen, shown before, taken in the background, and what became of them in sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.ports import Touched
from app.records import KINDS
from ui import jobs, sticks
from ui.pages.sync_import import ImportPreview
from ui.session import Session
from ui.texts import tr

if TYPE_CHECKING:
    from app.usecases.receiving_many import TakenFile

EVERYTHING = Touched(frozenset(kind.table for kind in KINDS), 1)


def take_folder(session: Session, folder: Path | None = None) -> str:
    """Take the files of a folder somebody chose; return what to say, nothing when the person left."""
    folder = folder or sticks.choose(tr("Chọn USB hoặc thư mục có các gói"))
    if folder is None or not ImportPreview.ask(session, folder):
        return ""
    before = len(session.store.notes("received_bundle"))
    taken = jobs.run(session, tr("Nhập từ USB"), lambda store, watch: _taken(store, watch, folder))
    if taken is None and len(session.store.notes("received_bundle")) == before:
        return tr("Chưa nhận gói nào; trong sổ không có gì thay đổi. Có thể rút USB.")
    if taken is None:
        return tr("Chưa nhận hết; những gì đã nhận vẫn còn. Cắm lại USB rồi nhập lại.")
    session.announce(EVERYTHING)
    return told(taken)


def _taken(store: Any, watch: jobs.Watch, folder: Path) -> list[TakenFile]:
    from app.usecases.receiving_many import receive_folder

    return receive_folder(store, folder, say=watch.say)


def told(taken: list[TakenFile]) -> str:
    """Say what became of each file, and that the stick may be pulled out."""
    said = " ".join(f"{one.unit_name or one.file}: {one.words}" for one in taken[:6])
    more = f" (+{len(taken) - 6} {tr('tệp')})" if len(taken) > 6 else ""
    receipts = any(one.receipt_file for one in taken)
    ends = tr(" Biên nhận đã ghi lên USB; trả USB cho đơn vị gửi.") if receipts else ""
    return f"{said}{more}{ends} {tr('Có thể rút USB.')}"
