"""A mediation case (vụ, việc hòa giải ở cơ sở): Luật 35/2013/QH13, NĐ 15/2014/NĐ-CP.

The story and the people are private by law (art 4.3); what leaves the computer by default is the case's course and
outcome with parties known as A, B and an age group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from app.declaring import choice, choices, clock, count, day, flag, many, person, ref, text, year
from app.problems import Issue
from app.records import case_rules
from app.records.base import Record
from app.records.catalogues import (
    AGE_GROUPS,
    CASE_STATES,
    CHOSEN_BY,
    COURT_STATES,
    END_REASONS,
    FOLLOW_UP,
    GROUNDS,
    INVITED_AS,
    LANGUAGES,
    MATTERS,
    OUT_OF_SCOPE,
    PARTY_KINDS,
    PARTY_ROLES,
    PARTY_SIDES,
    REFERRALS,
    SCOPES,
    SEX,
    URGENT_GROUNDS,
)


@dataclass
class Party:
    side: str = choice("Bên", PARTY_SIDES)
    role: str = choice("Vai trò", PARTY_ROLES, default="party")
    kind: str = choice("Là", PARTY_KINDS, default="person")
    full_name: str = person("Họ và tên", required=True, private=True)
    birth_year: int | None = year("Năm sinh", private=True)
    address: str = text("Địa chỉ", private=True, limit=300)
    request: str = text("Yêu cầu", private=True)
    sex: str = choice("Giới tính", SEX)
    age_group: str = choice("Nhóm tuổi", AGE_GROUPS)

    @classmethod
    def following(cls, others: Sequence[Mapping[str, Any]]) -> Party:
        """Return a new party beside others, given by what is typed of each: on the first side nobody is on yet."""
        taken = {other.get("side") for other in others}
        return cls(side=next((side for side, _ in PARTY_SIDES if side not in taken), ""))

    def label(self) -> str:
        """Return the party as the paper register writes it: “Nguyễn Văn A, 45 tuổi, ấp B” needs a year, so the year."""
        born = f"({self.birth_year})" if self.birth_year else ""
        said = ", ".join(word for word in (f"{self.full_name} {born}".strip(), self.address) if word)
        return said or self.known_as()

    def known_as(self) -> str:
        """Return how a party is named where names may not appear."""
        return dict(PARTY_SIDES).get(self.side, "Bên") if self.side else dict(PARTY_ROLES).get(self.role, "Một bên")


@dataclass
class CaseMediator:
    mediator: str = ref("Hòa giải viên", "mediator", required=True)
    lead: bool = flag("Chủ trì")
    since: date | None = day("Từ ngày")
    until: date | None = day("Đến ngày")
    replaced_because: str = text("Lý do thay", private=True)


@dataclass
class Invited:
    full_name: str = person("Họ và tên, tư cách", required=True, private=True)
    capacity: str = choice("Được mời vì là", INVITED_AS)
    consented: bool = flag("Bên kia đồng ý", default=True)
    attended: bool = flag("Có dự", default=True)


@dataclass
class Session:
    held_on: date | None = day("Ngày", required=True)
    hour: str = clock("Giờ")
    place: str = text("Địa điểm", private=True)
    course: str = text("Diễn biến", long=True, private=True)
    opinion_a: str = text("Ý kiến bên A", long=True, private=True)
    opinion_b: str = text("Ý kiến bên B", long=True, private=True)
    result: str = text("Kết quả phiên", private=True)
    absent: str = text("Vắng mặt, lý do", private=True)


@dataclass
class EarlierEnd:
    """A mediation without success, after which the parties asked to go on (art 27): the same case, a new round."""

    ended_on: date | None = day("Ngày kết thúc", required=True)
    resumed_on: date | None = day("Tiếp tục từ ngày", required=True)
    end_reason: str = choice("Kết thúc do", END_REASONS)
    failure_reason: str = text("Lý do không thành", private=True)
    referred_to: str = choice("Hướng dẫn đến", REFERRALS)


@dataclass
class Obligation:
    who: str = choice("Bên thực hiện", PARTY_SIDES)
    what: str = text("Việc phải làm", required=True, private=True)
    due_on: date | None = day("Hạn")
    state: str = choice("Tình trạng", FOLLOW_UP, default="performing")


@dataclass
class FollowUp:
    visited_on: date | None = day("Ngày theo dõi", required=True)
    content: str = text("Nội dung", private=True)
    state: str = choice("Tình trạng", FOLLOW_UP)
    reported: bool = flag("Đã báo Trưởng ban công tác Mặt trận")


@dataclass
class UrgentReport:
    reported_on: date | None = day("Ngày", required=True)
    ground: str = choice("Căn cứ", URGENT_GROUNDS)
    content: str = text("Nội dung", private=True)
    receiver: str = text("Nơi nhận")
    measures: str = text("Biện pháp", private=True)


@dataclass(kw_only=True)
class MediationCase(Record):
    table = "mediation_case"
    title = "Vụ, việc hòa giải"
    newest_by = "received_on"

    code: str = text("Mã vụ, việc", listed=True, limit=60)
    number: int | None = count("Số thứ tự trong sổ")
    received_on: date | None = day("Ngày tiếp nhận", required=True, listed=True, group="Tiếp nhận")
    group: str = ref("Tổ hòa giải", "mediation_group", required=True, listed=True, group="Tiếp nhận")
    co_group: str = ref("Tổ phối hợp", "mediation_group", group="Tiếp nhận")
    ground: str = choice("Căn cứ tiến hành", GROUNDS, required=True, group="Tiếp nhận")
    requested_by: str = text("Người, cơ quan yêu cầu hoặc đề nghị", private=True, group="Tiếp nhận")
    parties: list[Party] = many("Các bên", Party, required=True, listed=True, group="Các bên")
    content: str = text("Nội dung chủ yếu", long=True, required=True, private=True, group="Nội dung")
    scope: str = choice("Phạm vi hòa giải", SCOPES, listed=True, group="Nội dung")
    matter: str = choice("Lĩnh vực", MATTERS, listed=True, group="Nội dung")
    dispute_place: str = text("Nơi xảy ra", private=True, group="Nội dung")
    domestic_violence: bool = flag("Có dấu hiệu bạo lực gia đình", group="Nội dung")
    child_involved: bool = flag("Có liên quan trẻ em", group="Nội dung")
    chosen_by: str = choice("Hòa giải viên do", CHOSEN_BY, group="Phân công")
    assigned_on: date | None = day("Ngày phân công", group="Phân công")
    immediate: bool = flag("Hòa giải ngay khi chứng kiến", group="Phân công")
    other_time_agreed: bool = flag("Các bên thỏa thuận thời gian khác", group="Phân công")
    mediators: list[CaseMediator] = many("Hòa giải viên", CaseMediator, group="Phân công")
    invited: list[Invited] = many("Người được mời tham gia", Invited, group="Phân công")
    open_to_public: bool = flag("Hòa giải công khai", group="Phân công")
    interpreters: tuple[str, ...] = choices("Cần người nói tiếng", LANGUAGES, group="Phân công")
    support_needed: str = text("Cần hỗ trợ người khuyết tật", private=True, group="Phân công")
    sessions: list[Session] = many("Các phiên hòa giải", Session, group="Diễn biến")
    state: str = choice("Trạng thái", CASE_STATES, default="received", required=True, listed=True, group="Kết quả")
    ended_on: date | None = day("Ngày kết thúc", listed=True, group="Kết quả")
    end_reason: str = choice("Kết thúc do", END_REASONS, group="Kết quả")
    earlier: list[EarlierEnd] = many("Các lần không thành trước", EarlierEnd, group="Kết quả")
    agreement: str = text("Thỏa thuận của các bên", long=True, private=True, group="Kết quả")
    solution: str = text("Giải pháp thực hiện", long=True, private=True, group="Kết quả")
    rights_duties: str = text("Quyền và nghĩa vụ của các bên", long=True, private=True, group="Kết quả")
    method: str = text("Phương thức thực hiện", long=True, private=True, group="Kết quả")
    due_on: date | None = day("Thời hạn thực hiện", group="Kết quả")
    failure_reason: str = text("Lý do không thành", long=True, private=True, group="Kết quả")
    referred_to: str = choice("Hướng dẫn đến", REFERRALS, group="Kết quả")
    referred_name: str = text("Tên cơ quan hướng dẫn đến", group="Kết quả")
    out_of_scope: str = choice("Không thuộc phạm vi vì", OUT_OF_SCOPE, group="Phạm vi")
    scope_asked_on: date | None = day("Ngày hỏi phạm vi", group="Phạm vi")
    scope_answered_on: date | None = day("Ngày công chức trả lời", group="Phạm vi")
    scope_answer: str = text("Trả lời của công chức", private=True, group="Phạm vi")
    written: bool = flag("Có lập văn bản", group="Văn bản")
    written_on: date | None = day("Ngày lập văn bản", group="Văn bản")
    written_place: str = text("Nơi lập", private=True, group="Văn bản")
    copies: int | None = count("Số bản", group="Văn bản")
    third_party_consent: bool = flag("Người có quyền lợi liên quan đã đồng ý", group="Văn bản")
    follow_up: str = choice("Thực hiện thỏa thuận", FOLLOW_UP, group="Theo dõi")
    obligations: list[Obligation] = many("Nghĩa vụ", Obligation, group="Theo dõi")
    follow_ups: list[FollowUp] = many("Các lần theo dõi", FollowUp, group="Theo dõi")
    court: str = choice("Tòa án công nhận", COURT_STATES, group="Tòa án")
    court_name: str = text("Tòa án", group="Tòa án")
    court_filed_on: date | None = day("Ngày nộp đơn", group="Tòa án")
    court_decision: str = text("Quyết định của Tòa án", group="Tòa án")
    court_decided_on: date | None = day("Ngày quyết định", group="Tòa án")
    urgent_reports: list[UrgentReport] = many("Báo cáo khẩn", UrgentReport, group="Khác")
    relapse_of: str = ref("Tái phát của vụ", "mediation_case", group="Khác")
    note: str = text("Ghi chú", long=True, private=True, group="Khác")

    def label(self) -> str:
        number = f"{self.number}/{self.received_on.year}" if self.number and self.received_on else ""
        return f"Vụ {self.code or number or 'chưa có số'}"

    def ended(self) -> bool:
        """Tell whether the mediation itself ended in one of the ways of art 23."""
        return self.state in ("success", "failure")

    def conflicts(self) -> Iterator[Issue]:
        yield from case_rules.issues(self)

    @classmethod
    def hidden(cls, columns: dict[str, Any]) -> dict[str, Any]:
        """Give each party its age group in the year of the case, since the year of birth stays at home."""
        received, parties = columns.get("received_on") or "0", columns.get("parties")
        if not parties:
            return columns
        grouped = [_with_age_group(part, int(received[:4])) for part in orjson.loads(parties)]
        return columns | {"parties": orjson.dumps(grouped).decode()}


def _with_age_group(part: dict[str, Any], on: int) -> dict[str, Any]:
    group = part.get("age_group") or case_rules.age_group(part.get("birth_year"), on)
    return part | {"age_group": group or None}
