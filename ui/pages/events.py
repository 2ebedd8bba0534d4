"""The register of dissemination events: which boxes a form needs, the steps of an event, its task, events in a row."""

from __future__ import annotations

from datetime import date

from app.problems import Problem
from app.records.base import Record
from app.records.catalogues_outreach import DIRECT_BY_DEFAULT, EVENT_STATES
from app.records.event_states import may_become
from app.records.outreach import Cost, OutreachEvent
from app.usecases import by_unit, outreach, outreach_duties
from app.vietnamese import show_number
from ui import dialogs
from ui.guarded import guarded
from ui.pages.event_bar import FIRST_BOX, WITHOUT_PEOPLE, EventBar
from ui.pages.guests import Guests
from ui.pages.mending import RightState
from ui.pages.record_page import RecordPage
from ui.pages.repeat import Repeat
from ui.texts import tr
from ui.widgets.bits import Notice

_PEOPLE = frozenset(
    (
        *("attended", "men", "women", "kinh", "khmer", "hoa", "other_ethnic", "children", "disabled"),
        *("counting", "audiences", "invited"),
    )
)
# The boxes that only some forms of dissemination fill, by those forms.
_BOXES: dict[frozenset[str], tuple[str, ...]] = {
    frozenset(("loudspeaker",)): ("broadcasts",),
    frozenset(("website", "social_media")): ("posts",),
    frozenset(("visual",)): ("displays",),
    frozenset(("contest",)): ("entrants", "contest_kind", "rules_document", "prizes", "award_decision"),
    frozenset(("club",)): ("club", "club_members"),
    frozenset(("training",)): ("trained_propagandists", "trained_mediators", "test_result"),
    frozenset(("consultation", "mobile_legal_aid", "citizen_reception")): ("consultations", "consulted"),
    frozenset(("mobile_legal_aid",)): ("aid_centre", "aid_cases"),
    frozenset(("performance",)): ("piece", "stage_kind", "script", "troupe"),
    frozenset(("moot_court",)): ("situation", "roles"),
    frozenset(("mediation",)): ("mediation_case",),
}
_OF_FORMS = {name: forms for forms, names in _BOXES.items() for name in names}
COSTLESS = "Không phát sinh kinh phí"
INVITATION = "giay-moi-pbgdpl"


