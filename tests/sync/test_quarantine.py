"""What an older program could not take waits, and is taken after the upgrade that understands it."""

from __future__ import annotations

import pytest

from app import upgrades
from app.bundles import lines
from app.records import Hamlet
from app.usecases import receiving, syncing
from app.usecases.quarantine import Retried, retry_quarantine
from tests.sync.conftest import World, dump


def received_by_an_older_program(world: World, monkeypatch: pytest.MonkeyPatch) -> int:
    """Let a province that knows no hamlets receive; return how many it put aside."""
    with monkeypatch.context() as older:
        older.delitem(lines._BY_TABLE, "hamlet")
        got = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
        assert got.outcome is not None
        assert retry_quarantine(world.province) == Retried(0, len(got.outcome.refused))
    return len(got.outcome.refused)


def test_lines_are_taken_after_the_upgrade_that_knows_them(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    aside = received_by_an_older_program(world, monkeypatch)
    assert aside == len(world.commune.ids(Hamlet)) == len(world.province.notes("quarantine"))
    assert retry_quarantine(world.province) == Retried(aside, 0)
    assert world.province.notes("quarantine") == []
    upgraded = dump(world.province)
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert dump(world.province) == upgraded
    assert len(world.province.ids(Hamlet)) == aside
    assert retry_quarantine(world.province) == Retried(0, 0)


def test_lines_of_an_older_form_are_raised_first(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    received_by_an_older_program(world, monkeypatch)
    monkeypatch.setattr(upgrades, "SCHEMA", 2)
    monkeypatch.setattr(upgrades, "STEPS", {2: lambda kind, data: data | {"note": f"nâng cấp {kind}"}})
    retry_quarantine(world.province)
    assert {one.note for one in world.province.every(Hamlet)} == {"nâng cấp hamlet"}


def test_what_is_still_wrong_waits_on_and_nothing_is_half_done(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    aside = received_by_an_older_program(world, monkeypatch)
    entry = world.province.notes("quarantine")[0]
    world.province.note("quarantine", entry | {"raw": entry["raw"].replace(b'"kind":"', b'"kind":"x')})
    assert retry_quarantine(world.province) == Retried(aside - 1, 1)
    assert [left["id"] for left in world.province.notes("quarantine")] == [entry["id"]]
    assert world.province.find(Hamlet, entry["id"]) is None


def test_a_record_of_another_unit_is_put_aside_whole(world: World) -> None:
    mine = next(world.commune.every(Hamlet))
    world.province.put(Hamlet(id=mine.id, name="Của tỉnh", kind="ap"))
    got = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert got.outcome is not None
    assert [refused.id for refused in got.outcome.refused] == [mine.id]
    (entry,) = world.province.notes("quarantine")
    assert mine.id.encode() in entry["raw"]
    assert retry_quarantine(world.province) == Retried(0, 1)
