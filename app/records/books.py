"""Numbers in the groups' books: voided ones with their reason, and ranges leased to a PC of the commune."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.declaring import count, ref, text, year
from app.problems import Issue
from app.records.base import Record


@dataclass(kw_only=True)
class VoidNumber(Record):
    """A number of a group's book that stays empty: a gap is explained or does not exist."""

    table = "void_number"
    title = "Số bỏ trống trong sổ"

    group: str = ref("Tổ hòa giải", "mediation_group", required=True, listed=True)
    year: int | None = year("Năm", required=True, listed=True)
    number: int | None = count("Số", required=True, listed=True)
    reason: str = text("Lý do", required=True, listed=True)

    def label(self) -> str:
        return f"Số {self.number or '…'}/{self.year or '…'} bỏ trống"


@dataclass(kw_only=True)
class NumberRange(Record):
    """Numbers of a group's book in a year that one PC may give without asking the other."""

    table = "number_range"
    title = "Khoảng số của từng máy"

    group: str = ref("Tổ hòa giải", "mediation_group", required=True, listed=True)
    year: int | None = year("Năm", required=True, listed=True)
    first: int | None = count("Từ số", required=True, listed=True)
    last: int | None = count("Đến số", required=True, listed=True)
    replica: str = text("Máy", required=True, listed=True, limit=40)
    pc_name: str = text("Tên máy", listed=True, limit=80)

    def label(self) -> str:
        return f"Số {self.first or '…'}–{self.last or '…'}, năm {self.year or '…'}"

    def conflicts(self) -> Iterator[Issue]:
        if self.first is not None and self.last is not None and self.last < self.first:
            yield Issue("last", "Số cuối phải lớn hơn số đầu.")
