"""A counted table on the screen: rows and columns of numbers, each of which opens the records behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.statistics.facts import Figure
from app.statistics.spec import LIST, Head
from app.statistics.tables import Table, TableRow
from app.vietnamese import show_number
from ui.guarded import guarded
from ui.pages.statistics_head import TableHead, words_of
from ui.texts import tr
from ui.widgets.bits import em

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def column_words(table: Table) -> list[str]:
    """Return the head of each column of numbers, the words over it first: “Hòa giải thành: số vụ”."""
    if table.spec.rows == LIST:
        return [tr("Số liệu")]
    return [": ".join(path) for head in table.spec.columns for path in _paths(head, ())]


def _paths(head: Head, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    path = (*above, words_of(head))
    if not head.columns:
        yield path
    for column in head.columns:
        yield from _paths(column, path)


@guarded
class FigureModel(QAbstractTableModel):
    """The first column says what a row is of; the others are numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.table: Table | None = None
        self.rows: tuple[TableRow, ...] = ()
        self.heads: list[str] = []

    def show(self, table: Table) -> None:
        self.beginResetModel()
        self.table, self.rows, self.heads = table, table.all_rows(), column_words(table)
        self.endResetModel()

    def figure(self, row: int, column: int) -> Figure | None:
        """Return the number at a place; nothing in the column of words."""
        if not 0 <= row < len(self.rows) or not 1 <= column <= len(self.heads):
            return None
        cells = self.rows[row].cells
        return cells[column - 1] if column <= len(cells) else None

    def words_of(self, row: int, column: int) -> str:
        """Return what the number at a place is of, in a sentence."""
        return f"{self.rows[row].label}, {self.heads[column - 1].lower()}"

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.heads) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, figure = self.rows[index.row()], self.figure(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return show_number(figure.value) if figure else row.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.words_of(index.row(), index.column()) if figure else row.label
        if role == Qt.ItemDataRole.TextAlignmentRole and figure:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and self.table and row is self.table.total:
            bold = QFont()
            bold.setWeight(QFont.Weight.DemiBold)
            return bold
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or self.table is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.heads[section - 1] if section else self.table.spec.stub
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


@guarded
class FigureTable(QTableView):
    """`looked` names a number (row and column) that somebody clicked or entered."""

    looked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FigureModel()
        self.setModel(self.figures)
        self.setAccessibleName(tr("Bảng số liệu"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.head = TableHead(self)
        self.setHorizontalHeader(self.head)
        self.clicked.connect(lambda index: self._look(index.row(), index.column()))

    def show_table(self, table: Table) -> None:
        self.figures.show(table)
        letter = em(self)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.75))
        listed = table.spec.rows == LIST
        self.head.show_heads(table.spec.stub, (Head(tr("Số liệu")),) if listed else table.spec.columns)
        widest = max((len(row.label) for row in table.all_rows()), default=10)
        self.setColumnWidth(0, letter * min(max(widest + 2, 18), 80 if listed else 34))
        for column in range(1, self.figures.columnCount()):
            self.setColumnWidth(column, letter * 13)

    def _look(self, row: int, column: int) -> None:
        if self.figures.figure(row, column) is not None:
            self.looked.emit(row, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._look(self.currentIndex().row(), self.currentIndex().column())
        else:
            super().keyPressEvent(event)
