"""Whatever leaves with names gets its hand-over sheet by itself: two copies, seven points, beside the register."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bundles.short_code import short_code
from app.ports import Query
from app.problems import Problem
from app.records import Route
from app.usecases import giving_back, peers, receiving, syncing
from app.usecases.hand_over import Carrier
from app.usecases.hand_over_sheets import FOLDER, write_sheet
from db import SqliteStore, create_register
from tests.sync.conftest import KEY, World
from tests.sync.test_papers import read

STICK = Carrier("TƯ PHÁP", "1A2B-3C4D")


def with_names(world: World) -> None:
    route = next(iter(world.commune.every(Route, Query())))
    route.level, route.level_reason = "full", "Sở yêu cầu (thử)"
    world.commune.put(route)


def pages_of(sheet: Path | None) -> list[str]:
    assert sheet is not None
    return read(sheet.read_bytes())


def test_a_bundle_with_names_gets_two_copies_of_its_sheet(world: World) -> None:
    with_names(world)
    sent = syncing.export_bundle(world.commune, world.stick, carrier=STICK)
    sheet = write_sheet(world.commune, sent.bundle, sent.level, world.folder / FOLDER)
    pages = pages_of(sheet)
    for page, copy in zip(pages, ("Bản 1: bên giao giữ", "Bản 2: bên nhận giữ"), strict=True):
        assert copy in page
        assert short_code(sent.bundle, sent.file.sha256) in page
        assert "TƯ PHÁP, số 1A2B-3C4D" in page
        assert all(f"{point}." in page for point in range(1, 8))
    assert not [file for file in world.stick.iterdir() if file.suffix == ".pdf"]


def test_a_bundle_without_names_needs_none(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    assert write_sheet(world.commune, sent.bundle, sent.level, world.folder / FOLDER) is None
    assert not (world.folder / FOLDER).exists()


@pytest.fixture
def second(world: World) -> SqliteStore:
    (world.folder / "máy hai").mkdir()
    made = create_register(world.folder / "máy hai", KEY, unit="99901", author="Mận")
    card = peers.pc_card_file(made, "Máy hai")[1]
    made.close()
    peers.add_peer(world.commune, card, checked_by="thử")
    return world.commune


def test_what_goes_to_another_pc_gets_a_sheet_each_time_and_none_is_written_over(
    world: World, second: SqliteStore
) -> None:
    folder = world.folder / FOLDER
    done = [peers.export_peer(second, world.stick) for _ in range(2)]
    sheets = [write_sheet(second, one.bundle, "full", folder) for one in done]
    again = write_sheet(second, done[0].bundle, "full", folder)
    assert [sheet and sheet.name for sheet in sheets] == [
        f"phieu-ban-giao-du-lieu-goi-99901-peer-{number}.pdf" for number in (1, 2)
    ]
    assert len({*sheets, again}) == 3
    assert "gói giữa các máy của đơn vị" in pages_of(sheets[0])[0]


def test_what_is_given_back_gets_a_sheet_of_the_office_that_gives(world: World) -> None:
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    given = giving_back.give_back(world.province, "99901", world.stick)
    pages = pages_of(write_sheet(world.province, given.bundle, "full", world.folder / FOLDER))
    assert len(pages) == 2
    assert "phần niêm phong trả lại" in pages[0]


def test_a_sheet_that_cannot_be_written_is_told(world: World, second: SqliteStore) -> None:
    (world.folder / "tệp").write_text("không phải thư mục", encoding="utf-8")
    done = peers.export_peer(second, world.stick)
    with pytest.raises(Problem, match="phiếu bàn giao") as told:
        write_sheet(second, done.bundle, "full", world.folder / "tệp" / FOLDER)
    assert "đã ghi xong" in told.value.remedy
