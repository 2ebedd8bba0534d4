"""Bad input: each a sentence with its remedy, and nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.ports import Query
from app.problems import Incomplete
from app.records import MediationCase, MediationGroup, Mediator
from app.records.base import Record
from app.records.mediation import CaseMediator
from app.usecases.records import save
from db import SqliteStore


def case_of(store: SqliteStore, code: str = "HG-2026-T01-01") -> MediationCase:
    return next(store.every(MediationCase, Query(where={"code": code})))


def impossible_order(store: SqliteStore) -> Record:
    case = case_of(store)
    case.ended_on = date(2025, 12, 31)
    return case


def tomorrow(store: SqliteStore) -> Record:
    case = case_of(store)
    case.received_on = date(2099, 1, 1)
    return case


def gone_mediator(store: SqliteStore) -> Record:
    case = case_of(store, "HG-2026-T03-03")
    gone = next(store.every(Mediator, Query(text="Mai Văn Út")))
    case.mediators = [CaseMediator(gone.id, lead=True)]
    return case


def mediator_is_a_party(store: SqliteStore) -> Record:
    case = case_of(store)
    case.parties[0].full_name = store.get(Mediator, case.mediators[0].mediator).full_name.upper()
    return case


def exactly_half(store: SqliteStore) -> Record:
    mediator = next(store.every(Mediator))
    mediator.votes, mediator.households = 105, 210
    return mediator


def merged_group(store: SqliteStore) -> Record:
    case = case_of(store)
    group = store.get(MediationGroup, case.group)
    heir = next(store.every(MediationGroup, Query(where={"code": "T02"})))
    group.state, group.ended_on, group.successor = "merged", date(2026, 1, 1), heir.id
    store.put(group)
    return case


def one_party(store: SqliteStore) -> Record:
    case = case_of(store)
    del case.parties[1:]
    return case


@pytest.mark.parametrize(
    ("spoil", "field", "said"),
    [
        (impossible_order, "ended_on", "không thể trước ngày tiếp nhận"),
        (tomorrow, "received_on", "ở tương lai"),
        (gone_mediator, "mediators", "không làm hòa giải viên vào ngày"),
        (mediator_is_a_party, "mediators", "là một bên"),
        (exactly_half, "votes", "chưa quá 50 %"),
        (merged_group, "group", "Tổ hòa giải ấp Phnô Lá"),
        (one_party, "parties", "hai bên"),
    ],
)
def test_it_is_refused_in_a_sentence_and_nothing_changes(
    demo_store: SqliteStore, spoil: Callable[[SqliteStore], Record], field: str, said: str
) -> None:
    record = spoil(demo_store)
    before = demo_store.last_seq()
    with pytest.raises(Incomplete) as refused:
        save(demo_store, record)
    named = [issue for issue in refused.value.issues if issue.field == field]
    assert any(said in issue.message for issue in named)
    assert refused.value.remedy
    assert demo_store.last_seq() == before
