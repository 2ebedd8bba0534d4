"""The list of a register: any number of rows, sorted by a click, columns chosen by the reader, states as pills."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.ports import Query, Records
from app.records.base import Record
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.pill import paint_pill, tone_of
from ui.widgets.rows import ID, STATE, RowsModel, sample_of

_ROOM = 22  # pixels of padding beside the words of a cell
_NARROWEST = 8  # letters a column that gives way keeps


@guarded
class _PillDelegate(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        code = index.data(STATE)
        if not code:
            super().paint(painter, option, index)
            return
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, option.widget)
        painter.setFont(bare.font)
        paint_pill(painter, option.rect.adjusted(6, 0, -4, 0), str(index.data()), tone_of(str(code)))


@guarded
class RecordTable(QTableView):
    chosen = Signal(str)  # the id of the record that is now current
    opened = Signal(str)  # Enter or double click
    counted = Signal(int)  # how many rows the query means

    def __init__(self, store: Records, kind: type[Record], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.rows = RowsModel(store, kind)
        self.setModel(self.rows)
        self._delegate = _PillDelegate(self)
        self.setItemDelegate(self._delegate)
        self._fitted = True  # until somebody pulls at a column
        self._fitting = False
        self._behave()
        self._head()
        self.selectionModel().selectionChanged.connect(self._selected)
        self.doubleClicked.connect(lambda index: self.opened.emit(str(index.data(ID) or "")))

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
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicatorClearable(False)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._offer_columns)
        head.sectionClicked.connect(self._sort_by)
        head.sectionResized.connect(self._pulled)
        for column, (name, _) in enumerate(self.rows.columns):
            self.setColumnHidden(column, name not in self.rows.listed)

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
        for column, (name, _) in enumerate(self.rows.columns):
            self.setColumnHidden(column, name not in names)
        self._fitted = True
        self.fit_columns()

    def _offer_columns(self, at: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def column_menu(self) -> QMenu:
        menu = QMenu(self)
        title = menu.addAction(tr("Các cột của danh sách"))
        title.setEnabled(False)
        for column, (name, field) in enumerate(self.rows.columns):
            action = QAction(tr(field.label), menu, checkable=True, checked=not self.isColumnHidden(column))
            action.toggled.connect(lambda on, name=name: self._toggle_column(name, on=on))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(tr("Về các cột ban đầu"), lambda: self.show_columns(self.rows.listed))
        return menu

    def _toggle_column(self, name: str, *, on: bool) -> None:
        shown = self.shown_columns()
        if on:
            self.show_columns([*shown, name])
        elif len(shown) > 1:  # a list without columns could not be brought back by its headings
            self.show_columns([one for one in shown if one != name])

    def _pulled(self, _column: int, _old: int, _new: int) -> None:
        if not self._fitting:
            self._fitted = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column the room its words need, and let the long ones share what is left or missing."""
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(round(metrics.height() * 1.8))
        self.verticalHeader().setMinimumSectionSize(10)
        if not self._fitted:
            return
        shown = [(at, *pair) for at, pair in enumerate(self.rows.columns) if not self.isColumnHidden(at)]
        widths, elastic = dict[int, int](), list[int]()
        for column, name, field in shown:
            words, gives = sample_of(name, field)
            title = self.horizontalHeader().fontMetrics().horizontalAdvance(tr(field.label)) * 11 // 10 + 16
            natural = metrics.horizontalAdvance(words)
            widths[column] = (natural if gives else max(natural, title)) + _ROOM
            elastic += [column] if gives else []
        least = metrics.averageCharWidth() * _NARROWEST + _ROOM
        self._fitting = True
        for column, width in shared(widths, elastic, room=self.viewport().width(), least=least).items():
            self.setColumnWidth(column, width)
        self._fitting = False


def shared(widths: dict[int, int], elastic: list[int], *, room: int, least: int) -> dict[int, int]:
    """Stretch or squeeze the elastic columns in proportion, so that all together fill the room; none below `least`."""
    give = sum(widths[column] for column in elastic)
    if not give:
        return widths
    left = room - (sum(widths.values()) - give)
    return widths | {column: max(widths[column] * left // give, least) for column in elastic}
