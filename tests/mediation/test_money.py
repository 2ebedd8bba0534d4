"""Money: rates by their day, shares, requests that never pay twice, and the golden sums of the demonstration."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ports import Query
from app.problems import Incomplete, Problem
from app.records import MediationCase, MediationGroup, PaymentRequest, Rate
from app.records.money import PaymentLine
from app.usecases import money
from app.usecases.records import save
from db import SqliteStore


def case_of(store: SqliteStore, code: str) -> MediationCase:
    return next(store.every(MediationCase, Query(where={"code": code})))


def test_the_golden_sums_come_out(demo_store: SqliteStore) -> None:
    balance = money.balance(demo_store)
    assert (balance.due, balance.paid, balance.waiting) == (4_600_000, 3_800_000, 800_000)
    assert money.tariff(demo_store, "group_month", date(2026, 10, 1)).amount * 5 == 750_000


def test_each_case_has_the_payment_state_of_the_demonstration(demo_store: SqliteStore) -> None:
    states = {case.code[8:]: money.payment_state(demo_store, case) for case in demo_store.every(MediationCase)}
    waiting = {code for code, state in states.items() if state == "waiting"}
    assert waiting == {"T01-03", "T04-03"}
    assert states["T02-03"] == "ineligible"
    assert states["T03-03"] == states["T05-03"] == "none"
    assert sum(state == "paid" for state in states.values()) == 10


def test_without_a_resolution_the_national_ceiling_applies(store: SqliteStore) -> None:
    found = money.tariff(store, "case_success", date(2026, 1, 1))
    assert (found.amount, found.ceiling) == (400_000, 400_000)
    assert "56/2023/TT-BTC" in found.basis
    with pytest.raises(Problem, match="Chưa có mức chi"):
        money.tariff(store, "case_success", date(2020, 1, 1))


def test_the_rate_of_the_day_the_case_ended_applies(store: SqliteStore) -> None:
    for amount, start in ((200_000, date(2024, 1, 1)), (350_000, date(2026, 7, 1))):
        store.put(Rate(item="case_success", amount=amount, basis="NQ hư cấu", valid_from=start))
    case = MediationCase(state="success", ended_on=date(2026, 6, 30))
    assert money.due_for(store, case) == 200_000
    case.ended_on = date(2026, 7, 1)
    assert money.due_for(store, case) == 350_000


@given(amount=st.integers(0, 10**9), mediators=st.integers(1, 9))
def test_shares_add_up_to_the_case(amount: int, mediators: int) -> None:
    parts = money.shares(amount, [str(number) for number in range(mediators)])
    assert sum(part for _, part in parts) == amount
    assert parts[0][1] - parts[-1][1] < mediators


def test_nobody_is_paid_twice_for_a_case(demo_store: SqliteStore) -> None:
    case = case_of(demo_store, "HG-2026-T01-01")
    again = PaymentRequest(
        made_on=date(2026, 11, 23),
        group=case.group,
        lines=[PaymentLine(case.id, case.mediators[0].mediator, 200_000)],
    )
    before = demo_store.last_seq()
    with pytest.raises(Incomplete, match="đã được đề nghị"):
        save(demo_store, again)
    assert demo_store.last_seq() == before


def test_a_request_may_not_exceed_the_rate_nor_pay_an_open_case(demo_store: SqliteStore) -> None:
    waiting = next(r for r in demo_store.every(PaymentRequest) if r.state == "complete")
    waiting.lines[0].amount = 400_001
    with pytest.raises(Incomplete, match="vượt mức"):
        save(demo_store, waiting)
    opened = case_of(demo_store, "HG-2026-T03-03")
    request = PaymentRequest(
        made_on=date(2026, 11, 23),
        group=opened.group,
        lines=[PaymentLine(opened.id, opened.mediators[0].mediator, 1)],
    )
    with pytest.raises(Incomplete, match="chưa kết thúc"):
        save(demo_store, request)


def test_a_refused_request_frees_its_cases(demo_store: SqliteStore) -> None:
    waiting = next(r for r in demo_store.every(PaymentRequest) if r.state == "complete")
    group = demo_store.get(MediationGroup, waiting.group)
    with pytest.raises(Problem, match="không còn vụ"):
        money.propose(demo_store, group, date(2026, 11, 23))
    waiting.state, waiting.decided_on, waiting.refused_because = "refused", date(2026, 11, 20), "Thiếu chữ ký"
    save(demo_store, waiting)
    proposed = money.propose(demo_store, group, date(2026, 11, 23))
    assert {line.case for line in proposed.lines} == {line.case for line in waiting.lines}
    assert proposed.total() == 400_000
