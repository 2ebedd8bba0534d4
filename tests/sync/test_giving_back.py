"""A burnt PC costs nothing: the province gives the sealed part back, and only the code on paper opens it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from app.bundles import recovery
from app.bundles.errors import BadBundle, UnknownSigner
from app.bundles.opening import open_envelope
from app.problems import Problem
from app.records import MediationCase, Office
from app.records.units import Unit
from app.usecases import giving_back, keys, peers, receiving, syncing
from app.usecases.founding import Founding, found
from app.usecases.office import own_office
from app.usecases.records import save
from db import SqliteStore, create_register
from tests.sync.conftest import KEY, World, dump_home


@pytest.fixture
def fresh(world: World) -> Iterator[SqliteStore]:
    """The commune's new PC: a register with nothing in it, known to the province by telephone."""
    folder = world.folder / "máy mới"
    folder.mkdir()
    made = create_register(folder, KEY, unit="99901", author="Người thử")
    keys.enroll(made, keys.card_file(world.province)[1], checked_by="thử")
    keys.enroll(world.province, peers.pc_card_file(made, "Máy mới")[1], checked_by="thử")
    yield made
    made.close()


def sent(world: World) -> list[bytes]:
    """Send everything, a draft too, to the province; return what the commune had at that moment."""
    save(world.commune, MediationCase(content="Vụ chưa xong"), as_draft=True)
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    return dump_home(world.commune)


def test_every_record_comes_back_as_it_was_at_the_last_export(world: World, fresh: SqliteStore) -> None:
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    was = sent(world)
    save(world.commune, MediationCase(content="Nhập sau lần xuất cuối"), as_draft=True)
    given = giving_back.give_back(world.province, "99901", world.stick)
    outcome = giving_back.restore_from_sealed(fresh, given.file.path, world.code)
    assert dump_home(fresh) == was
    assert outcome.refused == []
    assert outcome.accepted() == len(was)
    again = giving_back.restore_from_sealed(fresh, given.file.path, world.code)
    assert (again.accepted(), again.same) == (0, len(was))
    assert dump_home(fresh) == was
    back = receiving.receive(world.province, syncing.export_bundle(fresh, world.stick).file.path)
    assert back.receipt is not None
    assert back.receipt.same == back.receipt.sent


def test_an_older_part_that_comes_late_does_not_push_out_the_newer(world: World, fresh: SqliteStore) -> None:
    old = syncing.export_bundle(world.commune, world.stick).file.path
    was = sent(world)
    receiving.receive(world.province, old)
    given = giving_back.give_back(world.province, "99901", world.stick)
    giving_back.restore_from_sealed(fresh, given.file.path, world.code)
    assert dump_home(fresh) == was


def test_the_province_cannot_read_what_it_gives_back(world: World, fresh: SqliteStore) -> None:
    sent(world)
    kept = world.province.notes("sealed_part")[0]["data"]
    theirs = pyrage.x25519.Identity.from_str(keys.own_keys(world.province).read)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(kept, [theirs])
    given = giving_back.give_back(world.province, "99901", world.stick)
    with pytest.raises(BadBundle, match="nơi khác"):
        open_envelope(
            given.file.path, keys.own_keys(world.province), lambda _: keys.own_card(world.province), practice=False
        )
    ours = pyrage.x25519.Identity.from_str(keys.own_keys(fresh).read)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(kept, [ours])


def test_only_the_right_code_opens_it_and_a_wrong_one_changes_nothing(world: World, fresh: SqliteStore) -> None:
    sent(world)
    given = giving_back.give_back(world.province, "99901", world.stick)
    for code in (recovery.new_code(), "ABC"):
        with pytest.raises(Problem):
            giving_back.restore_from_sealed(fresh, given.file.path, code)
    assert dump_home(fresh) == []


def test_it_is_written_for_the_new_card_alone(world: World, fresh: SqliteStore) -> None:
    sent(world)
    given = giving_back.give_back(world.province, "99901", world.stick)
    assert given.card.key() == keys.own_card_key(fresh)
    with pytest.raises(BadBundle, match="nơi khác"):
        giving_back.restore_from_sealed(world.commune, given.file.path, world.code)


def test_other_files_are_not_taken_for_it_nor_it_for_others(world: World, fresh: SqliteStore) -> None:
    sent(world)
    given = giving_back.give_back(world.province, "99901", world.stick)
    with pytest.raises(BadBundle, match="niêm phong"):
        receiving.receive(fresh, given.file.path)
    with pytest.raises(Problem, match="Chưa từng nhận"):
        giving_back.give_back(world.province, "99902", world.stick)
    bundle = syncing.export_bundle(world.commune, world.stick).file.path
    with pytest.raises(BadBundle, match="không phải phần niêm phong"):
        giving_back.restore_from_sealed(world.province, bundle, world.code)
    keys.revoke(fresh, keys.own_card_key(world.province))
    with pytest.raises(UnknownSigner):
        giving_back.restore_from_sealed(fresh, given.file.path, world.code)


def test_what_the_first_run_wrote_gives_way_to_the_office_that_comes_back(world: World, fresh: SqliteStore) -> None:
    found(fresh, Founding(Unit("99901", "xã Sen Vàng", "commune", "92", "tỉnh thử")))
    sent(world)
    given = giving_back.give_back(world.province, "99901", world.stick)
    giving_back.restore_from_sealed(fresh, given.file.path, world.code)
    assert own_office(fresh) == own_office(world.commune)
    assert {office.id for office in fresh.every(Office)} == {office.id for office in world.commune.every(Office)}


def test_work_done_before_the_part_came_back_stays(world: World, fresh: SqliteStore, tmp_path: Path) -> None:
    was = sent(world)
    early = MediationCase(content="Nhập trong lúc chờ", draft=True)
    fresh.put(early)
    given = giving_back.give_back(world.province, "99901", world.stick)
    giving_back.restore_from_sealed(fresh, given.file.path, world.code)
    assert set(dump_home(fresh)) > set(was)
    assert fresh.get(MediationCase, early.id).content == "Nhập trong lúc chờ"
