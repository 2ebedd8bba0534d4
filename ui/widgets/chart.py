"""Bars side by side, drawn by ourselves: the same on the screen and on paper, with words for who cannot see them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.vietnamese import show_number
from ui import theme
from ui.guarded import guarded
from ui.texts import tr
from ui.tokens import LIGHT, Tokens

Series = list[tuple[str, list[int]]]


def scale(largest: int) -> tuple[int, int]:
    """Return the step between lines and the top of the axis: whole numbers, at most six lines, 1-2-5 steps."""
    step, shape = 1, 0
    while step * 5 < largest:
        step = step * 5 // 2 if shape % 3 == 1 else step * 2
        shape += 1
    return step, max(step * -(-largest // step), step)


def summary(title: str, labels: list[str], series: Series) -> str:
    """Return the whole chart as sentences."""
    said = [
        f"{name}: " + ", ".join(f"{label} {show_number(value)}" for label, value in zip(labels, values, strict=True))
        for name, values in series
    ]
    return f"{title}. " + ". ".join(said) + "."


@guarded
class BarChart(QWidget):
    def __init__(self, title: str, labels: list[str], series: Series, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.title, self.labels, self.series = title, labels, series
        self.set(labels, series)

    def set(self, labels: list[str], series: Series) -> None:
        self.labels, self.series = labels, series
        self.setAccessibleName(tr("Biểu đồ: ") + self.title)
        self.setAccessibleDescription(summary(self.title, labels, series))
        self.setToolTip("\n".join(summary(self.title, labels, series).split(". ")))
        self.update()

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 26, em * 15)

    def minimumSizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * 12, em * 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _draw(self, QPainter(self), QRectF(self.rect()), theme.current())

    def paint_on(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the chart on paper: always in the light colours, in the painter's own font."""
        _draw(self, painter, rect, LIGHT)


def _draw(chart: BarChart, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    em = painter.fontMetrics().height()
    head = _head(painter, chart, rect, tokens)
    largest = max((value for _, values in chart.series for value in values), default=0)
    step, top = scale(largest)
    left = painter.fontMetrics().horizontalAdvance(show_number(top)) + em * 0.6
    plot = rect.adjusted(left, head + em * 0.6, -em * 0.3, -em * 1.4)
    _axis(painter, plot, (step, top), tokens)
    _bars(painter, chart, plot, (top, tokens))
    painter.restore()


def _head(painter: QPainter, chart: BarChart, rect: QRectF, tokens: Tokens) -> float:
    """Draw title and legend; return the height they took."""
    em = painter.fontMetrics().height()
    plain, bold = painter.font(), QFont(painter.font())
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    painter.setPen(QColor(tokens.text))
    painter.drawText(QRectF(rect.x(), rect.y(), rect.width(), em * 1.3), Qt.AlignmentFlag.AlignVCenter, chart.title)
    painter.setFont(plain)
    x, y = rect.x(), rect.y() + em * (1.6 if chart.title else 0)
    for place, (name, _) in enumerate(chart.series):
        painter.fillRect(QRectF(x, y + em * 0.2, em * 0.6, em * 0.6), QColor(_colour(tokens, place)))
        painter.drawText(QPointF(x + em * 0.85, y + painter.fontMetrics().ascent()), name)
        x += painter.fontMetrics().horizontalAdvance(name) + em * 2
    return y - rect.y() + em


def _axis(painter: QPainter, plot: QRectF, measure: tuple[int, int], tokens: Tokens) -> None:
    step, top = measure
    em = painter.fontMetrics().height()
    for value in range(0, top + 1, step):
        y = plot.bottom() - plot.height() * value / top
        painter.setPen(QPen(QColor(tokens.border if value == 0 else tokens.line), 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(QColor(tokens.muted))
        box = QRectF(plot.left() - em * 5, y - em / 2, em * 4.6, em)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, show_number(value))


def _bars(painter: QPainter, chart: BarChart, plot: QRectF, scaled: tuple[int, Tokens]) -> None:
    top, tokens = scaled
    em = painter.fontMetrics().height()
    slot = plot.width() / max(len(chart.labels), 1)
    width = min(slot * 0.72 / max(len(chart.series), 1), em * 2.2)
    for place, label in enumerate(chart.labels):
        middle = plot.left() + slot * (place + 0.5)
        for nth, (_, values) in enumerate(chart.series):
            height = plot.height() * values[place] / top
            x = middle + (nth - len(chart.series) / 2) * width
            painter.fillRect(QRectF(x, plot.bottom() - height, width - 1, height), QColor(_colour(tokens, nth)))
        painter.setPen(QColor(tokens.muted))
        shown = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, round(slot))
        box = QRectF(middle - slot / 2, plot.bottom() + em * 0.2, slot, em * 1.2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def _colour(tokens: Tokens, place: int) -> str:
    return tokens.chart[place % len(tokens.chart)]
