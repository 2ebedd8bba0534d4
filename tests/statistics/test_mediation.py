"""How mediation is counted: each rule by itself, and the golden figures of the fictional commune."""

from __future__ import annotations

from datetime import date

import pytest

from app.records.mediators import Training
from app.statistics.facts import Facts
from app.statistics.indicators import indicator
from app.statistics.indicators_mediation import outcome, success_rates
from app.statistics.periods import free_period, parse
from app.usecases import reporting
from db import SqliteStore
from tests.statistics.made import case, group, mediator

FIRST_HALF = parse("2026:SB6T")
TO_OCTOBER = parse("2026:SBN")


def value(name: str, facts: Facts, period=FIRST_HALF) -> int:  # type: ignore[no-untyped-def]
    return indicator(name).figure(facts, period).value


def ids(name: str, facts: Facts, period=FIRST_HALF) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    return indicator(name).figure(facts, period).ids


# --- golden figures ---------------------------------------------------------------------------------------------------

# Cut-off: received, by scope A B C D, success, failure, pending, success by scope A B C D, out of scope, both rates.
GOLDEN = {
    date(2026, 5, 31): ("9 2 4 2 1 6 2 1 2 2 1 1 0", "75,0 %", "66,7 %"),
    date(2026, 6, 30): ("10 3 4 2 1 7 2 1 2 3 1 1 0", "77,8 %", "70,0 %"),
    date(2026, 10, 31): ("13 4 6 2 1 10 2 1 4 4 1 1 1", "83,3 %", "76,9 %"),
    date(2026, 11, 23): ("14 4 6 3 1 10 2 2 4 4 1 1 1", "83,3 %", "71,4 %"),
}
_SCOPES = ("conflict", "civil", "family", "violation")
COLUMNS = (
    "received",
    *(f"scope.{scope}" for scope in _SCOPES),
    *("success", "failure", "pending"),
    *(f"success.{scope}" for scope in _SCOPES),
    "out_of_scope",
)


@pytest.mark.parametrize("cut_off", GOLDEN, ids=str)
def test_the_cases_of_the_fictional_commune_give_their_golden_figures(
    read_only_demo: SqliteStore, cut_off: date
) -> None:
    period = free_period(date(2026, 1, 1), cut_off)
    facts = reporting.facts(read_only_demo, period)
    numbers, of_ended, of_received = GOLDEN[cut_off]
    assert " ".join(str(value(f"mediation.{name}", facts, period)) for name in COLUMNS) == numbers
    assert list(success_rates(facts, period).values()) == [of_ended, of_received]


def test_the_roster_of_the_fictional_commune_gives_its_golden_figures(read_only_demo: SqliteStore) -> None:
    period = free_period(date(2026, 1, 1), date(2026, 11, 23))
    facts = reporting.facts(read_only_demo, period)
    named = (
        "mediation.groups",
        *(f"mediators.{x}" for x in ["all", "men", "women", "law", "not_law", "minority", "trained"]),
    )
    assert [value(name, facts, period) for name in named] == [5, 17, 10, 7, 2, 15, 8, 11]


# --- cases ------------------------------------------------------------------------------------------------------------


def test_a_case_belongs_to_the_period_of_its_receiving() -> None:
    facts = Facts(
        cases=(
            case("before", received_on=date(2025, 12, 31)),
            case("first", received_on=date(2026, 1, 1)),
            case("last", received_on=date(2026, 5, 31)),
            case("after", received_on=date(2026, 6, 1)),
        )
    )
    assert ids("mediation.received", facts) == ("first", "last")


@pytest.mark.parametrize(
    ("state", "ended_on", "then"),
    [
        ("success", date(2026, 5, 31), "success"),
        ("success", date(2026, 6, 1), "pending"),
        ("failure", date(2026, 5, 30), "failure"),
        ("failure", date(2026, 7, 1), "pending"),
        ("out_of_scope", date(2026, 5, 31), "out_of_scope"),
        ("out_of_scope", date(2026, 6, 2), "pending"),
        ("out_of_scope", None, "out_of_scope"),
        ("refused", None, "refused"),
        ("in_progress", None, "pending"),
        ("paused", None, "pending"),
        ("scope_asked", None, "pending"),
    ],
)
def test_the_outcome_is_the_one_of_the_cut_off(state: str, ended_on: date | None, then: str) -> None:
    one = case(state=state, ended_on=ended_on)
    assert outcome(one, FIRST_HALF.cut_off) == then
    assert value(f"mediation.{then}", Facts(cases=(one,))) == 1


