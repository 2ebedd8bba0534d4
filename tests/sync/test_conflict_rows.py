"""Conflicts as rows that travel: three replicas come to the same ones, and no value is lost in silence."""

from __future__ import annotations

import dataclasses
import itertools
import os
from dataclasses import dataclass, field

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bundles.merging import merge
from app.declaring import fields_of
from app.ports import Row
from app.records.conflicts import Conflict
from app.usecases.conflicts import _row, conflict_id
from app.versions import MARKS, covers, dominates, fresh, spread, stamped

EXAMPLES = int(os.environ.get("SOTUPHAP_EXAMPLES", "150"))
FIELDS, CONFLICT = ("a", "b"), tuple(fields_of(Conflict))
Bundle = tuple[Row, dict[str, Row]]


@dataclass
class Replica:
    """One PC: its state of one record, the conflicts it knows, its counter and its clock."""

    name: str
    skew: int
    row: Row
    conflicts: dict[str, Row] = field(default_factory=dict)
    seq: int = 1

    def dot(self, now: int) -> str:
        self.seq += 1
        return f"{now * 1000 + self.skew}.{self.seq}.{self.name}"

    def write(self, name: str, value: str | int, now: int) -> str:
        dot = self.dot(now)
        vv, dots = stamped(self.row.vv, self.row.dots, [name], FIELDS, dot)
        columns = self.row.columns if name == "_deleted" else self.row.columns | {name: value}
        deleted = int(value) if name == "_deleted" else self.row.deleted
        self.row = dataclasses.replace(self.row, vv=vv, dots=dots, deleted=deleted, columns=columns)
        return dot

    def decide(self, now: int, *, lost: bool) -> tuple[str, str]:
        waiting = sorted(one for one, row in self.conflicts.items() if row.columns["decision"] == "open")
        if not waiting:
            return "", ""
        row = self.conflicts[waiting[0]]
        name = row.columns["field_name"]
        present = self.row.deleted if name == "_deleted" else self.row.columns[name]
        dot = self.write(name, orjson.loads(row.columns["lost"]) if lost else present, now)
        vv, dots = stamped(row.vv, row.dots, ["decision"], CONFLICT, self.dot(now))
        columns = row.columns | {"decision": "lost" if lost else "kept"}
        self.conflicts[waiting[0]] = dataclasses.replace(row, vv=vv, dots=dots, columns=columns)
        return dot, name

    def state(self) -> Bundle:
        return self.row, dict(self.conflicts)

    def receive(self, bundle: Bundle) -> None:
        theirs, conflicts = bundle
        before = orjson.loads(self.row.vv)
        merged = merge(self.row, theirs, FIELDS)
        self.row = merged.row
        assert dominates(orjson.loads(self.row.vv), before)
        for row in (*conflicts.values(), *(_row("31360", "hamlet", "id", clash) for clash in merged.clashes)):
            mine = self.conflicts.get(row.id)
            self.conflicts[row.id] = merge(mine, row, CONFLICT).row if mine else row


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("edit", "edit", "delete", "revive", "send", "send", "stale", "decide")),
        st.integers(0, 2),
        st.integers(0, 50),
    ),
    max_size=30,
)


@dataclass
class Story:
    """What was written: by dot, the field and the dots of that field its writer had seen."""

    replicas: list[Replica]
    written: dict[str, tuple[str, set[str]]] = field(default_factory=dict)
    sent: list[Bundle] = field(default_factory=list)

    def step(self, action: str, who: int, what: int, now: int) -> None:
        replica = self.replicas[who]
        if action == "send":
            self.sent.append(replica.state())
            self.replicas[what % 3].receive(self.sent[-1])
        elif action == "stale" and self.sent:
            replica.receive(self.sent[what % len(self.sent)])
        elif action != "stale":
            self.write(replica, action, what, now)

    def write(self, replica: Replica, action: str, what: int, now: int) -> None:
        vector = orjson.loads(replica.row.vv)
        dot, name = self.change(replica, action, what, now)
        if dot:
            before = {old for old, (other, _) in self.written.items() if other == name and covers(vector, old)}
            self.written[dot] = (name, before)

    def change(self, replica: Replica, action: str, what: int, now: int) -> tuple[str, str]:
        if action == "edit":
            name = FIELDS[what % 2]
            return replica.write(name, f"v{now}", now), name
        if action == "decide":
            return replica.decide(now, lost=bool(what % 2))
        value = int(action == "delete")
        return ("", "") if replica.row.deleted == value else (replica.write("_deleted", value, now), "_deleted")

    def meet(self) -> None:
        for _ in range(3):
            for one, other in itertools.permutations(self.replicas, 2):
                other.receive(one.state())


@settings(max_examples=EXAMPLES, deadline=None)
@given(steps=STEPS, skews=st.tuples(*[st.integers(-(10**10), 10**10)] * 3))
def test_three_replicas_keep_the_same_conflicts_and_lose_nothing(
    steps: list[tuple[str, int, int]], skews: tuple[int, int, int]
) -> None:
    names = [f"{letter * 16}-1" for letter in "abc"]
    vv, dots = fresh(f"{10**14}.1.{names[0]}")
    start = Row("id", "31360", 0, 0, vv, dots, "full", "{}", dict.fromkeys(FIELDS, "0"))
    story = Story([Replica(name, skew, start) for name, skew in zip(names, skews, strict=True)])
    for now, (action, who, what) in enumerate(steps, start=10**11):
        story.step(action, who, what, now)
    story.meet()
    assert len({everything(replica) for replica in story.replicas}) == 1
    assert unfindable(story.replicas[0], story.written) == []


def everything(replica: Replica) -> bytes:
    rows = [replica.row, *(replica.conflicts[one] for one in sorted(replica.conflicts))]
    return orjson.dumps([vars_of(row) for row in rows])


def vars_of(row: Row) -> list[object]:
    return [row.id, row.deleted, row.vv, row.dots, row.columns]


def unfindable(replica: Replica, written: dict[str, tuple[str, set[str]]]) -> list[str]:
    """Return the written values that neither stand, nor wait in a conflict, nor were overwritten knowingly."""
    kept = set(spread(orjson.loads(replica.row.dots), [*FIELDS, *MARKS]).values())
    waiting = {row.columns["lost_dot"] for row in replica.conflicts.values()}
    known = set().union(*(seen for _, seen in written.values())) if written else set()
    values = {dot for dot, (name, _) in written.items() if name != "_deleted"}  # deletions say no value of their own
    return sorted(values - kept - waiting - known)


def test_whoever_meets_a_clash_names_it_alike() -> None:
    one = conflict_id("record", "field", "2000.2.aaaaaaaaaaaaaaaa-1")
    assert one == conflict_id("record", "field", "2000.2.aaaaaaaaaaaaaaaa-1")
    assert one[14] == "8"
    assert one[19] in "89ab"
    assert one != conflict_id("record", "field", "2000.3.aaaaaaaaaaaaaaaa-1")
