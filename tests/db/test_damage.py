"""A wrong key, a file cut short, a flipped bit: a Problem with a remedy, and the file stays as it is."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from app.ports import Query
from app.problems import Problem
from app.records import KINDS
from db import SqliteStore, backup, open_register
from db.register import DATABASE
from tests.db.making import KEY
from tests.synthetic import fill

# --- keys and damage ---


def test_a_wrong_key_is_said_so_and_nothing_changes(folder: Path) -> None:
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(Problem) as caught:
        open_register(folder, bytes(32))
    assert "mật khẩu không khớp" in caught.value.message
    assert caught.value.remedy
    assert (folder / DATABASE).read_bytes() == before


@pytest.mark.parametrize("left", [0, 100, 4096, 5000])
def test_a_file_cut_short_is_no_register(folder: Path, left: int) -> None:
    whole = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(whole[:left])
    with pytest.raises(Problem) as caught:
        open_register(folder, KEY)
    assert caught.value.remedy.startswith(("Khôi phục", "Kiểm tra"))
    assert (folder / DATABASE).read_bytes() == whole[:left]


def test_a_register_whose_making_was_cut_short_is_not_taken_for_one(folder: Path) -> None:
    opened = open_register(folder, KEY)
    opened.connection.execute("DELETE FROM setting WHERE name = 'replica'")
    opened.close()
    with pytest.raises(Problem, match="tạo dở dang"):
        open_register(folder, KEY)


def test_a_flipped_bit_in_any_page_is_noticed_and_only_ever_a_problem(folder: Path) -> None:
    opened = open_register(folder, KEY)
    fill(opened, 60)
    opened.close()
    whole, chance = (folder / DATABASE).read_bytes(), random.Random(5)
    pages = range(len(whole) // 4096)
    for page in chance.sample(pages, 15):
        harmed = bytearray(whole)
        harmed[page * 4096 + chance.randrange(4096)] ^= 1 << chance.randrange(8)
        (folder / DATABASE).write_bytes(harmed)
        assert _noticed(folder), f"page {page}"


def _noticed(folder: Path) -> bool:
    """Open, read and check; anything but a Problem is a fault of ours and ends the test."""
    try:
        opened = open_register(folder, KEY)
    except Problem:
        return True
    try:
        return _refused(lambda: backup.verify(opened.connection)) and (_read_through(opened) or True)
    finally:
        opened.close()


def _read_through(store: SqliteStore) -> bool:
    def read() -> None:
        for kind in KINDS:
            for record in store.every(kind):
                store.history(kind, record.id)
            store.ids(kind, Query(text="nguyen"))
            store.labels(kind.table)

    return _refused(read)


def _refused(act: Callable[[], None]) -> bool:
    try:
        act()
    except Problem:
        return True
    return False
