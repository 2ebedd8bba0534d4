"""The states of a payment request: every arrow may be taken, any other needs a reason, no demanded day is skipped."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import date

import pytest

from app.problems import Incomplete, Problem
from app.records import PaymentRequest
from app.records.money import PaymentLine
from app.records.payment_states import (
    DEMANDS,
    PAYMENT_STATES,
    STEPS,
    TOO_EARLY,
    check_step,
    may_become,
    next_states,
)
from app.usecases.records import save
from db import SqliteStore

STATES = [code for code, _ in PAYMENT_STATES]
ARROWS = [(before, after) for before in STATES for after in STEPS[before]]
FORBIDDEN = [(a, b) for a, b in itertools.permutations(STATES, 2) if (a, b) not in ARROWS]
SAID = {
    "complete_on": date(2026, 11, 18),
    "decided_on": date(2026, 11, 20),
    "refused_because": "Thiếu chữ ký của tổ trưởng",
    "group_received_on": date(2026, 11, 23),
    "paid_on": date(2026, 11, 24),
}
LINE = PaymentLine("vụ", "hòa giải viên", 400_000)
REQUEST = PaymentRequest(number="01", made_on=date(2026, 11, 16), group="tổ", budget_year=2026, lines=[LINE])
EMPTY: dict[str, date | str | None] = dict.fromkeys(SAID) | {"refused_because": ""}


@pytest.fixture
def request_of_demo(demo_store: SqliteStore) -> PaymentRequest:
    return next(one for one in demo_store.every(PaymentRequest) if one.state == "complete")


def in_state(request: PaymentRequest, state: str) -> PaymentRequest:
    """Return a request as it stands in a state: with what the state demands and nothing beyond."""
    said = EMPTY | {name: SAID[name] for name in DEMANDS[state]}
    return dataclasses.replace(request, state=state, **said)  # type: ignore[arg-type]


def test_every_state_stands_in_every_table_and_only_submitting_may_be_passed_over() -> None:
    assert set(STEPS) == set(DEMANDS) == set(TOO_EARLY) == set(STATES)
    assert set(ARROWS) == {
        ("drafted", "submitted"),
        ("drafted", "complete"),
        ("submitted", "complete"),
        ("submitted", "refused"),
        ("complete", "approved"),
        ("complete", "refused"),
        ("approved", "with_group"),
        ("with_group", "paid"),
    }
    assert all(set(DEMANDS[before]) <= set(DEMANDS[after]) for before, after in ARROWS if after != "refused")


@pytest.mark.parametrize(("before", "after"), ARROWS)
def test_an_arrow_of_the_table_may_be_taken(before: str, after: str) -> None:
    check_step("đề nghị thanh toán số 01", before, after)
    assert after in next_states(before)
    assert STEPS[before][after].strip()


@pytest.mark.parametrize(("before", "after"), FORBIDDEN)
def test_any_other_arrow_is_refused_naming_record_field_states_and_remedy(before: str, after: str) -> None:
    words = dict(PAYMENT_STATES)
    with pytest.raises(Problem) as refused:
        check_step("đề nghị thanh toán số 01", before, after)
    said = refused.value.message
    assert all(word in said for word in (words[before], words[after], "Trạng thái", "đề nghị thanh toán số 01"))
    assert all(words[code] in refused.value.remedy for code in next_states(before))


def test_every_arrow_of_the_table_is_saved(demo_store: SqliteStore, request_of_demo: PaymentRequest) -> None:
    for before, after in ARROWS:
        demo_store.put(in_state(request_of_demo, before))
        save(demo_store, in_state(request_of_demo, after))
        assert demo_store.get(PaymentRequest, request_of_demo.id).state == after


def test_any_other_arrow_is_saved_only_with_a_reason(demo_store: SqliteStore, request_of_demo: PaymentRequest) -> None:
    for before, after in FORBIDDEN:
        demo_store.put(in_state(request_of_demo, before))
        seq = demo_store.last_seq()
        with pytest.raises(Problem, match=request_of_demo.number):
            save(demo_store, in_state(request_of_demo, after))
        assert demo_store.last_seq() == seq
        save(demo_store, in_state(request_of_demo, after), correction="Chọn nhầm trạng thái")
        assert demo_store.get(PaymentRequest, request_of_demo.id).state == after


@pytest.mark.parametrize(("state", "field"), [(state, name) for state, names in DEMANDS.items() for name in names])
def test_a_state_is_not_complete_without_each_of_its_days(state: str, field: str) -> None:
    lacking = dataclasses.replace(in_state(REQUEST, state), **{field: EMPTY[field]})  # type: ignore[arg-type]
    assert [issue.field for issue in lacking.issues() if issue.blocks] == [field]
    assert list(in_state(REQUEST, state).issues()) == []


@pytest.mark.parametrize(("state", "field"), [(state, name) for state, names in TOO_EARLY.items() for name in names])
def test_a_day_that_a_state_has_not_reached_is_pointed_out(state: str, field: str) -> None:
    early = dataclasses.replace(in_state(REQUEST, state), **{field: SAID[field]})  # type: ignore[arg-type]
    warned = [issue for issue in early.issues() if issue.field == field]
    assert [issue.blocks for issue in warned] == [False]
    assert dict(PAYMENT_STATES)[state] in warned[0].message


def test_a_first_saving_may_be_in_any_state_but_skips_no_day(
    demo_store: SqliteStore, request_of_demo: PaymentRequest
) -> None:
    demo_store.delete(request_of_demo)
    typed = dataclasses.replace(in_state(request_of_demo, "paid"), id=PaymentRequest().id, complete_on=None)
    with pytest.raises(Incomplete, match="ngày nhận đủ hồ sơ"):
        save(demo_store, typed)
    save(demo_store, dataclasses.replace(typed, complete_on=SAID["complete_on"]))  # type: ignore[arg-type]
    assert demo_store.get(PaymentRequest, typed.id).state == "paid"


@pytest.mark.parametrize("state", STATES)
def test_staying_is_no_step(state: str) -> None:
    assert may_become(state, state)
    check_step("đề nghị", state, state)
