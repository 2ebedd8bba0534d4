"""The money of mediation: rates in force, requests for remuneration, support of groups, help after an accident.

Luật 35/2013/QH13 art 6; NĐ 15/2014/NĐ-CP arts 14–18; Thông tư 56/2023/TT-BTC art 3.17 sets the national ceilings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.declaring import choice, count, day, flag, many, money, person, ref, text, year
from app.fields import Options
from app.problems import Issue
from app.records.base import Record
from app.records.days import in_order, not_ahead
from app.records.payment_states import DEMANDS, LACKING, PAYMENT_STATES, TOO_EARLY
from app.vietnamese import show_day, show_money

RATE_ITEMS: Options = (
    ("case_failure", "Thù lao vụ, việc (không thành)"),
    ("case_success", "Thù lao vụ, việc hòa giải thành"),
    ("group_month", "Hỗ trợ hoạt động của tổ hòa giải, mỗi tháng"),
    ("base_salary", "Lương cơ sở"),
    ("other", "Mức chi khác"),
)
ACCIDENT_LINES: Options = (
    ("treatment", "Chi phí cứu chữa, phục hồi sức khỏe"),
    ("lost_income", "Thu nhập thực tế bị mất hoặc giảm sút"),
    ("before_death", "Hỗ trợ chi phí cứu chữa, bồi dưỡng, chăm sóc trước khi chết"),
    ("burial", "Chi phí mai táng"),
)
# NĐ 15/2014/NĐ-CP art 17: who receives which line.
ACCIDENT_PAYEES: Options = (
    ("mediator", "Hòa giải viên"),
    ("family", "Gia đình hòa giải viên"),
    ("organiser", "Người tổ chức mai táng"),
)
PAYEE_OF = {"treatment": "mediator", "lost_income": "mediator", "before_death": "family", "burial": "organiser"}


@dataclass(kw_only=True)
class Rate(Record):
    """A dated rate with its legal basis: the province's resolution, typed or received; national ceilings are data."""

    table = "rate"
    title = "Mức chi"
    newest_by = "valid_from"

    item: str = choice("Nội dung chi", RATE_ITEMS, required=True, listed=True)
    name: str = text("Tên mức chi khác")
    amount: int | None = money("Mức chi", required=True, listed=True)
    percent: int | None = count("Cộng thêm (%)")
    basis: str = text("Căn cứ", required=True, listed=True, hint="Nghị quyết số … của HĐND …")
    valid_from: date | None = day("Áp dụng từ ngày", required=True, listed=True)
    valid_to: date | None = day("Đến ngày", listed=True)

    def label(self) -> str:
        return f"{dict(RATE_ITEMS).get(self.item, 'Mức chi')}: {show_money(self.amount) or '…'}"

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "valid_from", "valid_to")
        if self.item == "other" and not self.name:
            yield Issue("name", "Mức chi khác thì phải ghi tên.")


@dataclass
class PaymentLine:
    """What one mediator is owed for one case; several mediators share the case's rate."""

    case: str = ref("Vụ, việc", "mediation_case", required=True)
    mediator: str = ref("Hòa giải viên", "mediator", required=True)
    amount: int | None = money("Số tiền", required=True)
    note: str = text("Ghi chú", private=True)


