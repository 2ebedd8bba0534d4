"""Every arrow between the states of an event, and every arrow that is not there."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from app.ports import Query
from app.problems import Problem
from app.records import Hamlet, OutreachEvent
from app.records.catalogues_outreach import EVENT_STATES
from app.records.event_states import next_states
from app.usecases import outreach
from app.usecases.records import save
from db import SqliteStore
from tests.outreach.events import aired, held

STATES = [code for code, _ in EVENT_STATES]
ARROWS = {
    ("planned", "invited"),
    ("planned", "held"),
    ("planned", "postponed"),
    ("planned", "cancelled"),
    ("invited", "held"),
    ("invited", "postponed"),
    ("invited", "cancelled"),
    ("held", "closed"),
    ("postponed", "planned"),
    ("postponed", "invited"),
    ("postponed", "held"),
    ("postponed", "cancelled"),
    ("cancelled", "planned"),
}


def test_an_event_goes_only_where_an_arrow_leads(store: SqliteStore) -> None:
    for before, after in product(STATES, STATES):
        event = held(state=before, name=f"{before} {after}")
        save(store, event)
        event.state = after
        if (before, after) in ARROWS or (before == after != "closed"):
            save(store, event)
            assert store.get(OutreachEvent, event.id).state == after
        else:
            with pytest.raises(Problem, match="đã chốt" if before == "closed" else "không chuyển thẳng"):
                save(store, event)


def test_the_table_lists_the_arrows() -> None:
    assert {(before, after) for before in STATES for after in next_states(before)} == ARROWS


def test_a_state_entered_by_mistake_is_mended_with_a_reason(store: SqliteStore) -> None:
    event = held()
    save(store, event)
    event.state = "planned"
    save(store, event, correction="Chưa diễn ra")
    assert store.history(OutreachEvent, event.id)[0].note == "Chưa diễn ra"
    event.state = "held"
    save(store, event)
    assert store.get(OutreachEvent, event.id).state == "held"


def test_a_new_event_may_be_entered_in_any_state_as_it_stands_on_paper(store: SqliteStore) -> None:
    for state in STATES:
        save(store, held(state=state, name=f"Hoạt động {state}"))
    assert {event.state for event in store.every(OutreachEvent)} == set(STATES)


def test_an_event_is_planned_again_on_other_days_without_what_it_brought(store: SqliteStore) -> None:
    store.put(Hamlet(id="a", name="Chợ Cũ", kind="ap"))
    event = aired(task_code="NV12", hamlets=("a",), outcome="Tốt", code="PB-1")
    save(store, event)
    days = [event.starts_on + timedelta(weeks=week) for week in range(5) if event.starts_on]
    assert outreach.repeat(store, event, days).count == 4
    assert outreach.repeat(store, event, days).count == 0
    made = [e for e in store.every(OutreachEvent, Query(order="starts_on")) if e.id != event.id]
    assert [e.starts_on for e in made] == days[1:]
    again = made[0]
    assert (again.state, again.code, again.outcome, again.task_code, again.hamlets) == (
        "planned",
        "",
        "",
        "NV12",
        ("a",),
    )
    assert [(b.title, b.times, b.approved_by, b.aired_on) for b in again.broadcasts] == [("Bài", None, "", days[1])]
    assert list(again.issues()) == []
