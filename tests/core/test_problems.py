"""What the system says of files and folders becomes part of a Vietnamese sentence."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.problems import os_said


def test_a_file_that_is_not_there_is_said_in_vietnamese(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file") as caught:
        (tmp_path / "không có").read_bytes()
    assert os_said(caught.value) == "không có tệp hoặc thư mục này"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EISDIR, errno.EIO, errno.EBUSY])
def test_no_english_is_left_of_what_happens_to_people(number: int) -> None:
    said = os_said(OSError(number, "English words"))
    assert said
    assert "English" not in said


def test_a_file_another_program_holds_on_windows_is_told_from_a_missing_right() -> None:
    held = OSError(errno.EACCES, "The process cannot access the file")
    held.winerror = 32  # type: ignore[attr-defined,unused-ignore]
    assert "chương trình khác" in os_said(held)


def test_what_nobody_foresaw_is_said_as_it_came() -> None:
    assert os_said(OSError(errno.EPROTO, "Protocol error")) == "Protocol error"
    assert os_said(TimeoutError()) == "TimeoutError"
