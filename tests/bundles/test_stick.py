"""Writing to a stick: only what was read back counts, and every failure says what was and what was not written."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from app.bundles.stick import Written, clean_leftovers, write_verified
from app.bundles.uncached import read_back
from app.problems import Problem

NAME = "31360-20261123-0007-p1of1.stp"
DATA = bytes(range(256)) * 4096 * 3  # 3 MiB
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for a faulty device")

resource = pytest.importorskip("resource", reason="faults are made by means of POSIX")


def write(folder: Path, data: bytes = DATA, name: str = NAME) -> Written:
    return write_verified(folder, name, io.BytesIO(data), len(data))


def refusal(folder: Path, source: BinaryIO | None = None) -> Problem:
    with pytest.raises(Problem) as said:
        write_verified(folder, NAME, source or io.BytesIO(DATA), len(DATA))
    assert said.value.remedy
    return said.value


@pytest.fixture
def small_stick(tmp_path: Path) -> Iterator[Path]:
    """Give a real file system of 6 MiB."""
    folder = tmp_path / "usb"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder], check=False).returncode:
        pytest.skip("mounting a small file system is not allowed here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


class Source(io.BytesIO):
    """A source during whose reading something happens."""

    def __init__(self, happening: Any, at: int = 2) -> None:
        super().__init__(DATA)
        self._happening, self._left = happening, at

    def read(self, size: int | None = -1, /) -> bytes:
        self._left -= 1
        if not self._left:
            self._happening()
        return super().read(size)


def source(happening: Any, at: int = 2) -> BinaryIO:
    return cast("BinaryIO", Source(happening, at))


def test_what_was_written_is_there_under_its_name(tmp_path: Path) -> None:
    written = write(tmp_path)
    assert written == Written(tmp_path / NAME, hashlib.sha256(DATA).hexdigest(), len(DATA))
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert (tmp_path / NAME).read_bytes() == DATA


def test_folders_and_labels_may_have_vietnamese_names(tmp_path: Path) -> None:
    folder = tmp_path / "USB của chị Đào – năm 2026"
    folder.mkdir()
    assert write(folder).path.read_bytes() == DATA


def test_reading_back_gives_the_whole_file(tmp_path: Path) -> None:
    for size in (0, 1, 4095, 1 << 20, (1 << 20) + 1):
        path = tmp_path / str(size)
        path.write_bytes(DATA[:size])
        assert b"".join(read_back(path)) == DATA[:size]


def test_an_older_file_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"older")
    assert "không ghi đè" in refusal(tmp_path).message
    assert (tmp_path / NAME).read_bytes() == b"older"


def test_a_file_that_appears_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    said = refusal(tmp_path, source(lambda: (tmp_path / NAME).write_bytes(b"another program's")))
    assert "không ghi đè" in said.message
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"another program's"]


def test_a_stick_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    said = refusal(tmp_path / "E:")
    assert "Không thấy thư mục" in said.message
    assert "Chưa ghi gì" in said.message


def test_a_file_in_place_of_the_folder_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "usb").write_bytes(b"")
    assert "Không thấy thư mục" in refusal(tmp_path / "usb").message


def test_too_little_room_is_said_before_anything_is_written(small_stick: Path) -> None:
    (small_stick / "films").write_bytes(b"x" * (4 << 20))
    said = refusal(small_stick)
    assert "còn thiếu 2" in said.message, "2 MiB of data and the spare megabyte are wanting, less what is free"
    assert "Chưa ghi gì" in said.message
    assert [path.name for path in small_stick.iterdir()] == ["films"]


def test_a_stick_that_fills_up_meanwhile_says_how_far_it_came(small_stick: Path) -> None:
    said = refusal(small_stick, source(lambda: (small_stick / "films").write_bytes(b"x" * (4 << 20)), at=3))
    assert "đã đầy giữa chừng" in said.message
    assert "trên 3072 KB" in said.message
    assert "trên máy còn nguyên" in said.message
    assert [path.name for path in small_stick.iterdir()] == ["films"], "the unfinished file went away again"
    (small_stick / "films").unlink()
    assert write(small_stick).size == len(DATA), "the same action works once there is room"


def test_a_file_too_large_for_the_place_is_said_so(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, hard))
    try:
        said = refusal(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "FAT32" in said.message
    assert [*tmp_path.iterdir()] == []


@LINUX
def test_a_stick_locked_against_writing_is_said_so(small_stick: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_stick], check=True)
    said = refusal(small_stick)
    assert "chỉ cho đọc" in said.message
    assert "Tệp dở" not in said.message, "nothing was begun there"
    assert "khóa ghi" in said.remedy


@LINUX
def test_a_place_where_we_may_not_write_is_said_so() -> None:
    assert "không có quyền ghi" in refusal(Path("/sys/kernel")).message


def test_a_stick_pulled_out_while_writing_is_said_so(tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()

    def pull() -> None:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()

    said = refusal(folder, source(pull))
    assert "bị rút" in said.message
    assert "Mới ghi được 3072 KB trên 3072 KB" in said.message


def test_a_device_that_reports_errors_is_said_so(tmp_path: Path) -> None:
    def fail() -> None:
        raise OSError(errno.EIO, "Input/output error")

    said = refusal(tmp_path, source(fail, at=3))
    assert "báo lỗi khi ghi" in said.message
    assert [*tmp_path.iterdir()] == []


def test_a_stick_that_gives_back_other_bytes_is_not_trusted(tmp_path: Path) -> None:
    def rot() -> None:
        with (tmp_path / (NAME + ".part")).open("r+b") as file:
            file.seek(1 << 20)
            file.write(b"rotten")

    said = refusal(tmp_path, source(rot, at=4))
    assert "không đáng tin" in said.message
    assert [*tmp_path.iterdir()] == []


def test_interrupting_leaves_nothing_behind(tmp_path: Path) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_verified(tmp_path, NAME, source(interrupt), len(DATA))
    assert [*tmp_path.iterdir()] == []


def test_only_our_own_leftovers_are_cleaned(tmp_path: Path) -> None:
    for name in (NAME + ".part", "đề án.docx.part", "x.stp.part", NAME, "31360-20261123-0007-p1of1.stp.part.bak"):
        (tmp_path / name).write_bytes(b"x")
    assert clean_leftovers(tmp_path) == 1
    assert clean_leftovers(tmp_path) == 0
    assert len([*tmp_path.iterdir()]) == 4
    assert clean_leftovers(tmp_path / "gone") == 0


def test_no_decision_looks_at_file_times(tmp_path: Path) -> None:
    write(tmp_path)
    for moment in (0, 315532800, 4102444800):
        os.utime(tmp_path / NAME, (moment, moment))
        assert "không ghi đè" in refusal(tmp_path).message
