"""What falls due: starts of mediation, decisions, payments, agreements, the court's six months; each with its law."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.ports import Query, Store, Wanted
from app.problems import Problem
from app.records.case_extracts import CaseDays
from app.records.case_rules import START_WITHIN
from app.records.elections import Election
from app.records.mediation import MediationCase
from app.records.mediators import Mediator
from app.records.money import PaymentRequest
from app.usecases.working_days import working_days_after

DECIDE_WITHIN = 5  # working days: Luật 35/2013 arts 8, 14; NQLT 01/2014 art 12.3; NĐ 15/2014 art 15
PAY_WITHIN = timedelta(days=3)  # NĐ 15/2014 art 15: the group pays the mediator
COURT_MONTHS = 6  # BLTTDS 2015 art 418
COURT_ALERT = timedelta(days=30)
_FOLLOWED = ("", "performing")
_FOLLOWED_YEARS = 1  # an agreement nobody marked is followed to the end of the next year
_DAY = timedelta(days=1)
_EVER = date(1900, 1, 1)


@dataclass(frozen=True)
class Deadline:
    """One thing to do by a day; `kind` and `id` lead to the record. A day nobody can compute is None, with why."""

    due_on: date | None
    what: str
    of: str
    kind: str
    id: str
    basis: str
    why_unknown: str = ""

    def late(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today

    def words(self, today: date) -> str:
        """Return “quá hạn 2 ngày”, “hôm nay”, “còn 5 ngày”, or why nobody knows."""
        if self.due_on is None:
            return self.why_unknown
        days = (self.due_on - today).days
        if days < 0:
            return f"quá hạn {-days} ngày"
        return "hôm nay" if days == 0 else f"còn {days} ngày"


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def board(store: Store, today: date) -> list[Deadline]:
    """Return everything that is due or will be, the earliest first; what cannot be computed comes last."""
    return in_order(deadline for part in PARTS for deadline in part(store, today))


def in_order(found: Iterable[Deadline]) -> list[Deadline]:
    return sorted(found, key=lambda deadline: (deadline.due_on or date.max, deadline.of))


def _of_starts(store: Store, today: date) -> Iterator[Deadline]:
    waiting = Query(where={"state": frozenset(("assigned", "scope_asked"))}, drafts=False)
    for case in store.every(CaseDays, waiting):
        if case.state == "assigned" and case.assigned_on and not _begun(store, case, today):
            due = case.assigned_on + START_WITHIN
            yield _case(case, due, "Bắt đầu hòa giải trong 3 ngày", "khoản 2 Điều 20 Luật Hòa giải ở cơ sở")
        if case.state == "scope_asked" and case.scope_asked_on and not case.scope_answered_on:
            yield _case(case, case.scope_asked_on, "Trả lời hòa giải viên về phạm vi", "Điều 6 Nghị định 15/2014/NĐ-CP")


def _of_agreements(store: Store, today: date) -> Iterator[Deadline]:
    for case in _agreements(store, today):
        yield from _of_agreement(case, today)


def _begun(store: Store, case: CaseDays, today: date) -> bool:
    """Tell whether a session was held; one that is only planned, as an invitation needs it, does not begin a case."""
    sessions = store.get(MediationCase, case.id).sessions
    return any(session.held_on and session.held_on <= today for session in sessions)


def _agreements(store: Store, today: date) -> Iterator[CaseDays]:
    """Yield the agreements of which something may be due: recent ones with a day, older ones still being performed.

    Each is found by its own question, so that the thousands with nothing to follow are not read.
    """
    since = date(today.year - _FOLLOWED_YEARS, 1, 1)
    recent = (since, None)
    asked: tuple[dict[str, Wanted], ...] = (
        {"ended_on": recent, "due_on": (_EVER, None)},
        {"ended_on": recent, "obligations": True},
        {"ended_on": _near_the_courts_limit(today), "written": True},
        {"ended_on": (None, since - _DAY), "follow_up": "performing"},
    )
    found = {rid for one in asked for rid in store.ids(CaseDays, Query(where={"state": "success"} | one, drafts=False))}
    yield from store.window(CaseDays, sorted(found))


def _near_the_courts_limit(today: date) -> tuple[date, date]:
    """Return days of agreement that hold all whose limit is announced; months are uneven, so some days more."""
    return months_after(today, -COURT_MONTHS) - 3 * _DAY, months_after(today + COURT_ALERT, -COURT_MONTHS) + 3 * _DAY


def _of_agreement(case: CaseDays, today: date) -> Iterator[Deadline]:
    if case.due_on and case.follow_up in _FOLLOWED:
        yield _case(case, case.due_on, "Thỏa thuận đến hạn thực hiện", "Điều 26 Luật Hòa giải ở cơ sở")
    for duty in case.obligations:
        if duty.due_on and duty.state in _FOLLOWED and duty.due_on != case.due_on:
            yield _case(case, duty.due_on, f"Bên {duty.who} đến hạn thực hiện", "Điều 26 Luật Hòa giải ở cơ sở")
    limit = court_limit(case)
    if limit and case.written and not case.court and today <= limit <= today + COURT_ALERT:
        yield _case(case, limit, "Hết hạn yêu cầu Tòa án công nhận", "Điều 418 Bộ luật Tố tụng dân sự 2015")


def court_limit(case: MediationCase | CaseDays) -> date | None:
    """Return the last day to ask the court to recognise the agreement: six months after it was reached."""
    return months_after(case.ended_on, COURT_MONTHS) if case.state == "success" and case.ended_on else None


def _case(case: CaseDays, due: date, what: str, basis: str) -> Deadline:
    return Deadline(due, what, case.label(), case.table, case.id, basis)


def _of_requests(store: Store, _today: date) -> Iterator[Deadline]:
    basis = "Điều 15 Nghị định 15/2014/NĐ-CP"
    for request in store.every(PaymentRequest, Query(drafts=False)):
        if request.state == "complete" and request.complete_on:
            due, why = _working(store, request.complete_on)
            yield Deadline(due, "Quyết định chi thù lao", request.label(), request.table, request.id, basis, why)
        if request.state == "with_group" and request.group_received_on:
            due = request.group_received_on + PAY_WITHIN
            yield Deadline(due, "Tổ trả thù lao hòa giải viên", request.label(), request.table, request.id, basis)


def _of_mediators(store: Store, _today: date) -> Iterator[Deadline]:
    basis = "khoản 3 Điều 8 Luật Hòa giải ở cơ sở; NQLT 01/2014"
    for mediator in store.every(Mediator, Query(drafts=False)):
        if mediator.list_received_on and not mediator.recognised_on:
            due, why = _working(store, mediator.list_received_on)
            said = "Quyết định công nhận hòa giải viên"
            yield Deadline(due, said, mediator.full_name, mediator.table, mediator.id, basis, why)


def _of_heads(store: Store, _today: date) -> Iterator[Deadline]:
    """Yield the decisions about heads that were elected and asked for, and whom nobody has recognised."""
    basis = "khoản 2 Điều 14 Luật Hòa giải ở cơ sở"
    for election in store.every(Election, Query(where={"elected_as": "head"}, drafts=False)):
        if election.sent_on and election.held_on and not _headed(store, election):
            due, why = _working(store, election.sent_on)
            said = "Quyết định công nhận tổ trưởng"
            yield Deadline(due, said, election.label(), election.table, election.id, basis, why)


def _headed(store: Store, election: Election) -> bool:
    members = store.every(Mediator, Query(where={"group": election.group}, drafts=False))
    return any(one.head_from and election.held_on and one.head_from >= election.held_on for one in members)


def _of_reports(store: Store, today: date) -> Iterator[Deadline]:
    """Yield the statistical report that is due next; it leads to the page of statistics, not to a record."""
    from app.usecases import reporting  # reads the statistics packs: not before the first paint

    period, due = reporting.next_due(store, today)
    name, basis = period.name(), "; ".join(due.notes) or "chế độ báo cáo thống kê"
    yield Deadline(due.day, f"Gửi báo cáo {name[:1].lower()}{name[1:]}", "Báo cáo thống kê", "statistics", "", basis)


def _working(store: Store, start: date) -> tuple[date | None, str]:
    try:
        return working_days_after(store, start, DECIDE_WITHIN), ""
    except Problem as unknown:
        return None, unknown.message


PARTS: tuple[Callable[[Store, date], Iterator[Deadline]], ...] = (
    _of_starts,
    _of_agreements,
    _of_requests,
    _of_mediators,
    _of_heads,
    _of_reports,
)  # what the board is gathered from, one after the other where a window must not stand still
