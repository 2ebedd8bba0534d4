"""Two communes of two PCs, a middle office and a province with real registers, the sticks between, what was typed."""

from __future__ import annotations

import random
import shutil
import time
import types
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import orjson
import pytest

from app.bundles.envelope import Head
from app.bundles.errors import BadBundle, UnknownSigner
from app.bundles.opening import head_of
from app.problems import Problem
from app.records import Hamlet, Office, Route
from app.usecases import key_change, keys, peers, receiving, relaying, routes, syncing
from app.usecases.conflicts import KEPT, LOST, decide, open_conflicts
from app.versions import dominates
from db import SqliteStore, create_register, open_register
from tests.sync.conftest import KEY

UNITS, MIDDLE, PROVINCE = ("99901", "99902"), "PTP", "92"
WAY = routes.Way(last=(PROVINCE, "Sở Tư pháp thử"), middle=(MIDDLE, "Phòng Tư pháp thử"))
EVENTS = (
    *("edit",) * 4,
    *("note", "delete", "new", "peer", "peer", "state", "carry", "carry", "lose", "decide", "clock"),
    *("restore", "clone", "relay", "relay", "post", "reroute", "rotate", "withdraw", "telephone", "office keys"),
)


@dataclass
class Pc:
    """A register in its folder, with the copy of how far it has written outside, and its clock's error in days."""

    home: Path
    unit: str
    store: SqliteStore
    days: int = 0
    cloned: bool = False  # it has the keys of another PC, which takes it for itself: it sends upwards alone


