"""The register of propagandists: over the list what the law asks by its days, over each person what they did."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout

from app.declaring import Field
from app.fields import Day
from app.records.base import Record
from app.records.outreach import Propagandist
from app.usecases import outreach_duties
from app.usecases.achievements import activity
from app.vietnamese import show_day, show_number
from ui.dialogs import Message
from ui.guarded import guarded
from ui.pages.doings import DoingsPage
from ui.texts import tr
from ui.widgets.bits import Notice, words
from ui.widgets.lines import DayEditor

NOTICE = "thong-bao-tuyen-truyen-vien"


@guarded
class AskDay(Message):
    """Asks for a day; the day it begins with can be typed over."""

    def __init__(self, question: str, why: str, day: date) -> None:
        super().__init__(tr("Xin ghi ngày"), question, why, icon=("calendar", "accent"))
        self.editor = DayEditor(Field(tr("Ngày"), Day()))
        self.editor.set_value(day)
        row = QHBoxLayout()
        row.addWidget(words(tr("Ngày")))
        row.addWidget(self.editor, 1)
        self.body.addLayout(row)
        self.accepting = self.buttons(tr("Ghi lại"), tr("Thôi"))
        self.editor.changed.connect(lambda: self.accepting.setEnabled(self.day() is not None))

    def day(self) -> date | None:
        try:
            found = self.editor.value()
        except ValueError:
            return None
        return found if isinstance(found, date) else None

    @classmethod
    def ask(cls, question: str, why: str, day: date) -> date | None:
        """Return the day, or None when the person leaves."""
        box = cls(question, why, day)
        found: list[date | None] = []
        box.accepted.connect(lambda: found.append(box.day()))
        return found[0] if box.ended() else None


@guarded
class Propagandists(DoingsPage):
    kind = Propagandist
    one = "tuyên truyền viên"
    icon = "mic"
    teaches = "Danh sách tuyên truyền viên pháp luật của xã, với quyết định công nhận."
    kinds = frozenset(("propagandist", "hamlet", "outreach_event", "training", "office"))

    def _lay_out(self) -> None:
        self.notice, self.waiting = Notice("info"), Notice("warn")
        super()._lay_out()
        for strip in (self.notice, self.waiting):
            self.box.insertWidget(self.box.indexOf(self.splitter), strip.frame)

    def look_again(self) -> None:
        super().look_again()
        self._show_notice()
        self._show_waiting()

    # --- what the law asks ---

    def _show_notice(self) -> None:
        """Ask for September's notice from September on, until it is given."""
        today = self.today()
        duty = outreach_duties.notice(self.session.store, today.year)
        if duty.done_on is not None:
            said = tr("Đã thông báo ngày {day} về đăng ký làm tuyên truyền viên pháp luật.")
            self.notice.say(said.format(day=show_day(duty.done_on)), (tr("Sửa ngày…"), self.give_notice))
        elif duty.due_on is not None and today.month >= duty.due_on.month:
            late = tr(" (đã quá hạn)") if duty.late(today) else ""
            said = f"{duty.what}: {tr('hạn')} {show_day(duty.due_on)}{late} ({duty.basis})."
            self.notice.say(said, (tr("In thông báo"), self.print_notice), (tr("Đã thông báo…"), self.give_notice))
        else:
            self.notice.hide()

    def give_notice(self) -> None:
        today = self.today()
        known = outreach_duties.notice(self.session.store, today.year).done_on
        why = tr("Ngày này để biết thông báo tháng 9 có đúng hạn không (Thông tư 10/2016/TT-BTP).")
        day = AskDay.ask(tr("Đã thông báo ngày nào?"), why, known or today)
        if day is not None:
            if self.session.run(outreach_duties.give_notice, today.year, day) is None:
                return
            self.session.said.emit(tr("Đã ghi ngày thông báo") + f" {show_day(day)}.")
            self._show_notice()

    def print_notice(self) -> None:
        from ui.printing import PrintDialog

        PrintDialog.ask(self.session, form_id=NOTICE)

    def _show_waiting(self) -> None:
        """Tell which decisions wait and until when; the button opens the first person."""
        store, today = self.session.store, self.today()
        duties = [*outreach_duties.recognitions(store), *outreach_duties.dismissals(store)]
        if not duties:
            self.waiting.hide()
            return
        first = min(duties, key=lambda duty: duty.due_on or date.max)
        when = f"{tr('hạn')} {show_day(first.due_on)}" if first.due_on else first.why_unknown
        late = tr(", đã quá hạn") if first.late(today) else ""
        more = f" {tr('Còn')} {show_number(len(duties) - 1)} {tr('quyết định khác.')}" if len(duties) > 1 else ""
        said = f"{first.what}: {when}{late} ({first.basis}).{more}"
        self.waiting.say(said, (tr("Mở hồ sơ"), lambda: self.show_record(first.propagandist)))

    # --- what somebody did ---

    def hidden(self, record: Record) -> frozenset[str]:
        if not isinstance(record, Propagandist) or record.leave_asked_on or record.left_on:
            return frozenset()
        return frozenset(("leave_reason", "leave_decision", "leave_published_on"))

    def doings(self, record: Record, first: date, last: date) -> str:
        """Return what the events and the trainings say of a person."""
        if not isinstance(record, Propagandist):
            return ""
        done = activity(self.session.store, record, first, last)
        counted = {
            tr("cuộc trực tiếp"): done.sessions,
            tr("lượt người nghe"): done.listeners,
            tr("ấp, khóm"): done.hamlets,
            tr("cuộc có tiếng Khmer"): done.khmer_sessions,
            tr("đợt phát thanh"): done.broadcasts,
            tr("lớp tập huấn"): done.trainings,
        }
        said = ", ".join(f"{show_number(number)} {what}" for what, number in counted.items() if number)
        years = f"; {tr('thâm niên')} {show_number(done.years_serving)} {tr('năm')}" if done.years_serving else ""
        return f"{said or tr('chưa có hoạt động nào')}{years}"
