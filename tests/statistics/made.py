"""Facts made up for tests: cases, mediators and events with just what is counted, and strategies for many of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from app.records.catalogues import CASE_STATES, SCOPES
from app.records.catalogues_outreach import EVENT_FORMS, EVENT_STATES
from app.records.mediators import MediationGroup, Mediator, Training
from app.records.outreach import Broadcast, Cost, Material, OutreachEvent, Post, Propagandist, Speaker
from app.statistics.facts import CaseFact, Facts

START, END = date(2025, 6, 1), date(2027, 2, 1)
DAYS = st.dates(START, END)
GROUPS = ("g1", "g2", "g3")


def case(id: str = "c", **said: Any) -> CaseFact:
    """Return a case received on 10/03/2026 and still open, unless said otherwise."""
    usual = {"unit": "1", "group": "g1", "received_on": date(2026, 3, 10), "scope": "civil", "state": "in_progress"}
    return CaseFact(id=id, **{**usual, "ended_on": None, **said})


def group(id: str, **said: Any) -> MediationGroup:
    return MediationGroup(id=id, **{"unit": "1", "code": id.upper(), "name": f"Tổ {id}", **said})


def mediator(id: str, **said: Any) -> Mediator:
    usual = {"unit": "1", "full_name": id, "group": "g1", "sex": "male", "ethnicity": "kinh"}
    return Mediator(id=id, **{**usual, "recognised_on": date(2024, 1, 1), **said})


def propagandist(id: str, **said: Any) -> Propagandist:
    usual = {"unit": "1", "full_name": id, "sex": "female", "ethnicity": "khmer"}
    return Propagandist(id=id, **{**usual, "recognised_on": date(2024, 1, 1), **said})


def event(id: str = "e", **said: Any) -> OutreachEvent:
    """Return a direct event held on 20/05/2026 before 40 people, unless said otherwise."""
    usual = {"unit": "1", "form": "conference", "name": id, "state": "held", "direct": True, "attended": 40}
    return OutreachEvent(id=id, **{**usual, "starts_on": date(2026, 5, 20), **said})


@st.composite
def cases(draw: st.DrawFn) -> tuple[CaseFact, ...]:
    return tuple(draw(_case(f"c{n}")) for n in range(draw(st.integers(0, 12))))


@st.composite
def _case(draw: st.DrawFn, id: str) -> CaseFact:
    received = draw(DAYS)
    state = draw(st.sampled_from([code for code, _ in CASE_STATES]))
    closed = state in ("success", "failure", "out_of_scope", "refused")
    ended = received + timedelta(days=draw(st.integers(0, 200))) if closed else None
    scope = draw(st.sampled_from([code for code, _ in SCOPES]))
    if state in ("received", "out_of_scope"):
        scope = draw(st.sampled_from([scope, ""]))
    unit, led_by = draw(st.sampled_from(["1", "2"])), draw(st.sampled_from([*GROUPS, "gone"]))
    said = {"received_on": received, "group": led_by, "scope": scope, "state": state, "ended_on": ended}
    return CaseFact(id=id, unit=unit, **said)


@st.composite
def mediators(draw: st.DrawFn) -> tuple[Mediator, ...]:
    return tuple(draw(_mediator(f"m{n}")) for n in range(draw(st.integers(0, 8))))


@st.composite
def _mediator(draw: st.DrawFn, id: str) -> Mediator:
    return mediator(
        id,
        group=draw(st.sampled_from([*GROUPS, "gone"])),
        sex=draw(st.sampled_from(["male", "female"])),
        ethnicity=draw(st.sampled_from(["kinh", "khmer", "hoa"])),
        law_training=draw(st.sampled_from(["law", "none"])),
        recognised_on=draw(DAYS),
        left_on=draw(st.none() | DAYS),
    )


@st.composite
def events(draw: st.DrawFn) -> tuple[OutreachEvent, ...]:
    return tuple(draw(_event(f"e{n}")) for n in range(draw(st.integers(0, 10))))


@st.composite
def _event(draw: st.DrawFn, id: str) -> OutreachEvent:
    starts, attended = draw(DAYS), draw(st.integers(1, 200))
    women, minority = draw(st.integers(0, attended)), draw(st.integers(0, attended))
    amounts = st.integers(0, 900)
    return event(
        id,
        form=draw(st.sampled_from([code for code, _ in EVENT_FORMS])),
        state=draw(st.sampled_from([code for code, _ in EVENT_STATES])),
        counted=draw(st.booleans()),
        direct=draw(st.booleans()),
        starts_on=starts,
        ends_on=draw(st.none() | st.just(starts + timedelta(days=40))),
        attended=attended,
        women=women,
        men=attended - women,
        khmer=minority,
        speakers=[Speaker(propagandist=draw(st.sampled_from(["", "p1", "p2"])))],
        materials=[
            Material(
                kind=draw(st.sampled_from(["leaflet", "book", "disc", "banner"])),
                language=draw(st.sampled_from(["vietnamese", "khmer", "other"])),
                copies=draw(amounts),
                online=draw(st.booleans()),
            )
        ],
        broadcasts=[Broadcast(draw(st.none() | DAYS), times=draw(amounts))],
        posts=[Post(items=draw(amounts))],
        costs=[Cost(amount=draw(amounts), source=draw(st.sampled_from(["regular", "programme", "other"])))],
    )


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    people = draw(mediators())
    attended = tuple(one.id for one in people if draw(st.booleans()))
    return Facts(
        cases=draw(cases()),
        groups=tuple(group(one) for one in GROUPS),
        mediators=people,
        trainings=(Training(id="t", unit="1", held_on=draw(DAYS), subject="Bồi dưỡng", mediators=attended),),
        events=draw(events()),
        propagandists=(propagandist("p1"), propagandist("p2", left_on=date(2026, 8, 1))),
    )
