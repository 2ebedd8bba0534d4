"""Copies: of a register in use, read back before they get their name, to any folder that can take them."""

from __future__ import annotations

import errno
import random
import shutil
import threading
from pathlib import Path

import pytest

from app.problems import Problem
from app.records import MediationCase
from db import SqliteStore, backup, open_register
from db.driver import connect
from db.register import DATABASE
from tests.db.making import KEY, case, contents, hamlet
from tests.synthetic import fill


def copied(path: Path) -> set[str]:
    """Return the ids of the cases in a copy."""
    copy = connect(path, KEY)
    try:
        return {row[0] for row in copy.execute("SELECT id FROM mediation_case")}
    finally:
        copy.close()


def test_a_copy_has_everything_and_is_one_file(store: SqliteStore, tmp_path: Path) -> None:
    fill(store, 20)
    target = tmp_path / "sao lưu" / "bản 1.db"
    assert backup.copy_verified(store.connection, KEY, target) == target
    assert [path.name for path in target.parent.iterdir()] == ["bản 1.db"]
    opened = SqliteStore(connect(target, KEY), store.blobs, replica=store.replica, unit=store.unit)
    assert contents(opened) == contents(store)
    opened.close()
    assert [path.name for path in target.parent.iterdir()] == ["bản 1.db"]


def test_a_copy_made_while_somebody_writes_has_the_last_write_that_was_acknowledged(
    folder: Path, store: SqliteStore, tmp_path: Path
) -> None:
    written: list[str] = []
    enough = threading.Event()

    def write() -> None:
        mine = open_register(folder, KEY)
        while not enough.is_set():
            record = case(content=f"Việc {len(written)}")
            mine.put(record)
            written.append(record.id)
        mine.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(4):
            while len(written) < 10 * (number + 1):
                pass
            before = set(written)
            path = backup.copy_verified(store.connection, KEY, tmp_path / f"{number}.db")
            assert before <= copied(path)
    finally:
        enough.set()
        writer.join()


def test_the_last_write_is_in_the_copy_though_it_stands_only_in_the_log_of_the_database(
    folder: Path, store: SqliteStore, tmp_path: Path
) -> None:
    record = case()
    store.put(record)
    assert (folder / f"{DATABASE}-wal").stat().st_size > 0
    assert copied(backup.copy_verified(store.connection, KEY, tmp_path / "a.db")) == {record.id}


def test_a_flipped_bit_in_any_page_of_a_copy_is_noticed(store: SqliteStore, tmp_path: Path) -> None:
    path, chance = backup.copy_verified(store.connection, KEY, tmp_path / "a.db"), random.Random(2)
    whole = path.read_bytes()
    backup.verify_file(path, KEY)
    for page in chance.sample(range(len(whole) // 4096), 20):
        harmed = bytearray(whole)
        harmed[page * 4096 + chance.randrange(4096)] ^= 1 << chance.randrange(8)
        path.write_bytes(harmed)
        with pytest.raises(Problem) as caught:
            backup.verify_file(path, KEY)
        assert "hôi phục" in caught.value.remedy


@pytest.mark.parametrize("left", [0.3, 0.9, 0.9999])
def test_a_copy_cut_short_is_noticed(store: SqliteStore, tmp_path: Path, left: float) -> None:
    path = backup.copy_verified(store.connection, KEY, tmp_path / "a.db")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * left)])
    with pytest.raises(Problem):
        backup.verify_file(path, KEY)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ("UPDATE change SET note = 'x' WHERE seq = 1", "chuỗi nhật ký đứt ở dòng 1"),
        ("DELETE FROM change WHERE seq = 1", "chuỗi nhật ký đứt ở dòng 2"),
    ],
)
def test_a_register_whose_log_was_tampered_with_gives_no_copy(
    store: SqliteStore, tmp_path: Path, harm: str, words: str
) -> None:
    store.put(hamlet("Một"))
    store.put(hamlet("Hai"))
    store.connection.execute(harm)
    with pytest.raises(Problem, match=words):
        backup.copy_verified(store.connection, KEY, tmp_path / "a.db")
    assert list(tmp_path.glob("*.db*")) == []


NAMES = (
    "USB của Nguyễn Thị Đào",
    "thư mục  có   khoảng trắng",
    "ខ្មែរ",
    "dấu ' nháy \" và % # ? &",
    "/".join(["thư mục rất dài " + "x" * 40] * 5),
)


@pytest.mark.parametrize("name", NAMES)
def test_folders_may_have_any_name_and_length(store: SqliteStore, tmp_path: Path, name: str) -> None:
    store.put(case())
    target = tmp_path / name / "sổ.db"
    backup.copy_verified(store.connection, KEY, target)
    assert len(copied(target)) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_register_may_stand_in_such_a_folder_too(tmp_path: Path, name: str) -> None:
    from db import create_register

    folder = tmp_path / name
    folder.mkdir(parents=True)
    create_register(folder, KEY, unit="1").close()
    opened = open_register(folder, KEY)
    opened.put(case())
    assert len(opened.ids(MediationCase)) == 1
    opened.close()


def test_a_place_that_cannot_take_a_copy_is_said_so(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("đây là tệp, không phải thư mục", encoding="utf-8")
    with pytest.raises(Problem, match="Không ghi được bản sao lưu") as caught:
        backup.copy_verified(store.connection, KEY, tmp_path / "tệp" / "a.db")
    assert caught.value.remedy


def test_a_place_without_room_is_said_so_before_anything_is_written(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(tmp_path)._replace(free=100 * 1024)
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda _: full)
    with pytest.raises(Problem, match=r"Không đủ chỗ .* còn thiếu [\d.]+ KB. Chưa ghi gì") as caught:
        backup.copy_verified(store.connection, KEY, tmp_path / "usb" / "a.db")
    assert "Xóa bớt" in caught.value.remedy
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_place_that_may_only_be_read_is_said_in_our_words(
    store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Problem, match="nơi này chỉ cho đọc"):
        backup.copy_verified(store.connection, KEY, tmp_path / "usb" / "a.db")


def test_a_good_copy_of_before_is_not_lost_when_the_next_one_fails(store: SqliteStore, tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    store.put(hamlet())
    backup.copy_verified(store.connection, KEY, target)
    before = target.read_bytes()
    store.connection.execute("UPDATE change SET note = 'x'")
    with pytest.raises(Problem):
        backup.copy_verified(store.connection, KEY, target)
    assert target.read_bytes() == before
    assert not target.with_name("a.db.part").exists()


def test_leftovers_of_a_copy_cut_short_do_not_stand_in_the_way(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "a.db.part").write_bytes("nửa chừng".encode() * 1000)
    backup.copy_verified(store.connection, KEY, tmp_path / "a.db")
    assert [path.name for path in tmp_path.glob("a.db*")] == ["a.db"]
