"""Special filters: sets of ids that no column says, and lists that hold only those."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from app.ports import Query
from app.records import MediationCase, Mediator, PaymentRequest
from app.usecases import records
from app.usecases.finding import SPECIAL, special
from app.usecases.states import Progressing
from db import SqliteStore

TODAY = date(2026, 11, 25)


def listed(store: SqliteStore, query: Query) -> set[str]:
    return {case.id for case in store.every(MediationCase, query)}


def test_a_list_holds_only_the_ids_it_is_asked_for(demo_store: SqliteStore) -> None:
    every = listed(demo_store, Query())
    some = frozenset(sorted(every)[:3])
    assert listed(demo_store, Query(ids=some)) == some
    assert listed(demo_store, Query(ids=frozenset())) == set()
    assert listed(demo_store, Query(ids=some, where={"state": "no such state"})) == set()


def test_ids_narrow_a_search_and_may_be_very_many(demo_store: SqliteStore) -> None:
    case = next(demo_store.every(MediationCase, Query(text="Bùi Văn Hai Lúa")))
    many = frozenset(f"{number:040d}" for number in range(40_000)) | {case.id}
    assert listed(demo_store, Query(text="bui van hai lua", ids=many)) == {case.id}
    assert listed(demo_store, Query(text="bui van hai lua", ids=many - {case.id})) == set()


def test_unpaid_cases_are_the_ended_ones_nobody_requested_money_for(demo_store: SqliteStore) -> None:
    before = special(demo_store, "unpaid", TODAY)
    request = next(demo_store.every(PaymentRequest))
    records.remove(demo_store, request)
    assert special(demo_store, "unpaid", TODAY) == before | {line.case for line in request.lines} != before


def test_a_case_assigned_four_days_ago_and_not_begun_is_late(demo_store: SqliteStore) -> None:
    case = next(demo_store.every(MediationCase, Query(where={"state": "assigned"})))
    assert case.assigned_on
    due = case.assigned_on + timedelta(days=3)
    assert case.id not in special(demo_store, "late", due)
    assert case.id in special(demo_store, "late", due + timedelta(days=1))


def test_what_never_left_is_unsent_but_a_draft_is_only_a_draft(demo_store: SqliteStore) -> None:
    draft = MediationCase(content="Còn thiếu nhiều thứ")
    records.save(demo_store, draft, as_draft=True)
    assert special(demo_store, "drafts", TODAY) == {draft.id}
    unsent = special(demo_store, "unsent", TODAY)
    assert draft.id not in unsent
    assert unsent == set(Progressing(demo_store).of(MediationCase)) - {draft.id}


def test_the_cases_of_a_mediator_include_those_he_was_replaced_in(demo_store: SqliteStore) -> None:
    case = next(one for one in demo_store.every(MediationCase) if one.mediators and one.ended())
    before = case.mediators[0].mediator
    other = next(m for m in demo_store.every(Mediator, Query(where={"group": case.group})) if m.id != before)
    case.mediators[0].until = case.received_on
    case.mediators = [case.mediators[0], replace(case.mediators[0], mediator=other.id, until=None)]
    records.save(demo_store, case)
    assert case.id in special(demo_store, f"mediator:{before}", TODAY) & special(
        demo_store, f"mediator:{other.id}", TODAY
    )


def test_every_special_filter_that_is_offered_answers(demo_store: SqliteStore) -> None:
    known = listed(demo_store, Query())
    assert all(special(demo_store, name, TODAY) <= known for name, _ in SPECIAL)
