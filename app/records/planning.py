"""The annual plan: its ten groups of tasks, each task followed to its events and its evidence.

The groups are those of Kế hoạch 26/KH-UBND of Sóc Trăng (2023) as data; another plan may bring others. What a task has
done is counted from its events; its state on a day is computed (see app.usecases.planning), never stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.declaring import choice, choices, count, day, flag, many, money, person, ref, text, year
from app.fields import Options
from app.problems import Issue
from app.records.base import Record
from app.records.days import in_order

CYCLES: Options = (
    ("once", "Một lần"),
    ("set_times", "Vào các thời điểm đã định"),
    ("weekly", "Hằng tuần"),
    ("monthly", "Hằng tháng"),
    ("quarterly", "Hằng quý"),
    ("all_year", "Cả năm"),
)
RECURRING = ("weekly", "monthly", "quarterly")  # only these can fall behind pro rata
UNITS: Options = (
    ("session", "cuộc"),
    ("meeting", "buổi"),
    ("class", "lớp"),
    ("round", "đợt"),
    ("contest", "cuộc thi"),
    ("attendance", "lượt người"),
    ("copy", "bản"),
    ("item", "tin bài"),
    ("broadcast", "lượt phát"),
    ("document", "văn bản"),
    ("report", "báo cáo"),
    ("money", "đồng"),
    ("other", "đơn vị khác"),
)
CLOSED_AS: Options = (("done", "Hoàn thành"), ("partly", "Hoàn thành một phần"), ("dropped", "Hủy theo văn bản"))
# The eight digital activities of indicator 2.5 of the 2026 standard (secondary source, not read in the circular).
DIGITAL: Options = (
    ("online_contest", "Thi trực tuyến"),
    ("online_training", "Tập huấn trực tuyến"),
    ("portal", "Trang thông tin kết nối Cổng Pháp luật quốc gia"),
    ("social_media", "Mạng xã hội"),
    ("digitised", "Số hóa tài liệu"),
    ("chatbot", "Chatbot giải đáp"),
    ("messages", "Tin nhắn điện thoại"),
    ("other", "Hoạt động số khác"),
)


@dataclass
class PlanGroup:
    number: int | None = count("Nhóm", required=True)
    title: str = text("Tên nhóm nhiệm vụ", required=True)

    def label(self) -> str:
        return f"{self.number}. {self.title}"


@dataclass(kw_only=True)
class AnnualPlan(Record):
    table = "annual_plan"
    title = "Kế hoạch năm"
    newest_by = "issued_on"

    year: int | None = year("Năm", required=True, listed=True)
    name: str = text("Tên kế hoạch", required=True, listed=True)
    number: str = text("Số, ký hiệu", listed=True, limit=80)
    issued_on: date | None = day("Ngày ban hành", listed=True)
    above_number: str = text("Kế hoạch cấp trên", limit=120)
    above_issued_on: date | None = day("Ngày ban hành của cấp trên")
    groups: list[PlanGroup] = many("Các nhóm nhiệm vụ", PlanGroup, required=True)
    purpose: str = text("Mục đích, yêu cầu", long=True)
    budget: int | None = money("Kinh phí dự kiến")
    note: str = text("Ghi chú", long=True)

    def label(self) -> str:
        return f"{self.name} năm {self.year}" if self.year and str(self.year) not in self.name else self.name

    def conflicts(self) -> Iterator[Issue]:
        numbers = [group.number for group in self.groups]
        if len(set(numbers)) != len(numbers):
            yield Issue("groups", "Có hai nhóm trùng số. Sửa số của một nhóm.")


@dataclass
class Adjustment:
    """A change of a task with the document that changed it."""

    changed_on: date | None = day("Ngày", required=True)
    before: str = text("Nội dung cũ")
    after: str = text("Nội dung mới", required=True)
    document: str = text("Văn bản", required=True)


@dataclass(kw_only=True)
class PlanTask(Record):
    table = "plan_task"
    title = "Nhiệm vụ kế hoạch"
    newest_by = "due_on"

    plan: str = ref("Kế hoạch", "annual_plan", required=True, listed=True)
    code: str = text("Mã", required=True, listed=True, limit=40)
    group: int | None = count("Nhóm", required=True, listed=True)
    content: str = text("Nội dung", long=True, required=True)
    lead: str = text("Chủ trì", required=True, listed=True)
    co_ordinators: str = text("Phối hợp")
    time: str = text("Thời gian (ghi trên kế hoạch)", hint="Tháng 4; tháng 11")
    starts_on: date | None = day("Từ ngày")
    due_on: date | None = day("Hạn", required=True, listed=True)
    cycle: str = choice("Chu kỳ", CYCLES, default="once", required=True)
    target: int | None = count("Chỉ tiêu", required=True, listed=True)
    unit_kind: str = choice("Đơn vị tính", UNITS, required=True)
    unit_words: str = text("Đơn vị khác", limit=60)
    done_besides: int | None = count("Thực hiện ngoài các hoạt động đã ghi")
    until_due: bool = flag("Làm đến hết hạn mới hoàn thành")
    budget: int | None = money("Kinh phí dự kiến", group="Kinh phí, sản phẩm")
    spent_besides: int | None = money("Thực chi ngoài các hoạt động đã ghi", group="Kinh phí, sản phẩm")
    product: str = text("Sản phẩm, kết quả", group="Kinh phí, sản phẩm")
    evidence: str = text("Minh chứng", group="Kinh phí, sản phẩm")
    follower: str = person("Người theo dõi", group="Kinh phí, sản phẩm")
    outside_plan: bool = flag("Phát sinh ngoài kế hoạch", group="Đánh dấu")
    digital: tuple[str, ...] = choices("Hoạt động chuyển đổi số", DIGITAL, group="Đánh dấu")
    closed_as: str = choice("Kết thúc", CLOSED_AS, group="Kết thúc, điều chỉnh")
    closed_on: date | None = day("Ngày kết thúc", group="Kết thúc, điều chỉnh")
    closed_because: str = text("Lý do, văn bản", group="Kết thúc, điều chỉnh")
    late_because: str = text("Lý do chậm", group="Kết thúc, điều chỉnh")
    adjustments: list[Adjustment] = many("Điều chỉnh", Adjustment, group="Kết thúc, điều chỉnh")
    note: str = text("Ghi chú", long=True, group="Kết thúc, điều chỉnh")

    def label(self) -> str:
        return " – ".join(word for word in (self.code, self.content[:80]) if word)

    def unit_label(self) -> str:
        return self.unit_words or dict(UNITS).get(self.unit_kind, "")

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "starts_on", "due_on")
        if self.closed_as in ("partly", "dropped") and not self.closed_because:
            needed = "văn bản" if self.closed_as == "dropped" else "lý do"
            yield Issue("closed_because", f"Kết thúc như vậy thì phải ghi {needed}.")
        if self.unit_kind == "other" and not self.unit_words:
            yield Issue("unit_words", "Đơn vị khác thì phải ghi tên đơn vị tính.")


@dataclass(kw_only=True)
class TaskId(Record):
    """A task read for its id alone, to put many in order; it is never written."""

    table = PlanTask.table
    title = PlanTask.title
