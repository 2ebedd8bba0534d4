"""Before a folder is taken it is told what would come, unit by unit; nothing is kept of the look."""

from __future__ import annotations

import pytest

from app.problems import Problem
from app.records import MediationCase
from app.usecases import keys, receiving, syncing
from app.usecases.foreseeing import by_unit, foresee_folder, summed_up
from app.usecases.receiving_many import receive_folder
from tests.sync.conftest import World, dump


def test_what_is_foreseen_is_what_then_happens_and_the_look_keeps_nothing(world: World) -> None:
    syncing.export_bundle(world.commune, world.stick)
    sent = syncing.export_bundle(world.commune, world.stick)
    (world.stick / "hong.stp").write_bytes(b"khong phai goi")
    seen = foresee_folder(world.province, world.stick)
    assert dump(world.province) == []
    assert world.province.notes("received_bundle") == world.province.notes("quarantine") == []
    units = {one.unit: one for one in by_unit(seen)}
    total = sum(sent.counts.values())
    assert (units["99901"].files, units["99901"].new, units["99901"].same) == (2, total, total)
    assert units[""].faulty == 1
    assert f"{total} hồ sơ mới" in summed_up(list(units.values()))
    taken = receive_folder(world.province, world.stick)
    assert {one.file: one.words for one in taken} == {one.file: one.words for one in seen}
    assert len(world.province.ids(MediationCase)) == 15


def test_a_stranger_is_told_as_one(world: World) -> None:
    syncing.export_bundle(world.commune, world.stick)
    keys.revoke(world.province, keys.own_card_key(world.commune))
    (one,) = foresee_folder(world.province, world.stick)
    assert one.stranger
    assert "chưa được ghi danh" in one.words


def test_a_folder_with_nothing_for_us_says_so(world: World) -> None:
    syncing.export_bundle(world.commune, world.stick)
    with pytest.raises(Problem, match="Không thấy gói nào gửi cho đơn vị này"):
        foresee_folder(world.commune, world.stick)


def test_a_receipt_is_told_as_one_and_not_as_no_records(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    receiving.receive(world.province, sent.file.path)
    said = summed_up(by_unit(foresee_folder(world.commune, world.stick)))
    assert said == "1 tệp của 1 đơn vị: 1 biên nhận."


def test_a_damaged_file_is_told_by_the_name_of_the_unit_whose_key_it_names(world: World) -> None:
    path = syncing.export_bundle(world.commune, world.stick).file.path
    path.write_bytes(path.read_bytes()[:-5])
    (unit,) = by_unit(foresee_folder(world.province, world.stick))
    assert (unit.name, unit.faulty) == (keys.own_card(world.commune).name, 1)
    assert [one.unit_name for one in receive_folder(world.province, world.stick)] == [unit.name]
    keys.revoke(world.province, keys.own_card_key(world.commune))
    (unit,) = by_unit(foresee_folder(world.province, world.stick))
    assert unit.name == "99901"
