"""Whatever happens to sticks, clocks, disks and keys, registers come to the same and nothing that was entered is lost.

`SOTUPHAP_HISTORIES=6000` plays that many of each kind and says how often each thing happened: so many that Hypothesis
chose were played once without a fault.
"""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.sync.model_checks import check
from tests.sync.model_playing import EVENTS, FIRED, play, step
from tests.sync.model_world import World

HISTORIES = int(os.environ.get("SOTUPHAP_HISTORIES", "0"))
WHO, WHAT = st.integers(0, 59), st.integers(0, 5039)
DAYS = st.integers(-120, 120)
MUST_HAPPEN = (
    *("carried again", "carried after a later one", "refused: its key was withdrawn", "a clock a day ahead"),
    *("letter taken: state", "letter taken: receipt", "letter taken: keys", "letter kept for others"),
    *("a conflict waits", "a delta went"),
)


class Offices(RuleBasedStateMachine):
    """Two communes of two PCs, a middle office and a province."""

    @initialize(skews=st.lists(st.one_of(st.just(0), DAYS), min_size=6, max_size=6))
    def begin(self, skews: list[int]) -> None:
        self.world = World.new(skews)
        self.world.make(self.world.pcs[0])
        self.world.make(self.world.pcs[2])

    @rule(who=WHO, which=WHAT)
    def a_field_is_edited(self, who: int, which: int) -> None:
        step(self.world, "edit", who, which)

    @rule(what=st.sampled_from(("edit", "delete", "make", "decide")), who=WHO, which=WHAT)
    def at_the_desk(self, what: str, who: int, which: int) -> None:
        step(self.world, what, who, which)

    @rule(what=st.sampled_from(("peer", "state")), who=WHO, which=WHAT)
    def write_a_stick(self, what: str, who: int, which: int) -> None:
        step(self.world, what, who, which)

    @rule(who=WHO, which=WHAT)
    def carry_a_stick_anywhere_again_or_late(self, who: int, which: int) -> None:
        step(self.world, "carry", who, which)

    @rule(which=WHAT)
    def lose_a_stick(self, which: int) -> None:
        step(self.world, "lose", 0, which)

    @rule(what=st.sampled_from(("save", "restore", "clone")), who=WHO)
    def a_disk(self, what: str, who: int) -> None:
        step(self.world, what, who, 0)

    @rule(what=st.sampled_from(("send", "relay", "post", "reroute")), who=WHO, which=WHAT)
    def files_go_through_the_middle_office_or_past_it(self, what: str, who: int, which: int) -> None:
        step(self.world, what, who, which)

    @rule(what=st.sampled_from(("rotate", "office keys", "withdraw", "telephone")), who=WHO, which=WHAT)
    def keys_are_changed_withdrawn_and_compared(self, what: str, who: int, which: int) -> None:
        step(self.world, what, who, which)

    @rule(who=WHO, days=DAYS)
    def a_clock_goes_wrong(self, who: int, days: int) -> None:
        step(self.world, "clock", who, days + 120)

    @rule(what=st.sampled_from(("argue", "overtaken")), who=WHO, which=WHAT)
    def bad_luck(self, what: str, who: int, which: int) -> None:
        step(self.world, what, who, which)

    @rule(what=st.sampled_from(("forge", "twice", "tamper")), who=WHO, which=WHAT)
    def a_stick_no_program_of_ours_writes(self, what: str, who: int, which: int) -> None:
        step(self.world, what, who, which)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            check(self.world)
            FIRED.update(self.world.fired)


def test_registers_converge_and_nothing_entered_is_lost_whatever_happens(capsys: pytest.CaptureFixture[str]) -> None:
    FIRED.clear()
    few = settings(
        max_examples=HISTORIES or 20,
        stateful_step_count=40,
        derandomize=not HISTORIES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Offices, settings=few)
    _say(capsys, "chosen by Hypothesis")


def test_registers_converge_in_histories_of_even_chance(capsys: pytest.CaptureFixture[str]) -> None:
    FIRED.clear()
    failed: list[str] = []
    for seed in range(HISTORIES or 40):
        try:
            play(seed)
        except AssertionError as error:
            failed.append(f"history {seed}: {error}")
    assert failed == []
    _say(capsys, "of even chance")
    assert [event for event in (*EVENTS, *MUST_HAPPEN) if not FIRED[event]] == []


def _say(capsys: pytest.CaptureFixture[str], how: str) -> None:
    """Print how often each thing happened, after a long run."""
    if HISTORIES:
        with capsys.disabled():
            lines = [f"{number:9,} {what}\n" for what, number in sorted(FIRED.items())]
            sys.stdout.write(f"\n{HISTORIES} histories {how}:\n{''.join(lines)}")
