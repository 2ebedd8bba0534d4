"""Histories of real registers: encrypted files, signed sticks, copies of folders, clocks that are wrong, three levels.

Fewer than in memory, where thousands are played; `SOTUPHAP_REAL=50` plays that many and says how often each thing
happened.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from app.records import Hamlet
from app.usecases import keys, syncing
from app.usecases.conflicts import open_conflicts
from tests.sync.conftest import dump, dump_home
from tests.sync.real_place import EVENTS, Place

REAL = int(os.environ.get("SOTUPHAP_REAL", "0"))
HISTORIES, STEPS = REAL or 2, 24
FIRED: Counter[str] = Counter()


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_real_registers_converge_and_lose_nothing(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place(tmp_path, random.Random(seed), monkeypatch)
    place.begin()
    for _ in range(STEPS):
        place.step(place.chance.choice(EVENTS))
    place.meet()
    clones = [pc for pc in place.pcs if pc.cloned]
    for one, two in (place.pcs[:2], place.pcs[2:4]):
        assert dump_home(one.store) == dump_home(two.store)
        assert {c.id for c in open_conflicts(one.store)} == {c.id for c in open_conflicts(two.store)}
        for office in place.offices if not place.restored and not clones else ():
            theirs = set(dump(office.store, one.unit))
            assert {line for line in dump(one.store, one.unit) if b'"t":"hamlet"' in line} <= theirs
    for pc in place.pcs:
        assert pc.store.notes("sent_bundle")[-1]["receipt"] is not None, "a receipt did not come home"
    if not place.restored:
        assert [words for words in place.typed if words not in everything(place)] == []
    place.close()
    FIRED.update(place.fired | {"histories": 1})
    if REAL and FIRED["histories"] == REAL:
        with capsys.disabled():
            lines = [f"{number:9,} {what}\n" for what, number in sorted(FIRED.items())]
            sys.stdout.write(f"\nReal registers:\n{''.join(lines)}")


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
    place.through(pc, middle=False)
    file = syncing.export_bundle(pc.store, place.stick()).file.path
    keys.revoke(place.province.store, keys.own_card_key(pc.store))
    place.receive(file, place.province)
    assert place.fired["refused: its key was withdrawn"] == 1
    assert dump(place.province.store, pc.unit) == []
    pc.store.set_setting("keys", None)
    keys.enroll(place.province.store, keys.card_file(pc.store)[1], checked_by="thử")
    place.receive(syncing.export_bundle(pc.store, place.stick()).file.path, place.province)
    assert len([line for line in dump(place.province.store, pc.unit) if b'"t":"hamlet"' in line]) == 1
    place.close()
