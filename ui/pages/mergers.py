"""Merging units, step by step: the old registers, the act and its day, what comes of split units, the numbers, done."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import TypeVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.ports import Store
from app.usecases import merging_units
from app.usecases.merging_plan import Asked, Plan, plan
from app.usecases.merging_split import Part
from app.usecases.merging_units import Merged, Preview
from app.vietnamese import show_number
from ui import dialogs, jobs
from ui.guarded import guarded
from ui.pages.base import Page
from ui.pages.merger_parts import Parts
from ui.pages.merger_past import PastMergers
from ui.pages.merger_preview import Shown
from ui.pages.merger_source import AskSource, Source
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import Notice, button, card, paragraph, words
from ui.widgets.lines import DayLine
from ui.widgets.text_table import TextTable, Words
from ui.widgets.typed import day_meant

T = TypeVar("T")
Work = Callable[[Store, list[Store], jobs.Watch], T]
_BACKUPS = "backups"


@guarded
class Mergers(Page):
    kinds = frozenset({"office"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.title = tr("Sáp nhập đơn vị")
        super().__init__(session, parent)
        self.sources: list[Source] = []
        self.chosen: dict[str, Part] = {}
        none = tr("Chưa thêm sổ nào. Bấm Thêm sổ để chọn thư mục sổ, bản sao lưu hoặc gói cuối của từng đơn vị cũ.")
        self.table, self.past = TextTable(tr("Sổ của các đơn vị cũ"), nothing=none), PastMergers(session)
        self.basis, self.since = QLineEdit(), DayLine()
        self.said = Notice("warn")
        self.parts, self.shown = Parts(), Shown()
        self.steps = QStackedWidget()
        for step in (self._first(), self._second(), self._third()):
            self.steps.addWidget(step)
        self.box.addWidget(self.said.frame)
        self.box.addWidget(self.steps, 1)
        self.shown.looked.toggled.connect(lambda _: self._tell_ready())

    # --- how it looks ---

    def _first(self) -> QWidget:
        step, column = _step()
        column.addWidget(self._sources_card(), 3)
        column.addWidget(self._act_card())
        column.addWidget(self.past, 2)
        return step

    def _sources_card(self) -> QFrame:
        frame, column = _card(tr("1. Sổ của các đơn vị cũ"))
        column.addWidget(
            paragraph(
                tr("Mở sổ của đơn vị mới rồi thêm từng sổ cũ vào đây. Hồ sơ giữ nguyên đơn vị đã lập và số đã in; ")
                + tr("từ nay đơn vị mới quản lý."),
                "muted",
            )
        )
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        self.add_button = button(tr("Thêm sổ…"), self.add_source, icon="plus", keys="Ctrl+N")
        self.split_button = button(tr("Chỉ lấy một phần"), self.split, icon="filter", hint=tr("Đơn vị cũ bị chia"))
        self.drop_button = button(tr("Bỏ khỏi danh sách"), self.drop, icon="x")
        for made in (self.add_button, self.split_button, self.drop_button):
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        return frame

    def _act_card(self) -> QFrame:
        frame, column = _card(tr("2. Căn cứ và ngày"))
        row = QHBoxLayout()
        self.basis.setAccessibleName(tr("Căn cứ sáp nhập"))
        self.basis.setPlaceholderText(tr("Nghị quyết số …/NQ-UBTVQH ngày … về sắp xếp đơn vị hành chính"))
        self.since.setAccessibleName(tr("Ngày đơn vị mới hoạt động"))
        self.since.setPlaceholderText("01/07/2026")
        self.next_button = button(tr("Xem trước"), self.go_on, icon="chevron-right", primary=True)
        row.addWidget(self.basis, 4)
        row.addWidget(self.since, 1)
        row.addWidget(self.next_button)
        column.addLayout(row)
        return frame

    def _second(self) -> QWidget:
        step, column = _step()
        frame, inside = _card(tr("3. Phần của đơn vị bị chia về đơn vị này"))
        inside.addWidget(paragraph(tr("Vụ, việc, hòa giải viên, thù lao đi theo tổ; tổ đi theo ấp, khóm."), "muted"))
        inside.addWidget(self.parts, 1)
        column.addWidget(frame, 1)
        column.addLayout(self._ways(button(tr("Xem trước"), self.look_ahead, icon="chevron-right", primary=True)))
        return step

    def _third(self) -> QWidget:
        step, column = _step()
        frame, inside = _card(tr("4. Xem trước"))
        inside.addWidget(self.shown, 1)
        column.addWidget(frame, 1)
        self.merge_button = button(tr("Sáp nhập"), self.merge, icon="check", primary=True)
        column.addLayout(self._ways(self.merge_button))
        return step

    def _ways(self, forward: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button(tr("Quay lại"), self.go_back, icon="chevron-left"))
        row.addStretch(1)
        row.addWidget(forward)
        return row

    # --- what it shows ---

    def look_again(self) -> None:
        split, whole = tr("một phần"), tr("toàn bộ")
        rows = [[one.name, one.code, str(one.given.path), split if one.split else whole] for one in self.sources]
        self.table.show_words(Words([tr("Đơn vị"), tr("Mã"), tr("Nơi để sổ"), tr("Lấy")], rows), [34, 10, 0, 12])
        for made in (self.split_button, self.drop_button, self.next_button):
            made.setEnabled(bool(self.sources))
        self.past.look_again()

    # --- the sources ---

    def add_source(self) -> None:
        if (found := AskSource.ask(self.session)) is not None:
            self.sources.append(found)
            self.look_again()

    def split(self) -> None:
        """Take only a part of the chosen unit, or all of it again."""
        place = max(self.table.row(), 0)
        self.sources[place] = replace(self.sources[place], split=not self.sources[place].split)
        self.look_again()

    def drop(self) -> None:
        del self.sources[max(self.table.row(), 0)]
        self.look_again()

    # --- going on ---

    def go_back(self) -> None:
        self.said.hide()
        self.steps.setCurrentIndex(0)

    def asked(self) -> Asked | None:
        """Return what was decided so far; None when the day cannot be read, which is said."""
        try:
            since = day_meant(self.since.text())
        except ValueError as error:
            self.said.say(str(error))
            return None
        split = {one.code: self.chosen.get(one.code, Part(frozenset())) for one in self.sources if one.split}
        return Asked(self.basis.text().strip(), since, split, differences=self.shown.looked.isChecked())

    def go_on(self) -> None:
        """Ask what comes of split units, if there are any, and else show what would be done."""
        self.said.hide()
        if not any(one.split for one in self.sources):
            self.chosen = {}
            self.look_ahead()
            return
        if (asked := self.asked()) is None:
            return
        title = tr("Đọc sổ của các đơn vị cũ")
        planned: Plan | None = self._with_sources(title, lambda store, sources, _: plan(store, sources, asked))
        if planned is None:
            return
        if not planned.predecessors:
            self.said.say(str(planned.problems[0]))
            return
        split = {one.code for one in self.sources if one.split}
        self.parts.show_units([one for one in planned.predecessors if one.office.code in split], self.chosen)
        self.steps.setCurrentIndex(1)

    def look_ahead(self) -> None:
        if self.steps.currentIndex() == 1:
            self.chosen = self.parts.chosen()
        self.shown.looked.setChecked(False)
        if (asked := self.asked()) is None:
            return
        shown: Preview | None = self._with_sources(
            tr("Xem trước"), lambda store, sources, watch: merging_units.preview(store, sources, asked, say=watch.say)
        )
        if shown is not None:
            self.shown.show_preview(shown)
            self._tell_ready()
            self.steps.setCurrentIndex(2)

    def _tell_ready(self) -> None:
        self.merge_button.setEnabled(self.shown.ready())

    def _with_sources(self, title: str, work: Work[T]) -> T | None:
        """Do work on the register with every source open beside it, on another thread; all are closed afterwards."""
        given = [one.given for one in self.sources]

        def job(store: Store, watch: jobs.Watch) -> T:
            with ExitStack() as opened:
                watch.say(tr("Đang mở sổ của các đơn vị cũ…"))
                services = self.session.services
                sources = [opened.enter_context(services.predecessor(store, one)) for one in given]
                return work(store, sources, watch)

        return jobs.run(self.session, title, job)

    # --- doing ---

    def merge(self) -> None:
        asked = self.asked()
        names = ", ".join(one.name for one in self.sources)
        why = tr("Sổ này được sao lưu trước. Hoàn tác được khi chưa xuất gói nào và chưa ghi thêm.")
        if asked is None or not dialogs.confirm(tr("Nhập sổ của ") + f"{names}?", why, tr("Sáp nhập")):
            return

        def work(store: Store, sources: list[Store], watch: jobs.Watch) -> Merged:
            watch.say(tr("Đang sao lưu sổ này…"))
            folder = self.session.services.folder / _BACKUPS
            folder.mkdir(exist_ok=True)
            self.session.services.back_up(store, folder)
            return merging_units.apply(store, sources, asked, say=watch.say)

        merged: Merged | None = self._with_sources(tr("Sáp nhập"), work)
        if merged is not None:
            self.sources, self.chosen = [], {}
            self.go_back()
            self.session.announce(merged.touched)
            self.look_again()
            count = f"{tr('Đã nhập')} {show_number(merged.records)} {tr('hồ sơ.')}"
            more = tr("Xem lại các sổ. Nếu sai, bấm Hoàn tác trước khi xuất gói đầu tiên.")
            dialogs.say(tr("Sáp nhập đơn vị"), count, more)


def _step() -> tuple[QWidget, QVBoxLayout]:
    step = QWidget()
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    return step, column


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 10, 14, 12)
    column.addWidget(words(title, "heading"))
    return frame, column
