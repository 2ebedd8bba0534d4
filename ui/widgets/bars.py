"""Bars that lie: for many things with long names, each with its number at the end; on the screen and on paper."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.vietnamese import show_number
from ui import theme
from ui.guarded import guarded
from ui.texts import tr
from ui.tokens import LIGHT, Tokens

_NAMES = 0.38  # the part of the width that names may take


@guarded
class Bars(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        self.values: list[tuple[str, int]] = []

    def show_values(self, title: str, values: list[tuple[str, int]]) -> None:
        self.title, self.values = title, values
        self.setAccessibleName(tr("Biểu đồ: ") + title)
        self.setAccessibleDescription(", ".join(f"{name} {show_number(value)}" for name, value in values))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 30, round(line * 1.9 * (len(self.values) + 2)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 14, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        self.paint_on(QPainter(self), QRectF(self.rect()).adjusted(14, 8, -14, -8), theme.current())

    def paint_on(self, painter: QPainter, rect: QRectF, tokens: Tokens = LIGHT) -> None:
        """Draw into a rectangle; on paper in the light colours."""
        metrics = painter.fontMetrics()
        step = metrics.height() * 1.9
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(rect.left(), rect.top(), rect.width(), step), Qt.AlignmentFlag.AlignVCenter, self.title)
        longest = max((metrics.horizontalAdvance(name) for name, _ in self.values), default=0) + 12
        names = min(longest, rect.width() * _NAMES)
        numbers = max((metrics.horizontalAdvance(show_number(value)) for _, value in self.values), default=0) + 12
        room = max(rect.width() - names - numbers, 10)
        top = max((value for _, value in self.values), default=0) or 1
        for place, (name, value) in enumerate(self.values, start=1):
            line = QRectF(rect.left(), rect.top() + step * place, rect.width(), step)
            self._bar(painter, line, (names, room * value / top), (name, value), tokens)

    def _bar(
        self, painter: QPainter, line: QRectF, widths: tuple[float, float], said: tuple[str, int], tokens: Tokens
    ) -> None:
        (names, width), (name, value) = widths, said
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(names) - 10)
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(line.left(), line.top(), names, line.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        bar = QRectF(line.left() + names, line.top() + line.height() * 0.2, width, line.height() * 0.6)
        painter.fillRect(bar, QColor(tokens.chart[0]))
        after = QRectF(bar.right() + 6, line.top(), line.right() - bar.right(), line.height())
        painter.drawText(after, Qt.AlignmentFlag.AlignVCenter, show_number(value))
