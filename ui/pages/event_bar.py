"""Over the form of an event: the steps open to it, unlocking, the tasks it may belong to, and what one click does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ports import Query
from app.records.catalogues_outreach import EVENT_STATES
from app.records.event_states import STEPS, next_states
from app.records.mediators import Training
from app.records.outreach import OutreachEvent
from app.records.planning import PlanTask
from app.usecases.planning import plan_of, proposed_tasks
from app.vietnamese import with_capital
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import button, link, words
from ui.widgets.chips import Chip
from ui.widgets.flow import Flow

# The box to go to when a step is taken: what that state asks for first.
FIRST_BOX = {
    "planned": "starts_on",
    "invited": "starts_on",
    "held": "attended",
    "closed": "outcome",
    "postponed": "note",
    "cancelled": "note",
}
# Forms that reach people without bringing them together.
WITHOUT_PEOPLE = frozenset(("loudspeaker", "website", "social_media", "visual", "bookshelf", "handout"))
_OFFERED = 4  # tasks at most


def brings_people(event: OutreachEvent) -> bool:
    """Tell whether people come together in a form of dissemination, so that they can be invited."""
    return bool(event.form) and event.form not in WITHOUT_PEOPLE


@guarded
class EventBar(QWidget):
    stepped = Signal(str)  # a state the life of an event allows
    mending = Signal()  # the state was entered by mistake
    unlocking = Signal()
    belongs = Signal(str)  # the code of a task
    costless = Signal()
    repeating = Signal()
    inviting = Signal()
    letters = Signal()  # print them

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.steps, self.helps = Flow(), Flow()
        self.buttons: dict[str, QWidget] = {}
        self.tasks: dict[str, QWidget] = {}
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.steps)
        column.addWidget(self.helps)

    def show_of(self, kept: OutreachEvent | None, typed: OutreachEvent, *, locked: bool) -> None:
        """Show the steps from the state that is kept, and what helps with the event as it is typed."""
        stands = kept is not None and not kept.draft
        now = (
            *(typed.id, stands, locked, kept.state if kept else "", typed.name, typed.last_day(), typed.task_code),
            *(bool(typed.costs), typed.form, bool(typed.invited)),
        )
        if now == self._shown:
            return
        self._shown, self.buttons, self.tasks = now, {}, {}
        self.steps.clear()
        self.helps.clear()
        self.steps.setVisible(stands and not locked)
        self.helps.setVisible(not locked)
        if kept is not None and stands and not locked:
            self._fill_steps(kept.state)
        if not locked:
            self._fill_helps(typed, closed=kept is not None and kept.state == "closed", kept=stands)

    def look_again(self) -> None:
        """Forget what was shown: the plan may have changed."""
        self._shown = None

    # --- steps ---

    def _fill_steps(self, state: str) -> None:
        if state == "closed":
            self.steps.add(words(tr("Đã chốt, chỉ xem."), "muted"))
            self._step("unlock", tr("Mở khóa…"), self.unlocking.emit, tr("Ghi lý do rồi sửa; lý do đứng trong lịch sử"))
            return
        self.steps.add(words(tr("Chuyển sang:"), "muted"))
        said = dict(EVENT_STATES)
        for code in next_states(state):
            self._step(code, tr(said[code]), partial(self.stepped.emit, code), with_capital(tr(STEPS[state][code])))
        self.buttons["mend"] = mend = link(tr("Sửa ghi nhầm…"), self.mending.emit)
        mend.setToolTip(tr("Trạng thái đã ghi nhầm: chọn trạng thái đúng và ghi lý do"))
        self.steps.add(mend)

    def _step(self, code: str, said: str, act: Callable[[], object], hint: str) -> None:
        self.buttons[code] = button(said, act, hint=hint)
        self.steps.add(self.buttons[code])

    # --- what helps ---

    def _fill_helps(self, event: OutreachEvent, *, closed: bool, kept: bool) -> None:
        self._fill_tasks(event, closed=closed)
        if not event.costs and not closed:
            self._help(
                "costless", tr("Không phát sinh kinh phí"), self.costless.emit, tr("Ghi một dòng kinh phí 0 đồng")
            )
        if not closed and brings_people(event):
            self._help("invite", tr("Mời theo danh sách…"), self.inviting.emit, tr("Dán tên, hoặc lấy từ các sổ"))
        if kept and event.invited:
            self._help("letters", tr("In giấy mời"), self.letters.emit, tr("Mỗi người được mời một tờ"))
        if kept:
            self._help("repeat", tr("Lặp lại…"), self.repeating.emit, tr("Lập cùng hoạt động vào các ngày khác"))
        if kept and event.form == "training":
            said, hint = tr("Người dự tập huấn…"), tr("Ai đã dự: số người được bồi dưỡng đếm từ đây")
            self._help("attended", said, partial(self._training, event), hint)
        self.helps.setVisible(bool(self.tasks or self.buttons))

    def _training(self, event: OutreachEvent) -> None:
        """Open the training that is of an event, or begin it with what the event says."""
        known = next(self.session.store.every(Training, Query(where={"event": event.id})), None)
        if known is not None:
            self.session.opened.emit(known.table, known.id)
            return
        begun = Training(event=event.id, held_on=event.last_day(), subject=event.name, organiser=event.organiser)
        begun.online = event.place_kind == "online"
        self.session.begun.emit(begun)

    def _help(self, name: str, said: str, act: object, hint: str) -> None:
        if callable(act):
            self.buttons[name] = made = link(said, act)
            made.setToolTip(hint)
            self.helps.add(made)

    def _fill_tasks(self, event: OutreachEvent, *, closed: bool) -> None:
        if event.task_code:
            task = self._task_of(event)
            if task is not None:
                opening = link(f"{tr('Nhiệm vụ')} {task.code}", partial(self.session.opened.emit, task.table, task.id))
                opening.setToolTip(task.label())
                self.tasks[task.code] = opening
                self.helps.add(opening)
            return
        offered = [] if closed or not event.name else proposed_tasks(self.session.store, event)[:_OFFERED]
        if offered:
            self.helps.add(words(tr("Thuộc nhiệm vụ:"), "muted"))
        for task in offered:
            self.tasks[task.code] = chip = Chip(task.code, "accent", task.label(), checkable=False)
            chip.setAccessibleName(f"{tr('Thuộc nhiệm vụ')} {task.label()}")
            chip.clicked.connect(partial(self._belongs, task.code))
            self.helps.add(chip)

    def _belongs(self, code: str, _checked: bool = False) -> None:
        self.belongs.emit(code)

    def _task_of(self, event: OutreachEvent) -> PlanTask | None:
        day = event.last_day()
        plan = plan_of(self.session.store, day.year) if day else None
        query = Query(where={"plan": plan.id, "code": event.task_code}) if plan else None
        return next(iter(self.session.store.every(PlanTask, query)), None) if query else None
