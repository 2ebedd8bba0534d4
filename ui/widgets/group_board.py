"""The groups of a plan, each with a bar of its tasks' states and the same in words; pressed, it narrows the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.records.planning import PlanGroup
from app.usecases.planning import TASK_STATES
from app.vietnamese import show_number
from ui import theme
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.pill import tone_of

# From the left: what is done, what is under way, what needs a look, what is still to come.
_ORDER = ("done", "partly", "in_progress", "behind", "overdue", "not_due", "dropped")
_EDGE = 10


def counted_words(states: Mapping[str, int]) -> str:
    """Return “14 nhiệm vụ: 12 hoàn thành, 1 quá hạn”."""
    said = dict(TASK_STATES)
    parts = ", ".join(f"{show_number(states[code])} {tr(said[code]).lower()}" for code in _ORDER if states.get(code))
    total = show_number(sum(states.values()))
    return f"{total} {tr('nhiệm vụ')}" + (f": {parts}" if parts else "")


@guarded
class GroupLine(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.states: Mapping[str, int] = {}
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_group(self, group: PlanGroup, states: Mapping[str, int]) -> None:
        self.number, self.states = group.number or 0, states
        self.setText(f"{group.number}. {group.title}")
        self.setAccessibleName(f"{self.text()}: {counted_words(states)}")
        self.setToolTip(f"{self.text()}\n{counted_words(states)}")
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 18, round(line * 3.1))

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 10, round(line * 2.9))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, tokens = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft if self.isChecked() else tokens.sunken))
            painter.drawRoundedRect(self.rect(), 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        self._words(painter)
        self._bar(painter)

    def _words(self, painter: QPainter) -> None:
        tokens, metrics, inside = theme.current(), self.fontMetrics(), self.rect().adjusted(_EDGE, 5, -_EDGE, -4)
        line = metrics.height()
        lines = ((self.text(), tokens.text), (counted_words(self.states), tokens.muted))
        for place, (said, ink) in enumerate(lines):
            painter.setPen(QColor(ink))
            at = QRect(inside.left(), inside.top() + place * line, inside.width(), line)
            shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, at.width())
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, shown)

    def _bar(self, painter: QPainter) -> None:
        tokens, total = theme.current(), sum(self.states.values())
        high = max(4, round(self.fontMetrics().height() * 0.3))
        bar = QRectF(_EDGE, self.height() - high - 5, self.width() - 2 * _EDGE, high)
        painter.fillRect(bar, QColor(tokens.line))
        left = bar.left()
        for code in _ORDER:
            wide = bar.width() * self.states.get(code, 0) / total if total else 0
            ink = tokens.line if code in ("not_due", "dropped") else tokens.tone(tone_of(f"task_{code}"))[0]
            painter.fillRect(QRectF(left, bar.top(), max(wide - 1, 0), high), QColor(ink))
            left += wide


@guarded
class GroupBoard(QWidget):
    chosen = Signal(int)  # a group's number; 0 when none is chosen any more

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[GroupLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 4, 4, 4)
        self._column.setSpacing(1)
        self._column.addStretch(1)

    def show_groups(self, groups: Sequence[PlanGroup], counted: Mapping[int, Mapping[str, int]], chosen: int) -> None:
        """Say the groups anew in the lines that are there; only what is wanting is made, what is left over goes."""
        for line in self.lines[len(groups) :]:
            line.hide()
            line.deleteLater()
        del self.lines[len(groups) :]
        while len(self.lines) < len(groups):
            self._add_line()
        for line, group in zip(self.lines, groups, strict=True):
            line.show_group(group, counted.get(group.number or 0, {}))
            line.setChecked(line.number == chosen)

    def _add_line(self) -> None:
        line = GroupLine()
        line.clicked.connect(lambda on: self.chosen.emit(line.number if on else 0))
        self._column.insertWidget(len(self.lines), line)
        self.lines.append(line)
