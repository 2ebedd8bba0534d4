"""The first page: how the year stands, what waits to be done, and a way from each line to its record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.vietnamese import show_day, show_number
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.scrolling import scrolling
from ui.session import Session
from ui.slices import Slices
from ui.texts import tr
from ui.widgets.bits import card, paragraph, picture, tool, words
from ui.widgets.cards import NumberCard
from ui.widgets.chart import BarChart

if TYPE_CHECKING:  # what counts is imported when the window is drawn
    from ui.pages.overview_facts import Todo, Year

_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_MOST = 40  # lines shown; more than that is told in words


@guarded
class Overview(Page):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Tổng quan")
        super().__init__(session, parent)
        self.actions_row.addWidget(words(self._today_words(), "muted"))
        self.counting = Slices(self)
        self.cards, self.below = QGridLayout(), QHBoxLayout()
        self.cards.setSpacing(12)
        self.below.setSpacing(12)
        self.waiting = paragraph(tr("Đang xem sổ…"), "muted")
        self.box.addWidget(self.waiting)
        self.box.addLayout(self.cards)
        self.box.addLayout(self.below, 1)

    def today(self) -> date:
        return date.today()  # noqa: DTZ011 (the officer's own calendar day)

    def _today_words(self) -> str:
        today = self.today()
        return f"{tr(_WEEKDAYS[today.weekday()])}, {show_day(today)}"

    def look_again(self) -> None:
        """Count anew; what stands there stays until the new numbers are complete."""
        self.counting.start(self._counted())

    def catch_up(self) -> None:
        self.counting.finish()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop counting for nobody; what was not counted to the end is counted when the page is seen again."""
        if self.counting.running():
            self.counting.stop()
            self._stale = True
        super().hideEvent(event)

    def _counted(self) -> Iterator[None]:
        today, store = self.today(), self.session.store
        yield
        from app.usecases.deadlines import PARTS, Deadline, in_order
        from ui.pages.overview_facts import todos, year_in_steps

        due: list[Deadline] = []
        year = yield from year_in_steps(store, today.year)
        for part in PARTS:
            yield
            due += part(store, today)
        yield
        waiting = todos(store, in_order(due), today)
        yield
        self._show(year, waiting, sum(deadline.late(today) for deadline in due))

    def _show(self, year: Year, waiting: list[Todo], overdue: int) -> None:
        self.waiting.hide()
        _emptied(self.cards)
        _emptied(self.below)
        for place, one in enumerate(self._cards(year, overdue)):
            self.cards.addWidget(one, 0, place)
            self.cards.setColumnStretch(place, 1)
        self.below.addWidget(self._list(waiting), 5)
        self.below.addWidget(self._chart(year), 6)

    def _cards(self, year: Year, overdue: int) -> list[NumberCard]:
        from ui.pages.overview_facts import success_words

        said = [
            NumberCard(
                "triangle-alert", show_number(overdue), tr("Việc quá hạn"), tr("xem danh sách bên dưới"),
                "bad" if overdue else "ok",
            ),
            NumberCard("clock", show_number(year.open), tr("Vụ, việc đang giải quyết"), tr("chưa có kết quả"), "warn"),
            NumberCard(
                "circle-check", show_number(year.success), tr("Hòa giải thành năm ") + str(year.year),
                success_words(year), "ok",
            ),
            NumberCard(
                "megaphone", show_number(year.events), tr("Hoạt động PBGDPL đã thực hiện"),
                show_number(year.people) + tr(" lượt người dự"), "accent",
            ),
        ]  # fmt: skip
        for one, table in zip(said, ("mediation_case",) * 3 + ("outreach_event",), strict=True):
            one.pressed.connect(partial(self.session.opened.emit, table, ""))
        return said

    def _list(self, waiting: list[Todo]) -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 10, 6, 10)
        column.addWidget(words(tr("Việc cần làm"), "heading"))
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(8)
        for todo in waiting[:_MOST]:
            lines.addLayout(self._line(todo))
        if not waiting:
            lines.addWidget(paragraph(tr("Không có việc gì đến hạn, không có bản nháp nào."), "muted"))
        if len(waiting) > _MOST:
            lines.addWidget(paragraph(tr("Còn ") + show_number(len(waiting) - _MOST) + tr(" việc nữa."), "muted"))
        lines.addStretch(1)
        column.addWidget(scrolling(inside), 1)
        return frame

    def _line(self, todo: Todo) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(paragraph(todo.title))
        said.addWidget(paragraph(todo.note, "small", todo.tone))
        go = tool("chevron-right", tr("Mở ") + todo.title, partial(self.session.opened.emit, todo.table, todo.id))
        row.addWidget(picture(todo.icon, todo.tone, 2.2), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        row.addWidget(go)
        return row

    def _chart(self, year: Year) -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 10, 14, 10)
        months = [tr("T") + str(month) for month in range(1, 13)]
        series = [(tr("Tiếp nhận"), year.received), (tr("Hòa giải thành"), year.succeeded)]
        column.addWidget(BarChart(tr("Vụ, việc theo tháng, năm ") + str(year.year), months, series), 1)
        return frame


def _emptied(layout: QGridLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
