"""Speakers of higher level (báo cáo viên pháp luật of the province or the centre) whom the commune may ask for.

Luật 14/2012/QH13 arts 35, 36: the commune neither recognises nor reports them, it only knows whom to invite.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.declaring import choice, choices, day, person, text
from app.fields import Options
from app.problems import Issue
from app.records.base import Record
from app.records.catalogues import LANGUAGES
from app.records.days import in_order

SPEAKER_LEVELS: Options = (("province", "Cấp tỉnh"), ("central", "Cấp trung ương"))


@dataclass(kw_only=True)
class HigherSpeaker(Record):
    """Their list is published by those who recognise them; the phone stays here."""

    table = "higher_speaker"
    title = "Báo cáo viên pháp luật cấp trên"

    full_name: str = person("Họ và tên", required=True, listed=True)
    level: str = choice("Báo cáo viên", SPEAKER_LEVELS, default="province", required=True, listed=True)
    position: str = text("Chức vụ, đơn vị", listed=True)
    fields: str = text("Lĩnh vực chuyên sâu")
    languages: tuple[str, ...] = choices("Biết tiếng", LANGUAGES)
    decision: str = text("Quyết định công nhận")
    recognised_on: date | None = day("Ngày công nhận", listed=True)
    ended_on: date | None = day("Ngày cho thôi", listed=True)
    phone: str = text("Điện thoại", private=True, limit=40)
    note: str = text("Ghi chú", long=True, private=True)

    def label(self) -> str:
        return self.full_name

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "recognised_on", "ended_on")
