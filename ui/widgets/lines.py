"""Editors typed with letters and digits: text on one line or many, names, numbers, money, years, hours, days."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QPlainTextEdit, QWidgetAction

from app.declaring import Field
from app.vietnamese import show_day
from ui import icons, theme
from ui.guarded import guarded
from ui.texts import tip, tr
from ui.widgets.bits import em
from ui.widgets.editor import Editor
from ui.widgets.typed import Typed, day_meant, day_shown, meaning, typed_of


@guarded
class LineEditor(Editor):
    """One line. When it is left, what was typed is shown the way the register will show it."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line = self.make_line()
        self.line.setPlaceholderText(tr(field.hint) if field.hint else "")
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self.line.editingFinished.connect(self.tidied)
        self.take(self.line)

    def make_line(self) -> QLineEdit:
        return QLineEdit()

    def text(self) -> Typed:
        return self.line.text()

    def restore(self, typed: Typed) -> None:
        if self.line.text() != str(typed or ""):
            self.line.setText(str(typed or ""))
            self.line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)
        self.style().unpolish(self.line)
        self.style().polish(self.line)

    def tidied(self) -> None:
        """Show the typed text in full form, unless it cannot be read: that stays, to be mended."""
        try:
            self.restore(typed_of(self.field.kind, meaning(self.field.kind, self.line.text())))
        except ValueError:
            return


@guarded
class _GrowingText(QPlainTextEdit):
    """A box of lines that grows with what is written, from three lines to twelve."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.fit())
        self.fit()

    def fit(self) -> None:
        lines = min(max(int(self.document().size().height()), 3), 12)
        wanted = self.fontMetrics().lineSpacing() * lines + 18
        if self.height() != wanted or self.maximumHeight() != wanted:
            self.setFixedHeight(wanted)


@guarded
class LongEditor(Editor):
    wide = True

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.lines = _GrowingText()
        self.lines.setPlaceholderText(tr(field.hint) if field.hint else "")
        self.lines.textChanged.connect(self.changed.emit)
        self.take(self.lines)

    def text(self) -> Typed:
        return self.lines.toPlainText()

    def restore(self, typed: Typed) -> None:
        if self.lines.toPlainText() != str(typed or ""):
            self.lines.setPlainText(str(typed or ""))

    def set_read_only(self, read_only: bool) -> None:
        self.lines.setReadOnly(read_only)


@guarded
class DayLine(QLineEdit):
    """A line for a day: typed any way people do, ↑ ↓ for the day after and before, Alt+↓ for a calendar."""

    def __init__(self) -> None:
        super().__init__()
        action = self.addAction(icons.icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        action.setToolTip(tip(tr("Chọn trong lịch"), "Alt+↓"))
        action.triggered.connect(self.open_calendar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif event.key() in keys and not self.isReadOnly():
            self._step(keys[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _step(self, days: int) -> None:
        try:
            day = day_meant(self.text())
        except ValueError:
            return
        moved = day + timedelta(days=days) if day else date.today()  # noqa: DTZ011 (the officer's own calendar day)
        self.setText(show_day(moved))

    def open_calendar(self) -> None:
        if self.isReadOnly():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = self._calendar(menu)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()

    def _calendar(self, menu: QMenu) -> QCalendarWidget:
        calendar = QCalendarWidget(menu)
        calendar.setAccessibleName(tr("Lịch"))
        calendar.setLocale(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(theme.current().bad))
        for day_of_week in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day_of_week, weekend)
        calendar.setMinimumSize(em(self) * 44, self.fontMetrics().height() * 14)
        try:
            day = day_meant(self.text())
        except ValueError:
            day = None
        if day:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        for chosen in (calendar.activated, calendar.clicked):
            chosen.connect(lambda day: self._chose(day, menu))
        return calendar

    def _chose(self, day: QDate, menu: QMenu) -> None:
        self.setText(show_day(date(day.year(), day.month(), day.day())))
        menu.close()
        self.setFocus()


@guarded
class DayEditor(LineEditor):
    def make_line(self) -> QLineEdit:
        return DayLine()

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        if not field.hint:
            self.line.setPlaceholderText(tr("ngày/tháng/năm"))

    def tidied(self) -> None:
        self.restore(day_shown(self.line.text()))
