"""Two communes of two PCs, a middle office and a province in memory, and the sticks between them.

What each person has seen is kept here beside the vectors of the program, so that what the registers come to in the end
can be compared with what they should have come to.
"""

from __future__ import annotations

import types
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from app.bundles import lines, reading
from app.bundles.merging import Clash
from app.bundles.policy import DEIDENTIFIED, FULL
from app.records import BookLoan, Conflict
from app.usecases import conflicts, taking
from app.versions import read_dot
from db import change_log
from tests.sync import model_keys, model_post, model_relay
from tests.sync.model_post import File
from tests.sync.model_register import Register

FIELDS = ("condition", "reader", "moi")  # everybody sees the first, one is private, one only a newer program has
HOUR, DAY = 3_600_000, 86_400_000
START = 1_790_000_000_000  # milliseconds
FORGED, RECORD = {"copies": 9}, "00000000-0000-7000-8000-000000000000"
DOT = f"{START << 16}.1.{'f' * 16}-1"


@dataclass(frozen=True)
class Written:
    """A value somebody entered: where, what, and everything its writer had seen by then."""

    record: str
    field: str
    value: Any
    seen: frozenset[str]


@dataclass
class Pc:
    """A PC with its register, its clock's error and what its person has seen."""

    name: str
    register: Register
    skew: int = 0
    seen: frozenset[str] = frozenset()
    key: int = 0
    carried: set[int] = field(default_factory=set)  # where what it received lay among the sticks


@dataclass(frozen=True)
class Bundle:
    """What lies on a stick; `seen` goes with it when it is for another PC of the same unit."""

    unit: str
    level: str
    own: bool
    lines: tuple[bytes, ...]
    seen: frozenset[str]
    key: int


@dataclass(frozen=True)
class Saved:
    register: Register
    seen: frozenset[str]


