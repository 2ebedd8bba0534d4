"""Surveys without names, and clubs of law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.declaring import choices, count, day, many, person, ref, refs, text
from app.problems import Issue
from app.records import catalogues_outreach as outreach
from app.records.base import Record
from app.records.days import in_order


@dataclass
class SurveyAnswer:
    """One answer of one question with how many people gave it; a question without counts is only printed."""

    question: str = text("Câu hỏi", required=True)
    answer: str = text("Lựa chọn", required=True)
    counted: int | None = count("Số phiếu chọn")


@dataclass(kw_only=True)
class Survey(Record):
    """A survey of needs or of an event; the slips carry no names."""

    table = "survey"
    title = "Phiếu khảo sát"
    newest_by = "held_on"

    name: str = text("Tên cuộc khảo sát", required=True, listed=True)
    held_on: date | None = day("Ngày bắt đầu", required=True, listed=True)
    ended_on: date | None = day("Ngày kết thúc")
    hamlets: tuple[str, ...] = refs("Địa bàn", "hamlet")
    audience: tuple[str, ...] = choices("Đối tượng", outreach.AUDIENCES)
    answers: list[SurveyAnswer] = many("Câu hỏi và kết quả", SurveyAnswer, required=True)
    handed_out: int | None = count("Số phiếu phát", listed=True)
    collected: int | None = count("Số phiếu thu", listed=True)
    valid: int | None = count("Số phiếu hợp lệ", listed=True)
    remarks: str = text("Nhận xét", long=True)

    def label(self) -> str:
        return self.name

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "held_on", "ended_on")
        if self.collected is not None and self.collected > (self.handed_out or 0):
            yield Issue("collected", "Số phiếu thu không thể nhiều hơn số phiếu phát.")
        if self.valid is not None and self.valid > (self.collected or 0):
            yield Issue("valid", "Số phiếu hợp lệ không thể nhiều hơn số phiếu thu.")
        over = [a for a in self.answers if (a.counted or 0) > (self.valid or 0)]
        if self.valid is not None and over:
            yield Issue("answers", f"“{over[0].answer}” có nhiều lượt chọn hơn số phiếu hợp lệ.")


@dataclass(kw_only=True)
class LawClub(Record):
    table = "law_club"
    title = "Câu lạc bộ pháp luật"

    name: str = text("Tên câu lạc bộ", required=True, listed=True)
    founded_on: date | None = day("Ngày thành lập", listed=True)
    decision: str = text("Quyết định thành lập")
    head: str = person("Chủ nhiệm", listed=True)
    members: int | None = count("Số thành viên", listed=True)
    hamlet: str = ref("Ấp, khóm", "hamlet", listed=True)
    ended_on: date | None = day("Ngày thôi hoạt động")

    def label(self) -> str:
        return self.name

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "founded_on", "ended_on")
