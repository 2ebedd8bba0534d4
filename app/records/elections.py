"""Elections of mediators and of heads of groups, as the front committee of a hamlet reports them.

Luật 35/2013/QH13 arts 8 and 14; NQLT 01/2014/NQLT/CP-UBTƯMTTQVN arts 12 and 13.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.declaring import choice, clock, count, day, flag, many, person, ref, text, year
from app.fields import Options
from app.problems import Issue
from app.records.base import Record
from app.records.catalogues import ELECTION_MANNERS
from app.records.days import not_ahead
from app.vietnamese import show_day

ELECTED_AS: Options = (("mediator", "Hòa giải viên"), ("head", "Tổ trưởng tổ hòa giải"))


@dataclass
class Candidate:
    full_name: str = person("Họ và tên", required=True)
    birth_year: int | None = year("Năm sinh")
    votes: int | None = count("Số phiếu, số người đồng ý", required=True)
    elected: bool = flag("Trúng cử")


@dataclass
class BoardMember:
    full_name: str = person("Họ và tên", required=True)
    duty: str = text("Nhiệm vụ, chức danh")


@dataclass(kw_only=True)
class Election(Record):
    table = "election"
    title = "Bầu hòa giải viên, tổ trưởng"
    newest_by = "held_on"

    elected_as: str = choice("Bầu", ELECTED_AS, default="mediator", required=True, listed=True)
    group: str = ref("Tổ hòa giải", "mediation_group", required=True, listed=True)
    hamlet: str = ref("Ấp, khóm", "hamlet", listed=True)
    held_on: date | None = day("Ngày bầu", required=True, listed=True)
    hour: str = clock("Giờ")
    place: str = text("Địa điểm")
    manner: str = choice("Cách bầu", ELECTION_MANNERS, required=True, listed=True)
    households: int | None = count("Tổng số hộ (hoặc số hòa giải viên của tổ)", required=True)
    present: int | None = count("Số đại diện hộ có mặt")
    ballots_out: int | None = count("Số phiếu phát ra", group="Kiểm phiếu")
    ballots_in: int | None = count("Số phiếu thu về", group="Kiểm phiếu")
    ballots_valid: int | None = count("Số phiếu hợp lệ", group="Kiểm phiếu")
    ballots_invalid: int | None = count("Số phiếu không hợp lệ", group="Kiểm phiếu")
    witness: str = person("Người chứng kiến kiểm phiếu", group="Kiểm phiếu")
    board: list[BoardMember] = many("Tổ bầu, tổ kiểm phiếu", BoardMember, group="Kiểm phiếu")
    candidates: list[Candidate] = many("Kết quả", Candidate, required=True, group="Kết quả")
    sent_on: date | None = day("Gửi đề nghị công nhận ngày", group="Kết quả")
    note: str = text("Ghi chú", long=True, group="Kết quả", private=True)

    def label(self) -> str:
        day = f" ngày {show_day(self.held_on)}" if self.held_on else ""
        return f"Bầu {dict(ELECTED_AS).get(self.elected_as, '').lower()}{day}"

    def passed(self, candidate: Candidate) -> bool:
        """Tell whether a candidate has more than half of all households (art 8.3.a), or of the group's mediators."""
        return bool(self.households) and (candidate.votes or 0) * 2 > (self.households or 0)

    def conflicts(self) -> Iterator[Issue]:
        yield from not_ahead(self, "held_on")
        if self.present is not None and self.households is not None and self.present > self.households:
            yield Issue("present", f"Có mặt {self.present}, nhiều hơn tổng số {self.households}. Sửa một trong hai số.")
        yield from self._ballot_issues()
        for candidate in self.candidates:
            if candidate.votes is not None and self.households and candidate.votes > self.households:
                yield Issue(
                    "candidates", f"{candidate.full_name}: số phiếu nhiều hơn tổng số hộ. Sửa một trong hai số."
                )
            elif candidate.elected and not self.passed(candidate):
                share = f"{candidate.votes or 0}/{self.households or 0}"
                law = "Điều 14" if self.elected_as == "head" else "khoản 3 Điều 8"
                said = f"{candidate.full_name} được {share}, chưa quá 50 % nên chưa trúng cử ({law} Luật 35/2013/QH13)."
                yield Issue("candidates", f"{said} Bỏ dấu “Trúng cử”, hoặc bầu lại, bầu bổ sung.")

    def _ballot_issues(self) -> Iterator[Issue]:
        out, back = self.ballots_out, self.ballots_in
        if out is not None and back is not None and back > out:
            yield Issue("ballots_in", "Số phiếu thu về không thể nhiều hơn số phiếu phát ra. Sửa một trong hai số.")
        counted = (self.ballots_valid or 0) + (self.ballots_invalid or 0)
        if back is not None and self.ballots_valid is not None and counted != back:
            yield Issue(
                "ballots_valid", f"Phiếu hợp lệ cộng không hợp lệ được {counted}, khác số thu về {back}. Đếm lại."
            )
        present_needed = self.manner in ("open", "secret") and self.elected_as == "mediator"
        if present_needed and self.present is not None and self.households and self.present * 2 <= self.households:
            yield Issue("present", "Cuộc họp phải có trên 50 % đại diện các hộ (Điều 12 NQLT 01/2014).")
