"""The rules between the fields of a mediation case, state by state; rules that need other records live in use cases.

Articles named here are of Luật 35/2013/QH13 unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from app.declaring import fields_of
from app.problems import Issue
from app.records import case_days
from app.records.case_days import first_session
from app.vietnamese import fold, show_day

if TYPE_CHECKING:
    from app.records.mediation import MediationCase

_LAND = ("boundary", "land_use")
_TOUCHY = ("hinh su", "toi pham", "khoi to", "dat cong", "tai san nha nuoc", "ngan sach nha nuoc")
START_WITHIN = timedelta(days=3)  # art 20.2: calendar days from the assignment
_OUTCOME = ("end_reason", "agreement", "failure_reason", "written")


def age_group(birth_year: int | None, on: int) -> str:
    """Return the age group in a year; unknown years have none."""
    if not birth_year or not on:
        return ""
    age = on - birth_year
    steps = ((18, "under_18"), (30, "18_29"), (45, "30_44"), (60, "45_59"))
    return next((group for limit, group in steps if age < limit), "60_up")


def issues(case: MediationCase) -> Iterator[Issue]:
    yield from _parties(case)
    yield from _twice(case)
    yield from case_days.issues(case)
    yield from _invited(case)
    if rules := _BY_STATE.get(case.state):
        yield from rules(case)


def _parties(case: MediationCase) -> Iterator[Issue]:
    if case.parties and sum(party.role == "party" for party in case.parties) < 2:
        yield Issue("parties", "Vụ, việc phải có từ hai bên trở lên. Thêm bên còn lại.")


def _label(case: MediationCase, name: str) -> str:
    return fields_of(type(case))[name].label


def _twice(case: MediationCase) -> Iterator[Issue]:
    """What can stand in a case only once: a mediator at a time, a group, the case itself."""
    serving = [entry.mediator for entry in case.mediators if entry.mediator and not entry.until]
    if len(set(serving)) < len(serving):
        yield Issue("mediators", "Có hòa giải viên được ghi hai lần. Xóa bớt một dòng.")
    if case.co_group and case.co_group == case.group:
        yield Issue("co_group", "Tổ phối hợp phải khác tổ hòa giải chủ trì. Chọn tổ kia, hoặc để trống ô này.")
    if case.relapse_of == case.id:
        yield Issue("relapse_of", "Vụ không thể là tái phát của chính nó. Chọn vụ trước đó, hoặc để trống ô này.")


def _invited(case: MediationCase) -> Iterator[Issue]:
    """Whoever is invited takes part with the consent of the other party (art 19.1)."""
    for guest in case.invited:
        if guest.full_name and not guest.consented:
            said = f"{guest.full_name} được mời nhưng bên kia chưa đồng ý (khoản 1 Điều 19). Hỏi bên kia rồi đánh dấu."
            yield Issue("invited", said, blocks=False)


def _scoped(case: MediationCase) -> Iterator[Issue]:
    if not case.scope:
        yield Issue("scope", "Chọn phạm vi hòa giải (Điều 5 Nghị định 15/2014/NĐ-CP).")


def _assigned(case: MediationCase) -> Iterator[Issue]:
    yield from _scoped(case)
    if not case.mediators:
        yield Issue("mediators", "Chọn ít nhất một hòa giải viên.")
    if not case.assigned_on and not case.immediate:
        yield Issue("assigned_on", "Ghi ngày phân công, hoặc đánh dấu “Hòa giải ngay khi chứng kiến”.")


def _in_progress(case: MediationCase) -> Iterator[Issue]:
    yield from _assigned(case)
    yield from _held(case)
    yield from _in_time(case)


def _held(case: MediationCase) -> Iterator[Issue]:
    """A mediated case has a session with its day, which the part itself demands, and its place (art 20.1)."""
    if not case.sessions:
        yield Issue("sessions", "Ghi ít nhất một phiên hòa giải, có ngày và địa điểm (Điều 20).")
    elif not any(session.place for session in case.sessions):
        yield Issue("sessions", "Ghi địa điểm của phiên hòa giải (khoản 1 Điều 20).")


def _in_time(case: MediationCase) -> Iterator[Issue]:
    first = first_session(case)
    late = case.assigned_on and first and first > case.assigned_on + START_WITHIN
    if late and not case.other_time_agreed and not case.immediate:
        yield Issue(
            "sessions",
            "Phiên đầu tiên quá 3 ngày kể từ ngày phân công (khoản 2 Điều 20). "
            "Đánh dấu “Các bên thỏa thuận thời gian khác” nếu đúng như vậy.",
            blocks=False,
        )


def _ended(case: MediationCase) -> Iterator[Issue]:
    yield from _in_progress(case)
    last = max((session.held_on for session in case.sessions if session.held_on), default=None)
    if not case.ended_on:
        yield Issue("ended_on", "Đã có kết quả thì phải ghi ngày kết thúc.")
    elif last and case.ended_on < last:
        said = f"Ngày kết thúc không thể trước phiên hòa giải cuối cùng {show_day(last)}. Sửa một trong hai ngày."
        yield Issue("ended_on", said)


def _success(case: MediationCase) -> Iterator[Issue]:
    yield from _ended(case)
    if case.end_reason and case.end_reason != "agreed":  # saving a success fills in an empty reason
        said = "Hòa giải thành thì kết thúc do các bên đạt được thỏa thuận (khoản 1 Điều 23). Chọn lại lý do."
        yield Issue("end_reason", said)
    if not case.agreement:
        yield Issue("agreement", "Ghi thỏa thuận của các bên.")
    yield from _written(case)
    yield from _looked_at(case)


def _looked_at(case: MediationCase) -> Iterator[Issue]:
    """What of an agreement deserves a second look: its deadline, the rights of others, what may not be mediated."""
    if not case.due_on and not any(duty.due_on for duty in case.obligations):
        said = "Chưa ghi thời hạn thực hiện thỏa thuận (điểm g khoản 2 Điều 24): sẽ không có ngày để nhắc."
        yield Issue("due_on", said, blocks=False)
    if any(party.role == "related" for party in case.parties) and not case.third_party_consent:
        said = "Có người có quyền lợi liên quan: đánh dấu khi người đó đã đồng ý."
        yield Issue("third_party_consent", said, blocks=False)
    if any(sign in fold(case.agreement) for sign in _TOUCHY):
        said = "Thỏa thuận nhắc đến việc có thể không thuộc phạm vi hòa giải (hình sự, lợi ích Nhà nước). Xem lại."
        yield Issue("agreement", said, blocks=False)


def _written(case: MediationCase) -> Iterator[Issue]:
    """What a written agreement needs of its eight contents (art 24.2) beyond what every success needs: d, e, g, h.

    Where only the paper has an item, “theo bản giấy” in its box and a scan attached say so.
    """
    if not case.written:
        return
    contents = (
        ("sessions", not case.sessions or any(s.course for s in case.sessions), "d) diễn biến"),
        ("rights_duties", case.rights_duties or case.obligations, "e) quyền và nghĩa vụ"),
        ("method", case.method or case.due_on, "g) phương thức, thời hạn thực hiện"),
        ("parties", _both_sign(case), "h) chữ ký của hai bên: ghi mỗi người thuộc bên A hay bên B"),
    )
    for name, there, words in contents:
        if not there:
            said = f"Văn bản hòa giải thành cần có: {words} (khoản 2 Điều 24). {_OR_ELSE}"
            yield Issue(name, said)


_OR_ELSE = "Ghi vào ô này (“theo bản giấy” nếu đã đính kèm bản chụp), hoặc bỏ dấu “Có lập văn bản”."


def _both_sign(case: MediationCase) -> bool:
    return len({party.side for party in case.parties if party.role == "party" and party.side}) >= 2


def _failure(case: MediationCase) -> Iterator[Issue]:
    yield from _ended(case)
    if case.end_reason not in ("party_stops", "mediator_ends"):
        said = "Hòa giải không thành thì kết thúc do bên yêu cầu hoặc do hòa giải viên (Điều 23). Chọn lại lý do."
        yield Issue("end_reason", said)
    if not case.failure_reason:
        yield Issue("failure_reason", "Ghi lý do hòa giải không thành.")
    if not case.referred_to and not case.referred_name:
        land = "Tranh chấp đất: UBND cấp xã hòa giải (Điều 235 Luật Đất đai). " if case.matter in _LAND else ""
        yield Issue("referred_to", f"{land}Nên ghi đã hướng dẫn các bên đến cơ quan nào.", blocks=False)


def _out_of_scope(case: MediationCase) -> Iterator[Issue]:
    if not case.out_of_scope:
        yield Issue("out_of_scope", "Chọn lý do không thuộc phạm vi (khoản 2 Điều 5 Nghị định 15/2014/NĐ-CP).")
    if not case.referred_to and not case.referred_name:
        yield Issue("referred_to", "Ghi cơ quan đã hướng dẫn các bên đến (Điều 6 Nghị định 15/2014/NĐ-CP).")
    for name in _OUTCOME:
        if getattr(case, name):
            said = f"Vụ, việc không thuộc phạm vi thì không có kết quả hòa giải: để trống “{_label(case, name)}”."
            yield Issue(name, said)


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
