"""Proposals for awards: evidence for people to judge; no scores, no ranking (Luật Thi đua, khen thưởng)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.declaring import choice, day, ref, text, year
from app.fields import Options
from app.problems import Issue
from app.records.base import Record
from app.records.days import in_order

AWARD_FIELDS: Options = (("outreach", "PBGDPL"), ("mediation", "Hòa giải ở cơ sở"), ("standard", "Chuẩn tiếp cận PL"))
AWARD_SUBJECTS: Options = (
    ("propagandist", "Tuyên truyền viên pháp luật"),
    ("mediator", "Hòa giải viên"),
    ("group", "Tổ hòa giải"),
    ("collective", "Tập thể khác"),
    ("person", "Cá nhân khác"),
    ("sponsor", "Nhà tài trợ"),
)
REGISTERED = frozenset(("propagandist", "mediator", "group"))  # subjects that a field of that name finds
AWARD_FORMS: Options = (
    ("commune", "Giấy khen của Chủ tịch UBND cấp xã"),
    ("province", "Bằng khen cấp tỉnh"),
    ("other", "Hình thức khác"),
)
AWARD_STATES: Options = (
    ("proposed", "Đề xuất"),
    ("reviewed", "Đã họp xét"),
    ("submitted", "Đã trình"),
    ("awarded", "Đã khen thưởng"),
    ("declined", "Không khen thưởng"),
)


@dataclass(kw_only=True)
class Commendation(Record):
    """A proposal for an award: evidence for people to judge; the program neither scores nor ranks."""

    table = "commendation"
    title = "Đề nghị khen thưởng"
    newest_by = "proposed_on"

    year: int | None = year("Năm", required=True, listed=True)
    subject: str = choice("Đối tượng", AWARD_SUBJECTS, required=True, listed=True)
    propagandist: str = ref("Tuyên truyền viên", "propagandist")
    mediator: str = ref("Hòa giải viên", "mediator")
    group: str = ref("Tổ hòa giải", "mediation_group")
    name: str = text("Tên cá nhân, tập thể", listed=True)
    field: str = choice("Lĩnh vực", AWARD_FIELDS, required=True, listed=True)
    form: str = choice("Hình thức đề nghị", AWARD_FORMS, required=True, listed=True)
    from_day: date | None = day("Số liệu từ ngày", hint="trống: cả năm")
    to_day: date | None = day("Số liệu đến ngày")
    achievement: str = text("Thành tích tóm tắt", long=True)
    awarded_before: str = text("Đã khen trước đây")
    state: str = choice("Trạng thái", AWARD_STATES, default="proposed", required=True, listed=True)
    proposed_on: date | None = day("Ngày đề xuất", listed=True)
    decision: str = text("Quyết định khen thưởng")
    decided_on: date | None = day("Ngày quyết định")

    def label(self) -> str:
        return f"Khen thưởng {self.name or dict(AWARD_SUBJECTS).get(self.subject, '…').lower()} năm {self.year or '…'}"

    def period(self, today: date) -> tuple[date, date]:
        """Return the days whose evidence is counted: those that were given, else the year as far as it has come."""
        year = self.year or today.year
        first = self.from_day or date(year, 1, 1)
        return first, self.to_day or min(date(year, 12, 31), max(today, first))

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "from_day", "to_day")
        if self.subject in REGISTERED and not getattr(self, self.subject):
            yield Issue(self.subject, f"Chọn {dict(AWARD_SUBJECTS)[self.subject].lower()} được đề nghị.")
        elif self.subject and self.subject not in REGISTERED and not self.name:
            yield Issue("name", "Ghi tên cá nhân, tập thể được đề nghị.")
