"""Hamlets (ấp, khóm, thôn, tổ dân phố, phum, sóc): where people live, vote for mediators and hold events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.declaring import choice, count, day, flag, many, person, ref, text
from app.problems import Issue
from app.records.base import Record
from app.records.catalogues import HAMLET_KINDS
from app.records.days import in_order
from app.records.office import SUCCESSIONS


@dataclass
class HamletSuccessor:
    hamlet: str = ref("Nơi kế thừa", "hamlet")
    manner: str = choice("Cách kế thừa", SUCCESSIONS)
    since: date | None = day("Từ ngày")
    basis: str = text("Căn cứ")


@dataclass(kw_only=True)
class Hamlet(Record):
    table = "hamlet"
    title = "Ấp, khóm"

    name: str = text("Tên", required=True, listed=True, hint="Giồng Sao")
    kind: str = choice("Gọi là", HAMLET_KINDS, required=True, listed=True)
    households: int | None = count("Số hộ", listed=True)
    people: int | None = count("Số khẩu")
    minority_area: bool = flag("Vùng có nhiều đồng bào dân tộc thiểu số", listed=True)
    head: str = person("Trưởng ấp, trưởng khóm, tổ trưởng", listed=True)
    front_head: str = person("Trưởng ban công tác Mặt trận")
    valid_from: date | None = day("Có từ ngày", group="Thời gian tồn tại")
    valid_to: date | None = day("Đến ngày", group="Thời gian tồn tại")
    basis: str = text("Căn cứ", group="Thời gian tồn tại")
    successors: list[HamletSuccessor] = many("Nơi kế thừa", HamletSuccessor, group="Thời gian tồn tại")
    note: str = text("Ghi chú", long=True)

    def label(self) -> str:
        """Return “ấp Giồng Sao”; a name that already says what it is (“Ấp Chợ”, “Khóm 2”) stays as it is."""
        words = dict(HAMLET_KINDS).get(self.kind, "")
        return self.name if self.name.lower().startswith(words.lower()) else f"{words.lower()} {self.name}".strip()

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "valid_from", "valid_to")
        if self.valid_to and not self.successors:
            yield Issue("successors", "Đã thôi tồn tại: nên ghi ấp, khóm nào kế thừa.", blocks=False)
