"""A unit that we trust may send its own records and nobody else's: forged sticks of an enrolled neighbour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bundles.errors import BadBundle
from app.bundles.lines import write_line
from app.bundles.refusing import remedy_of
from app.ports import Row
from app.records import Hamlet, Office, Record, Route
from app.records.office import Stop
from app.usecases import keys, outgoing, receiving, syncing
from db import SqliteStore, create_register
from tests.sync.conftest import KEY, World, dump


@pytest.fixture
def neighbour(world: World, tmp_path: Path) -> Iterator[SqliteStore]:
    """Another commune that the province trusts as well."""
    folder = tmp_path / "xã bên"
    folder.mkdir()
    store = create_register(folder, KEY, unit="99902", author="Người bên")
    ours = Office(code="99902", name="xã Mận Đỏ", kind="commune")
    above = Office(code="92", name="Sở Tư pháp thử", kind="province")
    for record in (ours, above, Route(name="Tuyến", stops=[Stop(ours.id), Stop(above.id)])):
        store.put(record)
    store.put(Hamlet(name="Ấp bên", kind="ap"))
    keys.enroll(world.province, keys.card_file(store)[1], checked_by="Người nhận")
    keys.enroll(store, keys.card_file(world.province)[1], checked_by="Người bên")
    yield store
    store.close()


def forged(monkeypatch: pytest.MonkeyPatch, row: Row) -> None:
    """Let every hamlet that goes out go out as another row."""
    sound = write_line

    def line(kind: type[Record], own: Row, level: str) -> bytes:
        return sound(kind, row if kind is Hamlet else own, level)

    monkeypatch.setattr(outgoing, "write_line", line)


def theirs(world: World) -> Row:
    """Return a hamlet of the commune as the province has it, after a neighbour has changed and dated it upwards."""
    row = next(row for row in world.province.rows_after(Hamlet, 0, "99901"))
    vector = '{"00000000000000aa-1":9000}'
    dots = f'{{"":"{2_000_000_000_000 << 16}.9000.00000000000000aa-1"}}'
    return replace(row, vv=vector, dots=dots, columns=row.columns | {"name": "Đã bị đổi tên"})


@pytest.mark.parametrize(
    ("claimed", "reason"),
    [
        (lambda row: row, "hồ sơ thuộc đơn vị 99901, người gửi là 99902"),
        (lambda row: replace(row, unit="99902"), "mã hồ sơ này đã thuộc đơn vị 99901"),
    ],
    ids=["under its owner's name", "under the sender's own name"],
)
def test_an_enrolled_unit_cannot_change_anothers_record(
    world: World,
    neighbour: SqliteStore,
    monkeypatch: pytest.MonkeyPatch,
    claimed: Callable[[Row], Row],
    reason: str,
) -> None:
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    before = dump(world.province)
    forged(monkeypatch, claimed(theirs(world)))
    got = receiving.receive(world.province, syncing.export_bundle(neighbour, world.stick).file.path)
    assert got.outcome is not None
    assert got.receipt is not None
    assert [refused.reason for refused in got.outcome.refused] == [reason]
    assert [refused.reason for refused in got.receipt.refused] == [reason]
    assert [refused.remedy for refused in got.receipt.refused] == [remedy_of(reason)]
    assert "99901" in remedy_of(reason)
    assert dump(world.province) == before
    assert b"99902" in b"".join(dump(world.province, "99902")), "the rest of the stick is taken"
    monkeypatch.undo()
    again = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert again.outcome is not None
    assert again.outcome.refused == []
    assert dump(world.province) == before


def test_an_enrolled_unit_cannot_sign_a_stick_that_names_another(world: World, neighbour: SqliteStore) -> None:
    neighbour.unit = "99901"
    with pytest.raises(BadBundle, match="do đơn vị 99902 ký"):
        receiving.receive(world.province, syncing_from(neighbour, world.stick))
    assert dump(world.province) == []


def syncing_from(store: SqliteStore, stick: Path) -> Path:
    """Export as the unit that the register pretends to be."""
    ours = next(office for office in store.every(Office) if office.code == "99902")
    ours.code = "99901"
    store.put(ours)
    return syncing.export_bundle(store, stick).file.path
