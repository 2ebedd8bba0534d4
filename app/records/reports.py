"""Frozen reports: the figures of a period as they were reported, and which records they were counted from.

Thông tư 03/2019/TT-BTP art 9: what was reported is corrected by a new report, so versions are kept and none is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.declaring import count, day, many, person, ref, refs, text
from app.problems import Issue
from app.records.base import Record
from app.records.days import in_order


@dataclass
class FrozenColumn:
    name: str = text("Cột", limit=20)
    label: str = text("Tên cột")
    indicator: str = text("Chỉ số", limit=80)


@dataclass
class FrozenRow:
    """A row of a frozen table; `values` are its numbers in the order of the columns, parted by blanks."""

    key: str = text("Dòng", limit=80)
    label: str = text("Tên dòng")
    values: str = text("Số liệu")

    def numbers(self) -> list[int]:
        return [int(number) for number in self.values.split()]


@dataclass(kw_only=True)
class FrozenReport(Record):
    table = "frozen_report"
    title = "Báo cáo đã chốt"
    newest_by = "frozen_on"

    name: str = text("Tên báo cáo", required=True, listed=True)
    period: str = text("Kỳ báo cáo", required=True, listed=True, limit=40, hint="2026:SB6T")
    version: int | None = count("Lần lập", required=True, listed=True)
    frozen_on: date | None = day("Ngày chốt", required=True, listed=True)
    replaces: str = ref("Thay cho báo cáo", "frozen_report")
    reason: str = text("Lý do lập lại")
    explanation: str = text("Giải trình số liệu chưa khớp", long=True)
    pack: str = text("Gói bảng", required=True, limit=80, group="Bảng và kỳ")
    pack_version: int | None = count("Phiên bản của gói", group="Bảng và kỳ")
    sheet: str = text("Bảng", required=True, limit=80, group="Bảng và kỳ")
    shared_by: str = text("Cách chia dòng", limit=20, group="Bảng và kỳ")
    units: str = text("Chỉ tính các đơn vị", group="Bảng và kỳ")
    period_name: str = text("Tên kỳ", group="Bảng và kỳ")
    first_day: date | None = day("Từ ngày", required=True, group="Bảng và kỳ")
    last_day: date | None = day("Đến ngày", required=True, group="Bảng và kỳ")
    cut_off: date | None = day("Ngày chốt số liệu", required=True, group="Bảng và kỳ")
    number: str = text("Số văn bản gửi", limit=80, group="Gửi đi")
    signed_on: date | None = day("Ngày ký", group="Gửi đi")
    signed_by: str = person("Người ký", group="Gửi đi")
    columns: list[FrozenColumn] = many("Các cột", FrozenColumn, required=True, group="Số liệu")
    rows: list[FrozenRow] = many("Các dòng", FrozenRow, required=True, group="Số liệu")
    cases: tuple[str, ...] = refs("Vụ, việc đã tính", "mediation_case", private=True, group="Hồ sơ đã tính")
    groups: tuple[str, ...] = refs("Tổ hòa giải đã tính", "mediation_group", private=True, group="Hồ sơ đã tính")
    mediators: tuple[str, ...] = refs("Hòa giải viên đã tính", "mediator", private=True, group="Hồ sơ đã tính")
    events: tuple[str, ...] = refs("Hoạt động đã tính", "outreach_event", private=True, group="Hồ sơ đã tính")
    propagandists: tuple[str, ...] = refs(
        "Tuyên truyền viên đã tính", "propagandist", private=True, group="Hồ sơ đã tính"
    )
    clubs: tuple[str, ...] = refs("Câu lạc bộ đã tính", "law_club", private=True, group="Hồ sơ đã tính")
    books: tuple[str, ...] = refs("Sách đã tính", "shelf_book", private=True, group="Hồ sơ đã tính")
    loans: tuple[str, ...] = refs("Lượt mượn đã tính", "book_loan", private=True, group="Hồ sơ đã tính")
    tasks: tuple[str, ...] = refs("Nhiệm vụ đã tính", "plan_task", private=True, group="Hồ sơ đã tính")

    def label(self) -> str:
        return f"{self.name}, {self.period_name or self.period}, lần {self.version or 1}"

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "first_day", "last_day")
        if (self.version or 1) > 1 and not self.reason:
            yield Issue("reason", "Báo cáo lập lại phải ghi lý do (Điều 9 Thông tư 03/2019/TT-BTP).")
        for row in self.rows:
            numbers = row.values.split()
            if len(numbers) != len(self.columns) or not all(number.isdecimal() for number in numbers):
                yield Issue("rows", f"Dòng “{row.label}” phải có đúng {len(self.columns)} số, cách nhau một dấu cách.")


# Which field keeps the records of which kind.
COUNTED_IN = {
    "mediation_case": "cases",
    "mediation_group": "groups",
    "mediator": "mediators",
    "outreach_event": "events",
    "propagandist": "propagandists",
    "law_club": "clubs",
    "shelf_book": "books",
    "book_loan": "loans",
    "plan_task": "tasks",
}
KEPT_LATER = frozenset(("law_club", "shelf_book", "book_loan", "plan_task"))  # reports of before do not name them
