"""The head of a counted table: words over words, as on the paper form, wrapped to the width of their columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from app.statistics.spec import Head
from ui import theme
from ui.guarded import guarded

_ROOM = 6  # pixels between words and lines
_LINES = 3  # lines of words in each row of the head


def depth_of(heads: Sequence[Head]) -> int:
    """Return how many rows a head has."""
    return max((1 + depth_of(head.columns) for head in heads), default=0)


def words_of(head: Head) -> str:
    return " ".join(head.label.split())


@guarded
class TableHead(QHeaderView):
    """Draws the tree of heads; the first column is the one of the row's words."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._stub, self._depth = "", 1
        self._heads: tuple[Head, ...] = ()
        self.setHighlightSections(False)
        self.setSectionsClickable(False)

    def show_heads(self, stub: str, heads: Sequence[Head]) -> None:
        self._stub, self._heads = stub, tuple(heads)
        self._depth = max(depth_of(heads), 1)
        self.setFixedHeight(self._row_height() * self._depth + _ROOM)
        self.viewport().update()

    def _row_height(self) -> int:
        lines = _LINES if self._depth == 1 else 2
        return self.fontMetrics().lineSpacing() * lines + 2 * _ROOM

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._row_height() * self._depth + _ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self.viewport())
        tokens = theme.current()
        painter.fillRect(self.viewport().rect(), QColor(tokens.sunken))
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        self._cell(painter, (0, 0), (0, self._depth), self._stub)
        column = 1
        for head in self._heads:
            column = self._branch(painter, head, column, 0)
        painter.setPen(QColor(tokens.border))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _branch(self, painter: QPainter, head: Head, column: int, level: int) -> int:
        """Draw a head and what is under it; return the column after it."""
        after = column + sum(1 for _ in head.leaves())
        below = self._depth if not head.columns else level + 1
        self._cell(painter, (column, after - 1), (level, below), words_of(head))
        for under in head.columns:
            column = self._branch(painter, under, column, level + 1)
        return after

    def _cell(self, painter: QPainter, columns: tuple[int, int], levels: tuple[int, int], text: str) -> None:
        left = self.sectionViewportPosition(columns[0])
        right = self.sectionViewportPosition(columns[1]) + self.sectionSize(columns[1])
        height = self.height() / self._depth
        rect = QRect(left, round(height * levels[0]), right - left, round(height * (levels[1] - levels[0])))
        tokens = theme.current()
        painter.setPen(QColor(tokens.line))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        painter.setPen(QColor(tokens.muted))
        flags = Qt.AlignmentFlag.AlignCenter if columns[0] else Qt.AlignmentFlag.AlignVCenter
        room = rect.adjusted(_ROOM, 2, -_ROOM, -2)
        painter.drawText(room, int(flags) | Qt.TextFlag.TextWordWrap, text)
