"""Copies of the register that are read back before anyone relies on them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from app.problems import Problem
from db import change_log
from db.driver import Connection, DatabaseError, connect
from db.faults import explained


def copy_verified(connection: Connection, raw_key: bytes, target: Path) -> Path:
    """Copy a live database page by page (the online way, WAL included), flush it, read all of it back, name it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    with explained():
        copy = connect(partial, raw_key)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
        _flush(partial)
        _verify_file(partial, raw_key)
    partial.replace(target)
    return target


def copy_with_key(connection: Connection, raw_key: bytes, folder: Path, target: Path) -> Path:
    """Copy the database and, beside it, the key file without which nobody opens it."""
    copy_verified(connection, raw_key, target)
    key_file = folder / "khoa.json"
    if key_file.exists():
        shutil.copyfile(key_file, target.with_suffix(".khoa.json"))
        _flush(target.with_suffix(".khoa.json"))
    return target


def verify(connection: Connection) -> None:
    """Check pages, rows, references and the chain of the change log; raises Problem naming what is wrong."""
    faults = [*_said(connection, "cipher_integrity_check"), *_said(connection, "integrity_check")]
    faults = [fault for fault in faults if fault != "ok"]
    faults += [f"tham chiếu hỏng ở bảng {row}" for row in _said(connection, "foreign_key_check")]
    if (seq := change_log.broken_at(connection)) is not None:
        faults.append(f"chuỗi nhật ký đứt ở dòng {seq}")
    if faults:
        raise Problem(
            f"Sổ không còn nguyên vẹn: {'; '.join(faults[:3])}.",
            "Khôi phục từ bản sao lưu gần nhất (lệnh restore). Giữ lại tệp hỏng, đừng xóa.",
        )


def _said(connection: Connection, pragma: str) -> list[str]:
    try:
        return [str(row[0]) for row in connection.execute(f"PRAGMA {pragma}")]
    except DatabaseError as error:
        return [str(error)]


def _verify_file(path: Path, raw_key: bytes) -> None:
    copy = connect(path, raw_key)
    try:
        verify(copy)
    finally:
        copy.close()


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
