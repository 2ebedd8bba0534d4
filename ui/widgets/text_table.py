"""A table of words that are only looked at: some cells carry a tone, which words in the cell say too."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui import theme
from ui.guarded import guarded
from ui.widgets.bits import em

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TONE = Qt.ItemDataRole.UserRole
_ROOM = 0.6  # of a line, above and below together


@dataclass(frozen=True)
class Words:
    """What a table shows; `tones` and `hints` are by (row, column).

    `centred` names columns of short words, `right` those of sums.
    """

    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    tones: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hints: Mapping[tuple[int, int], str] = field(default_factory=dict)
    centred: Container[int] = ()
    right: Container[int] = ()

    def alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignHCenter if column in self.centred else Qt.AlignmentFlag.AlignLeft
        side = Qt.AlignmentFlag.AlignRight if column in self.right else side
        return int(side | Qt.AlignmentFlag.AlignVCenter)


@guarded
class WordsModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.words = Words()

    def show(self, words: Words) -> None:
        self.beginResetModel()
        self.words = words
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.words.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.words.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = (index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.rows[place[0]][place[1]]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.words.hints.get(place) or self.words.rows[place[0]][place[1]]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.words.alignment(place[1])
        return self.words.tones.get(place) if role == _TONE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.words.alignment(section)
        return self.words.heads[section] if role == Qt.ItemDataRole.DisplayRole else None


@guarded
class _ToneDelegate(QStyledItemDelegate):
    """Paints a cell with a tone as a wash with its words in the middle; a chosen cell has an edge."""

    def __init__(self, table: QTableView, *, edged: bool) -> None:
        super().__init__(table)
        self._edged = edged

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tone = index.data(_TONE)
        if not tone:
            super().paint(painter, option, index)
            return
        ink, wash = (QColor(colour) for colour in theme.current().tone(tone))
        box = option.rect.adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self._edged and bool(option.state & option.state.State_Selected)
        painter.setPen(QPen(QColor(theme.current().accent), 2) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(wash)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave some room above and below words of several lines."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + round(option.fontMetrics.height() * _ROOM))


@guarded
class TextTable(QTableView):
    """`picked` names the row and column that somebody went to, by mouse or by keys.

    Long words go on in a second line when it is `wrapping`; `nothing` is said where there is no row.
    """

    picked = Signal(int, int)

    def __init__(self, name: str, *, cells: bool = False, wrapping: bool = False, nothing: str = "") -> None:
        super().__init__()
        self.nothing = nothing
        self.content = WordsModel()
        self.setModel(self.content)
        self.setAccessibleName(name)
        self.setItemDelegate(_ToneDelegate(self, edged=cells))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        behavior = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(behavior.SelectItems if cells else behavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        if wrapping:
            self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_words(self, words: Words, widths: Sequence[float]) -> None:
        """Show words; widths are in letters, 0 for what shares the room that is left. The chosen row stays chosen."""
        row, column = self.currentIndex().row(), max(self.currentIndex().column(), 0)
        self.content.show(words)
        height = round(self.fontMetrics().height() * 1.9)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader()
        for place, letters in enumerate(widths):
            mode = QHeaderView.ResizeMode.Interactive if letters else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, mode)
            if letters:
                self.setColumnWidth(place, round(letters * em(self)))
        if words.rows:
            self.setCurrentIndex(self.content.index(min(max(row, 0), len(words.rows) - 1), column))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.nothing and not self.content.words.rows:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme.current().muted))
            gap = round(self.fontMetrics().height() * 0.7)
            box = self.viewport().rect().adjusted(gap, gap, -gap, -gap)
            painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self.nothing)

    def row(self) -> int:
        """Return the chosen row, -1 where nothing is chosen."""
        return self.currentIndex().row()

    def _moved(self, now: QModelIndex) -> None:
        if now.isValid():
            self.picked.emit(now.row(), now.column())