@dataclass(kw_only=True)
class PaymentRequest(Record):
    """A group's request for remuneration (NĐ 15/2014 art 15): from the request to the mediators' signatures."""

    table = "payment_request"
    title = "Đề nghị thanh toán thù lao"
    newest_by = "made_on"

    number: str = text("Số đề nghị", listed=True, limit=40)
    made_on: date | None = day("Ngày lập", required=True, listed=True)
    group: str = ref("Tổ hòa giải", "mediation_group", required=True, listed=True)
    budget_year: int | None = year("Năm ngân sách", listed=True)
    lines: list[PaymentLine] = many("Vụ, việc và số tiền", PaymentLine, required=True)
    state: str = choice("Trạng thái", PAYMENT_STATES, default="drafted", required=True, listed=True)
    complete_on: date | None = day("Nhận đủ hồ sơ hợp lệ ngày", group="Xét duyệt")
    decided_on: date | None = day("Ngày quyết định", group="Xét duyệt")
    decision: str = text("Văn bản duyệt chi hoặc từ chối", group="Xét duyệt")
    refused_because: str = text("Lý do từ chối", private=True, group="Xét duyệt")
    group_received_on: date | None = day("Tổ nhận tiền ngày", group="Chi trả")
    paid_on: date | None = day("Trả hòa giải viên ngày", group="Chi trả")
    note: str = text("Ghi chú", long=True, private=True)

    def label(self) -> str:
        return f"Đề nghị {self.number or 'chưa có số'}: {show_money(self.total())}"

    def named(self) -> str:
        """Return the request as a sentence names it, without its sum."""
        day = f" ngày {show_day(self.made_on)}" if self.made_on else ""
        return f"đề nghị thanh toán {f'số {self.number}' if self.number else 'chưa có số'}{day}"

    def total(self) -> int:
        return sum(line.amount or 0 for line in self.lines)

    def conflicts(self) -> Iterator[Issue]:
        days = ("made_on", "complete_on", "decided_on", "group_received_on", "paid_on")
        yield from in_order(self, *days)
        yield from not_ahead(self, *days)
        yield from self._state_issues()
        twice = [pair for pair, times in Counter((x.case, x.mediator) for x in self.lines).items() if times > 1]
        if twice:
            yield Issue("lines", "Có hòa giải viên được ghi hai lần cho cùng một vụ. Xóa bớt một dòng.")

    def _state_issues(self) -> Iterator[Issue]:
        for name in DEMANDS.get(self.state, ()):
            if not getattr(self, name):
                yield Issue(name, LACKING[name])
        for name in TOO_EARLY.get(self.state, ()):
            if getattr(self, name):
                state = dict(PAYMENT_STATES)[self.state]
                said = f"Đã ghi ngày này nhưng trạng thái còn là “{state}”: chuyển trạng thái, hoặc xóa ngày."
                yield Issue(name, said, blocks=False)


@dataclass(kw_only=True)
class GroupSupport(Record):
    """The monthly support of a group's activity (TT 56/2023 art 3.17.đ)."""

    table = "group_support"
    title = "Hỗ trợ tổ hòa giải"
    newest_by = "paid_on"

    group: str = ref("Tổ hòa giải", "mediation_group", required=True, listed=True)
    year: int | None = year("Năm", required=True, listed=True)
    month: int | None = count("Tháng", required=True, listed=True)
    amount: int | None = money("Số tiền", required=True, listed=True)
    paid_on: date | None = day("Ngày chi", listed=True)
    document: str = text("Chứng từ")

    def label(self) -> str:
        return f"Hỗ trợ tháng {self.month or '…'}/{self.year or '…'}"

    def conflicts(self) -> Iterator[Issue]:
        if self.month is not None and not 1 <= self.month <= 12:
            yield Issue("month", "Tháng phải từ 1 đến 12.")


@dataclass
class AccidentLine:
    item: str = choice("Khoản", ACCIDENT_LINES, required=True)
    payee: str = choice("Người nhận", ACCIDENT_PAYEES, required=True)
    amount: int | None = money("Số tiền")
    paper: str = text("Giấy tờ kèm theo")


@dataclass(kw_only=True)
class AccidentSupport(Record):
    """Help for a mediator who met with an accident or risk while mediating (NĐ 15/2014 arts 16–18)."""

    table = "accident_support"
    title = "Hỗ trợ hòa giải viên gặp tai nạn"
    newest_by = "happened_on"

    mediator: str = ref("Hòa giải viên", "mediator", required=True, listed=True)
    case: str = ref("Vụ, việc đang hòa giải", "mediation_case")
    happened_on: date | None = day("Ngày xảy ra", required=True, listed=True)
    on_the_way: bool = flag("Trên đường đi hoặc về")
    what_happened: str = text("Diễn biến, thương tích", long=True, private=True)
    requested_by: str = person("Người đề nghị", private=True)
    requested_address: str = text("Địa chỉ người đề nghị", private=True, limit=300)
    requested_on: date | None = day("Ngày đề nghị", listed=True)
    lines: list[AccidentLine] = many("Các khoản đề nghị", AccidentLine, required=True)
    decided_on: date | None = day("Ngày quyết định")
    decision: str = text("Quyết định")
    paid_on: date | None = day("Ngày chi")
    note: str = text("Ghi chú", long=True, private=True)

    def label(self) -> str:
        return "Hỗ trợ tai nạn"

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "happened_on", "requested_on", "decided_on", "paid_on")
        yield from not_ahead(self, "happened_on", "requested_on", "decided_on", "paid_on")
        wrong = [line for line in self.lines if line.item and line.payee != PAYEE_OF[line.item]]
        if wrong:
            names, payees = dict(ACCIDENT_LINES), dict(ACCIDENT_PAYEES)
            first = wrong[0].item
            yield Issue("lines", f"“{names[first]}” chi cho: {payees[PAYEE_OF[first]]} (Điều 17 Nghị định 15/2014).")
