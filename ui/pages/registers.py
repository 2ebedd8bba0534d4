"""The registers' pages: what each is called, and which boxes a record of a shape does not need."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.ports import Touched
from app.problems import Problem
from app.records import (
    Election,
    Hamlet,
    MediationCase,
    MediationGroup,
    Mediator,
    OutreachEvent,
    PaymentRequest,
    Propagandist,
    Training,
)
from app.records.base import Record
from app.records.catalogues_outreach import DIRECT_BY_DEFAULT
from app.usecases import records
from app.usecases.mediation import check_step
from ui import dialogs
from ui.guarded import guarded
from ui.pages.record_page import RecordPage
from ui.texts import tr
from ui.widgets.bits import button

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
_NEVER = frozenset(("code", "number"))  # the program gives them


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
    hideable = _SCOPE | _COURSE | _AGREED | _AFTER | _FAILED | _REFERRED | _END
    return frozenset(name for name in hideable - shown if not getattr(case, name)) | _NEVER


_PEOPLE = frozenset(("attended", "men", "women", "kinh", "khmer", "hoa", "other_ethnic", "counting", "audiences"))
# The boxes that only some forms of dissemination fill, and which forms.
_OF_FORMS: dict[str, frozenset[str]] = {
    "broadcasts": frozenset(("loudspeaker",)),
    "posts": frozenset(("website", "social_media")),
    "entrants": frozenset(("contest",)),
    "rules_document": frozenset(("contest",)),
    "club": frozenset(("club",)),
    "club_members": frozenset(("club",)),
    "consultations": frozenset(("consultation", "mobile_legal_aid", "citizen_reception")),
}
_WITHOUT_PEOPLE = frozenset(("loudspeaker", "website", "social_media", "visual", "bookshelf", "handout"))


def hidden_of_event(event: OutreachEvent) -> frozenset[str]:
    """Return the boxes an event of its form has no use for; what is already filled is never hidden."""
    hidden = {name for name, forms in _OF_FORMS.items() if event.form not in forms}
    if event.form in _WITHOUT_PEOPLE:
        hidden |= _PEOPLE | {"speakers", "questions", "special_groups"}
    if event.form and event.direct == (event.form in DIRECT_BY_DEFAULT):
        hidden.add("direct_reason")
    return frozenset(name for name in hidden if not getattr(event, name))


@guarded
class Cases(RecordPage):
    kind = MediationCase
    one = "vụ, việc"
    icon = "gavel"
    teaches = (
        "Ghi ở đây từng vụ, việc hòa giải như trong sổ giấy: ngày nhận, các bên, nội dung, hòa giải viên, kết quả. "
        "Chương trình đánh số, nhắc hạn và in sổ, biên bản."
    )

    def _buttons(self) -> None:
        self.quick_button = button(tr("Nhập nhanh từ sổ giấy"), self.quick_entry, icon="book-open", keys="Ctrl+Shift+N")
        self.actions_row.addWidget(self.quick_button)
        super()._buttons()

    def _shortcuts(self) -> None:
        super()._shortcuts()
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+Shift+N"), self, self.quick_entry, context=within)

    def quick_entry(self) -> None:
        self.session.opened.emit("quick_entry", "")

    def hidden(self, record: Record) -> frozenset[str]:
        return hidden_of_case(record) if isinstance(record, MediationCase) else frozenset()

    def keep(self, record: Record, as_draft: bool) -> Touched | None:
        """A step outside the life cycle needs the reason of whoever mends a state entered by mistake."""
        problem = self._strange_step(record)
        if problem is None:
            return super().keep(record, as_draft)
        why = problem.remedy + " " + tr("Lý do đứng trong lịch sử của hồ sơ.")
        reason = dialogs.ask_words(problem.message, why, tr("Sửa ghi nhầm"))
        if not reason:
            return None
        return self.session.run(records.save, record, as_draft=as_draft, correction=reason)

    def _strange_step(self, record: Record) -> Problem | None:
        if isinstance(record, MediationCase):
            try:
                check_step(self.session.store, record)
            except Problem as problem:
                return problem
        return None


@guarded
class Events(RecordPage):
    kind = OutreachEvent
    title = "Phổ biến, giáo dục pháp luật"
    one = "hoạt động"
    icon = "megaphone"
    teaches = (
        "Ghi ở đây mỗi hội nghị, lần phát thanh, buổi nói chuyện, cuộc thi… về pháp luật. "
        "Sổ theo dõi và số liệu báo cáo được tính từ những dòng này."
    )
    _form: ClassVar[str] = ""

    def hidden(self, record: Record) -> frozenset[str]:
        return hidden_of_event(record) if isinstance(record, OutreachEvent) else frozenset()

    def shape(self) -> None:
        """Set “direct” as the form usually has it, when another form is chosen."""
        super().shape()
        event = self.panel.record
        if not isinstance(event, OutreachEvent):
            return
        before, self._last = getattr(self, "_last", ("", "")), (event.id, event.form)
        if before[0] == event.id and before[1] != event.form and not event.direct_reason:
            self.panel.form.editor("direct").set_value(event.form in DIRECT_BY_DEFAULT)


@guarded
class Groups(RecordPage):
    kind = MediationGroup
    one = "tổ"
    icon = "users"
    teaches = "Mỗi ấp, khóm có ít nhất một tổ hòa giải. Ghi các tổ trước, rồi ghi hòa giải viên của từng tổ."


@guarded
class Mediators(RecordPage):
    kind = Mediator
    one = "hòa giải viên"
    icon = "user"
    teaches = "Danh sách hòa giải viên theo tổ, với ngày công nhận và ngày thôi."


@guarded
class Propagandists(RecordPage):
    kind = Propagandist
    one = "tuyên truyền viên"
    icon = "mic"
    teaches = "Danh sách tuyên truyền viên pháp luật của xã, với quyết định công nhận."


@guarded
class Trainings(RecordPage):
    kind = Training
    one = "lớp"
    icon = "graduation-cap"
    teaches = "Ghi mỗi lớp tập huấn, bồi dưỡng và những người đã dự."


@guarded
class Hamlets(RecordPage):
    kind = Hamlet
    one = "ấp, khóm"
    icon = "map-pin"
    teaches = "Ghi các ấp, khóm của xã một lần; các sổ khác chọn từ danh sách này."


@guarded
class Elections(RecordPage):
    kind = Election
    one = "cuộc bầu"
    icon = "list-checks"
    teaches = "Ghi mỗi cuộc bầu hòa giải viên, tổ trưởng với số phiếu; danh sách đề nghị công nhận in từ đây."


@guarded
class Payments(RecordPage):
    kind = PaymentRequest
    one = "đề nghị"
    icon = "wallet"
    teaches = "Mỗi đề nghị thanh toán thù lao là một lần chi cho các vụ, việc đã kết thúc của một tổ."
