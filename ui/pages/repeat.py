"""Asks on which other days an event is to be planned: every week, month or quarter, so many times."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout

from app.records.outreach import OutreachEvent
from app.vietnamese import show_day, show_number
from ui.dialogs import Message
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import paragraph, words
from ui.widgets.combo import Combo

CYCLES = (("weekly", "Hằng tuần"), ("monthly", "Hằng tháng"), ("quarterly", "Hằng quý"))
_MONTHS = {"monthly": 1, "quarterly": 3}
_MOST = 52


def days_after(start: date, cycle: str, times: int) -> list[date]:
    """Return the days that follow a first one; a month without that day has its last day instead."""
    if cycle == "weekly":
        return [start + timedelta(weeks=number) for number in range(1, times + 1)]
    return [_months_later(start, _MONTHS[cycle] * number) for number in range(1, times + 1)]


def _months_later(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@guarded
class Repeat(Message):
    """What the event is about is taken over; what it brought is not."""

    def __init__(self, event: OutreachEvent, start: date) -> None:
        super().__init__(
            tr("Lặp lại hoạt động"),
            event.label(),
            tr("Hoạt động mới ở trạng thái dự kiến: giữ nội dung, địa điểm, người trình bày; chưa có số liệu."),
            icon=("calendar", "accent"),
        )
        self.begin = start
        self.cycle, self.times = Combo(), Combo()
        self.days = paragraph("", "small")
        self.cycle.setAccessibleName(tr("Lặp lại theo"))
        self.times.setAccessibleName(tr("Số lần nữa"))
        for code, said in CYCLES:
            self.cycle.addItem(tr(said), code)
        self.cycle.setCurrentIndex(self.cycle.findData("monthly"))
        for number in range(1, _MOST + 1):
            self.times.addItem(f"{number} {tr('lần nữa')}", number)
        self._lay_out()
        self.cycle.currentIndexChanged.connect(lambda _row: self._tell())
        self.times.currentIndexChanged.connect(lambda _row: self._tell())
        self._tell()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(words(tr("Lặp lại")))
        row.addWidget(self.cycle, 1)
        row.addWidget(self.times, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.days)
        self.accepting = self.buttons(tr("Lập hoạt động"), tr("Thôi"))

    def chosen(self) -> list[date]:
        return days_after(self.begin, str(self.cycle.currentData()), int(self.times.currentData()))

    def _tell(self) -> None:
        days = self.chosen()
        shown = ", ".join(show_day(day) for day in days[:6])
        more = tr(" … đến ") + show_day(days[-1]) if len(days) > 6 else ""
        self.days.setText(f"{show_number(len(days))} {tr('hoạt động')}: {shown}{more}.")

    @classmethod
    def ask(cls, event: OutreachEvent, start: date) -> list[date]:
        """Return the days, or none when the person leaves."""
        box = cls(event, start)
        found: list[date] = []
        box.accepted.connect(lambda: found.extend(box.chosen()))
        box.ended()
        return found
