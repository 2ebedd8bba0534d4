"""Registers that tell over a record what events say of it this year: who spoke where, which club met."""

from __future__ import annotations

from datetime import date

from app.records import HigherSpeaker, LawClub
from app.records.base import Record
from app.usecases import activities
from app.vietnamese import show_day, show_number
from ui.guarded import guarded
from ui.pages.record_page import RecordPage
from ui.texts import tr
from ui.widgets.bits import paragraph


@guarded
class DoingsPage(RecordPage):
    """`doings` is asked when a record is opened, not at every letter: it reads a whole year of events."""

    def _lay_out(self) -> None:
        self.done, self._told = paragraph("", "small"), ""
        super()._lay_out()
        self.panel.above.addWidget(self.done)

    def today(self) -> date:
        return date.today()  # noqa: DTZ011 (the officer's own calendar day)

    def look_again(self) -> None:
        self._told = ""
        super().look_again()

    def shape(self) -> None:
        super().shape()
        record = self.panel.record
        new = self.panel.new or record is None
        self.done.setVisible(not new)
        if record is not None and not new and record.id != self._told:
            self._told = record.id
            year = self.today().year
            self.done.setText(f"{tr('Năm')} {year}: {self.doings(record, date(year, 1, 1), self.today())}.")

    def doings(self, record: Record, first: date, last: date) -> str:
        """Return in words what somebody did between two days; each page says it of its kind."""
        raise NotImplementedError(type(self).__name__)


@guarded
class Clubs(DoingsPage):
    kind = LawClub
    one = "câu lạc bộ"
    icon = "users"
    teaches = "Các câu lạc bộ pháp luật của xã. Buổi sinh hoạt ghi tên câu lạc bộ thì được đếm ở đây."
    kinds = frozenset(("law_club", "hamlet", "outreach_event"))

    def doings(self, record: Record, first: date, last: date) -> str:
        if not isinstance(record, LawClub):
            return ""
        met = activities.club_meetings(self.session.store, record, first, last)
        if not met.events:
            return tr("chưa có buổi sinh hoạt nào")
        members = f", {show_number(met.members)} {tr('thành viên')}" if met.members is not None else ""
        said = tr("{number} buổi sinh hoạt, {people} lượt người; lần cuối {day}")
        told = {"number": show_number(len(met.events)), "people": show_number(met.attended)}
        return said.format(**told, day=show_day(met.last_on)) + members


@guarded
class HigherSpeakers(DoingsPage):
    kind = HigherSpeaker
    one = "báo cáo viên"
    icon = "mic"
    teaches = "Báo cáo viên pháp luật cấp tỉnh, cấp trung ương mà xã có thể mời; chọn được làm người trình bày."
    kinds = frozenset(("higher_speaker", "outreach_event"))

    def doings(self, record: Record, first: date, last: date) -> str:
        if not isinstance(record, HigherSpeaker):
            return ""
        spoke = activities.talks(self.session.store, record, first, last)
        if not spoke.events:
            return tr("chưa trình bày ở xã")
        said = tr("trình bày {number} cuộc, {people} lượt người nghe; lần cuối {day}")
        told = {"number": show_number(len(spoke.events)), "people": show_number(spoke.attended)}
        return said.format(**told, day=show_day(spoke.last_on))
