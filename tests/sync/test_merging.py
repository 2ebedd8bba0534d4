"""Merging: the same end whatever the order and however often, and no unseen value lost in silence."""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass, field
from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bundles.merging import merge
from app.ports import Row
from app.versions import covers, dominates, fresh, stamped

FIELDS = ("a", "b", "c")
REPLICAS = ("aaaaaaaaaaaaaaaa-1", "bbbbbbbbbbbbbbbb-1", "cccccccccccccccc-1")


def row_of(values: dict[str, str], dot: str, level: str = "full") -> Row:
    vv, dots = fresh(dot)
    return Row("id", "31360", 0, 0, vv, dots, level, "{}", dict(values))


class Replica:
    """One PC: its state of one record and its counter; edits are stamped as the store stamps them."""

    def __init__(self, name: str, skew: int, start: Row) -> None:
        self.name, self.skew, self.seq, self._row = name, skew, 1, start
        self.conflicts: set[tuple[str, str]] = set()

    def state(self) -> Row:
        return self._row

    def edit(self, name: str, value: str, now: int) -> str:
        self.seq += 1
        dot = f"{now * 1000 + self.skew}.{self.seq}.{self.name}"
        vv, dots = stamped(self._row.vv, self._row.dots, [name], FIELDS, dot)
        self._row = dataclasses.replace(self._row, vv=vv, dots=dots, columns=self._row.columns | {name: value})
        return dot

    def receive(self, row: Row) -> None:
        before = orjson.loads(self._row.vv)
        merged = merge(self._row, row, FIELDS)
        self._row = merged.row
        self.conflicts |= {(clash.lost_dot, str(clash.lost)) for clash in merged.clashes}
        assert dominates(orjson.loads(self._row.vv), before), "a version vector never decreases"


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 2), st.sampled_from(FIELDS)),
        st.tuples(st.just("send"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.just("stale"), st.integers(0, 2), st.integers(0, 50)),
    ),
    max_size=25,
)


@dataclass
class Story:
    """What was written, by dot, and which earlier values of the same field its writer had seen."""

    replicas: list[Replica]
    written: dict[str, str] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=dict)
    sent: list[Row] = field(default_factory=list)

    def step(self, action: str, who: int, what: Any, now: int) -> None:
        replica = self.replicas[who]
        if action == "edit":
            vector = orjson.loads(replica.state().vv)
            before = {dot for dot, name in self.written.items() if name == what and covers(vector, dot)}
            dot = replica.edit(what, f"v{now}", now)
            self.written[dot], self.seen[dot] = what, before
        elif action == "send":
            self.sent.append(replica.state())
            self.replicas[what].receive(self.sent[-1])
        elif self.sent:
            replica.receive(self.sent[what % len(self.sent)])

    def meet(self) -> None:
        for _ in range(3):
            for one, other in itertools.permutations(self.replicas, 2):
                other.receive(one.state())

    def unfindable(self) -> list[str]:
        """Return the written values that stand nowhere: not kept, not in a conflict, not overwritten by one who saw."""
        kept = {dot for replica in self.replicas for dot in orjson.loads(replica.state().dots).values()}
        lost = {dot for replica in self.replicas for dot, _ in replica.conflicts}
        knowingly = set().union(*self.seen.values()) if self.seen else set()
        return [dot for dot in self.written if dot not in kept | lost | knowingly]


@settings(max_examples=150, deadline=None)
@given(steps=STEPS, skews=st.tuples(*[st.integers(-(10**10), 10**10)] * 3))
def test_replicas_converge_and_every_unseen_value_is_findable(
    steps: list[tuple[str, int, Any]], skews: tuple[int, int, int]
) -> None:
    start = row_of(dict.fromkeys(FIELDS, "0"), f"{10**14}.1.{REPLICAS[0]}")
    story = Story([Replica(name, skew, start) for name, skew in zip(REPLICAS, skews, strict=True)])
    for now, (action, who, what) in enumerate(steps, start=10**11):
        story.step(action, who, what, now)
    story.meet()
    states = [replica.state() for replica in story.replicas]
    assert len({(orjson.dumps(state.columns), state.vv, state.dots) for state in states}) == 1
    assert story.unfindable() == []