def hidden_of_event(event: OutreachEvent) -> frozenset[str]:
    """Return the boxes an event of its form has no use for; what is already filled is never hidden."""
    hidden = {name for name, forms in _OF_FORMS.items() if event.form not in forms}
    if event.form in WITHOUT_PEOPLE:
        hidden |= _PEOPLE | {"speakers", "questions", "special_groups"}
    if event.form and event.direct == (event.form in DIRECT_BY_DEFAULT):
        hidden.add("direct_reason")
    return frozenset(name for name in hidden if not getattr(event, name))


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

    def _lay_out(self) -> None:
        self.bar = EventBar(self.session)
        self._last = ("", "")  # the event of before, and the form it had
        self.quiet, self._read = Notice("info"), False  # somebody has read which months are empty
        super()._lay_out()
        self.box.insertWidget(self.box.indexOf(self.splitter), self.quiet.frame)
        self.panel.above.addWidget(self.bar)

    def _connect(self) -> None:
        super()._connect()
        self.bar.stepped.connect(self.step)
        self.bar.mending.connect(self.mend)
        self.bar.unlocking.connect(self.unlock)
        self.bar.belongs.connect(self.belong)
        self.bar.costless.connect(self.costless)
        self.bar.repeating.connect(self.repeat)
        self.bar.inviting.connect(self.invite)
        self.bar.letters.connect(self.print_letters)

    def look_again(self) -> None:
        self.bar.look_again()
        super().look_again()
        self._show_quiet_months()

    def today(self) -> date:
        return date.today()  # noqa: DTZ011 (the officer's own calendar day)

    def _show_quiet_months(self) -> None:
        """Tell which months of this year are over with nothing held or aired, until somebody has read it."""
        today = self.today()
        theirs = self._read or by_unit.receives(self.session.store)  # a receiving office asks each unit, in the matrix
        found = [] if theirs else outreach_duties.quiet_months(self.session.store, today.year, today)
        if not found:
            self.quiet.hide()
            return
        said = [
            f"{words}: {', '.join(str(quiet.month) for quiet in months)}"
            for words, months in (
                (tr("chưa ghi hoạt động nào"), [quiet for quiet in found if quiet.no_events]),
                (tr("chưa ghi lượt phát thanh nào"), [quiet for quiet in found if quiet.no_broadcasts]),
            )
            if months
        ]
        self.quiet.say(
            f"{tr('Năm')} {today.year}, {tr('các tháng')} {'; '.join(said)}.", (tr("Đã xem"), self._have_read)
        )

    def _have_read(self) -> None:
        self._read = True
        self.quiet.hide()

    # --- the form ---

    def hidden(self, record: Record) -> frozenset[str]:
        return hidden_of_event(record) if isinstance(record, OutreachEvent) else frozenset()

    def shape(self) -> None:
        """Set “direct” as the form usually has it, when another form is chosen; a closed event is only looked at."""
        super().shape()
        event = self.panel.record
        if not isinstance(event, OutreachEvent):
            return
        self._set_direct(event)
        kept = self._kept(event)
        locked = self.panel.locked()
        self.bar.show_of(kept, event, locked=locked)
        closed = kept is not None and not kept.draft and kept.state == "closed"
        if closed:  # opening the next one sets this right again
            self.panel.form.set_read_only(True)
            self.panel.save_button.setEnabled(False)
            self.panel.draft_button.setEnabled(False)

    def _set_direct(self, event: OutreachEvent) -> None:
        before, self._last = self._last, (event.id, event.form)
        if before[0] == event.id and before[1] != event.form and not event.direct_reason:
            self.panel.form.editor("direct").set_value(event.form in DIRECT_BY_DEFAULT)

    def _kept(self, event: OutreachEvent) -> OutreachEvent | None:
        return None if self.panel.new else self.session.store.find(OutreachEvent, event.id)

    # --- steps ---

    def step(self, state: str) -> None:
        """Put a state into the form and go to what it asks for first; saving stays with the officer."""
        self.panel.form.editor("state").set_value(state)
        self.shape()
        self.panel.form.go_to(FIRST_BOX[state])

    def mend(self) -> None:
        """Take back a state entered by mistake: the right one is saved with the reason."""
        event = self.panel.record
        kept = self._kept(event) if isinstance(event, OutreachEvent) else None
        if kept is not None and (answer := RightState.ask(EVENT_STATES, kept.state)):
            self.panel.correction = answer[1]
            self.step(answer[0])
            self.panel.save()

    def unlock(self) -> None:
        """Open a closed event again, with the reason in its history."""
        event = self.panel.record
        if not isinstance(event, OutreachEvent):
            return
        why = tr("Hoạt động trở về “Đã thực hiện”. Lý do đứng trong lịch sử của hồ sơ.")
        reason = dialogs.ask_words(tr("Vì sao phải mở khóa hoạt động đã chốt?"), why, tr("Mở khóa"))
        if reason and self.session.run(outreach.unlock, event, reason) is not None:
            self.session.said.emit(tr("Đã mở khóa") + f" {event.label()}.")
            self.panel.reopen()
            self.shape()

    def strange_step(self, record: Record) -> Problem | None:
        kept = self._kept(record) if isinstance(record, OutreachEvent) else None
        if kept is None or kept.draft or kept.state == "closed" or not isinstance(record, OutreachEvent):
            return None
        if may_become(kept.state, record.state):
            return None
        said = dict(EVENT_STATES)
        message = tr("Hoạt động đang “{before}”, không chuyển thẳng sang “{after}” được.")
        return Problem(
            message.format(before=tr(said[kept.state]), after=tr(said.get(record.state, record.state))),
            tr("Nếu trạng thái trước ghi nhầm, ghi lý do để sửa."),
        )

    # --- one click ---

    def belong(self, code: str) -> None:
        """Put a task's code into the form."""
        self.panel.form.editor("task_code").set_value(code)
        self.shape()

    def costless(self) -> None:
        """Say that nothing was spent."""
        self.panel.form.editor("costs").set_value([Cost(content=COSTLESS, amount=0)])
        self.shape()

    def invite(self) -> None:
        """Put the people of a list into the form."""
        event = self.panel.record
        if isinstance(event, OutreachEvent):
            on = event.starts_on or self.today()
            people = Guests.ask(self.session, event.invited, on)
            if people is not None:
                self.panel.form.editor("invited").set_value(people)
                self.shape()

    def print_letters(self) -> None:
        """Print the invitations of the list as it is kept, keeping it first."""
        from ui.printing import PrintDialog

        event = self.panel.record
        if event is not None and (not self.panel.form.dirty() or self.panel.save()):
            PrintDialog.ask(self.session, OutreachEvent, event.id, form_id=INVITATION)

    def repeat(self) -> None:
        """Plan the same event on other days."""
        event = self.panel.record
        kept = self._kept(event) if isinstance(event, OutreachEvent) else None
        if kept is None or kept.starts_on is None:
            return
        days = Repeat.ask(kept, kept.starts_on)
        touched = self.session.run(outreach.repeat, kept, days) if days else None
        if touched is not None:
            self.session.said.emit(f"{tr('Đã lập')} {show_number(touched.count)} {tr('hoạt động dự kiến')}.")
