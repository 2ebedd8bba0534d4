"""Proposals for awards: only the box of who is proposed is asked, and over the form stands what the registers know."""

from __future__ import annotations

from app.records import Commendation
from app.records.base import Record
from app.records.commendations import REGISTERED
from ui.guarded import guarded
from ui.pages.record_page import RecordPage


@guarded
class Commendations(RecordPage):
    kind = Commendation
    one = "đề nghị"
    icon = "trophy"
    teaches = "Đề nghị khen thưởng tập thể, cá nhân. Chương trình không chấm điểm, không xếp hạng."

    def hidden(self, record: Record) -> frozenset[str]:
        """Leave out the boxes of other subjects."""
        if not isinstance(record, Commendation) or not record.subject:
            return frozenset()
        return REGISTERED - {record.subject}

    def shape(self) -> None:
        """The name of somebody in a register comes from there when the proposal is saved."""
        record = self.panel.record
        if isinstance(record, Commendation):
            self.panel.form.take()
            named = frozenset({"name"} if record.subject in REGISTERED else ())
            self.panel.form.hide_fields(self.hidden(record), always=named)
