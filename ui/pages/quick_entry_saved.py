"""The lines that already stand in the book of quick entry, newest number first."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ports import Query, Store
from app.records.mediation import MediationCase
from ui.texts import tr
from ui.widgets.bits import card
from ui.widgets.table import RecordTable

_COLUMNS = ["number", "received_on", "parties", "matter", "state"]
_LINES = 8  # of the table, that are always seen


def saved_lines(store: Store) -> tuple[QWidget, RecordTable]:
    """Return the frame and the table in it; the book's own order stays, whatever heading is clicked."""
    frame, table = card(), RecordTable(store, MediationCase)
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(table)
    table.setAccessibleName(tr("Các dòng đã có trong sổ này"))
    table.setMinimumHeight(table.fontMetrics().height() * _LINES)
    table.show_columns(_COLUMNS)
    table.horizontalHeader().setSectionsClickable(False)
    table.horizontalHeader().setSortIndicatorShown(False)
    return frame, table


def query_of_book(group: str, year: int | None) -> Query:
    """Ask for the lines of a group's book of a year; of every year while none is chosen."""
    days = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
    return Query(where={"group": group, "received_on": days}, order="number", descending=True)
