"""Wrong clocks between real registers, and lines that mean harm to the database."""

from __future__ import annotations

import time
import types

import pytest

from app.records import Hamlet
from app.usecases import receiving, syncing
from app.usecases.taking import Source, take
from app.versions import latest
from db import SqliteStore, change_log
from db.change_log import AHEAD
from tests.sync.conftest import World

DAY = 86_400 * 10**9


def shifted(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Let the program read a clock that is wrong by so many days."""
    wrong = types.SimpleNamespace(time_ns=lambda: time.time_ns() + days * DAY)
    monkeypatch.setattr(change_log, "time", wrong)


@pytest.mark.parametrize(("days", "flagged"), [(120, True), (2, True), (0, False), (-120, False)])
def test_a_clock_more_than_a_day_ahead_is_flagged_and_not_adopted(
    world: World, monkeypatch: pytest.MonkeyPatch, days: int, flagged: bool
) -> None:
    shifted(monkeypatch, days)
    hamlet = next(world.commune.every(Hamlet))
    hamlet.note = "ghi khi đồng hồ sai"  # one field only: the others keep the time of their making
    world.commune.put(hamlet)
    monkeypatch.undo()
    got = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert got.outcome is not None
    assert got.outcome.ahead is flagged
    assert got.outcome.refused == []
    assert world.province.log.hlc <= (time.time_ns() // 10**6 << 16) + AHEAD
    assert world.province.get(Hamlet, hamlet.id).note == "ghi khi đồng hồ sai"


def test_an_edit_over_a_value_of_the_future_stands_above_it_without_its_clock(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    shifted(monkeypatch, 120)
    hamlet = next(world.commune.every(Hamlet))
    hamlet.note = "ghi khi đồng hồ sai"
    world.commune.put(hamlet)
    monkeypatch.undo()
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    future = highest(world.province, hamlet.id)
    hamlet.note = "sửa khi đồng hồ đúng"
    world.province.put(hamlet)
    assert highest(world.province, hamlet.id) == future + 1
    assert world.province.log.hlc < future


def highest(store: SqliteStore, id: str) -> int:
    """Return the latest time at which any field of a hamlet was written."""
    return latest(store.known_rows(Hamlet, [id])[id].dots)


@pytest.mark.parametrize(
    "name", ['name" TEXT); DROP TABLE hamlet; --', "name = 'x' --", "_unit", "Name", "tên", "a" * 64, ""]
)
def test_a_field_whose_name_is_an_order_to_the_database_is_refused(world: World, name: str) -> None:
    one = "00000000-0000-7000-8000-000000000001"
    line = {"t": "hamlet", "id": one, "u": "99901", "vv": {"00000000000000aa-1": 1}}
    line |= {"dots": {"": "1.1.00000000000000aa-1"}, "draft": 0, "del": 0, "d": {"name": "Ấp", "kind": "ap", name: "x"}}
    count = "SELECT count(*) FROM hamlet"
    before = world.province.connection.execute(count).fetchone()[0]
    with world.province.atomic():
        outcome = take(world.province, Source("gói", "99901", "full"), [(1, line)])
    assert "không đúng dạng" in outcome.refused[0].reason
    assert world.province.find(Hamlet, one) is None
    assert world.province.connection.execute(count).fetchone()[0] == before
