"""Registers of others, read without being touched: a copy in a temporary folder is opened instead, and then gone."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.problems import Problem, os_said
from db import backup, vault
from db.blobs import BLOBS
from db.register import DATABASE, create_register, open_register
from db.store import SqliteStore

_BACKUP, _KEY_END = ".db", ".khoa.json"


@contextmanager
def opened(path: Path, *, passphrase: str = "", recovery_code: str = "") -> Iterator[SqliteStore]:
    """Open a copy of the register in a folder, or of a backup copy (.db with its .khoa.json); the path stays as it is.

    An older register is brought to today's schema, in the copy. Raises Problem when there is none, it is damaged or
    newer than this program, or what should open it does not.
    """
    with _temporary() as folder:
        _copied(path, folder)
        raw_key = (
            vault.unlock_with_recovery(folder, recovery_code) if recovery_code else vault.unlock(folder, passphrase)
        )
        store = open_register(folder, raw_key)
        try:
            backup.verify(store.connection)  # it may have been copied in the middle of a write
            yield store
        finally:
            store.close()


@contextmanager
def scratch(unit: str) -> Iterator[SqliteStore]:
    """Make an empty register of a unit that is gone afterwards."""
    with _temporary() as folder:
        store = create_register(folder, secrets.token_bytes(32), unit=unit)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def _temporary() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="so-tu-phap-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def _copied(path: Path, folder: Path) -> None:
    """Copy what makes up a register, the part of the database not yet written back included; all of it is encrypted."""
    files = _parts(path)
    for wanted in (DATABASE, vault.KEY_FILE):
        if not files[wanted].is_file():
            raise Problem(
                f"Không thấy {files[wanted].name} ở {path}.",
                "Chọn thư mục sổ của đơn vị cũ, hoặc tệp sao lưu .db có tệp .khoa.json bên cạnh.",
            )
    try:
        for name, file in files.items():
            if file.is_file():
                shutil.copyfile(file, folder / name)
    except OSError as error:
        raise Problem(
            f"Không chép được sổ từ {path}: {os_said(error)}.", "Kiểm tra USB, quyền đọc và chỗ trống của ổ đĩa."
        ) from error


def _parts(path: Path) -> dict[str, Path]:
    if path.suffix == _BACKUP:
        return {
            DATABASE: path,
            vault.KEY_FILE: path.with_suffix(_KEY_END),
            BLOBS: path.with_suffix(f".{BLOBS}"),
        }
    names = (DATABASE, f"{DATABASE}-wal", vault.KEY_FILE, BLOBS, f"{BLOBS}-wal")
    return {name: path / name for name in names}
