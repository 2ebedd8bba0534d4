"""Over the form of a case: the steps its life cycle allows now, and the cases it may be written twice with."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.records.case_states import STEPS
from app.records.catalogues import CASE_STATES
from app.records.mediation import MediationCase
from app.usecases.mediation import dismiss_duplicate, duplicates
from app.vietnamese import show_day
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import Notice
from ui.widgets.steps import Steps

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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.steps = Steps(CASE_STATES, STEPS, tr("Vụ đã kết thúc."))
        self.steps.stepped.connect(self.stepped)
        self.steps.mending.connect(self.mending)
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
        self.steps.show_from(kept.state if kept is not None and stands else "")

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
