"""The calendar: a month of events, tasks that fall due, reports and duties, and beside it the chosen day in full."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.records.outreach import OutreachEvent
from app.usecases.calendar import Entry, month
from app.vietnamese import show_day, show_number, with_capital
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.scrolling import scrolling
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, card, paragraph, rule, tool, words
from ui.widgets.month_grid import KINDS, TONES, WEEKDAYS, MonthGrid
from ui.widgets.pill import Pill

WORK_LIST = "viec-trong-thang"
_MOST = 40  # lines of other days beside the grid


@guarded
class Calendar(Page):
    title = "Lịch"
    kinds = frozenset(("outreach_event", "plan_task", "annual_plan", "propagandist", "frozen_report", "office"))

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.entries: Mapping[date, list[Entry]] = {}
        self.day = self.today()
        self.grid, self.name = MonthGrid(), words("", "heading")
        self.day_name, self.lines = words("", "heading"), QVBoxLayout()
        self._buttons()
        self._lay_out()
        self._connect()

    # --- how it looks ---

    def _buttons(self) -> None:
        self.before = tool("chevron-left", tr("Tháng trước"), partial(self.turn, -1), keys="PgUp")
        self.after = tool("chevron-right", tr("Tháng sau"), partial(self.turn, 1), keys="PgDown")
        self.now = button(tr("Hôm nay"), lambda: self.go_to(self.today()), keys="Ctrl+T")
        self.paper = button(tr("In việc trong tháng"), self.print, icon="printer", keys="Ctrl+P")
        self.add = button(tr("Thêm hoạt động"), self.add_event, icon="plus", keys="Ctrl+N", primary=True)
        for part in (self.before, self.name, self.after, self.now, self.paper, self.add):
            self.actions_row.addWidget(part)
        self.name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name.setMinimumWidth(self.name.fontMetrics().horizontalAdvance("Tháng 12 năm 2026") * 5 // 4)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.grid, 7)
        row.addWidget(self._day_card(), 2)
        self.box.addLayout(row, 1)
        self.box.addLayout(self._legend())

    def _day_card(self) -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 10, 6, 10)
        column.addWidget(self.day_name)
        inside = QWidget()
        around = QVBoxLayout(inside)
        around.setContentsMargins(0, 0, 8, 0)
        self.lines.setSpacing(10)
        around.addLayout(self.lines)
        around.addStretch(1)
        column.addWidget(scrolling(inside), 1)
        frame.setMinimumWidth(frame.fontMetrics().horizontalAdvance("n") * 30)
        return frame

    def _legend(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        shown = {"event": "Hoạt động", "task": "Nhiệm vụ đến hạn", "report": "Hạn gửi báo cáo"}
        for code, said in {**shown, "duty": "Việc theo luật", "day": "Ngày Pháp luật 9/11"}.items():
            row.addWidget(Pill(tr(said), TONES[code]))
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.grid.chosen.connect(self._choose)
        self.grid.turned.connect(self.go_to)
        self.grid.opened.connect(self.open_entry)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("PgUp"), self, partial(self.turn, -1), context=within)
        QShortcut(QKeySequence("PgDown"), self, partial(self.turn, 1), context=within)
        QShortcut(QKeySequence("Ctrl+T"), self, lambda: self.go_to(self.today()), context=within)
        QShortcut(QKeySequence("Ctrl+N"), self, self.add_event, context=within)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print, context=within)

    # --- which month ---

    def today(self) -> date:
        return date.today()  # noqa: DTZ011 (the officer's own calendar day)

    def go_to(self, day: date) -> None:
        """Show a day and its month."""
        self.day = day
        self.look_again()

    def turn(self, months: int) -> None:
        """Go to the first day of another month; to today where that month is this one."""
        count = self.day.year * 12 + self.day.month - 1 + months
        first, today = date(count // 12, count % 12 + 1, 1), self.today()
        self.go_to(today if (today.year, today.month) == (first.year, first.month) else first)

    def look_again(self) -> None:
        self.entries = month(self.session.store, self.day.year, self.day.month)
        self.name.setText(tr("Tháng {month} năm {year}").format(month=self.day.month, year=self.day.year))
        number = sum(len(found) for found in self.entries.values())
        self.count.setText(f"{show_number(number)} {tr('việc trong tháng')}")
        self.grid.show_month(self.day, self.entries, self.today())
        self._show_day()

    # --- the chosen day ---

    def _choose(self, day: date) -> None:
        self.day = day
        self._show_day()

    def _show_day(self) -> None:
        """Write the chosen day in full, and under it the rest of the month."""
        self._clear_lines()
        self.day_name.setText(f"{tr(WEEKDAYS[self.day.weekday()])}, {show_day(self.day)}")
        found = self.entries.get(self.day, [])
        for entry in found:
            self.lines.addWidget(self._line(entry))
        if not found:
            self.lines.addWidget(paragraph(tr("Ngày này chưa có việc gì."), "muted"))
        others = [entry for day, entries in self.entries.items() if day != self.day for entry in entries]
        if others:
            self.lines.addWidget(rule())
            self.lines.addWidget(words(tr("Ngày khác trong tháng"), "section"))
        for entry in others[:_MOST]:
            self.lines.addWidget(self._line(entry, dated=True))

    def _clear_lines(self) -> None:
        while (item := self.lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _line(self, entry: Entry, *, dated: bool = False) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addWidget(paragraph(entry.words))
        day = show_day(entry.day)[:5] if dated else ""
        detail = " · ".join(filter(None, (day, with_capital(tr(KINDS[entry.kind])), entry.detail)))
        said.addWidget(paragraph(detail, "small", TONES[entry.kind]))
        row.addLayout(said, 1)
        if entry.table:
            go = tool("chevron-right", tr("Mở ") + entry.words, partial(self.open_entry, entry))
            row.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def open_entry(self, entry: Entry) -> None:
        if entry.table:
            self.session.opened.emit(entry.table, entry.id)

    def add_event(self) -> None:
        """Begin an event on the chosen day."""
        self.session.begun.emit(OutreachEvent(starts_on=self.day))

    def print(self) -> None:
        from ui.printing import PrintDialog

        PrintDialog.ask(self.session, form_id=WORK_LIST, month=(self.day.year, self.day.month))

    def focus_first(self) -> None:
        self.grid.setFocus()
