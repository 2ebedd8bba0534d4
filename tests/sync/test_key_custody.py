"""Copies of the receiving office's keys: two people hold them, each pair of file and code alone gives the keys back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from app.bundles import recovery
from app.bundles.errors import BadBundle
from app.bundles.key_copies import read_copy
from app.problems import Problem
from app.usecases import key_custody, keys, printing, receiving, syncing
from app.usecases.demonstration import load_receiver
from app.usecases.key_change import RENEWED, WITHDRAWN, replace_keys
from app.usecases.key_custody import custodians, forget, hand_copy, lacking, take_copy
from app.usecases.key_reminders import YEARS, reminders
from app.usecases.keys import KEYS_MADE
from app.usecases.printing import Selection, print_form
from db import SqliteStore, create_register
from tests.sync.conftest import KEY, World

TODAY = date(2026, 11, 25)


@pytest.fixture
def fresh(world: World) -> Iterator[SqliteStore]:
    """The province's new PC after a fire: a register without a past."""
    (world.folder / "Sở mới").mkdir()
    made = create_register(world.folder / "Sở mới", KEY, unit="92", author="Người nhận")
    load_receiver(made)
    yield made
    made.close()


def test_a_burnt_receiving_office_reads_on_with_the_copy_of_one_custodian(world: World, fresh: SqliteStore) -> None:
    on_its_way = syncing.export_bundle(world.commune, world.stick)
    for name in ("Lý Thị Giữ (thử)", "Trần Văn Cất (thử)"):
        handed = hand_copy(world.province, name, world.stick)
    key = keys.own_card_key(world.province)
    assert take_copy(fresh, handed.file.path.read_bytes(), handed.code) == key == keys.own_card_key(fresh)
    keys.enroll(fresh, keys.card_file(world.commune)[1], checked_by="thử")
    got = receiving.receive(fresh, on_its_way.file.path)
    assert got.receipt_file is not None
    assert receiving.receive(world.commune, got.receipt_file.path).acknowledged is not None


def test_former_keys_are_in_the_copy_too(world: World, fresh: SqliteStore) -> None:
    on_its_way = syncing.export_bundle(world.commune, world.stick)
    replace_keys(world.province, world.stick, RENEWED)
    handed = hand_copy(world.province, "Lý Thị Giữ (thử)", world.stick)
    take_copy(fresh, handed.file.path.read_bytes(), handed.code)
    keys.enroll(fresh, keys.card_file(world.commune)[1], checked_by="thử")
    assert receiving.receive(fresh, on_its_way.file.path).receipt is not None


def test_a_copy_opens_with_its_own_code_alone(world: World, fresh: SqliteStore) -> None:
    handed = hand_copy(world.province, "Lý Thị Giữ (thử)", world.stick)
    other = hand_copy(world.province, "Trần Văn Cất (thử)", world.stick)
    data = handed.file.path.read_bytes()
    for code in (other.code, recovery.new_code(), "ABC"):
        with pytest.raises(Problem):
            take_copy(fresh, data, code)
    for spoiled in (data[:-1], b"", data[:60] + b"x" + data[61:]):
        with pytest.raises(BadBundle):
            read_copy(spoiled, handed.code)
    assert b"AGE-SECRET-KEY" not in data


def test_a_copy_of_another_office_or_a_register_in_use_is_refused(world: World) -> None:
    handed = hand_copy(world.province, "Lý Thị Giữ (thử)", world.stick)
    with pytest.raises(Problem, match="đơn vị 92"):
        take_copy(world.commune, handed.file.path.read_bytes(), handed.code)
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    with pytest.raises(Problem, match="đã gửi hoặc nhận"):
        take_copy(world.province, handed.file.path.read_bytes(), handed.code)


def test_two_people_are_wanted_and_after_a_change_of_keys_again(world: World) -> None:
    assert lacking(world.province) == 2
    hand_copy(world.province, "Lý Thị Giữ (thử)", world.stick)
    hand_copy(world.province, "Lý Thị Giữ (thử)", world.stick)
    assert lacking(world.province) == 1
    hand_copy(world.province, "Trần Văn Cất (thử)", world.stick)
    assert lacking(world.province) == 0
    forget(world.province, next(row for row in custodians(world.province) if "Cất" in row["name"]))
    assert lacking(world.province) == 1
    replace_keys(world.province, world.stick, RENEWED)
    assert lacking(world.province) == 2
    assert [row["present"] for row in custodians(world.province)] == [False, False]


def test_nobody_is_noted_whose_copy_could_not_be_written(world: World) -> None:
    with pytest.raises(Problem):
        hand_copy(world.province, "Lý Thị Giữ (thử)", world.folder / "không có")
    with pytest.raises(Problem, match="tên"):
        hand_copy(world.province, "  ", world.stick)
    assert key_custody.custodians(world.province) == []


def test_the_printed_sheet_names_who_holds_a_copy_and_never_the_code(world: World) -> None:
    handed = hand_copy(world.province, "Lý Thị Giữ (thử)", world.stick)
    data = print_form(world.province, "bien-ban-giu-khoa", Selection(), ".docx")
    from io import BytesIO

    from docx import Document

    words = "\n".join(cell.text for table in Document(BytesIO(data)).tables for row in table.rows for cell in row.cells)
    assert "Lý Thị Giữ (thử)" in words
    assert handed.file.path.name in words
    assert handed.code[:5] not in words
    assert "bien-ban-giu-khoa" in {form.id for form in printing.registers()}


# --- what is asked of people in time ----------------------------------------------------------------------------------


def test_an_old_key_is_told_a_month_before_and_after(world: World) -> None:
    store = world.commune
    store.set_setting(KEYS_MADE, "2024-12-20T08:00:00+00:00")
    assert "đến hạn đổi ngày 20/12/2026" in reminders(store, TODAY)[0]
    assert reminders(store, date(2026, 11, 1)) == []
    assert "quá hạn đổi từ ngày 20/12/2026" in reminders(store, date(2027, 1, 5))[0]
    store.set_setting(YEARS, 0)
    assert reminders(store, date(2036, 1, 5)) == []


def test_cards_of_others_grow_old_too(world: World) -> None:
    row = world.commune.notes("enrolled_key")[0]
    world.commune.note("enrolled_key", row | {"at": "2020-02-29T08:00:00+00:00"})
    (said,) = reminders(world.commune, date.fromisoformat(world.commune.setting(KEYS_MADE)[:10]) + timedelta(days=1))
    assert "xin thẻ mới: " in said


def test_a_receiving_office_is_told_that_custodians_are_lacking_and_whoever_that_its_key_is_withdrawn(
    world: World,
) -> None:
    today = date.fromisoformat(world.province.setting(KEYS_MADE)[:10])
    assert reminders(world.province, today) == ["Khóa của nơi nhận cần hai người giữ bản sao; còn thiếu 2 người."]
    world.commune.set_setting(WITHDRAWN, {"at": "", "why": "mất USB (thử)"})
    assert "mất USB (thử)" in reminders(world.commune, today)[0]
