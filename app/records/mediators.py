"""Mediation groups (tổ hòa giải), their mediators (hòa giải viên) and the trainings they attend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.declaring import choice, choices, count, day, flag, many, person, ref, refs, text, year
from app.problems import Issue
from app.records.base import Record
from app.records.catalogues import (
    ELECTION_MANNERS,
    ETHNICITY,
    GROUP_STATES,
    LANGUAGES,
    LAW_TRAINING,
    LEAVE_REASONS,
    SEX,
)
from app.records.days import in_order, not_ahead
from app.records.office import in_force


@dataclass
class BookVolume:
    """One volume of the paper register: the year it serves and the number already reached on paper."""

    year: int | None = year("Năm")
    volume: str = text("Quyển số", limit=20)
    opened_on: date | None = day("Mở ngày")
    closed_on: date | None = day("Khóa ngày")
    reached: int | None = count("Sổ giấy đã đến số")


@dataclass(kw_only=True)
class MediationGroup(Record):
    table = "mediation_group"
    title = "Tổ hòa giải"

    code: str = text("Mã tổ", required=True, listed=True, limit=20, hint="T01")
    name: str = text("Tên tổ", required=True, listed=True, hint="Tổ hòa giải ấp Giồng Sao")
    hamlets: tuple[str, ...] = refs("Ấp, khóm phụ trách", "hamlet", required=True, listed=True)
    founded_on: date | None = day("Ngày thành lập")
    decision: str = text("Quyết định thành lập, kiện toàn")
    approved_size: int | None = count("Số hòa giải viên được duyệt")
    usual_place: str = text("Nơi thường hòa giải", limit=300, hint="Nhà văn hóa ấp Giồng Sao")
    state: str = choice("Trạng thái", GROUP_STATES, default="active", required=True, listed=True)
    ended_on: date | None = day("Ngày thôi hoạt động", group="Kế thừa")
    successor: str = ref("Tổ kế thừa", "mediation_group", group="Kế thừa")
    volumes: list[BookVolume] = many("Các quyển sổ", BookVolume, group="Sổ theo dõi")
    note: str = text("Ghi chú", long=True)

    def label(self) -> str:
        return self.name

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "founded_on", "ended_on")
        yield from not_ahead(self, "founded_on")
        if self.state != "active" and not self.ended_on:
            yield Issue("ended_on", "Tổ đã thôi hoạt động thì phải ghi ngày.")
        if self.successor == self.id:
            yield Issue("successor", "Tổ không thể tự kế thừa mình. Chọn tổ nhận sáp nhập.")
        if self.state == "merged" and not self.successor:
            yield Issue("successor", "Tổ đã sáp nhập thì phải chọn tổ kế thừa.")


@dataclass(kw_only=True)
class Mediator(Record):
    """Rosters of mediators are published by law (Luật 35/2013 arts 8.4, 11.3): names travel, phones do not."""

    table = "mediator"
    title = "Hòa giải viên"

    full_name: str = person("Họ và tên", required=True, listed=True)
    group: str = ref("Tổ hòa giải", "mediation_group", required=True, listed=True)
    sex: str = choice("Giới tính", SEX, required=True, listed=True)
    birth_year: int | None = year("Năm sinh", listed=True)
    ethnicity: str = choice("Dân tộc", ETHNICITY, required=True, listed=True)
    law_training: str = choice("Trình độ", LAW_TRAINING, default="none", required=True, listed=True)
    education: str = text("Trình độ văn hóa")
    occupation: str = text("Nghề nghiệp, thành phần")
    languages: tuple[str, ...] = choices("Biết tiếng", LANGUAGES)
    address: str = text("Nơi thường trú", private=True, limit=300)
    phone: str = text("Điện thoại", private=True, limit=40)
    elected_on: date | None = day("Ngày bầu", group="Bầu và công nhận")
    election_manner: str = choice("Cách bầu", ELECTION_MANNERS, group="Bầu và công nhận")
    votes: int | None = count("Số phiếu hoặc số hộ đồng ý", group="Bầu và công nhận")
    households: int | None = count("Tổng số hộ", group="Bầu và công nhận")
    list_received_on: date | None = day("Ngày nhận danh sách đề nghị", group="Bầu và công nhận")
    recognised_on: date | None = day("Ngày công nhận", group="Bầu và công nhận")
    decision: str = text("Quyết định công nhận", group="Bầu và công nhận")
    head_from: date | None = day("Là tổ trưởng từ ngày", group="Tổ trưởng")
    head_until: date | None = day("Thôi tổ trưởng ngày", group="Tổ trưởng")
    head_decision: str = text("Quyết định công nhận tổ trưởng", group="Tổ trưởng")
    left_on: date | None = day("Ngày thôi làm hòa giải viên", listed=True, group="Thôi làm hòa giải viên")
    leave_reason: str = choice("Lý do thôi", LEAVE_REASONS, group="Thôi làm hòa giải viên")
    leave_decision: str = text("Quyết định cho thôi", group="Thôi làm hòa giải viên")
    note: str = text("Ghi chú", long=True, private=True)

    def label(self) -> str:
        return self.full_name

    def in_office(self, on: date) -> bool:
        """Tell whether this person was a recognised mediator on a day; leaving takes effect on the day it carries."""
        return in_force(self.recognised_on, None, on) and (self.left_on is None or on < self.left_on)

    def head_on(self, on: date) -> bool:
        return bool(self.head_from) and in_force(self.head_from, self.head_until, on) and self.in_office(on)

    def minority(self) -> bool:
        return self.ethnicity not in ("", "kinh")

    def conflicts(self) -> Iterator[Issue]:
        yield from not_ahead(self, "elected_on", "list_received_on", "recognised_on")
        yield from in_order(self, "recognised_on", "left_on")
        yield from in_order(self, "head_from", "head_until")
        yield from in_order(self, "elected_on", "recognised_on")
        if self.left_on and not self.leave_reason:
            yield Issue("leave_reason", "Đã thôi làm hòa giải viên thì phải ghi lý do (Điều 11 Luật Hòa giải ở cơ sở).")
        if self.decision and not self.recognised_on:
            yield Issue("recognised_on", "Đã có quyết định công nhận thì phải ghi ngày công nhận.")
        began = min((day for day in (self.elected_on, self.recognised_on) if day), default=None)
        if began and self.birth_year and began.year - self.birth_year < 18:
            said = f"Sinh năm {self.birth_year} thì khi được bầu, công nhận chưa đủ 18 tuổi. Kiểm tra lại năm sinh."
            yield Issue("birth_year", said, blocks=False)
        yield from self._vote_issues()

    def _vote_issues(self) -> Iterator[Issue]:
        if self.votes is None or not self.households:
            return
        if self.votes > self.households:
            yield Issue("votes", "Số hộ đồng ý không thể nhiều hơn tổng số hộ. Sửa một trong hai số.")
        elif self.votes * 2 <= self.households:
            yield Issue(
                "votes",
                f"Mới được {self.votes}/{self.households} hộ, chưa quá 50 % nên chưa thể công nhận "
                "(điểm a khoản 3 Điều 8 Luật Hòa giải ở cơ sở). Kiểm tra lại số phiếu hoặc bầu bổ sung.",
            )


@dataclass(kw_only=True)
class Training(Record):
    """A training of mediators or propagandists, with those who attended."""

    table = "training"
    title = "Tập huấn, bồi dưỡng"
    newest_by = "held_on"

    held_on: date | None = day("Ngày", required=True, listed=True)
    subject: str = text("Nội dung", required=True, listed=True)
    organiser: str = text("Đơn vị tổ chức", listed=True)
    online: bool = flag("Trực tuyến")
    mediators: tuple[str, ...] = refs("Hòa giải viên dự", "mediator")
    propagandists: tuple[str, ...] = refs("Tuyên truyền viên dự", "propagandist")
    event: str = ref("Hoạt động PBGDPL tương ứng", "outreach_event")

    def label(self) -> str:
        return self.subject

    def conflicts(self) -> Iterator[Issue]:
        if self.mediators or self.propagandists:  # a class that is only planned has nobody yet who attended
            yield from not_ahead(self, "held_on")
