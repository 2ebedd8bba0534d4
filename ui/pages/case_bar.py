"""Over the form of a case: the steps its life cycle allows now, and the cases it may be written twice with."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.records.case_states import STEPS, next_states
from app.records.catalogues import CASE_STATES
from app.records.mediation import MediationCase
from app.usecases.mediation import dismiss_duplicate, duplicates
from app.vietnamese import show_day, tidy
from ui.dialogs import Message
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import Notice, button, link, words
from ui.widgets.combo import Combo
from ui.widgets.flow import Flow

# The box to go to when a step is taken: what that state asks for first.
FIRST_BOX = {
    "received": "received_on",
    "scope_asked": "scope_asked_on",
    "assigned": "assigned_on",
    "in_progress": "sessions",
    "paused": "note",
    "success": "ended_on",
    "failure": "ended_on",
    "out_of_scope": "out_of_scope",
    "refused": "ended_on",
}


@guarded
class CaseBar(QWidget):
    """Shows itself only where it has something to say."""

    stepped = Signal(str)  # a state the life cycle allows
    relapsing = Signal(str)  # the case typed is the same quarrel come back: the id of the earlier one
    mending = Signal()  # somebody says that the state was entered by mistake

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.same = Notice("warn")
        self.buttons: dict[str, QWidget] = {}
        self._of = ("", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.steps = Flow()
        column.addWidget(self.steps)
        column.addWidget(self.same.frame)

    def show_of(self, kept: MediationCase | None, typed: MediationCase, *, locked: bool) -> None:
        """Show the steps from the state that is kept, and the twins of the case as it is typed."""
        self._show_steps(kept, locked=locked)
        self._show_twins(typed, locked=locked)

    # --- steps ---

    def _show_steps(self, kept: MediationCase | None, *, locked: bool) -> None:
        stands = kept is not None and not kept.draft and not locked
        self.steps.setVisible(stands)
        now = (kept.id, kept.state) if kept is not None and stands else ("", "")
        if now == self._of:
            return
        self._of, self.buttons = now, {}
        self.steps.clear()
        if kept is not None and stands:
            self._fill_steps(kept.state)

    def _fill_steps(self, state: str) -> None:
        said = dict(CASE_STATES)
        following = next_states(state)
        self.steps.add(words(tr("Chuyển sang:") if following else tr("Vụ đã kết thúc."), "muted"))
        for code in following:
            made = button(tr(said[code]), partial(self.stepped.emit, code), hint=tr(STEPS[state][code]).capitalize())
            self.buttons[code] = made
            self.steps.add(made)
        self.buttons["mend"] = mend = link(tr("Sửa ghi nhầm…"), self.mending.emit)
        mend.setToolTip(tr("Trạng thái đã ghi nhầm: chọn trạng thái đúng và ghi lý do"))
        self.steps.add(mend)

    # --- the same quarrel twice ---

    def _show_twins(self, typed: MediationCase, *, locked: bool) -> None:
        found = [] if locked else duplicates(self.session.store, typed)
        twins = [other for other in found if other.id != typed.relapse_of]
        if not twins:
            self.same.hide()
            return
        other = twins[0]
        said = tr("{label}, tiếp nhận {day}, có cùng các bên. Có phải cùng một vụ không?").format(
            label=other.label(), day=show_day(other.received_on)
        )
        self.same.say(
            said,
            (tr("Mở vụ đó"), partial(self.session.opened.emit, other.table, other.id)),
            (tr("Tái phát"), partial(self.relapsing.emit, other.id)),
            (tr("Không trùng"), partial(self._different, typed, other)),
        )

    def _different(self, typed: MediationCase, other: MediationCase) -> None:
        dismiss_duplicate(self.session.store, typed, other)
        self._show_twins(typed, locked=False)


@guarded
class MendState(Message):
    """Asks which state is right and why the other one stood there; the reason stays in the history."""

    def __init__(self, case: MediationCase) -> None:
        said = dict(CASE_STATES)
        super().__init__(
            tr("Sửa ghi nhầm"),
            tr("Trạng thái đang ghi: {state}. Trạng thái đúng là gì?").format(state=said.get(case.state, case.state)),
            tr("Lý do đứng trong lịch sử của hồ sơ."),
            icon=("pencil", "accent"),
        )
        self.states, self.reason = Combo(), QLineEdit()
        for code, shown in CASE_STATES:
            if code != case.state:
                self.states.addItem(tr(shown), code)
        self.states.setAccessibleName(tr("Trạng thái đúng"))
        self.reason.setAccessibleName(tr("Lý do sửa"))
        self.reason.setPlaceholderText(tr("Lý do sửa, ví dụ: ghi nhầm dòng"))
        row = QHBoxLayout()
        row.addWidget(self.states, 2)
        row.addWidget(self.reason, 3)
        self.body.addLayout(row)
        accept = self.buttons(tr("Sửa"), tr("Thôi"))
        accept.setEnabled(False)
        self.reason.textChanged.connect(lambda typed: accept.setEnabled(bool(typed.strip())))

    @classmethod
    def ask(cls, case: MediationCase) -> tuple[str, str] | None:
        """Return the right state and the reason, or None."""
        box = cls(case)
        answers: list[tuple[str, str]] = []
        box.accepted.connect(lambda: answers.append((str(box.states.currentData()), tidy(box.reason.text()))))
        box.ended()
        return answers[0] if answers else None