@dataclass
class World:
    """Everybody, and every stick that has not been lost."""

    pcs: list[Pc] = field(default_factory=list)
    offices: list[Pc] = field(default_factory=list)
    sticks: list[Bundle | File] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)
    fired: Counter[str] = field(default_factory=Counter)
    saved: dict[str, Saved] = field(default_factory=dict)
    written: dict[str, Written] = field(default_factory=dict)
    revoked: set[int] = field(default_factory=set)
    now: int = START
    made: int = 0
    restored: bool = False
    relayed: bool = True  # whether files go through the middle office; else lines alone, which is fast

    @classmethod
    def new(cls, skews: Sequence[int], *, relayed: bool = True) -> World:
        """Return everybody with clocks that are wrong by so many days."""
        world = cls(relayed=relayed)
        world.pcs = [world._pc(unit, name) for unit in ("00101", "00102") for name in ("một", "hai")]
        world.offices = [world._pc("001", "huyện"), world._pc("00", "tỉnh")]
        for pc, skew in zip((*world.pcs, *world.offices), skews, strict=True):
            pc.skew = skew * DAY
        model_keys.introduce(world)
        return world

    def _pc(self, unit: str, name: str) -> Pc:
        pc = Pc(f"{unit} {name}", Register(unit, self._replica()), key=self._number())
        pc.register.new_name = self._next_name
        return pc

    def _next_name(self, register: Register) -> str:
        return self.renamed(register, int(register.replica.rpartition("-")[2]) + 1)

    def count(self, what: str) -> None:
        self.fired[what] += 1

    def _number(self) -> int:
        self.made += 1
        return self.made

    def _replica(self, incarnation: int = 1) -> str:
        return f"{self._number():016x}-{incarnation}"

    # --- what people do ---

    @contextmanager
    def clock_of(self, pc: Pc) -> Iterator[int]:
        """Let time pass and the program read it from this PC's clock."""
        self.now += HOUR
        shown = (self.now + pc.skew) * 1_000_000
        kept, change_log.time = change_log.time, types.SimpleNamespace(time_ns=lambda: shown)  # type: ignore[assignment]
        try:
            yield shown // 1_000_000
        finally:
            change_log.time = kept

    def make(self, pc: Pc) -> None:
        record = str(uuid.UUID(int=self._number() << 64 | 0x7000_8000_0000_0000_0000))
        columns = {"book": record, "lent_on": "2026-01-02", "copies": 1, "condition": f"c{self.made}"}
        with self.clock_of(pc):
            dot = pc.register.make(BookLoan, record, columns)
        self._note(pc, dot, "condition", record, columns["condition"])

    def edit(self, pc: Pc, record: str, name: str) -> None:
        """Enter a value nobody entered before, or turn the mark of deletion."""
        row = pc.register.of(BookLoan)[record]
        value = 1 - row.deleted if name == "_deleted" else f"v{self._number()}"
        with self.clock_of(pc):
            self._note(pc, pc.register.write(BookLoan, record, name, value), name, record, value)

    def decide(self, pc: Pc, *, lost: bool) -> None:
        """Let a person choose between two values, as the page of conflicts does."""
        waiting = sorted(one for one, row in pc.register.of(Conflict).items() if row.columns["decision"] == "open")
        if not waiting:
            return
        said = pc.register.of(Conflict)[waiting[0]].columns
        record, name = said["of_record"], said["field_name"]
        row = pc.register.of(BookLoan)[record]
        present = {**row.columns, **orjson.loads(row.extra), "_deleted": row.deleted}[name]
        value = orjson.loads(said["lost"]) if lost else present
        with self.clock_of(pc):
            self._note(pc, pc.register.write(BookLoan, record, name, value), name, record, value)
            pc.register.write(Conflict, waiting[0], "decision", "lost" if lost else "kept")

    def _note(self, pc: Pc, dot: str, name: str, record: str, value: Any) -> None:
        before = [old for old in pc.seen if (self.written[old].record, self.written[old].field) == (record, name)]
        assert all(read_dot(dot) > read_dot(old) for old in before), "an edit stands below what it writes over"
        self.written[dot] = Written(record, name, value, pc.seen)
        pc.seen |= {dot}

    # --- sticks ---

    def export(self, pc: Pc, *, peer: bool, level: str = FULL) -> Bundle:
        """Put down what goes to the other PCs, or straight to the province without what a file has around it."""
        kinds = (BookLoan, Conflict) if peer else (BookLoan,)
        said = [lines.write_line(kind, row, level) for kind in kinds for row in pc.register.of(kind).values()]
        bundle = Bundle(pc.register.unit, level, peer, tuple(said), pc.seen, pc.key)
        self.sticks.append(bundle)
        return bundle

    def meant_for(self, bundle: Bundle | File) -> list[Pc]:
        """Return who may take a bundle: the other PCs of its unit, or the province; of a file its readers."""
        if isinstance(bundle, File):
            return model_post.meant_for(self, bundle)
        if not bundle.own:
            return self.offices[1:]
        return [pc for pc in self.pcs if pc.register.unit == bundle.unit and pc.key != bundle.key]

    def carry(self, bundle: Bundle | File, to: Pc) -> None:
        """Receive a bundle; what a withdrawn key signed is refused whole."""
        self._count_order(bundle, to)
        if isinstance(bundle, File):
            model_post.carry(self, bundle, to)
            return
        if bundle.key in self.revoked:
            self.count("refused: its key was withdrawn")
            return
        outcome = self.take(bundle, to)
        assert outcome.refused == [], "what was sound was refused"
        again = self.take(bundle, to)
        assert (again.same, again.changed, again.new, again.clashes) == (len(bundle.lines), 0, {}, []), (
            "not the same again"
        )
        to.seen |= bundle.seen if bundle.own else frozenset()

    def _count_order(self, bundle: Bundle | File, to: Pc) -> None:
        """Count what comes once more, and what comes after something that was written later."""
        place = next((place for place, one in enumerate(self.sticks) if one is bundle), -1)
        self.fired["carried again"] += place in to.carried
        self.fired["carried after a later one"] += any(place < other for other in to.carried)
        to.carried.add(place)

    def glued(self, one: Bundle, other: Bundle) -> Bundle:
        """Return a bundle with the lines of two, as no program of ours writes."""
        return replace(one, lines=one.lines + other.lines, seen=one.seen | other.seen)

    def forge(self, pc: Pc, office: Pc, *, claimed: bool) -> None:
        """Let a unit send what is not its own: others' records, under their name or its own, and conflicts."""
        unit, vv = pc.register.unit, f'{{"{pc.register.replica}":{10**6}}}'
        rows = [row for row in office.register.of(BookLoan).values() if row.unit != unit]
        rows = [replace(row, unit=unit if claimed else row.unit, vv=vv, columns=row.columns | FORGED) for row in rows]
        rows += [] if claimed else [replace(row, unit="00199") for row in pc.register.of(BookLoan).values()]
        conflict = conflicts._row(unit, "book_loan", RECORD, Clash("condition", "a", DOT, "b", DOT))
        said = [lines.write_line(BookLoan, row, FULL) for row in rows] + [lines.write_line(Conflict, conflict, FULL)]
        before = {one: replace(row) for one, row in office.register.of(BookLoan).items()}
        outcome = self.take(Bundle(unit, FULL, False, tuple(said), frozenset(), pc.key), office)
        assert len(outcome.refused) == len(said), "what was not the sender's own was taken"
        assert office.register.of(BookLoan) == before, "a unit changed another's record"

    def take(self, bundle: Bundle, to: Pc) -> taking.Outcome:
        source = taking.Source("gói", bundle.unit, bundle.level, own=bundle.own)
        with self.clock_of(to) as shown:
            before = to.register.log.hlc
            outcome = taking.take(to.register, source, reading.read_lines(bundle.lines))  # type: ignore[arg-type]
        limit = self.limit(shown)
        assert to.register.log.hlc <= max(before, limit) + 1_000, "a clock a day ahead was adopted"
        dots = {dot for line in bundle.lines for dot in orjson.loads(line)["dots"].values()}
        ahead = any(read_dot(dot).hlc > limit for dot in dots)
        self.fired["a clock a day ahead"] += ahead
        assert outcome.ahead == ahead or outcome.refused, "a clock a day ahead was not flagged"
        return outcome

    def limit(self, shown: int) -> int:
        """Return the latest time that a clock which shows so many milliseconds believes."""
        return (shown << 16) + change_log.AHEAD

    # --- what befalls PCs and keys ---

    def save(self, pc: Pc) -> None:
        self.saved[pc.name] = Saved(pc.register.copied(pc.register.replica), pc.seen)

    def restore(self, pc: Pc) -> None:
        """Put an older copy in the place of a register; it takes a new name before it writes."""
        if pc.name in self.saved:
            older = self.saved[pc.name]
            pc.register, pc.seen = older.register.copied(self._next_name(pc.register)), older.seen
            self.restored = True

    def clone(self, pc: Pc) -> None:
        """Copy a register to another PC of the unit, which goes on under a new name."""
        if len(self.pcs) < 6:
            copy = pc.register.copied(self._next_name(pc.register))
            self.pcs.append(Pc(f"{pc.name} chép", copy, -pc.skew, pc.seen, self._number()))

    def renamed(self, _: Register, number: int) -> str:
        """Return the name under which a copy goes on writing."""
        return self._replica(number)

    def rotate(self, pc: Pc, why: str) -> None:
        """Give a PC new keys; whatever the old ones signed is refused by who has heard of it."""
        self.revoked.add(pc.key)
        pc.key = self._number()
        model_relay.new_keys(self, pc, why)

    # --- the end ---

    def meet(self) -> None:
        """Let every PC hear from every other of its unit until nothing is new."""
        for _ in range(3):
            for pc in self.pcs:
                bundle = self.export(pc, peer=True)
                for other in self.meant_for(bundle):
                    self.carry(bundle, other)

    def report(self, level: str) -> None:
        """Let the offices hear from everybody: of what is private through the middle office, else straight."""
        if level == FULL and self.relayed:
            model_relay.arrive(self)
            return
        for pc in self.pcs:
            bundle = self.export(pc, peer=False, level=level)
            for office in self.offices:
                self.carry(bundle, office)

    def units(self) -> list[list[Pc]]:
        return [[pc for pc in self.pcs if pc.register.unit == unit] for unit in ("00101", "00102")]


LEVELS = (DEIDENTIFIED, FULL)
