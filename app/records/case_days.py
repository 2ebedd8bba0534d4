"""The days of a mediation case: none that lies ahead of us, none before what had to come first.

Articles named here are of Luật 35/2013/QH13 unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from app.problems import Issue
from app.records.case_states import ENDED
from app.records.days import in_order, not_ahead
from app.vietnamese import show_day

if TYPE_CHECKING:
    from app.records.mediation import MediationCase

# Days on which something is said to have happened; a session may be planned, and an agreement is due later.
_HAPPENED = (
    *("received_on", "assigned_on", "ended_on", "scope_asked_on", "scope_answered_on"),
    *("written_on", "court_filed_on", "court_decided_on"),
)
_AHEAD = "ở tương lai. Kiểm tra lại ngày, tháng, năm."


def first_session(case: MediationCase) -> date | None:
    return min((session.held_on for session in case.sessions if session.held_on), default=None)


def issues(case: MediationCase) -> Iterator[Issue]:
    yield from not_ahead(case, *_HAPPENED)
    yield from _parts_ahead(case)
    yield from _since_received(case)
    yield from _answered(case)
    yield from _rounds(case)
    if case.state in ENDED and case.ended_on:
        yield from _after_the_end(case, case.ended_on)


def _parts_ahead(case: MediationCase) -> Iterator[Issue]:
    """A visit, an urgent report, and a session of an ended case have happened."""
    today = date.today()  # noqa: DTZ011 (the officer's own calendar day)
    happened = [
        *(("follow_ups", "Lần theo dõi", visit.visited_on) for visit in case.follow_ups),
        *(("urgent_reports", "Báo cáo khẩn", report.reported_on) for report in case.urgent_reports),
        *(("sessions", "Phiên hòa giải", session.held_on) for session in case.sessions if case.state in ENDED),
    ]
    for field, what, day in happened:
        if day and day > today:
            yield Issue(field, f"{what} {show_day(day)} {_AHEAD}")


def _since_received(case: MediationCase) -> Iterator[Issue]:
    received = case.received_on
    if received is None:
        return
    if case.assigned_on and case.assigned_on < received:
        said = f"Ngày phân công không thể trước ngày tiếp nhận {show_day(received)}. Sửa một trong hai ngày."
        yield Issue("assigned_on", said)
    if case.ended_on and case.ended_on < received:
        said = f"Ngày kết thúc không thể trước ngày tiếp nhận {show_day(received)}. Sửa một trong hai ngày."
        yield Issue("ended_on", said)
    first = first_session(case)
    if first and first < received:
        said = f"Phiên hòa giải {show_day(first)} trước ngày tiếp nhận {show_day(received)}. Sửa ngày của phiên."
        yield Issue("sessions", said)
    for party in case.parties:
        if party.birth_year and party.birth_year > received.year:
            said = f"{party.full_name or 'Một bên'} sinh năm {party.birth_year}, sau năm tiếp nhận. Sửa năm sinh."
            yield Issue("parties", said)


def _answered(case: MediationCase) -> Iterator[Issue]:
    """A doubt about the scope ends with the officer's answer and its day (NĐ 15/2014/NĐ-CP art 6)."""
    asked, answered = case.scope_asked_on, case.scope_answered_on
    if asked and answered and answered < asked:
        said = f"Ngày trả lời không thể trước ngày hỏi {show_day(asked)}. Sửa một trong hai ngày."
        yield Issue("scope_answered_on", said)
    if asked and not answered and case.state != "scope_asked":
        said = "Đã hỏi phạm vi mà chưa ghi ngày công chức trả lời (Điều 6 Nghị định 15/2014/NĐ-CP)."
        yield Issue("scope_answered_on", said, blocks=False)


def _rounds(case: MediationCase) -> Iterator[Issue]:
    """A mediator serves, and a round pauses, from one day to a later one."""
    for entry in case.mediators:
        if entry.since and entry.until and entry.until < entry.since:
            said = f"Hòa giải viên làm đến ngày {show_day(entry.until)}, trước khi bắt đầu {show_day(entry.since)}. "
            yield Issue("mediators", f"{said}Sửa một trong hai ngày.")
    for end in case.earlier:
        if end.ended_on and end.resumed_on and end.resumed_on < end.ended_on:
            said = f"Tiếp tục hòa giải ngày {show_day(end.resumed_on)}, trước khi lần đó kết thúc "
            yield Issue("earlier", f"{said}{show_day(end.ended_on)}. Sửa một trong hai ngày.")


def _after_the_end(case: MediationCase, ended: date) -> Iterator[Issue]:
    """What follows from an outcome: its paper, its performing, the court (BLTTDS arts 416–419)."""
    yield from in_order(case, "ended_on", "written_on")
    yield from in_order(case, "ended_on", "court_filed_on", "court_decided_on")
    yield from in_order(case, "ended_on", "due_on")
    for duty in case.obligations:
        if duty.due_on and duty.due_on < ended:
            said = f"“{duty.what}” có hạn {show_day(duty.due_on)}, trước ngày đạt thỏa thuận {show_day(ended)}. "
            yield Issue("obligations", f"{said}Sửa hạn của nghĩa vụ này.")
    for visit in case.follow_ups:
        if visit.visited_on and visit.visited_on < ended:
            said = f"Lần theo dõi {show_day(visit.visited_on)} trước ngày kết thúc {show_day(ended)}. "
            yield Issue("follow_ups", f"{said}Sửa một trong hai ngày.")
