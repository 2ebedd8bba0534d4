"""A state as a small coloured label: the words say it, the colour only helps to find it again."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme
from ui.guarded import guarded

_TONE_OF = {
    "received": "accent",
    "scope_asked": "warn",
    "assigned": "accent",
    "in_progress": "warn",
    "paused": "calm",
    "success": "ok",
    "failure": "bad",
    "out_of_scope": "calm",
    "refused": "calm",
    "planned": "accent",
    "invited": "warn",
    "held": "ok",
    "closed": "ok",
    "postponed": "calm",
    "cancelled": "bad",
    "proposed": "accent",
    "reviewed": "warn",
    "awarded": "ok",
    "declined": "calm",
    "drafted": "accent",
    "with_group": "accent",
    "submitted": "warn",
    "approved": "ok",
    "paid": "ok",
    "complete": "ok",
    "active": "ok",
    "dissolved": "calm",
    "merged": "calm",
    "task_not_due": "calm",
    "task_in_progress": "accent",
    "task_behind": "warn",
    "task_overdue": "bad",
    "task_done": "ok",
    "task_partly": "warn",
    "task_dropped": "calm",
    "draft": "warn",
}


def tone_of(state: str) -> str:
    """Return the tone of a state's code; what nobody named is neutral."""
    return _TONE_OF.get(state, "calm")


def pill_size(metrics: QFontMetrics, text: str) -> QSize:
    return QSize(metrics.horizontalAdvance(text) + metrics.height(), round(metrics.height() * 1.35))


def paint_pill(painter: QPainter, rect: QRect, text: str, tone: str) -> None:
    """Draw a pill at the left of a rectangle, in the middle of its height; words too long are cut with an ellipsis."""
    ink, wash = theme.current().tone(tone)
    metrics = painter.fontMetrics()
    size = pill_size(metrics, text)
    width = min(size.width(), rect.width())
    box = QRectF(rect.x(), rect.center().y() - size.height() / 2 + 1, width, size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(wash))
    painter.drawRoundedRect(box, size.height() / 2, size.height() / 2)
    painter.setPen(QColor(ink))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(width - metrics.height()) + 4)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


@guarded
class Pill(QLabel):
    def __init__(self, text: str = "", tone: str = "calm", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._tone = tone

    def set(self, text: str, tone: str) -> None:
        self._tone = tone
        self.setText(text)
        self.setVisible(bool(text))

    def sizeHint(self) -> QSize:
        return pill_size(self.fontMetrics(), self.text())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_pill(QPainter(self), self.rect(), self.text(), self._tone)
