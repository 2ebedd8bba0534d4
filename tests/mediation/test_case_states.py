"""The life cycle of a case: every arrow of the table may be taken, any other is refused with the ways that are open."""

from __future__ import annotations

import itertools

import pytest

from app.problems import Problem
from app.records.case_states import ENDED, NOT_MEDIATED, OPEN, STEPS, check_step, may_become, next_states
from app.records.catalogues import CASE_STATES

STATES = [code for code, _ in CASE_STATES]
ARROWS = [(before, after) for before in STATES for after in STEPS[before]]
FORBIDDEN = [(a, b) for a, b in itertools.permutations(STATES, 2) if (a, b) not in ARROWS]


def test_every_state_has_its_steps_and_belongs_to_one_family() -> None:
    assert set(STEPS) == set(STATES)
    assert sorted([*OPEN, *ENDED, *NOT_MEDIATED]) == sorted(STATES)


@pytest.mark.parametrize(("before", "after"), ARROWS)
def test_an_arrow_of_the_table_may_be_taken(before: str, after: str) -> None:
    check_step("Vụ HG-2026-T01-01", before, after)
    assert after in next_states(before)
    assert STEPS[before][after].strip()


@pytest.mark.parametrize(("before", "after"), FORBIDDEN)
def test_any_other_arrow_is_refused_naming_the_case_and_both_states(before: str, after: str) -> None:
    words = dict(CASE_STATES)
    with pytest.raises(Problem) as refused:
        check_step("Vụ HG-2026-T01-01", before, after)
    assert refused.value.message.startswith("Vụ HG-2026-T01-01")
    assert words[before] in refused.value.message
    assert words[after] in refused.value.message
    assert refused.value.remedy


@pytest.mark.parametrize("state", STATES)
def test_staying_is_no_step(state: str) -> None:
    assert may_become(state, state)
