"""Legal documents that are disseminated, and people told of legal aid or sent to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.declaring import choice, choices, day, person, ref, text
from app.fields import Options
from app.problems import Issue
from app.records import catalogues_outreach as outreach
from app.records.base import Record
from app.records.days import in_order
from app.records.office import in_force

REFERRAL_NEEDS: Options = (
    ("information", "Thông tin về trợ giúp pháp lý"),
    ("advice", "Tư vấn pháp luật"),
    ("litigation", "Tham gia tố tụng"),
    ("representation", "Đại diện ngoài tố tụng"),
)
REFERRAL_GROUPS: Options = (
    ("poor", "Người thuộc hộ nghèo, cận nghèo"),
    ("minority", "Người dân tộc thiểu số"),
    ("merit", "Người có công, thân nhân"),
    ("child", "Trẻ em"),
    ("disabled", "Người khuyết tật"),
    ("elderly", "Người cao tuổi"),
    ("victim", "Nạn nhân bạo lực gia đình, mua bán người"),
    ("other", "Người khác"),
)
REFERRAL_OUTCOMES: Options = (
    ("told", "Đã cung cấp thông tin"),
    ("sent", "Đã giới thiệu, chờ kết quả"),
    ("accepted", "Nơi nhận đã thụ lý"),
    ("refused", "Nơi nhận không thụ lý"),
    ("helped", "Đã được trợ giúp"),
)


@dataclass(kw_only=True)
class LegalDocument(Record):
    """A document that is disseminated; an event that cites one not in force is asked about."""

    table = "legal_document"
    title = "Văn bản pháp luật"
    newest_by = "issued_on"

    number: str = text("Số, ký hiệu", required=True, listed=True, limit=80)
    name: str = text("Trích yếu", required=True, listed=True)
    issuer: str = text("Cơ quan ban hành", listed=True)
    issued_on: date | None = day("Ngày ban hành", listed=True)
    in_force_on: date | None = day("Có hiệu lực từ", listed=True)
    expired_on: date | None = day("Hết hiệu lực từ", listed=True)
    topics: tuple[str, ...] = choices("Lĩnh vực", outreach.TOPICS)
    note: str = text("Ghi chú", long=True)

    def label(self) -> str:
        return " – ".join(word for word in (self.number, self.name) if word)

    def in_force(self, on: date) -> bool:
        return in_force(self.in_force_on, None, on) and (self.expired_on is None or on < self.expired_on)

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "in_force_on", "expired_on")


@dataclass(kw_only=True)
class LegalAidReferral(Record):
    """Somebody was told of legal aid or sent to it: who is private, the story is not asked for."""

    table = "legal_aid_referral"
    title = "Giới thiệu trợ giúp pháp lý"
    newest_by = "asked_on"

    asked_on: date | None = day("Ngày", required=True, listed=True)
    full_name: str = person("Họ và tên", private=True)
    address: str = text("Địa chỉ", private=True, limit=300)
    hamlet: str = ref("Ấp, khóm", "hamlet", listed=True)
    group: str = choice("Thuộc diện", REFERRAL_GROUPS, required=True, listed=True)
    topic: str = choice("Lĩnh vực", outreach.TOPICS, listed=True)
    need: str = choice("Nhu cầu", REFERRAL_NEEDS, required=True, listed=True)
    sent_to: str = text("Giới thiệu đến", listed=True)
    outcome: str = choice("Kết quả", REFERRAL_OUTCOMES, default="told", required=True, listed=True)
    answered_on: date | None = day("Ngày có kết quả")
    note: str = text("Ghi chú", private=True)

    def label(self) -> str:
        return f"Giới thiệu trợ giúp pháp lý: {dict(REFERRAL_NEEDS).get(self.need, '…').lower()}"

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "asked_on", "answered_on")
        if self.outcome in ("sent", "accepted", "refused", "helped") and not self.sent_to:
            yield Issue("sent_to", "Đã giới thiệu thì phải ghi nơi được giới thiệu đến.")