def test_a_case_reopened_after_failure_is_open_whatever_day_it_carries() -> None:
    assert outcome(case(state="in_progress", ended_on=date(2026, 4, 1)), FIRST_HALF.cut_off) == "pending"


def test_what_was_not_mediated_is_told_apart_and_not_received() -> None:
    facts = Facts(cases=(case("a", state="out_of_scope", scope=""), case("b", state="refused"), case("c")))
    assert ids("mediation.received", facts) == ("c",)
    assert (value("mediation.out_of_scope", facts), value("mediation.refused", facts)) == (1, 1)
    assert value("mediation.scope.unknown", facts) == 0


def test_a_case_found_out_of_scope_later_counts_in_the_report_before_and_not_in_the_one_after() -> None:
    facts = Facts(cases=(case(state="out_of_scope", ended_on=date(2026, 7, 2)),))
    assert (value("mediation.received", facts), value("mediation.pending", facts)) == (1, 1)
    assert value("mediation.received", facts, TO_OCTOBER) == 0


def test_a_case_whose_scope_is_not_known_yet_has_its_own_column() -> None:
    facts = Facts(cases=(case(state="received", scope=""),))
    assert (value("mediation.received", facts), value("mediation.scope.unknown", facts)) == (1, 1)


def test_cases_carried_over_are_told_apart_with_their_outcome() -> None:
    said = {"received_on": date(2025, 11, 5)}
    facts = Facts(
        cases=(
            case("open", **said),
            case("won", state="success", ended_on=date(2026, 2, 1), **said),
            case("lost", state="failure", ended_on=date(2026, 9, 1), **said),
            case("ended on the first day", state="success", ended_on=date(2026, 1, 1), **said),
            case("ended before", state="success", ended_on=date(2025, 12, 31), **said),
            case("not mediated", state="out_of_scope", **said),
            case("new"),
        )
    )
    assert set(ids("mediation.carried_over", facts)) == {"open", "won", "lost", "ended on the first day"}
    assert set(ids("mediation.carried_over.success", facts)) == {"won", "ended on the first day"}
    assert set(ids("mediation.carried_over.pending", facts)) == {"open", "lost"}
    assert ids("mediation.received", facts) == ("new",)
    assert value("mediation.handled", facts) == 5


def test_rates_without_any_case_are_a_dash_and_never_a_division_by_nothing() -> None:
    assert set(success_rates(Facts(), FIRST_HALF).values()) == {"–"}


# --- the roster -------------------------------------------------------------------------------------------------------


def test_the_roster_is_that_of_the_cut_off_day() -> None:
    cut_off = FIRST_HALF.cut_off
    facts = Facts(
        mediators=(
            mediator("long since"),
            mediator("recognised on the day", recognised_on=cut_off),
            mediator("recognised later", recognised_on=date(2026, 6, 1)),
            mediator("left on the day", left_on=cut_off),
            mediator("left later", left_on=date(2026, 6, 1)),
        )
    )
    assert ids("mediators.all", facts) == ("long since", "recognised on the day", "left later")


def test_a_group_is_counted_from_its_founding_to_the_day_before_its_end() -> None:
    facts = Facts(
        groups=(
            group("old"),
            group("new", founded_on=date(2026, 6, 1)),
            group("gone", ended_on=date(2026, 5, 31), state="dissolved"),
        )
    )
    assert ids("mediation.groups", facts) == ("old",)
    assert ids("mediation.groups", facts, TO_OCTOBER) == ("old", "new")


def test_whoever_was_trained_twice_is_one_person_and_whoever_left_is_none() -> None:
    def training(id: str, on: date, *people: str) -> Training:
        return Training(id=id, held_on=on, subject="Bồi dưỡng", mediators=people)

    facts = Facts(
        mediators=(mediator("a"), mediator("b", left_on=date(2026, 5, 4)), mediator("c")),
        trainings=(
            training("t1", date(2026, 2, 1), "a", "b"),
            training("t2", date(2026, 5, 1), "a"),
            training("t3", date(2026, 6, 2), "c"),
            training("t4", date(2025, 12, 1), "c"),
        ),
    )
    assert ids("mediators.trained", facts) == ("a",)
