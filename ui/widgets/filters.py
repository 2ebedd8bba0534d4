"""Search and filters above a list: one box that needs no marks, a few lists of what people look for most, the year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.declaring import Field, Ref, Refs, fields_of
from app.fields import Choice, Choices
from app.ports import Query, Wanted
from app.records.base import Record
from ui import icons
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import em
from ui.widgets.combo import Combo
from ui.widgets.refs import References
from ui.widgets.rows import in_order

Units = Callable[[], list[tuple[str, str]]]
AFTER = 120  # milliseconds of quiet before the list is asked
MOST_LISTS = 3
_YEARS = 12
_LEAST = 50
_ONE_ROW, _ONE_ROW_OF_UNITS = 100, 150  # letters; below that the lists go under the search


def filtered_fields(kind: type[Record]) -> dict[str, Field]:
    """Return the fields worth a list of their own: the state, then references, then the longest catalogues."""
    chosen = {
        name: field
        for name, field in fields_of(kind).items()
        if field.listed and isinstance(field.kind, Choice | Ref) and not isinstance(field.kind, Choices)
    }
    ranked = sorted(chosen.items(), key=lambda pair: _rank(*pair))
    return dict(ranked[:MOST_LISTS])


def _rank(name: str, field: Field) -> tuple[int, int]:
    if name == "state":
        return 0, 0
    return (2, -len(field.kind.options)) if isinstance(field.kind, Choice) else (1, 0)


@guarded
class FilterBar(QWidget):
    changed = Signal(object)  # a Query

    def __init__(self, kind: type[Record], references: References, units: Units = list) -> None:
        super().__init__()
        self.kind, self._references, self._units = kind, references, units
        self.search = self._search_box()
        self.lists = {name: self._list(name, field) for name, field in filtered_fields(kind).items()}
        self.years = self._years() if kind.newest_by else None
        self.unit = self._unit_list() if units() else None
        self._timer = QTimer(self, singleShot=True, interval=AFTER)
        self._timer.timeout.connect(self._tell)
        self._lay_out()
        self.search.textChanged.connect(lambda _text: self._timer.start())

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._rows = 0
        self._flow(rows=1)

    def _flow(self, *, rows: int) -> None:
        """Put all in one row, or the lists under the search where one row would cut their words."""
        if rows == self._rows:
            return
        self._rows = rows
        combos = [box for box in (self.unit, *self.lists.values(), self.years) if box is not None]
        for part in (self.search, *combos):
            self._grid.removeWidget(part)
        self._grid.addWidget(self.search, 0, 0, 1, 1 if rows == 1 else max(len(combos), 1))
        for place, combo in enumerate(combos):
            self._grid.addWidget(combo, rows - 1, place + (1 if rows == 1 else 0))
        for column in range(len(combos) + 1):
            wide = 3 if rows == 1 and column == 0 else 1 if column == len(combos) and rows == 1 else 2
            self._grid.setColumnStretch(column, wide if column < len(combos) + (rows == 1) else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = em(self) * (_ONE_ROW if self.unit is None else _ONE_ROW_OF_UNITS)
        self._flow(rows=1 if not self.lists or self.width() >= room else 2)

    def minimumSizeHint(self) -> QSize:
        """Let the window be narrower than one row would need: the lists then go below."""
        return QSize(em(self) * _LEAST, super().minimumSizeHint().height())

    def _search_box(self) -> QLineEdit:
        box = QLineEdit()
        box.setPlaceholderText(tr("Tìm theo tên, số, ấp… (không cần gõ dấu)"))
        box.setAccessibleName(tr("Tìm trong danh sách"))
        box.setToolTip(tr("Gõ để tìm, không cần dấu; Esc để xóa (Ctrl+F)"))
        box.setMinimumWidth(em(box) * 14)
        box.addAction(QAction(icons.icon("search", "muted"), "", box), QLineEdit.ActionPosition.LeadingPosition)
        box.setClearButtonEnabled(True)
        clear = QShortcut(QKeySequence("Esc"), box, box.clear)
        clear.setContext(clear.context().WidgetShortcut)
        return box

    def _list(self, name: str, field: Field) -> Combo:
        combo = Combo()
        combo.setAccessibleName(tr("Lọc theo ") + tr(field.label).lower())
        self._fill(combo, field)
        combo.currentIndexChanged.connect(lambda _row: self._tell())
        combo.setProperty("filter", name)
        return combo

    def _unit_list(self) -> Combo:
        combo = Combo()
        combo.setAccessibleName(tr("Lọc theo đơn vị"))
        self._fill_units(combo)
        combo.currentIndexChanged.connect(lambda _row: self._tell())
        return combo

    def _fill_units(self, combo: Combo) -> None:
        combo.addItem(tr("Mọi đơn vị"), "")
        for key, words in self._units():
            combo.addItem(words, key)

    def whose(self) -> str:
        """Return which unit's records are asked for; empty for all."""
        return str(self.unit.currentData() or "") if self.unit is not None else ""

    def _fill(self, combo: Combo, field: Field) -> None:
        combo.addItem(f"{tr(field.label)}: {tr('tất cả')}", "")
        kind = field.kind
        if isinstance(kind, Ref):
            options = in_order(self._references(kind.to))
        else:
            options = [(code, tr(words)) for code, words in kind.options if code] if isinstance(kind, Choice) else []
        for code, words in options:
            combo.addItem(words, code)

    def _years(self) -> Combo:
        combo = Combo()
        combo.setAccessibleName(tr("Lọc theo năm"))
        combo.addItem(tr("Mọi năm"), 0)
        now = date.today().year  # noqa: DTZ011 (the officer's own calendar day)
        for year in range(now, now - _YEARS, -1):
            combo.addItem(tr("Năm ") + str(year), year)
        combo.currentIndexChanged.connect(lambda _row: self._tell())
        return combo

    def reload(self) -> None:
        """Read the names of other records again; what is chosen stays chosen."""
        for name, combo in self.lists.items():
            field = fields_of(self.kind)[name]
            if isinstance(field.kind, Ref):
                _refill(combo, partial(self._fill, combo, field))
        if self.unit is not None:
            _refill(self.unit, partial(self._fill_units, self.unit))

    def query(self) -> Query:
        """Return what the bar asks for now."""
        where: dict[str, Wanted] = {}
        for name, combo in self.lists.items():
            if code := combo.currentData():
                several = isinstance(fields_of(self.kind)[name].kind, Refs)
                where[name] = frozenset({code}) if several else str(code)
        if self.years is not None and (year := self.years.currentData()):
            where[self.kind.newest_by] = _days(str(year))
        return Query(text=self.search.text(), where=where)

    def show_query(self, query: Query, whose: str = "") -> None:
        """Put a query into the bar, without asking the list again."""
        blocked = self.blockSignals(True)
        self.search.setText(query.text)
        for name, combo in self.lists.items():
            wanted = query.where.get(name, "")
            code = next(iter(wanted), "") if isinstance(wanted, frozenset) else wanted
            combo.setCurrentIndex(max(combo.findData(code), 0))
        if self.years is not None:
            self._show_days(self.years, query.where.get(self.kind.newest_by))
        if self.unit is not None:
            self.unit.setCurrentIndex(max(self.unit.findData(whose), 0))
        self._timer.stop()
        self.blockSignals(blocked)

    def _show_days(self, years: Combo, days: Wanted | None) -> None:
        """Choose a year, or a month, which has a line of its own as long as it is needed."""
        first, last = days if isinstance(days, tuple) else (None, None)
        wanted: int | str = first.year if first else 0
        if first and last and (first, last) == _days(month := f"{first:%Y-%m}"):
            wanted = month
            if years.findData(month) < 0:
                years.insertItem(1, f"{tr('Tháng')} {first.month}/{first.year}", month)
        years.setCurrentIndex(max(years.findData(wanted), 0))

    def _tell(self) -> None:
        self._timer.stop()
        self.changed.emit(self.query())

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()


def _refill(combo: Combo, fill: Callable[[], None]) -> None:
    """Fill a list again without a word; what is chosen stays chosen."""
    chosen = combo.currentData()
    blocked = combo.blockSignals(True)
    combo.clear()
    fill()
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    combo.blockSignals(blocked)


def _days(spelled: str) -> tuple[date, date]:
    """Return the first and the last day of a year (2026) or a month (2026-03)."""
    year, _, month = spelled.partition("-")
    first = date(int(year), int(month or 1), 1)
    until = int(month or 12)
    return first, date(first.year, until, monthrange(first.year, until)[1])
