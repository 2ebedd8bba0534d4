"""The fictional commune agrees with itself: its elections with its hamlets, its mediators with the votes they had."""

from __future__ import annotations

import pytest

from app.ports import Query
from app.records import MediationGroup, Mediator
from app.records.elections import Election
from app.records.places import Hamlet
from app.usecases.records import issues_of, save
from db import SqliteStore


def test_no_mediator_of_the_demonstration_lacks_votes_or_anything_else(demo_store: SqliteStore) -> None:
    people = list(demo_store.every(Mediator))
    assert len(people) == 18
    assert {one.full_name: issues_of(demo_store, one) for one in people if issues_of(demo_store, one)} == {}
    for one in people:
        group = demo_store.get(MediationGroup, one.group)
        assert one.households == demo_store.get(Hamlet, group.hamlets[0]).households
        assert 50 < 100 * (one.votes or 0) / (one.households or 1) <= 100
        save(demo_store, one)


def test_the_election_of_the_demonstration_is_of_its_hamlet_and_of_its_mediators(demo_store: SqliteStore) -> None:
    held = next(demo_store.every(Election))
    assert held.households == demo_store.get(Hamlet, held.hamlet).households == 168
    assert max(one.votes or 0 for one in held.candidates) <= (held.present or 0) <= held.households
    members = list(demo_store.every(Mediator, Query(where={"group": held.group})))
    said = {(one.full_name, one.birth_year, one.votes) for one in held.candidates if one.elected}
    assert said == {(one.full_name, one.birth_year, one.votes) for one in members}
    assert {(one.elected_on, one.election_manner) for one in members} == {(held.held_on, held.manner)}
    assert issues_of(demo_store, held) == []


@pytest.mark.parametrize("kind", [MediationGroup, Hamlet, Election])
def test_nothing_else_of_mediations_frame_is_incomplete(
    demo_store: SqliteStore, kind: type[MediationGroup | Hamlet | Election]
) -> None:
    for one in demo_store.every(kind):
        assert [issue for issue in issues_of(demo_store, one) if issue.blocks] == []
