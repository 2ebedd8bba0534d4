"""A month as a grid of days with what stands on each; arrows walk from day to day, a click opens what it hits."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from app.usecases.calendar import Entry
from app.vietnamese import show_day, show_number
from ui import theme
from ui.guarded import guarded
from ui.texts import tr

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
KINDS = {"event": "hoạt động", "task": "nhiệm vụ đến hạn", "report": "báo cáo", "duty": "việc theo luật", "day": "ngày"}
TONES = {"event": "accent", "task": "warn", "report": "bad", "duty": "calm", "day": "ok"}
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
_PAD = 4


@dataclass(frozen=True)
class Spot:
    """Where an entry was painted."""

    rect: QRect
    entry: Entry


@guarded
class MonthGrid(QWidget):
    chosen = Signal(object)  # a date
    opened = Signal(object)  # an Entry
    turned = Signal(object)  # a date of another month that somebody walked to

    def __init__(self) -> None:
        super().__init__()
        self.today = self.day = date.min
        self.entries: Mapping[date, Sequence[Entry]] = {}
        self.spots: list[Spot] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def show_month(self, day: date, entries: Mapping[date, Sequence[Entry]], today: date) -> None:
        """Show the month of a day, with the day chosen."""
        self.day, self.entries, self.today = day, entries, today
        self._tell()
        self.update()

    def weeks(self) -> list[list[date]]:
        return calendar.Calendar().monthdatescalendar(self.day.year, self.day.month)

    def choose(self, day: date) -> None:
        if (day.year, day.month) != (self.day.year, self.day.month):
            self.turned.emit(day)
        else:
            self.day = day
            self._tell()
            self.update()
            self.chosen.emit(day)

    def _tell(self) -> None:
        number = len(self.entries.get(self.day, ()))
        said = f"{show_number(number)} {tr('việc')}" if number else tr("không có việc")
        self.setAccessibleName(f"{tr('Lịch tháng')} {self.day.month}/{self.day.year}")
        self.setAccessibleDescription(f"{tr(WEEKDAYS[self.day.weekday()])} {show_day(self.day)}: {said}")

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 42, line * 30)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 26, line * 18)

    # --- where things are ---

    def _head(self) -> int:
        return round(self.fontMetrics().height() * 1.6)

    def _cell(self, row: int, column: int) -> QRect:
        high, wide = (self.height() - 1 - self._head()) / len(self.weeks()), (self.width() - 1) / 7
        corner = QPoint(round(column * wide), self._head() + round(row * high))
        return QRect(corner, QPoint(round((column + 1) * wide), self._head() + round((row + 1) * high)))

    def _day_at(self, at: QPoint) -> date | None:
        for row, week in enumerate(self.weeks()):
            for column, day in enumerate(week):
                if self._cell(row, column).contains(at):
                    return day
        return None

    def _entry_at(self, at: QPoint) -> Entry | None:
        return next((spot.entry for spot in self.spots if spot.rect.contains(at)), None)

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.spots = []
        self._heading(painter)
        for row, week in enumerate(self.weeks()):
            for column, day in enumerate(week):
                self._paint_day(painter, self._cell(row, column), day)

    def _heading(self, painter: QPainter) -> None:
        painter.setPen(QColor(theme.current().muted))
        for column, name in enumerate(WEEKDAYS):
            at = QRect(self._cell(0, column).left(), 0, self._cell(0, column).width(), self._head())
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, tr(name))

    def _paint_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        tokens, inside = theme.current(), day.month == self.day.month
        found = list(self.entries.get(day, ()))
        named = any(entry.kind == "day" for entry in found)
        ground = tokens.ok_soft if named else tokens.surface if inside else tokens.ground
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(ground))
        painter.drawRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5))
        if day == self.day:
            ink = tokens.accent if self.hasFocus() else tokens.border
            painter.setPen(QPen(QColor(ink), 2))
            painter.drawRect(QRectF(cell).adjusted(1.5, 1.5, -1.5, -1.5))
        self._number(painter, cell, day)
        self._lines(painter, cell, found)

    def _number(self, painter: QPainter, cell: QRect, day: date) -> None:
        tokens, line = theme.current(), self.fontMetrics().height()
        at = QRectF(cell.left() + _PAD, cell.top() + _PAD, line * 1.5, line * 1.3)
        painter.save()
        if day == self.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.fill))
            painter.drawRoundedRect(at, line * 0.65, line * 0.65)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        ink = tokens.on_accent if day == self.today else tokens.text if day.month == self.day.month else tokens.muted
        painter.setPen(QColor(ink))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, str(day.day))
        painter.restore()

    def _lines(self, painter: QPainter, cell: QRect, found: list[Entry]) -> None:
        """Write as many entries as there is room for, and how many more there are."""
        line = self.fontMetrics().height()
        top = cell.top() + _PAD + round(line * 1.4)
        room = max((cell.bottom() - top) // (line + 2), 0)
        shown = found if len(found) <= room else found[: max(room - 1, 0)]
        for entry in shown:
            at = QRect(cell.left() + _PAD, top, cell.width() - 2 * _PAD + 1, line + 1)
            self._entry(painter, at, entry)
            self.spots.append(Spot(at, entry))
            top += line + 2
        if len(found) > len(shown) and room:
            painter.setPen(QColor(theme.current().muted))
            at = QRect(cell.left() + _PAD + 4, top, cell.width() - 2 * _PAD, line)
            said = tr("và {number} việc nữa").format(number=show_number(len(found) - len(shown)))
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, said)

    def _entry(self, painter: QPainter, at: QRect, entry: Entry) -> None:
        ink, wash = theme.current().tone(TONES[entry.kind])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(wash))
        painter.drawRoundedRect(at, 3, 3)
        painter.setBrush(QColor(ink))
        painter.drawRect(QRect(at.left(), at.top() + 1, 3, at.height() - 2))
        painter.setPen(QColor(ink))
        metrics: QFontMetrics = self.fontMetrics()
        inside = at.adjusted(7, 0, -2, 0)
        shown = metrics.elidedText(short_words(entry), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, shown)

    # --- hands ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        entry, day = self._entry_at(at), self._day_at(at)
        if entry is not None and entry.table:
            self.opened.emit(entry)
        elif day is not None:
            self.choose(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        entry = self._entry_at(event.position().toPoint())
        leads = entry is not None and bool(entry.table)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.choose(self.day + timedelta(days=_STEPS[key]))
        else:
            super().keyPressEvent(event)

    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent) and (entry := self._entry_at(event.pos())) is not None:
            QToolTip.showText(event.globalPos(), "\n".join(filter(None, (entry.words, entry.detail))), self)
            return True
        return bool(super().event(event))  # type: ignore[arg-type]


def short_words(entry: Entry) -> str:
    """Return an entry for a narrow cell: a task by its code first, an event by its name."""
    code, dash, name = entry.words.partition(" – ")
    return name if entry.kind == "event" and dash and code else entry.words