def test_an_older_state_changes_nothing() -> None:
    old = row_of({"a": "1", "b": "1", "c": "1"}, f"1000.1.{REPLICAS[0]}")
    vv, dots = stamped(old.vv, old.dots, ["a"], FIELDS, f"2000.2.{REPLICAS[0]}")
    new = dataclasses.replace(old, vv=vv, dots=dots, columns=old.columns | {"a": "2"})
    assert merge(new, old, FIELDS).changed is False
    taken = merge(old, new, FIELDS)
    assert taken.changed
    assert taken.row.columns["a"] == "2"
    assert not taken.clashes


def test_two_unseen_values_of_one_field_are_both_kept() -> None:
    base = row_of({"a": "1", "b": "1", "c": "1"}, f"1000.1.{REPLICAS[0]}")
    one = stamped(base.vv, base.dots, ["a"], FIELDS, f"2000.2.{REPLICAS[0]}")
    two = stamped(base.vv, base.dots, ["a"], FIELDS, f"3000.1.{REPLICAS[1]}")
    mine = dataclasses.replace(base, vv=one[0], dots=one[1], columns=base.columns | {"a": "mine"})
    theirs = dataclasses.replace(base, vv=two[0], dots=two[1], columns=base.columns | {"a": "theirs"})
    for left, right in ((mine, theirs), (theirs, mine)):
        merged = merge(left, right, FIELDS)
        assert merged.row.columns["a"] == "theirs"
        assert [(clash.kept, clash.lost) for clash in merged.clashes] == [("theirs", "mine")]


def test_deletion_against_an_edit_is_a_visible_conflict() -> None:
    base = row_of({"a": "1", "b": "1", "c": "1"}, f"1000.1.{REPLICAS[0]}")
    gone = stamped(base.vv, base.dots, ["_deleted"], FIELDS, f"2000.2.{REPLICAS[0]}")
    edit = stamped(base.vv, base.dots, ["a"], FIELDS, f"3000.1.{REPLICAS[1]}")
    deleted = dataclasses.replace(base, vv=gone[0], dots=gone[1], deleted=1)
    edited = dataclasses.replace(base, vv=edit[0], dots=edit[1], columns=base.columns | {"a": "2"})
    for left, right in ((deleted, edited), (edited, deleted)):
        merged = merge(left, right, FIELDS)
        assert (merged.row.deleted, merged.row.columns["a"]) == (1, "2")
        assert [(clash.field, clash.kept, clash.lost) for clash in merged.clashes] == [("_deleted", 1, 0)]
        assert (merged.clashes[0].kept_dot, merged.clashes[0].lost_dot) == (
            f"2000.2.{REPLICAS[0]}",
            f"3000.1.{REPLICAS[1]}",
        )


def test_deletion_of_what_the_other_had_not_touched_is_no_conflict() -> None:
    base = row_of({"a": "1", "b": "1", "c": "1"}, f"1000.1.{REPLICAS[0]}")
    gone = stamped(base.vv, base.dots, ["_deleted"], FIELDS, f"2000.2.{REPLICAS[1]}")
    deleted = dataclasses.replace(base, vv=gone[0], dots=gone[1], deleted=1)
    assert merge(base, deleted, FIELDS).clashes == []
    assert merge(deleted, base, FIELDS).clashes == []


def test_a_fuller_copy_of_the_same_state_fills_what_was_hidden() -> None:
    dot = f"1000.1.{REPLICAS[0]}"
    shown = row_of({"a": "1"}, dot, "deidentified")
    full = row_of({"a": "1", "b": "secret"}, dot, "full")
    assert merge(shown, full, FIELDS).row.columns == {"a": "1", "b": "secret"}
    assert merge(full, shown, FIELDS).changed is False
