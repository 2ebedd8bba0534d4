"""How a cell of a list is drawn: a state as a pill with its words, a draft marked as one, the rest as Qt does it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.pill import paint_pill, pill_size, tone_of
from ui.widgets.rows import CODE, DRAFT

_PADDING = 8


@guarded
class RowDelegate(QStyledItemDelegate):
    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """No dotted frame around a single cell: the whole line is chosen."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        code, draft = index.data(CODE), index.data(DRAFT)
        if not code and not draft:
            super().paint(painter, option, index)
            return
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        words, bare.text = bare.text, ""
        bare.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)
        room: QRect = bare.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        painter.setFont(bare.font)
        if code:
            paint_pill(painter, room, words, tone_of(code))
        else:
            self._draft(painter, room, words)

    def _draft(self, painter: QPainter, room: QRect, words: str) -> None:
        """Write the words and, at the right, that this is a draft."""
        mark = tr("Nháp")
        size = pill_size(painter.fontMetrics(), mark)
        left = room.adjusted(0, 0, -size.width() - 4, 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, shown)
        used = painter.fontMetrics().horizontalAdvance(shown) + (6 if shown else 0)
        paint_pill(painter, room.adjusted(used, 0, 0, 0), mark, "warn")
