"""Whatever happens to sticks, clocks, disks and keys, registers come to the same and nothing that was entered is lost.

`SOTUPHAP_HISTORIES=5000` plays that many of each kind: 10,000 were played once without a fault.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.sync.model_checks import check
from tests.sync.model_playing import play, step
from tests.sync.model_world import World

HISTORIES = int(os.environ.get("SOTUPHAP_HISTORIES", "0"))
WHO, WHAT = st.integers(0, 59), st.integers(0, 5039)
DAYS = st.integers(-120, 120)


class Offices(RuleBasedStateMachine):
    """Two communes of two PCs, a middle office and a province."""

    @initialize(skews=st.lists(st.one_of(st.just(0), DAYS), min_size=6, max_size=6))
    def begin(self, skews: list[int]) -> None:
        self.world = World.new(skews)
        self.world.make(self.world.pcs[0])
        self.world.make(self.world.pcs[2])

    @rule(what=st.sampled_from(("edit", "edit", "edit", "delete", "make", "decide")), who=WHO, which=WHAT)
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

    @rule(who=WHO)
    def new_keys_and_the_old_withdrawn(self, who: int) -> None:
        step(self.world, "rotate", who, 0)

    @rule(who=WHO, days=DAYS)
    def a_clock_goes_wrong(self, who: int, days: int) -> None:
        step(self.world, "clock", who, days + 120)

    @rule(what=st.sampled_from(("argue", "overtaken")), who=WHO, which=WHAT)
    def bad_luck(self, what: str, who: int, which: int) -> None:
        step(self.world, what, who, which)

    @rule(what=st.sampled_from(("forge", "twice")), who=WHO, which=WHAT)
    def a_stick_no_program_of_ours_writes(self, what: str, who: int, which: int) -> None:
        step(self.world, what, who, which)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            check(self.world)


def test_registers_converge_and_nothing_entered_is_lost_whatever_happens() -> None:
    few = settings(
        max_examples=HISTORIES or 40,
        stateful_step_count=40,
        derandomize=not HISTORIES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Offices, settings=few)


def test_registers_converge_in_histories_of_even_chance() -> None:
    for seed in range(HISTORIES or 80):
        play(seed)
