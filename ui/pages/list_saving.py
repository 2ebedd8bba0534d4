"""Saving a list as it stands on the screen: its columns, its order, what it was narrowed to."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox

from app.declaring import Field, Many, fields_of
from app.usecases.list_papers import Listing, write_list
from ui import dialogs
from ui.session import Session
from ui.texts import tr
from ui.widgets.filters import FilterBar
from ui.widgets.table import RecordTable

_FILES = "Excel (*.xlsx);;PDF (*.pdf);;Word (*.docx)"


def listing_of(title: str, filters: FilterBar, table: RecordTable) -> Listing:
    """Return what a list shows, every line of it, not only those that fit on the screen; what is private stays out."""
    names = [name for name, _ in table.rows.columns]
    places = (names.index(name) for name in table.shown_columns())
    shown = [place for place in places if not _private(table.rows.columns[place][1])]
    return Listing(
        title=title,
        asked=[asked] if (asked := _asked(filters)) else [],
        heads=[tr(table.rows.columns[place][1].label) for place in shown],
        rows=[[str(table.rows.index(row, place).data() or "") for place in shown] for row in range(table.row_count())],
    )


def _private(field: Field) -> bool:
    """Tell whether a column may name people or tell their story: a list in a file is not locked any more."""
    parts = fields_of(field.kind.part).values() if isinstance(field.kind, Many) else ()
    return field.private or any(part.private for part in parts)


def _asked(filters: FilterBar) -> str:
    boxes: list[QComboBox | None] = [filters.unit, *filters.lists.values(), filters.years]
    said = [box.currentText() for box in boxes if box is not None and box.currentData()]
    if words := filters.search.text().strip():
        said.append(f"{tr('có chữ')} “{words}”")
    return "; ".join(said)


def save_list(session: Session, title: str, filters: FilterBar, table: RecordTable) -> None:
    """Ask for a file and write the list into it."""
    target = dialogs.choose_target(tr("Lưu danh sách"), f"danh-sach-{table.kind.table.replace('_', '-')}.xlsx", _FILES)
    if target is None:
        return
    listing = listing_of(title, filters, table)
    today = date.today()  # noqa: DTZ011 (the officer's own calendar day)
    if session.run(write_list, listing, target, today) is not None:
        session.said.emit(tr("Đã lưu {file}.").format(file=target.name))
