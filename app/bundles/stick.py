"""Writing a file to a stick so that it is really there: room, `.part`, flush, read back, a new name, only then yes."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.bundles.uncached import read_back
from app.problems import Problem, os_said

PART = ".part"
_OURS = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*-[0-9]{8}-[0-9]{4,}-p[0-9]+of[0-9]+\.stp\.part")
_STEP = 1 << 20
_SPARE = 1 << 20
_PATIENCE = (0.1, 0.3, 1.0) if os.name == "nt" else ()  # seconds in which a virus scanner lets go of a new file


@dataclass(frozen=True)
class Written:
    path: Path
    sha256: str
    size: int


class _Progress:
    """How far a write came, for the sentence to say."""

    def __init__(self, size: int) -> None:
        self.size, self.done = size, 0


def write_verified(folder: Path, name: str, source: BinaryIO, size: int) -> Written:
    """Write a source of a known size under a new name and read it back.

    Raises Problem saying what was and what was not written; what stood in the folder before is never touched.
    """
    target, partial = folder / name, folder / (name + PART)
    _check_room(folder, target, size)
    progress = _Progress(size)
    try:
        written = _copy(_chunks(source), partial, progress)
        if _digest(read_back(partial)) != written:
            raise _unreliable(name)
        _check_new(target)
        _rename(partial, target)
    except OSError as error:
        raise _said(error, name, progress, left=_left_behind(partial)) from error
    except BaseException:
        _left_behind(partial)
        raise
    return Written(target, *written)


def clean_leftovers(folder: Path) -> int:
    """Remove what interrupted exports of ours left behind; return how many."""
    removed = 0
    with contextlib.suppress(OSError):  # a stick that cannot be read is said so by the export that follows
        for partial in sorted(folder.iterdir()):
            removed += bool(_OURS.fullmatch(partial.name)) and not _left_behind(partial)
    return removed


def _check_room(folder: Path, target: Path, size: int) -> None:
    if not folder.is_dir():
        raise Problem(f"Không thấy thư mục {folder}. Chưa ghi gì.", "Cắm USB, hoặc chọn thư mục khác rồi xuất lại.")
    _check_new(target)
    with contextlib.suppress(OSError):  # some network folders do not tell; the write itself will
        total, _, free = shutil.disk_usage(folder)
        if total and free < size + _SPARE:
            need = (size + _SPARE - free) // 1024 + 1
            raise Problem(f"USB không đủ chỗ: còn thiếu {need} KB. Chưa ghi gì.", "Xóa bớt tệp trên USB rồi xuất lại.")


def _check_new(target: Path) -> None:
    if os.path.lexists(target):
        raise Problem(f"Ở đó đã có tệp {target.name}; không ghi đè lên tệp cũ.", "Xuất lại: gói mới sẽ có số mới.")


def _copy(chunks: Iterable[bytes], partial: Path, progress: _Progress) -> tuple[str, int]:
    digest = hashlib.sha256()
    with partial.open("wb") as file:
        for data in chunks:
            digest.update(data)
            file.write(data)
            progress.done += len(data)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), progress.done


def _digest(chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for data in chunks:
        digest.update(data)
        size += len(data)
    return digest.hexdigest(), size


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while data := file.read(_STEP):
        yield data


def _rename(partial: Path, target: Path) -> None:
    for pause in _PATIENCE:
        with contextlib.suppress(PermissionError):
            partial.rename(target)
            return
        time.sleep(pause)
    partial.rename(target)
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    """Make a new name survive pulling the stick. Windows has no such call, some network folders refuse it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _left_behind(partial: Path) -> bool:
    """Remove an unfinished file; tell whether it is still there."""
    try:
        partial.unlink(missing_ok=True)
    except OSError:  # the stick may be gone or refuse; the next export cleans up
        return os.path.lexists(partial)
    return False


def _unreliable(name: str) -> Problem:
    return Problem(
        f"Đọc lại tệp {name} thì khác với dữ liệu đã ghi: USB này không đáng tin. Tệp đã được bỏ.",
        "Dùng USB khác rồi xuất lại. Dữ liệu trên máy còn nguyên.",
    )


_ROOM = "Xóa bớt tệp trên USB rồi xuất lại."
_ELSEWHERE = "Chọn thư mục khác, hoặc xin quyền ghi."
_SENTENCES = {
    errno.ENOSPC: ("USB đã đầy giữa chừng", _ROOM),
    errno.EDQUOT: ("USB đã đầy giữa chừng", _ROOM),
    errno.EROFS: ("USB hoặc thư mục này chỉ cho đọc", "Gạt khóa ghi trên USB, hoặc chọn nơi khác."),
    errno.EACCES: ("không có quyền ghi vào thư mục này", _ELSEWHERE),
    errno.EPERM: ("không có quyền ghi vào thư mục này", _ELSEWHERE),
    errno.EFBIG: ("tệp lớn hơn mức nơi này cho phép (FAT32: 4 GiB)", "Dùng USB định dạng exFAT, hoặc bỏ tệp đính kèm."),
    errno.ENOENT: ("USB đã bị rút hoặc thư mục không còn", "Cắm lại USB rồi xuất lại."),
    errno.ENOTDIR: ("USB đã bị rút hoặc thư mục không còn", "Cắm lại USB rồi xuất lại."),
    errno.ENODEV: ("USB đã bị rút", "Cắm lại USB rồi xuất lại."),
    errno.ENXIO: ("USB đã bị rút", "Cắm lại USB rồi xuất lại."),
    errno.EIO: ("USB báo lỗi khi ghi", "Dùng USB khác rồi xuất lại."),
}


def _said(error: OSError, name: str, progress: _Progress, *, left: bool) -> Problem:
    """Return what was and what was not written, and what to do."""
    why, remedy = _SENTENCES.get(error.errno or 0, (os_said(error), "Thử USB hoặc thư mục khác."))
    far = f" Mới ghi được {progress.done >> 10} KB trên {progress.size >> 10} KB." if progress.done else ""
    rest = f" Tệp dở {name}{PART} còn ở đó, lần xuất sau sẽ dọn." if left else ""
    return Problem(f"Chưa ghi được tệp {name}: {why}.{far}{rest} Dữ liệu trên máy còn nguyên.", remedy)
