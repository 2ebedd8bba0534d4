"""What the disk, the folder and other programs do to a register: a Problem with a remedy, and nothing changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.problems import Problem
from app.records import Hamlet, MediationCase
from db import SqliteStore, backup, create_register, open_register
from db.driver import Error, OperationalError
from db.faults import explained
from tests.db.making import KEY, UNIT, case, contents, hamlet, sound

posix = pytest.mark.skipif(sys.platform == "win32", reason="folders are protected in another way there")


def blamed(problem: Problem, words: str) -> None:
    assert words in problem.message
    assert problem.remedy.endswith(".")


# --- folders ---


@contextmanager
def _protected(folder: Path) -> Iterator[None]:
    """Take the right to write from a folder and its files; the superuser becomes nobody for the while."""
    for path in (folder, *folder.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    superuser = os.geteuid() == 0
    if superuser:
        os.seteuid(65534)
    try:
        yield
    finally:
        if superuser:
            os.seteuid(0)
        for path in (folder, *folder.iterdir()):
            path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that nobody can reach, too: pytest's own lie behind a door."""
    folder = Path(tempfile.mkdtemp(prefix="sổ "))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@posix
def test_a_folder_that_may_only_be_read_is_said_so_and_nothing_changes(open_folder: Path) -> None:
    made = create_register(open_folder, KEY, unit=UNIT)
    made.put(hamlet())
    made.close()
    before = {path.name: path.read_bytes() for path in open_folder.iterdir()}
    with _protected(open_folder), pytest.raises(Problem) as caught:
        open_register(open_folder, KEY).put(hamlet())
    assert "đọc" in caught.value.message or "mở" in caught.value.message
    assert caught.value.remedy
    assert {path.name: path.read_bytes() for path in open_folder.iterdir()} == before


@posix
def test_no_register_is_made_where_nothing_may_be_written(open_folder: Path) -> None:
    with _protected(open_folder), pytest.raises(Problem) as caught:
        create_register(open_folder, KEY, unit=UNIT)
    assert caught.value.remedy
    assert list(open_folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        create_register(tmp_path / "không có", KEY, unit=UNIT)
    blamed(caught.value, "Không mở được tệp sổ")


# --- full disks ---


def test_a_full_disk_is_said_so_and_the_register_stays_as_it_was(store: SqliteStore) -> None:
    store.put(case())
    before = contents(store)
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(Problem) as caught:
        store.put(case(content="x" * 50_000))
    blamed(caught.value, "đầy")
    assert contents(store) == before
    store.connection.execute("PRAGMA max_page_count = 1000000")
    store.put(case(content="x" * 50_000))
    assert sound(store)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where one may be mounted."""
    disk = tmp_path / "đĩa nhỏ"
    disk.mkdir()
    made = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_on_a_disk_that_fills_up_no_write_is_half_done(small_disk: Path) -> None:
    made = create_register(small_disk, KEY, unit=UNIT)
    acknowledged: list[int] = []
    with pytest.raises(Problem) as caught:
        _fill_up(made, acknowledged)
    blamed(caught.value, "đầy")
    kept = len(acknowledged)
    assert 0 < kept < 1000
    assert len(made.ids(MediationCase)) == kept
    assert sound(made)
    made.close()
    opened = open_register(small_disk, KEY)
    assert len(opened.ids(MediationCase)) == kept
    assert sound(opened)
    opened.close()


def _fill_up(store: SqliteStore, acknowledged: list[int]) -> None:
    for number in range(1000):
        store.put(case(content=f"Việc {number} " + "y" * 20_000))
        acknowledged.append(number)


def test_a_register_is_not_made_on_a_full_disk_and_leaves_nothing(small_disk: Path) -> None:
    (small_disk / "phim.mp4").write_bytes(bytes(1_990_000))
    with pytest.raises(Problem) as caught:
        create_register(small_disk, KEY, unit=UNIT)
    blamed(caught.value, "đầy")
    assert [path.name for path in small_disk.iterdir()] == ["phim.mp4"]


def test_a_copy_that_finds_no_room_leaves_nothing(store: SqliteStore, small_disk: Path) -> None:
    store.put(case(content="z" * 50_000))
    (small_disk / "phim.mp4").write_bytes(bytes(1_900_000))
    with pytest.raises(Problem) as caught:
        backup.copy_verified(store.connection, KEY, small_disk / "sao lưu.db")
    assert caught.value.remedy
    assert [path.name for path in small_disk.iterdir()] == ["phim.mp4"]


# --- other programs ---


def test_a_register_somebody_else_is_writing_is_said_so_and_can_be_tried_again(
    store: SqliteStore, other: SqliteStore
) -> None:
    store.connection.execute("PRAGMA busy_timeout = 30")
    before = contents(store)
    other.connection.execute("BEGIN IMMEDIATE")
    for write in (lambda: store.put(hamlet()), lambda: store.set_setting("x", 1)):
        with pytest.raises(Problem) as caught:
            write()
        blamed(caught.value, "chương trình khác")
        assert contents(store) == before
    other.connection.execute("COMMIT")
    store.put(hamlet())
    assert sound(store)


def test_a_writer_waits_for_the_other_to_finish(folder: Path, store: SqliteStore, other: SqliteStore) -> None:
    other.connection.execute("BEGIN IMMEDIATE")
    begun = threading.Event()

    def write() -> None:
        mine = open_register(folder, KEY)
        begun.set()
        mine.put(hamlet("Sau"))
        mine.close()

    waiting = threading.Thread(target=write)
    waiting.start()
    begun.wait(10)
    assert len(store.ids(Hamlet)) == 0
    other.connection.execute("COMMIT")
    waiting.join(10)
    assert [one.label() for one in store.every(Hamlet)] == ["ấp Sau"]


HOLDER = """
import sys
from pathlib import Path
from db import open_register
opened = open_register(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
opened.connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def test_another_process_holding_the_register_is_said_so(folder: Path, store: SqliteStore) -> None:
    store.connection.execute("PRAGMA busy_timeout = 30")
    command = [sys.executable, "-c", HOLDER, str(folder), KEY.hex()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Problem, match="chương trình khác"):
            store.put(hamlet())
        holder.communicate("")
    store.put(hamlet())
    assert sound(store)


# --- words ---


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("database or disk is full", "đầy"),
        ("attempt to write a readonly database", "chỉ cho đọc"),
        ("database is locked", "chương trình khác"),
        ("database table is locked", "chương trình khác"),
        ("file is not a database", "mật khẩu không khớp"),
        ("database disk image is malformed", "hỏng một phần"),
        ("vtable constructor failed: office_words", "hỏng một phần"),
        ("fts5: corruption found reading blob 3", "hỏng một phần"),
        ("disk I/O error", "Ổ đĩa báo lỗi"),
        ("unable to open database file", "Không mở được"),
    ],
)
def test_each_fault_of_the_environment_has_its_words(said: str, words: str) -> None:
    with pytest.raises(Problem) as caught, explained():
        raise OperationalError(said)
    blamed(caught.value, words)
    assert caught.value.__cause__ is not None


def test_a_fault_of_ours_stays_what_it_is() -> None:
    with pytest.raises(Error, match="no such table"), explained():
        raise OperationalError("no such table: vu_viec")
