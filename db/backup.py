"""Copies of the register that are read back before anyone relies on them."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.problems import Problem, os_said
from app.vietnamese import show_number
from db import change_log
from db.blobs import BLOBS
from db.driver import Connection, DatabaseError, connect
from db.faults import explained

_SPARE = 256 * 1024  # bytes beside the pages: the key file, what the file system keeps for itself
_WHY = {
    errno.ENOSPC: "đã hết chỗ",
    errno.EDQUOT: "đã hết chỗ",
    errno.EROFS: "nơi này chỉ cho đọc",
    errno.EACCES: "không có quyền ghi",
    errno.EPERM: "không có quyền ghi",
    errno.ENOENT: "không có thư mục này, hoặc USB đã bị rút",
    errno.ENOTDIR: "đó không phải thư mục",
    errno.EEXIST: "đó không phải thư mục",
    errno.ENODEV: "USB đã bị rút",
    errno.EIO: "ổ đĩa hoặc USB báo lỗi",
}


def copy_verified(connection: Connection, raw_key: bytes, target: Path) -> Path:
    """Copy a live database page by page (the online way, WAL included), flush it, read all of it back, name it.

    Raises Problem, and leaves nothing half written, when the place cannot take the copy or the copy is not sound.
    """
    partial = target.with_name(target.name + ".part")
    with _placed(target.parent), explained():
        target.parent.mkdir(parents=True, exist_ok=True)
        _check_room(connection, target.parent)
        try:
            _copy(connection, raw_key, partial)
            _flush(partial)
            verify_file(partial, raw_key)
            partial.replace(target)
        finally:
            _clear(partial)
    return target


def _copy(connection: Connection, raw_key: bytes, partial: Path) -> None:
    _clear(partial)
    copy = connect(partial, raw_key)
    try:
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def _clear(partial: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        partial.with_name(partial.name + end).unlink(missing_ok=True)


@contextmanager
def _placed(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = _WHY.get(error.errno or 0, os_said(error))
        raise Problem(
            f"Không ghi được bản sao lưu vào {folder}: {why}.",
            "Kiểm tra thư mục hoặc USB cho phép ghi và còn chỗ, hoặc chọn nơi khác.",
        ) from error


def _check_room(connection: Connection, folder: Path) -> None:
    """Raise Problem when a place has no room for a copy, before anything is written there."""
    pages, size = (int(_said(connection, pragma)[0]) for pragma in ("page_count", "page_size"))
    total, _, free = shutil.disk_usage(folder)
    if total and free < pages * size + _SPARE:  # some network folders tell nothing; the write itself will
        need = show_number((pages * size + _SPARE - free >> 10) + 1)
        raise Problem(
            f"Không đủ chỗ cho bản sao lưu trong {folder}: còn thiếu {need} KB. Chưa ghi gì.",
            "Xóa bớt tệp ở đó, hoặc chọn USB, thư mục khác.",
        )


def copy_with_key(connection: Connection, raw_key: bytes, folder: Path, target: Path) -> Path:
    """Copy the database and, beside it, the attached files and the key file without which nobody opens either."""
    _copy_blobs(raw_key, folder / BLOBS, target.with_suffix(f".{BLOBS}"))
    copy_verified(connection, raw_key, target)
    key_file = folder / "khoa.json"
    if key_file.exists():
        with _placed(target.parent):
            shutil.copyfile(key_file, target.with_suffix(".khoa.json"))
            _flush(target.with_suffix(".khoa.json"))
    return target


def _copy_blobs(raw_key: bytes, blobs: Path, target: Path) -> None:
    """Copy the attached files before the register that names them, so that the copy names none it lacks."""
    if not blobs.exists():
        return
    partial = target.with_name(target.name + ".part")
    with _placed(target.parent), explained():
        source = connect(blobs, raw_key)
        try:
            _check_room(source, target.parent)
            _copy(source, raw_key, partial)
            _flush(partial)
            verify_pages(partial, raw_key)
            partial.replace(target)
        finally:
            source.close()
            _clear(partial)


def verify_pages(path: Path, raw_key: bytes) -> None:
    """Check that every page of an encrypted file is whole; raises Problem when one is not."""
    with explained():
        copy = connect(path, raw_key)
        try:
            faults = [*_said(copy, "cipher_integrity_check"), *_said(copy, "integrity_check")]
        finally:
            copy.close()
    if faults := [fault for fault in faults if fault != "ok"]:
        raise Problem(
            f"Tệp đính kèm không còn nguyên vẹn: {'; '.join(faults[:3])}.",
            "Khôi phục từ bản sao lưu gần nhất (mở lại chương trình, bấm ở ô mật khẩu). Giữ lại tệp hỏng, đừng xóa.",
        )


def verify(connection: Connection) -> None:
    """Check pages, rows, references and the chain of the change log; raises Problem naming what is wrong."""
    faults = _said(connection, "cipher_integrity_check") or _said(connection, "integrity_check")
    faults = [fault for fault in faults if fault != "ok"] or list(_unchained(connection))
    if faults:
        raise Problem(
            f"Sổ không còn nguyên vẹn: {'; '.join(faults[:3])}.",
            "Khôi phục từ bản sao lưu gần nhất (mở lại chương trình, bấm ở ô mật khẩu). Giữ lại tệp hỏng, đừng xóa.",
        )


def _unchained(connection: Connection) -> Iterator[str]:
    """Yield what is wrong between rows on sound pages."""
    yield from (f"tham chiếu hỏng ở bảng {row}" for row in _said(connection, "foreign_key_check"))
    if (seq := change_log.broken_at(connection)) is not None:
        yield f"chuỗi nhật ký đứt ở dòng {seq}"


def _said(connection: Connection, pragma: str) -> list[str]:
    try:
        return [_PAGE.sub(r"trang \1 hỏng", str(row[0])) for row in connection.execute(f"PRAGMA {pragma}")]
    except DatabaseError as error:
        return [str(error)]


_PAGE = re.compile(r".*?\bpage (\d+).*", re.DOTALL)


def verify_file(path: Path, raw_key: bytes) -> None:
    """Open a copy and check it through and through; raises Problem naming what is wrong."""
    with explained():
        copy = connect(path, raw_key)
        try:
            verify(copy)
        finally:
            copy.close()


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
