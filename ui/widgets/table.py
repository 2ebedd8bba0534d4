"""The list of a register: any number of rows, sorted by a click, columns chosen by the reader, states as pills."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelection, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QTableView,
)

from app.ports import Query, Records
from app.records.base import Record
from app.usecases.by_unit import Telling
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.columns import fitting, measured, shared
from ui.widgets.delegate import RowDelegate
from ui.widgets.rows import ID, RowsModel

_ROOM = 22  # pixels of padding beside the words of a cell


@guarded
class RecordTable(QTableView):
    chosen = Signal(str)  # the id of the record that is now current
    opened = Signal(str)  # Enter or double click
    counted = Signal(int)  # how many rows the query means

    def __init__(self, store: Records, kind: type[Record], telling: Telling | None = None) -> None:
        super().__init__()
        self.kind = kind
        self.rows = self._rows_of(store, telling)
        self.setModel(self.rows)
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self._asked: list[str] = []  # the columns the reader chose; empty: as many as fit
        self._pulled_at = False  # widths the reader set are not touched again
        self._fitting = False
        self._behave()
        self._head()
        self.selectionModel().selectionChanged.connect(self._selected)
        self.doubleClicked.connect(lambda index: self.opened.emit(str(index.data(ID) or "")))

    def _rows_of(self, store: Records, telling: Telling | None) -> RowsModel:
        return RowsModel(store, self.kind, telling)

    def _behave(self) -> None:
        self.setAccessibleName(tr("Danh sách ") + tr(self.kind.title).lower())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()

    def _head(self) -> None:
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicatorClearable(False)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._offer_columns)
        head.sectionClicked.connect(self._sort_by)
        head.sectionResized.connect(self._pulled)
        self._show({name: 80 for name in self.rows.listed})

    # --- what is shown ---

    def set_query(self, query: Query) -> None:
        """Show what a query means. The order of a clicked heading stays, unless the query names its own."""
        order = query.order or self.rows.query.order
        descending = query.descending if query.order else self.rows.query.descending
        self._ask(replace(query, order=order, descending=descending))

    def query(self) -> Query:
        return self.rows.query

    def reload(self) -> None:
        """Read everything again; the current record stays current where it is still in the list."""
        self._ask(self.rows.query)

    def _ask(self, query: Query) -> None:
        current, place = self.current_id(), self.verticalScrollBar().value()
        blocked = self.selectionModel().blockSignals(True)
        self.rows.ask(query)
        self._show_order()
        row = self.rows.row_of(current) if current else -1
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row, self._first_shown()))
            self.verticalScrollBar().setValue(place)
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()
        self.counted.emit(self.row_count())

    def row_count(self) -> int:
        return self.rows.rowCount()

    def current_id(self) -> str:
        index = self.currentIndex()
        return str(index.data(ID) or "") if index.isValid() else ""

    def select_id(self, id: str) -> bool:
        """Make a record current and bring it into view; False when the list does not hold it."""
        row = self.rows.row_of(id)
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row, self._first_shown()))
            self.scrollTo(self.currentIndex())
        return row >= 0

    def _first_shown(self) -> int:
        head = self.horizontalHeader()
        order = (head.logicalIndex(place) for place in range(head.count()))
        return next((column for column in order if not self.isColumnHidden(column)), 0)

    def _selected(self, selected: QItemSelection, _before: QItemSelection) -> None:
        if not selected.isEmpty():
            self.chosen.emit(self.current_id() or str(selected.indexes()[0].data(ID) or ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    # --- order ---

    def _sort_by(self, column: int) -> None:
        """Order by a heading: first click forward, second back, third as the list came."""
        name, now = self.rows.columns[column][0], self.rows.query
        if now.order != name:
            wanted = replace(now, order=name, descending=False)
        elif not now.descending:
            wanted = replace(now, descending=True)
        else:
            wanted = replace(now, order="", descending=False)
        self._ask(wanted)

    def _show_order(self) -> None:
        query = self.rows.query
        names = [name for name, _ in self.rows.columns]
        way = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(names.index(query.order) if query.order in names else -1, way)

    # --- columns ---

    def shown_columns(self) -> list[str]:
        """Return the names of the fields shown, from left to right."""
        head = self.horizontalHeader()
        order = (head.logicalIndex(place) for place in range(head.count()))
        return [self.rows.columns[column][0] for column in order if not self.isColumnHidden(column)]

    def show_columns(self, names: list[str]) -> None:
        """Show these columns, whatever room there is; the reader asked for them."""
        self._asked, self._pulled_at = list(names), False
        self.fit_columns()

    def first_columns(self) -> None:
        """Go back to the columns the list began with: as many as fit."""
        self._asked, self._pulled_at = [], False
        self.fit_columns()

    def _offer_columns(self, at: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def column_menu(self) -> QMenu:
        """Return the choice of columns: those of the list itself, and the others by their groups."""
        menu = QMenu(self)
        title = menu.addAction(tr("Các cột của danh sách"))
        title.setEnabled(False)
        groups: dict[str, QMenu] = {}
        for column, (name, field) in enumerate(self.rows.columns):
            inside = menu
            if name not in self.rows.listed:
                group = tr(field.group or "Thông tin khác")
                inside = groups.setdefault(group, QMenu(group, menu))
            action = QAction(tr(field.label), menu, checkable=True, checked=not self.isColumnHidden(column))
            action.toggled.connect(lambda on, name=name: self._toggle_column(name, on=on))
            inside.addAction(action)
        menu.addSeparator()
        for submenu in groups.values():
            menu.addMenu(submenu)
        menu.addSeparator()
        menu.addAction(tr("Về các cột ban đầu"), self.first_columns)
        return menu

    def _toggle_column(self, name: str, *, on: bool) -> None:
        shown = self.shown_columns()
        if on:
            self.show_columns([*shown, name])
        elif len(shown) > 1:  # a list without columns could not be brought back by its headings
            self.show_columns([one for one in shown if one != name])

    def _pulled(self, _column: int, _old: int, _new: int) -> None:
        if not self._fitting:
            self._pulled_at = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_columns()

    def fit_columns(self) -> None:
        """Show the columns that fit, each as wide as its words need; the long ones share what is left."""
        self.verticalHeader().setMinimumSectionSize(10)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.8))
        if self._pulled_at:
            return
        fields = {name: field for name, field in self.rows.columns if name in (self._asked or self.rows.listed)}
        columns = measured(self.kind, fields, self._words_width, self._title_width)
        room = self.viewport().width()
        self._show(shared(columns if self._asked else fitting(columns, room), room))

    def _show(self, widths: dict[str, int]) -> None:
        self._fitting = True
        for column, (name, _) in enumerate(self.rows.columns):
            self.setColumnHidden(column, name not in widths)
            if name in widths:
                self.setColumnWidth(column, widths[name])
        self._fitting = False

    def _words_width(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words) + _ROOM

    def _title_width(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(tr(words)) * 108 // 100 + _ROOM + 6
