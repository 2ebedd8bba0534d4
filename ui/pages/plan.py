"""The plan of a year: its groups with how far they are, its tasks in a list, each with its form and its events."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.ports import Query
from app.records.base import Record
from app.records.outreach import OutreachEvent
from app.records.planning import AnnualPlan, PlanTask
from app.usecases import planning
from app.usecases.planning import TASK_STATES, Progress
from app.vietnamese import show_number
from ui.guarded import guarded
from ui.pages.plan_bar import TaskBar
from ui.pages.plan_start import PlanStart
from ui.pages.record_page import RecordPage
from ui.pages.scrolling import scrolling
from ui.texts import tr
from ui.widgets.bits import button, card, words
from ui.widgets.chips import Chip
from ui.widgets.combo import Combo
from ui.widgets.filters import FilterBar
from ui.widgets.flow import Flow
from ui.widgets.group_board import GroupBoard
from ui.widgets.pill import tone_of
from ui.widgets.task_table import TaskTable

_LOOKED_AT = (  # besides the states
    ("soon", "Đến hạn trong 30 ngày"),
    ("unproven", "Xong mà chưa có minh chứng"),
    ("outside", "Phát sinh ngoài kế hoạch"),
    ("digital", "Chuyển đổi số"),
)
_TASKS, _NO_TASKS, _NO_PLAN = 0, 1, 3  # 2 is the search that finds nothing
_KNOWN = frozenset(("plan",))  # the page is the plan
_CLOSING = frozenset(("closed_on", "closed_because"))


@guarded
class TaskFilters(FilterBar):
    """Only the search: the year, the group and the state are chosen elsewhere on this page."""

    def _lay_out(self) -> None:
        self.lists, self.years = {}, None
        super()._lay_out()


@guarded
class Plan(RecordPage):
    kind = PlanTask
    title = "Kế hoạch năm"
    one = "nhiệm vụ"
    icon = "clipboard-list"
    teaches = (
        "Ghi từng nhiệm vụ của kế hoạch với chỉ tiêu và hạn. Hoạt động gắn mã nhiệm vụ sẽ tự cộng vào số đã thực hiện."
    )
    kinds = frozenset(("plan_task", "annual_plan", "outreach_event"))

    # --- how it looks ---

    def _lay_out(self) -> None:
        self.plan: AnnualPlan | None = None
        self.board: list[Progress] = []
        self.group, self.state = 0, ""
        self.tasks = TaskTable(self.session.store)
        self.table = self.tasks
        self.filters = TaskFilters(PlanTask, self.session.store.labels)
        self.year_box, self.group_box = Combo(), Combo()
        self.year_box.setAccessibleName(tr("Năm của kế hoạch"))
        self.group_box.setAccessibleName(tr("Lọc theo nhóm nhiệm vụ"))
        self.chips, self.groups, self.bar = Flow(), GroupBoard(), TaskBar(self.session)
        self.start = PlanStart(self.session)
        self.box.addWidget(self.chips)
        super()._lay_out()
        self.middle.addWidget(self.start)
        self.year_box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.above.insertWidget(0, self.year_box)
        self.above.insertWidget(2, self.group_box, 1)
        self.above.addStretch()  # a year without a plan shows only itself
        self.named.hide()  # what is chosen here is a year and a group, quickly chosen again
        self.panel.above.addWidget(self.bar)

    def _nothing_chosen(self) -> QWidget:
        frame: QFrame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(10, 10, 4, 8)
        column.setSpacing(4)
        column.addWidget(words(tr("Các nhóm nhiệm vụ"), "heading"))
        column.addWidget(scrolling(self.groups), 1)
        return frame

    def _buttons(self) -> None:
        self.plan_button = button(tr("Sửa kế hoạch"), self.open_plan, icon="pencil", hint=tr("Số, ngày, các nhóm"))
        self.actions_row.addWidget(self.plan_button)
        super()._buttons()

    def _connect(self) -> None:
        super()._connect()
        self.year_box.activated.connect(lambda _row: self.turn_to(int(self.year_box.currentData())))
        self.group_box.activated.connect(lambda _row: self.choose_group(int(self.group_box.currentData())))
        self.groups.chosen.connect(self.choose_group)
        self.start.made.connect(self._made)
        self.bar.left.connect(self.back_to_groups)

    # --- which plan ---

    def today(self) -> date:
        return date.today()  # noqa: DTZ011 (the officer's own calendar day)

    def year(self) -> int:
        return int(self.year_box.currentData() or self.today().year)

    def turn_to(self, year: int) -> None:
        """Show the plan of a year."""
        if year != self.year():
            self.back_to_groups()
            self.group, self.state = 0, ""
        self._fill_years(year)
        self.look_again()

    def _made(self, year: int) -> None:
        self.turn_to(year)
        self.focus_first()

    def focus_first(self) -> None:
        if self.plan is None:
            self.start.first_way().setFocus()
        else:
            super().focus_first()

    def look_again(self) -> None:
        self._fill_years(self.year())
        year, store = self.year(), self.session.store
        self.plan = planning.plan_of(store, year)
        self.board = planning.board(store, self.plan, self.today()) if self.plan else []
        self.tasks.show_board(self.board)
        if self.plan is None:
            self.start.show_year(year)
        self._show_counts()
        self._show_groups()
        for part in (self.plan_button, self.new_button, self.right, self.filters, self.group_box, self.removed):
            part.setVisible(self.plan is not None)
        super().look_again()

    def _fill_years(self, chosen: int) -> None:
        now = self.today().year
        kept = {plan.year for plan in self.session.store.every(AnnualPlan) if plan.year}
        self.year_box.clear()
        for year in sorted({*kept, now, now + 1, chosen}, reverse=True):
            self.year_box.addItem(tr("Năm ") + str(year), year)
        self.year_box.setCurrentIndex(self.year_box.findData(chosen))

    # --- counts and groups ---

    def _show_counts(self) -> None:
        self.chips.clear()
        if self.plan is None:
            return
        counted = {code: sum(one.state == code for one in self.board) for code, _ in TASK_STATES}
        for code, said in TASK_STATES:
            self._count(code, said, counted[code], tone_of(f"task_{code}"))
        attention = self._attention()
        for code, said in _LOOKED_AT:
            self._count(code, said, len(attention[code]), "calm")

    def _count(self, code: str, said: str, number: int, tone: str) -> None:
        """Add a number with its words; what there is none of is not told."""
        if not number and code != self.state:
            return
        chip = Chip(f"{tr(said)}: {show_number(number)}", tone, tr("Chỉ xem nhiệm vụ: ") + tr(said).lower())
        chip.setChecked(code == self.state)
        chip.clicked.connect(lambda on: self.choose_state(code if on else ""))
        self.chips.add(chip)

    def _attention(self) -> dict[str, list[Progress]]:
        found = planning.attention(self.board, self.today())
        return {
            "soon": found.due_soon,
            "unproven": found.without_evidence,
            "outside": found.outside_plan,
            "digital": found.digital,
        }

    def _in_state(self) -> list[Progress]:
        """Return the tasks in the chosen state, or those that deserve the chosen look."""
        looked_at = self._attention()
        if self.state in looked_at:
            return looked_at[self.state]
        return [one for one in self.board if self.state in ("", one.state)]

    def _show_groups(self) -> None:
        groups = self.plan.groups if self.plan else []
        self.groups.show_groups(groups, planning.by_group(self._in_state()), self.group)
        self.group_box.clear()
        self.group_box.addItem(tr("Nhóm: tất cả"), 0)
        for group in groups:
            self.group_box.addItem(f"{group.number}. {group.title}", group.number)
        self.group_box.setCurrentIndex(max(self.group_box.findData(self.group), 0))

    def choose_group(self, number: int) -> None:
        self.group = number
        self._narrow()

    def choose_state(self, state: str) -> None:
        self.state = state
        self._narrow()

    def _narrow(self) -> None:
        self._show_counts()
        self._show_groups()
        self.search(self.query)

    # --- the list ---

    def search(self, query: Query) -> None:
        plan = self.plan.id if self.plan else "-"
        super().search(dataclasses.replace(query, where={**query.where, "plan": plan}))

    def special_ids(self) -> frozenset[str] | None:
        if not self.group and not self.state:
            return None
        return frozenset(one.task.id for one in self._in_state() if self.group in (0, one.task.group))

    def _counted(self, number: int) -> None:
        self.count.setText(f"{show_number(number)} {tr(self.one)}" if self.plan else "")
        narrowed = self.query.text or self.query.deleted or self.query.ids is not None
        nothing = _TASKS if number or narrowed else _NO_TASKS
        self.middle.setCurrentIndex(_NO_PLAN if self.plan is None else nothing)

    # --- the task ---

    def fresh(self) -> Record:
        return PlanTask(plan=self.plan.id if self.plan else "", code=self._next_code(), group=self.group or None)

    def _next_code(self) -> str:
        """Return the code after the highest one, written as the others are."""
        found = [m for one in self.board if (m := re.fullmatch(r"(\D*)(\d+)", one.task.code))]
        last = max(found, key=lambda m: int(m[2]), default=None)
        return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}" if last else "NV01"

    def hidden(self, record: Record) -> frozenset[str]:
        if not isinstance(record, PlanTask):
            return frozenset()
        hidden = set() if record.unit_kind == "other" else {"unit_words"}
        return frozenset(hidden if record.closed_as else hidden | _CLOSING)

    def shape(self) -> None:
        task = self.panel.record
        if isinstance(task, PlanTask):
            self.panel.form.take()
            self.panel.form.hide_fields(self.hidden(task), always=_KNOWN)
            one = next((one for one in self.board if one.task.id == task.id), None)
            self.bar.show_of(one, self._events_of(task) if one else [])

    def _events_of(self, task: PlanTask) -> list[OutreachEvent]:
        """Return what is held or planned for a task, the newest first."""
        year = self.year()
        days = (date(year, 1, 1), date(year + 1, 1, 31))  # what a plan ends with may fall into January
        query = Query(where={"starts_on": days, "task_code": task.code}, order="starts_on", descending=True)
        return list(self.session.store.every(OutreachEvent, query)) if task.code else []

    def back_to_groups(self) -> None:
        self.panel.keep_typing()
        self.panel.record = None
        self.table.selectionModel().clear()
        self.right.setCurrentIndex(0)

    def show_record(self, id: str) -> None:
        task = self.session.store.find(PlanTask, id)
        plan = self.session.store.find(AnnualPlan, task.plan) if task else None
        if plan is not None and plan.year:
            self.group, self.state = 0, ""
            self.turn_to(plan.year)
        super().show_record(id)

    def print(self) -> None:
        """Print the plan that is shown, whichever of its tasks is open."""
        from ui.printing import PrintDialog

        PrintDialog.ask(self.session, AnnualPlan, self.plan.id if self.plan else "")

    def open_plan(self) -> None:
        if self.plan is not None:
            self.session.opened.emit(AnnualPlan.table, self.plan.id)
