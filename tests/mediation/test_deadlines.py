"""The board of deadlines: what is late, what is near, and what nobody can compute."""

from __future__ import annotations

from datetime import date

import pytest

from app.ports import Query
from app.records import MediationCase, PaymentRequest
from app.usecases.deadlines import board, court_limit, months_after
from app.usecases.printing import Selection, print_form
from app.usecases.working_days import MAKE_UP_SATURDAYS
from app.vietnamese import show_day
from db import SqliteStore
from tests.forms.papers import pages

TODAY = date(2026, 11, 23)


def test_the_demonstration_shows_what_is_late(demo_store: SqliteStore) -> None:
    late = {(d.of, d.what): d for d in board(demo_store, TODAY) if d.late(TODAY)}
    start = late[("Vụ HG-2026-T05-03", "Bắt đầu hòa giải trong 3 ngày")]
    assert start.due_on == date(2026, 11, 20)
    assert start.words(TODAY) == "quá hạn 3 ngày"


def test_payments_are_decided_within_five_working_days(demo_store: SqliteStore) -> None:
    decisions = [d for d in board(demo_store, TODAY) if d.kind == "payment_request"]
    # 18/11 + 5 working days; 24/11 is a holiday since 2026
    assert {d.due_on for d in decisions} == {date(2026, 11, 26)}
    assert all("Điều 15" in d.basis for d in decisions)


def test_the_groups_three_days_count_from_the_money(demo_store: SqliteStore) -> None:
    request = next(r for r in demo_store.every(PaymentRequest) if r.state == "complete")
    request.state, request.decided_on = "with_group", date(2026, 11, 20)
    request.group_received_on = date(2026, 11, 20)
    demo_store.put(request)
    due = [d for d in board(demo_store, TODAY) if d.id == request.id]
    assert [(d.due_on, d.words(TODAY)) for d in due] == [(TODAY, "hôm nay")]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2025, 8, 29), 6, date(2026, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


def test_the_courts_limit_is_announced_thirty_days_before(demo_store: SqliteStore) -> None:
    case = next(demo_store.every(MediationCase, Query(where={"code": "HG-2026-T01-03"})))
    limit = court_limit(case)
    assert limit == date(2027, 2, 5)
    said = "Hết hạn yêu cầu Tòa án công nhận"
    for today, shown in ((date(2027, 1, 5), False), (date(2027, 1, 6), True), (limit, True), (date(2027, 2, 6), False)):
        found = [d for d in board(demo_store, today) if d.id == case.id and d.what == said]
        assert bool(found) is shown


def test_a_year_without_holidays_is_said_not_guessed(demo_store: SqliteStore) -> None:
    request = next(r for r in demo_store.every(PaymentRequest) if r.state == "complete")
    request.complete_on = date(2040, 1, 2)
    demo_store.put(request)
    unknown = next(d for d in board(demo_store, TODAY) if d.id == request.id)
    assert unknown.due_on is None
    assert "2040" in unknown.words(TODAY)


@pytest.mark.parametrize(("counted", "due"), [(True, date(2026, 8, 25)), (False, date(2026, 8, 26))])
def test_the_office_says_whether_a_saturday_worked_in_exchange_counts(
    demo_store: SqliteStore, counted: bool, due: date
) -> None:
    request = next(r for r in demo_store.every(PaymentRequest) if r.state == "complete")
    request.complete_on = date(2026, 8, 19)  # a Wednesday; Saturday 22/08 was worked for 31/08
    demo_store.put(request)
    demo_store.set_setting(MAKE_UP_SATURDAYS, counted)
    assert [d.due_on for d in board(demo_store, TODAY) if d.id == request.id] == [due]


def test_the_printed_list_says_what_the_board_says(demo_store: SqliteStore) -> None:
    today = date.today()  # noqa: DTZ011 (the list is of the day it is printed)
    printed = " ".join("".join(pages(print_form(demo_store, "viec-den-han", Selection(), ".pdf"))).split())
    shown = board(demo_store, today)
    assert len(shown) >= 4
    for deadline in shown:
        assert all(word in printed for word in deadline.of.split())
        assert all(word in printed for word in deadline.words(today).split())
        assert show_day(deadline.due_on) in printed
