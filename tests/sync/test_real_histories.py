"""Histories of real registers: encrypted files, signed sticks, copies of folders, clocks that are wrong.

Fewer than in memory, where thousands are played; `SOTUPHAP_REAL=50` plays that many.
"""

from __future__ import annotations

import os
import random
import shutil
import time
import types
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import pytest

from app.bundles.errors import BadBundle
from app.records import Hamlet, Office, Route
from app.records.office import Stop
from app.usecases import keys, peers, receiving, syncing
from app.usecases.conflicts import KEPT, LOST, decide, open_conflicts
from app.versions import dominates
from db import SqliteStore, create_register, open_register
from tests.sync.conftest import KEY, dump, dump_home

HISTORIES, STEPS = int(os.environ.get("SOTUPHAP_REAL", "2")), 24
UNITS = ("99901", "99902")
EVENTS = (
    *("edit",) * 4,
    "note",
    "delete",
    "new",
    "peer",
    "peer",
    "state",
    "carry",
    "carry",
    "lose",
    "decide",
    "restore",
    "clock",
)


@dataclass
class Pc:
    """A register in its folder, with the copy of how far it has written outside, and its clock's error in days."""

    home: Path
    unit: str
    store: SqliteStore
    days: int = 0


@dataclass
class Place:
    """Two communes of two PCs, a province, the sticks between them and everything that was typed."""

    root: Path
    chance: random.Random
    patch: pytest.MonkeyPatch
    pcs: list[Pc] = field(default_factory=list)
    sticks: list[tuple[Path, Pc, bool]] = field(default_factory=list)
    typed: set[str] = field(default_factory=set)
    restored: bool = False

    def begin(self) -> None:
        self.province = self._made("tỉnh", "92")
        self.province.store.put(Office(code="92", name="Sở Tư pháp thử", kind="province"))
        for unit in UNITS:
            one, two = (self._made(f"{unit} {name}", unit) for name in ("một", "hai"))
            self.pcs += [one, two]
            ours, above = (
                Office(code=unit, name=f"xã {unit}", kind="commune"),
                Office(code="92", name="Sở", kind="province"),
            )
            for record in (ours, above, Route(name="Tuyến", stops=[Stop(ours.id), Stop(above.id)])):
                one.store.put(record)
            one.store.put(Hamlet(name="Cũ", kind="ap"))
            peers.join(two.store, peers.pc_card_file(one.store, "Máy một")[1], checked_by="thử")
            peers.add_peer(one.store, peers.pc_card_file(two.store, "Máy hai")[1], checked_by="thử")
            self.receive(peers.export_peer(one.store, self.stick()).file.path, two)
            for pc in (one, two):
                keys.enroll(pc.store, keys.card_file(self.province.store)[1], checked_by="thử")
                keys.enroll(self.province.store, keys.card_file(pc.store)[1], checked_by="thử")

    def _made(self, name: str, unit: str) -> Pc:
        home = self.root / name
        (home / "sổ").mkdir(parents=True)
        return Pc(home, unit, create_register(home / "sổ", KEY, unit=unit, author=name, outside=home / "state"))

    def stick(self) -> Path:
        folder = self.root / f"USB {len(list(self.root.iterdir()))}"
        folder.mkdir()
        return folder

    def clock(self, pc: Pc) -> None:
        wrong = types.SimpleNamespace(time_ns=lambda: time.time_ns() + pc.days * 86_400 * 10**9)
        self.patch.setattr("db.change_log.time", wrong)

    def receive(self, file: Path, to: Pc) -> None:
        """Receive a file under another name; no vector may decrease."""
        renamed = self.stick() / "tên khác.stp"
        shutil.copy(file, renamed)
        self.clock(to)
        before = {row.id: row.vv for row in to.store.rows_after(Hamlet, 0)}
        receiving.receive(to.store, renamed)
        for row in to.store.rows_after(Hamlet, 0):
            assert row.id not in before or dominates(orjson.loads(row.vv), orjson.loads(before[row.id]))

    def step(self, event: str) -> None:
        pc = self.chance.choice(self.pcs)
        self.clock(pc)
        living = list(pc.store.every(Hamlet))
        if event in ("peer", "state"):
            write = peers.export_peer if event == "peer" else syncing.export_bundle
            self.sticks.append((write(pc.store, self.stick()).file.path, pc, event == "peer"))
        elif event in ("carry", "lose") and self.sticks:
            self._stick(event)
        elif event == "decide" and (waiting := open_conflicts(pc.store)):
            decide(pc.store, waiting[0], self.chance.choice((KEPT, LOST)))
        elif event == "clock":
            pc.days = self.chance.randint(-120, 120)
        elif event == "restore":
            self._restore(pc)
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

    def _stick(self, event: str) -> None:
        place = self.chance.randrange(len(self.sticks))
        if event == "lose":
            self.sticks.pop(place)
            return
        file, author, peer = self.sticks[place]
        others = [pc for pc in self.pcs if pc.unit == author.unit and pc is not author]
        self.receive(file, self.chance.choice(others) if peer else self.province)

    def _restore(self, pc: Pc) -> None:
        """Put an older copy of the folder back, or make one to be put back later."""
        copy = pc.home / "bản sao"
        pc.store.close()
        if copy.exists():
            shutil.rmtree(pc.home / "sổ")
            shutil.copytree(copy, pc.home / "sổ")
            self.restored = True
        else:
            shutil.copytree(pc.home / "sổ", copy)
        pc.store = open_register(pc.home / "sổ", KEY, outside=pc.home / "state")

    def meet(self) -> None:
        for one, two in (self.pcs[:2], self.pcs[2:]):
            for source, target in ((one, two), (two, one), (one, two)):
                self.clock(source)
                self.receive(peers.export_peer(source.store, self.stick()).file.path, target)
        for pc in self.pcs:
            self.clock(pc)
            self.receive(syncing.export_bundle(pc.store, self.stick(), full=True).file.path, self.province)

    def close(self) -> None:
        for pc in (*self.pcs, self.province):
            pc.store.close()


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_real_registers_converge_and_lose_nothing(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(tmp_path, random.Random(seed), monkeypatch)
    place.begin()
    for _ in range(STEPS):
        place.step(place.chance.choice(EVENTS))
    place.meet()
    for one, two in (place.pcs[:2], place.pcs[2:]):
        assert dump_home(one.store) == dump_home(two.store)
        assert {c.id for c in open_conflicts(one.store)} == {c.id for c in open_conflicts(two.store)}
        if not place.restored:
            theirs = set(dump(place.province.store, one.unit))
            assert {line for line in dump(one.store, one.unit) if b'"t":"hamlet"' in line} <= theirs
    if not place.restored:
        assert [words for words in place.typed if words not in everything(place)] == []
    place.close()


def everything(place: Place) -> str:
    """Return all that can be found: what stands, what waits in conflicts, what is in somebody's history."""
    stores = [pc.store for pc in place.pcs]
    said = [line.decode() for store in stores for line in dump_home(store)]
    lines = [
        line for store in stores for row in list(store.rows_after(Hamlet, 0)) for line in store.history(Hamlet, row.id)
    ]
    return "".join(said) + "".join(str(line.fields) for line in lines)


def test_a_withdrawn_key_is_refused_and_its_new_card_brings_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path, random.Random(0), monkeypatch)
    place.begin()
    pc = place.pcs[0]
    file = syncing.export_bundle(pc.store, place.stick()).file.path
    keys.revoke(place.province.store, keys.own_card_key(pc.store))
    with pytest.raises(BadBundle):
        place.receive(file, place.province)
    assert dump(place.province.store, pc.unit) == []
    pc.store.set_setting("keys", None)
    keys.enroll(place.province.store, keys.card_file(pc.store)[1], checked_by="thử")
    place.receive(syncing.export_bundle(pc.store, place.stick()).file.path, place.province)
    assert len([line for line in dump(place.province.store, pc.unit) if b'"t":"hamlet"' in line]) == 1
    place.close()
