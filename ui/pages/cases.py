"""The register of mediation cases: its list with special filters, the steps of a case, which boxes a state needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.ports import Query
from app.problems import Problem
from app.records import MediationCase
from app.records.base import Record
from app.records.catalogues import CASE_STATES, SCOPES
from app.records.mediation import Session as Held
from app.usecases import finding
from app.usecases.mediation import check_step
from app.usecases.quick_entry import usual_place
from app.usecases.saved_filters import SavedFilter
from ui.guarded import guarded
from ui.pages.case_bar import FIRST_BOX, CaseBar
from ui.pages.mending import RightState, broken
from ui.pages.record_page import RecordPage
from ui.texts import tr
from ui.widgets.bits import button
from ui.widgets.combo import Combo
from ui.widgets.rows import in_order

_SCOPE = frozenset(("out_of_scope", "scope_asked_on", "scope_answered_on", "scope_answer"))
_COURSE = frozenset(("sessions", "immediate", "other_time_agreed", "open_to_public", "invited"))
_AGREED = frozenset(("agreement", "solution", "rights_duties", "method", "due_on"))
_AFTER = frozenset(
    (
        *("written", "written_on", "written_place", "copies", "third_party_consent", "follow_up", "obligations"),
        *("follow_ups", "court", "court_name", "court_filed_on", "court_decision", "court_decided_on"),
    )
)
_FAILED = frozenset(("failure_reason",))
_REFERRED = frozenset(("referred_to", "referred_name"))
_END = frozenset(("ended_on", "end_reason"))
_GIVEN = frozenset(("code", "number", "earlier"))  # the program gives them


def hidden_of_case(case: MediationCase) -> frozenset[str]:
    """Return the boxes a case in its state has no use for; what is already filled is never hidden."""
    asked = case.state in ("scope_asked", "out_of_scope") or case.scope_asked_on is not None
    shown: set[str] = set(_SCOPE) if asked else set()
    if case.state in ("in_progress", "paused", "success", "failure"):
        shown |= _COURSE
    if case.state == "assigned":
        shown |= _COURSE - {"sessions"}
    if case.state in ("success", "failure", "out_of_scope", "refused"):
        shown |= _END | _REFERRED
    if case.state == "success":
        shown |= _AGREED | _AFTER
    if case.state == "failure":
        shown |= _FAILED
    hideable = _SCOPE | _COURSE | _AGREED | _AFTER | _FAILED | _REFERRED | _END | _GIVEN
    return frozenset(name for name in hideable - shown if not getattr(case, name)) | {"code"}


@guarded
class Cases(RecordPage):
    kind = MediationCase
    one = "vụ, việc"
    icon = "gavel"
    teaches = (
        "Ghi ở đây từng vụ, việc hòa giải như trong sổ giấy: ngày nhận, các bên, nội dung, hòa giải viên, kết quả. "
        "Chương trình đánh số, nhắc hạn và in sổ, biên bản."
    )

    def _lay_out(self) -> None:
        self.special, self.bar = Combo(), CaseBar(self.session)
        self.special.setAccessibleName(tr("Lọc theo việc cần làm, theo hòa giải viên"))
        self.special.setMinimumContentsLength(8)
        self._fill_special()
        super()._lay_out()
        self.above.insertWidget(1, self.special)
        self.panel.above.addWidget(self.bar)

    def _buttons(self) -> None:
        self.quick_button = button(tr("Nhập nhanh từ sổ giấy"), self.quick_entry, icon="book-open", keys="Ctrl+Shift+N")
        self.actions_row.addWidget(self.quick_button)
        super()._buttons()

    def _connect(self) -> None:
        super()._connect()
        self.special.currentIndexChanged.connect(lambda _row: self.search(self.filters.query()))
        self.bar.stepped.connect(self.step)
        self.bar.mending.connect(self.mend)
        self.bar.relapsing.connect(self.relapse)

    def _shortcuts(self) -> None:
        super()._shortcuts()
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Shift+N"), self, self.quick_entry, context=within)

    def quick_entry(self) -> None:
        self.session.opened.emit("quick_entry", "")

    # --- the list ---

    def _fill_special(self) -> None:
        chosen, blocked = self.special.currentData(), self.special.blockSignals(True)
        self.special.clear()
        self.special.addItem(tr("Mọi vụ, việc"), "")
        for code, shown in finding.SPECIAL:
            self.special.addItem(tr(shown), code)
        for code, shown in SCOPES:
            self.special.addItem(f"{tr('Phạm vi:')} {tr(shown)}", finding.SCOPE + code)
        for one, name in in_order(self.session.store.labels("mediator")):
            self.special.addItem(tr("Hòa giải viên ") + name, finding.BY + one)
        self.special.setCurrentIndex(max(self.special.findData(chosen), 0))
        self.special.blockSignals(blocked)

    def look_again(self) -> None:
        self._fill_special()
        super().look_again()

    def special_ids(self) -> frozenset[str] | None:
        name = str(self.special.currentData() or "")
        by_ids = name and not name.startswith(finding.SCOPE)  # a scope is a column: the list asks for it itself
        return finding.special(self.session.store, name, _today()) if by_ids else None

    def search(self, query: Query) -> None:
        super().search(finding.narrowed(query, str(self.special.currentData() or "")))

    def asked(self) -> SavedFilter:
        return replace(super().asked(), special=str(self.special.currentData() or ""))

    def ask(self, kept: SavedFilter) -> None:
        blocked = self.special.blockSignals(True)
        self.special.setCurrentIndex(max(self.special.findData(kept.special), 0))
        self.special.blockSignals(blocked)
        super().ask(kept)

    # --- the case ---

    def hidden(self, record: Record) -> frozenset[str]:
        return hidden_of_case(record) if isinstance(record, MediationCase) else frozenset()

    def shape(self) -> None:
        super().shape()
        typed = self.panel.record
        if isinstance(typed, MediationCase):
            kept = None if self.panel.new else self.session.store.find(MediationCase, typed.id)
            self.bar.show_of(kept, typed, locked=self.panel.locked())

    def step(self, state: str) -> None:
        """Put a state into the form and go to what it asks for first; saving stays with the officer."""
        self.panel.form.editor("state").set_value(state)
        if state == "in_progress":
            self._begin_session()
        self.shape()
        self.panel.form.go_to(FIRST_BOX[state])
        said = tr("Ghi các ô của bước “{state}”, rồi bấm Lưu (Ctrl+S).")
        self.session.said.emit(said.format(state=tr(dict(CASE_STATES)[state])))

    def _begin_session(self) -> None:
        """Put a first session into the form, where the group mostly mediates: only its day is left to type."""
        sessions = self.panel.form.editor("sessions")
        case = self.panel.record
        if isinstance(case, MediationCase) and not sessions.text():
            sessions.set_value([Held(place=usual_place(self.session.store, case.group))])

    def relapse(self, earlier: str) -> None:
        """Put into the form that the case is an earlier one come back; saving stays with the officer."""
        self.panel.form.editor("relapse_of").set_value(earlier)
        self.shape()
        self.panel.form.go_to("relapse_of")

    def mend(self) -> None:
        """Take back a state entered by mistake: the right one goes into the form and is saved with the reason."""
        case = self.panel.record
        if not isinstance(case, MediationCase):
            return
        kept = self.session.store.get(MediationCase, case.id)
        if answer := RightState.ask(CASE_STATES, kept.state):
            self.panel.correction = answer[1]
            self.step(answer[0])
            self.panel.save()

    def strange_step(self, record: Record) -> Problem | None:
        return broken(partial(check_step, self.session.store, record)) if isinstance(record, MediationCase) else None


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the officer's own calendar day)
