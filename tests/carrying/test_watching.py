"""Folders that something else carries: what is new is seen once it is whole, and received when somebody says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.records import MediationCase
from app.usecases import keys, receiving, states, syncing, watching
from app.usecases.records import save
from tests.carrying.conftest import World
from tests.sync.test_journey import case_of


def exported(world: World) -> Path:
    return syncing.export_bundle(world.commune, world.stick).file.path


@pytest.fixture
def share(world: World) -> Path:
    made = world.folder / "Thư mục chung"
    made.mkdir()
    return made


def test_a_bundle_is_new_until_it_is_received_and_its_receipt_until_it_is_taken_home(world: World) -> None:
    exported(world)
    province, commune = watching.Folder(world.stick), watching.Folder(world.stick)
    assert watching.news(world.commune, commune.look().found).words() == ""
    [new] = watching.news(world.province, province.look().found).new
    [taken] = watching.take(world.province, [new])
    assert taken.sound()
    assert len(world.province.ids(MediationCase)) == 15
    assert watching.news(world.province, province.look().found).new == ()
    [receipt] = watching.news(world.commune, commune.look().found).new
    assert receipt.path.name == taken.receipt_file
    assert watching.take(world.commune, [receipt])[0].words.startswith("Biên nhận số 1")
    assert states.summary(world.commune)["mediation_case"] == {"received": 15}
    assert watching.news(world.commune, commune.look().found).new == ()


def test_a_bundle_received_from_a_stick_is_not_new_in_a_folder(world: World, share: Path) -> None:
    file = exported(world)
    receiving.receive(world.province, file)
    shutil.copy(file, share / "dưới tên khác.stp")
    assert watching.news(world.province, watching.Folder(share).look().found).new == ()


def test_a_file_is_not_seen_before_its_last_byte_is_there(world: World, share: Path) -> None:
    whole = exported(world).read_bytes()
    folder, target = watching.Folder(share), share / "đang chép.stp"
    for length in (0, 10, 500, len(whole) - 1, len(whole) + 1):
        target.write_bytes((whole + b"\0")[:length])
        glance = folder.look()
        assert (glance.found, glance.unfinished, glance.fault) == ((), 1, "")
    target.write_bytes(b"\0" * len(whole))  # some programs reserve the room first
    assert folder.look().unfinished == 1
    target.write_bytes(whole)
    assert [found.path for found in folder.look().found] == [target]


def test_names_in_waiting_and_other_files_are_passed_over(world: World, share: Path) -> None:
    shutil.copy(exported(world), share / "99901-20261123-0007-p1of1.stp.part")
    (share / "ghi chú.txt").write_text("không phải gói")
    (share / "lạ.stp").write_text("cũng không phải gói")
    assert watching.Folder(share).look() == watching.Glance((), 1, "")


def test_a_sender_nobody_enrolled_is_told_and_not_received(world: World) -> None:
    exported(world)
    keys.revoke(world.province, keys.own_card(world.commune).key())
    news = watching.news(world.province, watching.Folder(world.stick).look().found)
    assert (len(news.new), len(news.strangers)) == (0, 1)
    assert news.words() == "Có 1 gói của nơi chưa ghi danh khóa: 99901."


def test_several_bundles_are_taken_in_the_order_of_their_making(world: World, share: Path) -> None:
    names = ["c.stp", "a.stp", "b.stp"]
    for name, matter in zip(names, ("noise", "loan", "other"), strict=True):
        case = case_of(world.commune)
        case.matter = matter
        save(world.commune, case)
        shutil.copy(exported(world), share / name)
    news = watching.news(world.province, watching.Folder(share).look().found)
    assert [found.path.name for found in news.new] == names
    assert news.words() == "Có 3 gói mới của xã Sen Vàng (hư cấu)."
    assert [one.file for one in watching.take(world.province, news.new)] == names
    assert case_of(world.province).matter == "other"


def test_a_damaged_bundle_is_told_and_the_next_one_taken(world: World, share: Path) -> None:
    first, second = exported(world), exported(world)
    spoilt = bytearray(first.read_bytes())
    spoilt[-3000] ^= 1
    (share / first.name).write_bytes(spoilt)
    shutil.copy(second, share)
    found = watching.news(world.province, watching.Folder(share).look().found).new
    bad, good = watching.take(world.province, found)
    assert (bad.received, good.sound()) == (None, True)
    assert "hỏng" in bad.words


def test_a_folder_that_cannot_be_reached_is_looked_for_less_and_less_often(tmp_path: Path) -> None:
    folder, pause, pauses = watching.Folder(tmp_path / "ổ mạng"), watching.SHORTEST, []
    for _ in range(7):
        glance = folder.look()
        assert "ổ mạng" in glance.fault
        pauses.append(pause := watching.pause_after(pause, glance))
    assert pauses == [40, 80, 160, 320, 600, 600, 600]
    (tmp_path / "ổ mạng").mkdir()
    assert watching.pause_after(pause, folder.look()) == watching.SHORTEST


def test_what_was_read_once_is_not_read_again_while_it_stays(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    file, read = exported(world), []
    head = watching.whole_head
    monkeypatch.setattr(watching, "whole_head", lambda path: read.append(path) or head(path))
    folder = watching.Folder(world.stick)
    for _ in range(3):
        folder.look()
    assert read == [file]
    file.write_bytes(file.read_bytes()[:-1])
    assert folder.look().unfinished == 1


def test_folders_to_watch_are_remembered(world: World, share: Path) -> None:
    for _ in range(2):
        watching.watch(world.province, share)
    assert watching.watched(world.province) == [share]
    watching.unwatch(world.province, share)
    assert watching.watched(world.province) == []
