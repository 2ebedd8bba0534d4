"""The money of a budget year by group; the monthly support once a month; rates beside the national ceiling."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from app.ports import Query
from app.problems import Incomplete, Problem
from app.records import GroupSupport, MediationCase, MediationGroup, PaymentRequest, Rate
from app.records.base import new_id
from app.records.money import PaymentLine
from app.usecases import budget, money
from app.usecases.records import issues_of, save
from db import SqliteStore


def group_of(store: SqliteStore, code: str) -> MediationGroup:
    return next(store.every(MediationGroup, Query(where={"code": code})))


def test_the_groups_of_a_year_add_up_to_the_golden_sums(demo_store: SqliteStore) -> None:
    found = budget.by_group(demo_store, 2026)
    assert [(one.cases, one.due) for one in found] == [
        (2, 800_000),
        (3, 1_100_000),
        (3, 1_200_000),
        (2, 700_000),
        (2, 800_000),
    ]
    assert sum(one.requested for one in found) == 4_600_000
    assert sum(one.paid for one in found) == 3_800_000
    assert {one.support for one in found} == {150_000}
    assert budget.by_group(demo_store, 2025) == []


def test_a_request_counts_in_its_budget_year_whenever_its_cases_ended(demo_store: SqliteStore) -> None:
    waiting = next(one for one in demo_store.every(PaymentRequest) if one.state == "complete")
    waiting.budget_year = 2027
    demo_store.put(waiting)
    then = {one.group: one for one in budget.by_group(demo_store, 2027)}
    assert (then[waiting.group].requested, then[waiting.group].due) == (waiting.total(), 0)
    now = sum(one.requested for one in budget.by_group(demo_store, 2026))
    assert now == 4_600_000 - waiting.total()


def old_case(store: SqliteStore) -> MediationCase:
    """A case of an old paper book, from before any rate that is known here."""
    like = next(store.every(MediationCase, Query(where={"code": "HG-2026-T01-01"})))
    day = date(2021, 3, 1)
    days = {"received_on": day, "assigned_on": day, "ended_on": day, "written_on": None}
    session = dataclasses.replace(like.sessions[0], held_on=day)
    case = dataclasses.replace(like, id=new_id(), code="", number=1, sessions=[session], written=False, **days)  # type: ignore[arg-type]
    store.put(case)
    return case


def test_a_case_of_a_year_without_a_known_rate_is_told_and_asked_for_a_rate(demo_store: SqliteStore) -> None:
    case = old_case(demo_store)
    (found,) = budget.by_group(demo_store, 2021)
    assert (found.cases, found.unrated, found.due) == (1, 1, 0)
    assert money.balance(demo_store, year=2021).due == 0
    with pytest.raises(Problem, match="chưa có mức chi"):
        money.propose(demo_store, demo_store.get(MediationGroup, case.group), date(2026, 11, 23))
    lines = [PaymentLine(case.id, case.mediators[0].mediator, 1)]
    with pytest.raises(Incomplete, match="chưa có mức chi áp dụng ngày đó"):
        save(demo_store, PaymentRequest(made_on=date(2026, 11, 23), group=case.group, lines=lines))


def test_a_month_is_written_down_for_every_group_once(demo_store: SqliteStore) -> None:
    first = group_of(demo_store, "T01")
    save(demo_store, GroupSupport(group=first.id, year=2026, month=9, amount=150_000))
    gone = group_of(demo_store, "T05")
    demo_store.put(dataclasses.replace(gone, state="dissolved", ended_on=date(2026, 9, 1)))
    assert budget.support_month(demo_store, 2026, 9).count == 3
    written = list(demo_store.every(GroupSupport, Query(where={"year": 2026, "month": 9})))
    assert {one.amount for one in written} == {150_000}
    assert gone.id not in {one.group for one in written}
    with pytest.raises(Problem, match="đều đã có dòng hỗ trợ"):
        budget.support_month(demo_store, 2026, 9)
    with pytest.raises(Problem, match="Chưa có mức chi áp dụng ngày 01/09/2020"):
        budget.support_month(demo_store, 2020, 9)


@pytest.mark.parametrize(
    ("month", "amount", "said"),
    [
        (10, 150_000, "Tổ hòa giải ấp Giồng Sao đã có dòng hỗ trợ tháng 10/2026"),
        (11, 150_001, "vượt mức 150.000 đồng mỗi tháng"),
        (13, 150_000, "Tháng phải từ 1 đến 12"),
    ],
)
def test_a_support_twice_or_above_the_rate_is_refused(
    demo_store: SqliteStore, month: int, amount: int, said: str
) -> None:
    before = demo_store.last_seq()
    with pytest.raises(Incomplete, match=said):
        save(demo_store, GroupSupport(group=group_of(demo_store, "T01").id, year=2026, month=month, amount=amount))
    assert demo_store.last_seq() == before


@pytest.mark.parametrize(("amount", "warned"), [(400_000, False), (400_001, True)])
def test_a_rate_above_the_national_ceiling_is_looked_at(store: SqliteStore, amount: int, warned: bool) -> None:
    rate = Rate(item="case_success", amount=amount, basis="Nghị quyết hư cấu", valid_from=date(2026, 1, 1))
    said = [issue for issue in issues_of(store, rate) if "cao hơn mức tối đa 400.000 đồng" in issue.message]
    assert [issue.blocks for issue in said] == [False] * warned
