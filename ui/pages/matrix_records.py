"""From a cell of the matrix to the records behind it: buttons that open the lists of a unit's month or year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ports import Query
from app.records.base import Record
from app.records.mediation import MediationCase
from app.records.outreach import OutreachEvent
from app.usecases import by_unit
from app.usecases.saved_filters import SavedFilter
from app.vietnamese import show_number
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button

_KINDS: tuple[tuple[type[Record], str, str], ...] = (
    (MediationCase, "gavel", "vụ, việc"),
    (OutreachEvent, "megaphone", "hoạt động PBGDPL"),
)


def wanted(kind: type[Record], whose: str, year: int, month: int) -> SavedFilter:
    """Return the question for what is of a unit and of a month, or with month 0 of the year."""
    first = date(year, month or 1, 1)
    last = date(year, month or 12, monthrange(year, month or 12)[1])
    return SavedFilter("", Query(where={kind.newest_by: (first, last)}), whose=whose)


@guarded
class UnitRecords(QWidget):
    """A button for each kind says how many records there are, and opens the list of them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self._asked = session, dict[str, SavedFilter]()
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for kind, icon, _ in _KINDS:
            made = button("", partial(self.open, kind.table), icon=icon)
            self.buttons[kind.table] = made
            row.addWidget(made)

    def show_of(self, unit: str, year: int, month: int) -> None:
        """Count what a unit has of a month, or with month 0 of the year."""
        whose = by_unit.of_unit(self.session.store, unit, date.today())  # noqa: DTZ011 (units exist by calendar days)
        for kind, _, words in _KINDS:
            asked = self._asked[kind.table] = wanted(kind, whose, year, month)
            query = by_unit.narrowed(self.session.store, kind, asked.query, asked.whose)
            number = len(self.session.store.ids(kind, query))
            when = f"{tr('tháng')} {month}/{year}" if month else f"{tr('năm')} {year}"
            self.buttons[kind.table].setText(f"{show_number(number)} {tr(words)}")
            self.buttons[kind.table].setToolTip(f"{tr('Mở danh sách')} {tr(words)} {when} {tr('của đơn vị')}")
            self.buttons[kind.table].setEnabled(number > 0)

    def open(self, table: str) -> None:
        self.session.listed.emit(table, self._asked[table])