@dataclass
class Place:
    """Everybody, every stick that was not lost, everything that was typed, and how often each thing happened."""

    root: Path
    chance: random.Random
    patch: pytest.MonkeyPatch
    pcs: list[Pc] = field(default_factory=list)
    sticks: list[Path] = field(default_factory=list)
    typed: set[str] = field(default_factory=set)
    fired: Counter[str] = field(default_factory=Counter)
    restored: bool = False

    def begin(self) -> None:
        self.middle, self.province = self._made("phòng", MIDDLE), self._made("tỉnh", PROVINCE)
        self.offices = [self.middle, self.province]
        self.middle.store.put(Office(code=MIDDLE, name=WAY.middle[1], kind="middle"))
        self.province.store.put(Office(code=PROVINCE, name=WAY.last[1], kind="province"))
        routes.set_route(self.middle.store, routes.preset("two_levels"), WAY, valid=(None, None))
        for unit in UNITS:
            one, two = (self._made(f"{unit} {name}", unit) for name in ("một", "hai"))
            self.pcs += [one, two]
            one.store.put(Office(code=unit, name=f"xã {unit}", kind="commune"))
            self.through(one, middle=True)
            one.store.put(Hamlet(name="Cũ", kind="ap"))
            peers.join(two.store, peers.pc_card_file(one.store, "Máy một")[1], checked_by="thử")
            peers.add_peer(one.store, peers.pc_card_file(two.store, "Máy hai")[1], checked_by="thử")
            self.receive(peers.export_peer(one.store, self.stick()).file.path, two)
        self.acquaint()

    def _made(self, name: str, unit: str) -> Pc:
        home = self.root / name
        (home / "sổ").mkdir(parents=True)
        return Pc(home, unit, create_register(home / "sổ", KEY, unit=unit, author=name, outside=home / "state"))

    def everybody(self) -> list[Pc]:
        return [*self.pcs, *self.offices]

    def stick(self) -> Path:
        folder = self.root / f"USB {len(list(self.root.iterdir()))}"
        folder.mkdir()
        return folder

    def clock(self, pc: Pc) -> None:
        wrong = types.SimpleNamespace(time_ns=lambda: time.time_ns() + pc.days * 86_400 * 10**9)
        self.patch.setattr("db.change_log.time", wrong)

    # --- files --------------------------------------------------------------------------------------------------------

    def receive(self, file: Path, to: Pc) -> list[Path]:
        """Receive a file under another name and return what was written in answer; no vector may decrease."""
        folder = self.stick()
        renamed = folder / "tên khác.stp"
        shutil.copy(file, renamed)
        self.clock(to)
        head, before = head_of(file), {row.id: row.vv for row in to.store.rows_after(Hamlet, 0)}
        known = keys.trusted(to.store, head.signer)
        try:
            receiving.receive(to.store, renamed)
        except UnknownSigner:
            assert known is None, "a sound file was refused"
            self.fired["refused: its key was withdrawn"] += 1
        except BadBundle:
            assert self._of_another(head, to), "a sound file was refused"
        for row in to.store.rows_after(Hamlet, 0):
            assert row.id not in before or dominates(orjson.loads(row.vv), orjson.loads(before[row.id]))
        answers = [one for one in folder.glob("*.stp") if one != renamed]
        self.sticks += answers
        return answers

    def _of_another(self, head: Head, to: Pc) -> bool:
        """Tell whether a receipt may speak of what a restored or copied register knows nothing of."""
        return head.kind == "receipt" and (self.restored or to.cloned)

    def meant_for(self, file: Path) -> list[Pc]:
        """Return who can read a file; of two PCs with the same keys both."""
        to = head_of(file).to
        return [pc for pc in self.everybody() if any(keys.is_own_key(pc.store, key) for key in to)]

    def write(self, files: list[Path]) -> list[Path]:
        self.sticks += files
        return files

    def post(self) -> list[Path]:
        with suppress(Problem):  # nothing waits, or a card is lacking until somebody telephones
            return self.write([one.file.path for one in relaying.write_waiting(self.middle.store, self.stick())])
        return []

    def relay(self, pc: Pc, lost: int = 0) -> None:
        """Let a bundle go through the middle office and its receipt come home, unless a stick is lost on the way."""
        self.through(pc, middle=True)
        for file in self.write([syncing.export_bundle(pc.store, self.stick(), delta_above=0).file.path]):
            self.receive(file, self.middle)
        ups = [file for file in self.post() if self.province in self.meant_for(file)]
        for answer in [one for file in ups for one in self.receive(file, self.province)] if lost != 1 else ():
            self.receive(answer, self.middle)
        for file in self.post() if lost != 2 else ():
            for one in self.meant_for(file):
                self.receive(file, one)

    def through(self, pc: Pc, *, middle: bool) -> None:
        """Let a PC send through the middle office, or past it, from now on."""
        if len(routes.stops_after(pc.store, date.today())) == 1 + middle:  # noqa: DTZ011 (routes have calendar days)
            return
        for route in list(pc.store.every(Route)):
            pc.store.delete(route)
        self.clock(pc)
        routes.set_route(pc.store, routes.preset("three_levels" if middle else "two_levels"), WAY, valid=(None, None))

    # --- what happens -------------------------------------------------------------------------------------------------

    def step(self, event: str) -> None:
        pc = self.chance.choice(self.pcs)
        self.clock(pc)
        self.fired[event] += 1
        if event in ("edit", "note", "delete", "new", "decide"):
            self._desk(pc, event)
        elif event in ("peer", "state", "carry", "lose", "relay", "post", "reroute"):
            self._file(pc, event)
        elif event in ("rotate", "withdraw", "telephone", "office keys"):
            self._keys(pc, event)
        elif event == "clock":
            pc.days = self.chance.randint(-120, 120)
        else:
            (self._restore if event == "restore" else self._clone)(pc)

    def _desk(self, pc: Pc, event: str) -> None:
        living = list(pc.store.every(Hamlet))
        if event == "decide":
            if waiting := open_conflicts(pc.store):
                decide(pc.store, waiting[0], self.chance.choice((KEPT, LOST)))
        elif event == "new" or not living:
            self.type(pc, Hamlet(name="", kind="ap"), "name")
        elif event == "delete":
            pc.store.delete(self.chance.choice(living))
        else:
            self.type(pc, self.chance.choice(living), "note" if event == "note" else "name")

    def type(self, pc: Pc, hamlet: Hamlet, name: str) -> None:
        words = f"Chữ {len(self.typed)} của {pc.home.name}"
        self.typed.add(words)
        setattr(hamlet, name, words)
        pc.store.put(hamlet)

    def _file(self, pc: Pc, event: str) -> None:
        if event == "peer":
            if not pc.cloned and peers.peers(pc.store):
                self.write([peers.export_peer(pc.store, self.stick()).file.path])
        elif event == "state":
            self.write([syncing.export_bundle(pc.store, self.stick(), delta_above=0).file.path])
        elif event in ("carry", "lose"):
            self._stick(event)
        elif event == "relay":
            self.relay(pc, lost=self.chance.randrange(4))
        elif event == "post":
            self.post()
        else:
            self.through(pc, middle=self.chance.random() < 0.5)

    def _stick(self, event: str) -> None:
        if not self.sticks:
            return
        file = self.chance.choice(self.sticks)
        if event == "lose":
            self.sticks.remove(file)
        elif meant := self.meant_for(file):
            self.receive(file, self.chance.choice(meant))

    def _restore(self, pc: Pc) -> None:
        """Put an older copy of the folder back, or make one to be put back later."""
        copy = pc.home / "bản sao"
        pc.store.close()
        if copy.exists():
            shutil.rmtree(pc.home / "sổ")
            shutil.copytree(copy, pc.home / "sổ")
            self.restored = True
            self.fired["put back"] += 1
        else:
            shutil.copytree(pc.home / "sổ", copy)
        pc.store = open_register(pc.home / "sổ", KEY, outside=pc.home / "state")

    def _clone(self, pc: Pc) -> None:
        """Copy a register to another computer, where it goes on being written."""
        if len(self.pcs) > 4 or pc.cloned:
            return
        home = self.root / f"{pc.home.name} chép"
        pc.store.close()
        shutil.copytree(pc.home / "sổ", home / "sổ")
        pc.store = open_register(pc.home / "sổ", KEY, outside=pc.home / "state")
        made = Pc(home, pc.unit, open_register(home / "sổ", KEY, outside=home / "state"), -pc.days, cloned=True)
        assert made.store.replica != pc.store.replica
        self.pcs.append(made)

    # --- keys ---------------------------------------------------------------------------------------------------------

    def _keys(self, pc: Pc, event: str) -> None:
        if event == "telephone":
            self.acquaint()
        elif event == "withdraw":
            key = keys.own_card_key(pc.store)
            if keys.trusted(self.province.store, key):
                keys.revoke(self.province.store, key, "mất máy (thử)")
        else:
            of = pc if event == "rotate" else self.chance.choice(self.offices)
            why = self.chance.choice(tuple(key_change.REASONS)) if event == "rotate" else key_change.RENEWED
            self.write([file.path for file in key_change.replace_keys(of.store, self.stick(), why).files])

    def acquaint(self) -> None:
        """Telephone: whose key somebody withdrew makes new ones, then all know all cards they need."""
        for pc in self.pcs:
            if any(self._withdrawn(other, pc) for other in self.everybody()):
                key_change.replace_keys(pc.store, self.stick(), key_change.LEAKED)
        for one, other in self._pairs():
            card = keys.own_card_key(other.store)
            if keys.trusted(one.store, card) is None and not keys.is_own_key(one.store, card):
                role = keys.PEER if one.unit == other.unit else ""
                keys.enroll(one.store, keys.card_file(other.store)[1], checked_by="thử", role=role)

    def _pairs(self) -> Iterator[tuple[Pc, Pc]]:
        for one in self.everybody():
            for other in self.everybody():
                if one is not other and (one.unit == other.unit or one in self.offices or other in self.offices):
                    yield one, other

    def _withdrawn(self, other: Pc, pc: Pc) -> bool:
        rows = other.store.notes("enrolled_key", {"key": keys.own_card_key(pc.store)})
        return bool(rows and rows[0]["revoked_at"])

    # --- the end ------------------------------------------------------------------------------------------------------

    def meet(self) -> None:
        """Let the PCs of a unit hear from each other until nothing is new, the offices from all; receipts return."""
        self.acquaint()
        for pc in self.pcs:
            self.through(pc, middle=True)
        for one, two in (self.pcs[:2], self.pcs[2:4]):
            for source, target in ((one, two), (two, one), (one, two)):
                self.clock(source)
                self.receive(peers.export_peer(source.store, self.stick()).file.path, target)
        for pc in self.pcs:
            self.clock(pc)
            self.relay(pc)

    def close(self) -> None:
        for pc in self.everybody():
            pc.store.close()
