"""Writing a file to a stick so that it is really there: room, `.part`, flush, read back, a new name, only then yes."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.problems import Problem

PART = ".stp.part"
_STEP = 1 << 20
_SPARE = 1 << 20


@dataclass(frozen=True)
class Written:
    path: Path
    sha256: str
    size: int


def write_verified(folder: Path, name: str, source: BinaryIO, size: int) -> Written:
    """Write a source of a known size under a new name and read it back.

    Raises Problem saying what was and what was not written; what stood in the folder before is never touched.
    """
    target = folder / name
    _check_room(folder, target, size)
    partial = folder / f"{target.stem}{PART}"
    try:
        written = _copy(source, partial)
        _forget_cache(partial)
        if _digest(partial) != written:
            raise _unreliable(name)
        _name(partial, target)
    except OSError as error:
        _discard(partial)
        raise _said(error, name) from error
    except Problem:
        _discard(partial)
        raise
    return Written(target, written[0], written[1])


def clean_leftovers(folder: Path) -> int:
    """Remove what interrupted exports of ours left behind; return how many."""
    removed = 0
    for partial in folder.glob(f"*{PART}"):
        with contextlib.suppress(OSError):
            partial.unlink()
            removed += 1
    return removed


def _check_room(folder: Path, target: Path, size: int) -> None:
    if not folder.is_dir():
        raise Problem(f"Không thấy thư mục {folder}.", "Cắm USB, hoặc chọn thư mục khác rồi xuất lại.")
    if target.exists():
        raise Problem(f"Ở đó đã có tệp {target.name}; không ghi đè lên tệp cũ.", "Xuất lại: gói mới sẽ có số mới.")
    with contextlib.suppress(OSError):  # some network folders do not tell; the write itself will
        free = shutil.disk_usage(folder).free
        if free < size + _SPARE:
            need = (size + _SPARE - free) // 1024 + 1
            raise Problem(f"USB không đủ chỗ: còn thiếu {need} KB. Chưa ghi gì.", "Xóa bớt tệp trên USB rồi xuất lại.")


def _copy(source: BinaryIO, partial: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with partial.open("wb") as file:
        while data := source.read(_STEP):
            digest.update(data)
            size += len(data)
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _forget_cache(path: Path) -> None:
    """Make the next reading come from the device where the system lets us say so."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _digest(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        for data in _chunks(file):
            digest.update(data)
            size += len(data)
    return digest.hexdigest(), size


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while data := file.read(_STEP):
        yield data


def _name(partial: Path, target: Path) -> None:
    partial.rename(target)
    if os.name == "posix":  # the new name itself must survive pulling the stick
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):
                os.fsync(handle)
        finally:
            os.close(handle)


def _discard(partial: Path) -> None:
    with contextlib.suppress(OSError):
        partial.unlink()


def _unreliable(name: str) -> Problem:
    return Problem(
        f"Đọc lại tệp {name} thì khác với dữ liệu đã ghi: USB này không đáng tin.",
        "Dùng USB khác rồi xuất lại. Dữ liệu trên máy còn nguyên.",
    )


_SENTENCES = {
    errno.ENOSPC: ("USB đã đầy giữa chừng", "Xóa bớt tệp trên USB rồi xuất lại."),
    errno.EDQUOT: ("USB đã đầy giữa chừng", "Xóa bớt tệp trên USB rồi xuất lại."),
    errno.EROFS: ("USB hoặc thư mục này chỉ cho đọc", "Gạt khóa ghi trên USB, hoặc chọn nơi khác."),
    errno.EACCES: ("không có quyền ghi vào thư mục này", "Chọn thư mục khác, hoặc xin quyền ghi."),
    errno.EPERM: ("không có quyền ghi vào thư mục này", "Chọn thư mục khác, hoặc xin quyền ghi."),
    errno.EFBIG: ("tệp lớn hơn mức nơi này cho phép (FAT32: 4 GiB)", "Dùng USB định dạng exFAT, hoặc bỏ tệp đính kèm."),
    errno.ENOENT: ("USB đã bị rút hoặc thư mục không còn", "Cắm lại USB rồi xuất lại."),
    errno.ENODEV: ("USB đã bị rút", "Cắm lại USB rồi xuất lại."),
    errno.EIO: ("USB báo lỗi khi ghi", "Dùng USB khác rồi xuất lại."),
}


def _said(error: OSError, name: str) -> Problem:
    why, remedy = _SENTENCES.get(error.errno or 0, (error.strerror or "lỗi không rõ", "Thử USB hoặc thư mục khác."))
    return Problem(f"Chưa ghi được tệp {name}: {why}. Dữ liệu trên máy còn nguyên.", remedy)
