"""The rules between the fields of a mediation case, state by state; rules that need other records live in use cases.

Articles named here are of Luật 35/2013/QH13 unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.problems import Issue
from app.vietnamese import fold, show_day

if TYPE_CHECKING:
    from app.records.mediation import MediationCase

_LAND = ("boundary", "land_use", "common_way")
_TOUCHY = ("hinh su", "toi pham", "khoi to", "dat cong", "tai san nha nuoc", "ngan sach nha nuoc")
START_WITHIN = timedelta(days=3)  # art 20.2: calendar days from the assignment


def age_group(birth_year: int | None, on: int) -> str:
    """Return the age group in a year; unknown years have none."""
    if not birth_year or not on:
        return ""
    age = on - birth_year
    steps = ((18, "under_18"), (30, "18_29"), (45, "30_44"), (60, "45_59"))
    return next((group for limit, group in steps if age < limit), "60_up")


def issues(case: MediationCase) -> Iterator[Issue]:
    yield from _received(case)
    yield from _order_of_days(case)
    if rules := _BY_STATE.get(case.state):
        yield from rules(case)


def _received(case: MediationCase) -> Iterator[Issue]:
    if case.received_on and case.received_on > date.today():  # noqa: DTZ011 (the officer's own calendar day)
        yield Issue("received_on", f"Ngày tiếp nhận {show_day(case.received_on)} ở tương lai. Kiểm tra lại năm, tháng.")
    if case.parties and sum(party.role == "party" for party in case.parties) < 2:
        yield Issue("parties", "Vụ, việc phải có từ hai bên trở lên. Thêm bên còn lại.")


def _order_of_days(case: MediationCase) -> Iterator[Issue]:
    received = case.received_on
    if received is None:
        return
    if case.assigned_on and case.assigned_on < received:
        yield Issue("assigned_on", "Ngày phân công không thể trước ngày tiếp nhận.")
    if case.ended_on and case.ended_on < received:
        yield Issue("ended_on", "Ngày kết thúc không thể trước ngày tiếp nhận.")
    if any(session.held_on and session.held_on < received for session in case.sessions):
        yield Issue("sessions", "Có phiên hòa giải trước ngày tiếp nhận. Kiểm tra lại ngày của phiên.")


def _scoped(case: MediationCase) -> Iterator[Issue]:
    if not case.scope:
        yield Issue("scope", "Chọn phạm vi hòa giải (Điều 5 Nghị định 15/2014/NĐ-CP).")


def _assigned(case: MediationCase) -> Iterator[Issue]:
    yield from _scoped(case)
    if not case.mediators:
        yield Issue("mediators", "Chọn ít nhất một hòa giải viên.")
    if not case.assigned_on and not case.immediate:
        yield Issue("assigned_on", "Ghi ngày phân công, hoặc đánh dấu “Hòa giải ngay khi chứng kiến”.", blocks=False)


def _in_progress(case: MediationCase) -> Iterator[Issue]:
    yield from _started(case)
    if not case.sessions:
        yield Issue("sessions", "Đang hòa giải thì phải ghi ít nhất một phiên.")


def _started(case: MediationCase) -> Iterator[Issue]:
    yield from _assigned(case)
    first = min((session.held_on for session in case.sessions if session.held_on), default=None)
    late = case.assigned_on and first and first > case.assigned_on + START_WITHIN
    if late and not case.other_time_agreed and not case.immediate:
        yield Issue(
            "sessions",
            "Phiên đầu tiên quá 3 ngày kể từ ngày phân công (khoản 2 Điều 20). "
            "Đánh dấu “Các bên thỏa thuận thời gian khác” nếu đúng như vậy.",
            blocks=False,
        )


def _ended(case: MediationCase) -> Iterator[Issue]:
    yield from _started(case)
    if not case.ended_on:
        yield Issue("ended_on", "Đã có kết quả thì phải ghi ngày kết thúc.")
    if not case.sessions:
        yield Issue("sessions", "Đã có kết quả thì phải ghi ít nhất một phiên hòa giải.")
    last = max((session.held_on for session in case.sessions if session.held_on), default=None)
    if case.ended_on and last and case.ended_on < last:
        yield Issue("ended_on", "Ngày kết thúc không thể trước phiên hòa giải cuối cùng.")


def _success(case: MediationCase) -> Iterator[Issue]:
    yield from _ended(case)
    if case.end_reason and case.end_reason != "agreed":
        yield Issue("end_reason", "Hòa giải thành thì kết thúc do các bên đạt được thỏa thuận (khoản 1 Điều 23).")
    if not case.agreement:
        yield Issue("agreement", "Ghi thỏa thuận của các bên.")
    yield from _written(case)
    if any(sign in fold(case.agreement) for sign in _TOUCHY):
        said = "Thỏa thuận nhắc đến việc có thể không thuộc phạm vi hòa giải (hình sự, lợi ích Nhà nước). Xem lại."
        yield Issue("agreement", said, blocks=False)
    if case.written and not case.due_on:
        yield Issue("due_on", "Văn bản nên ghi thời hạn thực hiện (điểm g khoản 2 Điều 24).", blocks=False)


def _written(case: MediationCase) -> Iterator[Issue]:
    """The eight contents of a written agreement (art 24.2 a to h); room to write by hand is allowed, so it warns."""
    if not case.written:
        return
    contents = (
        ("content", case.content, "c) nội dung chủ yếu"),
        ("sessions", any(s.course for s in case.sessions), "d) diễn biến"),
        ("agreement", case.agreement, "đ) thỏa thuận"),
        ("rights_duties", case.rights_duties or case.obligations, "e) quyền và nghĩa vụ"),
        ("method", case.method, "g) phương thức thực hiện"),
    )
    for name, there, words in contents:
        if not there:
            yield Issue(name, f"Văn bản hòa giải thành cần có: {words} (khoản 2 Điều 24).", blocks=False)
    related = any(party.role == "related" for party in case.parties)
    if related and not case.third_party_consent:
        said = "Có người có quyền lợi liên quan: đánh dấu khi người đó đã đồng ý."
        yield Issue("third_party_consent", said, blocks=False)


def _failure(case: MediationCase) -> Iterator[Issue]:
    yield from _ended(case)
    if case.end_reason == "agreed":
        yield Issue("end_reason", "Hòa giải không thành thì không thể kết thúc do đạt được thỏa thuận (Điều 23).")
    if not case.failure_reason:
        yield Issue("failure_reason", "Ghi lý do hòa giải không thành.")
    if not case.referred_to:
        land = "Tranh chấp đất: UBND cấp xã hòa giải (Điều 235 Luật Đất đai). " if case.matter in _LAND else ""
        yield Issue("referred_to", f"{land}Nên ghi đã hướng dẫn các bên đến cơ quan nào.", blocks=False)


def _out_of_scope(case: MediationCase) -> Iterator[Issue]:
    if not case.out_of_scope:
        yield Issue("out_of_scope", "Chọn lý do không thuộc phạm vi (khoản 2 Điều 5 Nghị định 15/2014/NĐ-CP).")
    if not case.referred_to and not case.referred_name:
        yield Issue("referred_to", "Ghi cơ quan đã hướng dẫn các bên đến (Điều 6 Nghị định 15/2014/NĐ-CP).")


def _scope_asked(case: MediationCase) -> Iterator[Issue]:
    if not case.scope_asked_on:
        yield Issue("scope_asked_on", "Ghi ngày hòa giải viên hỏi công chức tư pháp - hộ tịch.")


_BY_STATE: dict[str, Callable[[MediationCase], Iterator[Issue]]] = {
    "scope_asked": _scope_asked,
    "out_of_scope": _out_of_scope,
    "assigned": _assigned,
    "in_progress": _in_progress,
    "paused": _in_progress,
    "success": _success,
    "failure": _failure,
}
