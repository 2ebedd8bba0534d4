"""A state with its number as a pill that can be pressed: the list then shows only what is in that state."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from ui import theme
from ui.guarded import guarded
from ui.widgets.pill import paint_pill, pill_size

_AROUND = 4  # pixels around the pill for the frame of what is chosen


@guarded
class Chip(QAbstractButton):
    def __init__(self, words: str, tone: str, hint: str = "", *, checkable: bool = True) -> None:
        super().__init__()
        self._tone = tone
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(hint)
        self.setCheckable(checkable)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        size = pill_size(self.fontMetrics(), self.text())
        return QSize(size.width() + 2 * _AROUND, size.height() + 2 * _AROUND)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        paint_pill(painter, self.rect().adjusted(_AROUND, 0, -_AROUND, -1), self.text(), self._tone)
        if self.isChecked() or self.hasFocus() or self.underMouse():
            ink = theme.current().tone(self._tone)[0]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(ink), 2 if self.isChecked() or self.hasFocus() else 1))
            height = pill_size(self.fontMetrics(), "").height() + _AROUND
            frame = QRectF(1.5, (self.height() - height) / 2, self.width() - 3, height)
            painter.drawRoundedRect(frame, height / 2, height / 2)
