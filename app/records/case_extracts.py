"""Narrow readings of the cases' table, for what looks at many cases and needs little of each; none is ever written.

A class here shares the table of MediationCase and declares a few of its columns, so that thousands load quickly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.declaring import choice, count, day, flag, many, ref, text
from app.records.base import Record
from app.records.catalogues import CASE_STATES, COURT_STATES, FOLLOW_UP
from app.records.mediation import MediationCase, Obligation


@dataclass(kw_only=True)
class CaseNumber(Record):
    """A case's place in its group's book."""

    table = MediationCase.table
    title = MediationCase.title
    narrow = True

    number: int | None = count("Số thứ tự trong sổ")
    group: str = ref("Tổ hòa giải", "mediation_group")
    received_on: date | None = day("Ngày tiếp nhận")


@dataclass(kw_only=True)
class CaseDays(Record):
    """What of a case can fall due."""

    table = MediationCase.table
    title = MediationCase.title
    narrow = True

    code: str = text("Mã vụ, việc")
    number: int | None = count("Số thứ tự trong sổ")
    received_on: date | None = day("Ngày tiếp nhận")
    group: str = ref("Tổ hòa giải", "mediation_group")
    assigned_on: date | None = day("Ngày phân công")
    scope_asked_on: date | None = day("Ngày hỏi phạm vi")
    scope_answered_on: date | None = day("Ngày công chức trả lời")
    state: str = choice("Trạng thái", CASE_STATES)
    ended_on: date | None = day("Ngày kết thúc")
    due_on: date | None = day("Thời hạn thực hiện")
    written: bool = flag("Có lập văn bản")
    follow_up: str = choice("Thực hiện thỏa thuận", FOLLOW_UP)
    obligations: list[Obligation] = many("Nghĩa vụ", Obligation)
    court: str = choice("Tòa án công nhận", COURT_STATES)

    def label(self) -> str:
        number = f"{self.number}/{self.received_on.year}" if self.number and self.received_on else ""
        return f"Vụ {self.code or number or 'chưa có số'}"
