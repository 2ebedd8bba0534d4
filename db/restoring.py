"""Bringing a verified copy back as the register, under a new incarnation; what stood there is kept aside."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from app.problems import Problem, os_said
from db import backup, vault
from db.blobs import BLOBS
from db.driver import connect
from db.faults import explained
from db.incarnations import take_new_incarnation
from db.register import DATABASE

_KEEPING = "khoi-phuc.part"


def restore(copy: Path, folder: Path, passphrase: str) -> Path | None:
    """Make a folder's register what a copy says; return where the register that stood there now lies.

    The copy is checked through and through before anything of the folder is touched. Raises Problem when the copy, its
    key file or the passphrase is at fault.
    """
    staged = _staged(copy, folder)
    try:
        raw_key = vault.unlock(staged, passphrase)
        _ready(staged, raw_key)
        kept = _put_aside(folder)
        for name in (BLOBS, DATABASE, vault.KEY_FILE):
            if (staged / name).exists():
                (staged / name).replace(folder / name)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return kept


def _staged(copy: Path, folder: Path) -> Path:
    key_file = copy.with_suffix(".khoa.json")
    for wanted in (copy, key_file):
        if not wanted.is_file():
            raise Problem(
                f"Không thấy tệp {wanted}.", "Bản sao lưu gồm hai tệp cạnh nhau: .db và .khoa.json. Chỉ đúng tệp .db."
            )
    staged = folder / _KEEPING
    try:
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        shutil.copyfile(copy, staged / DATABASE)
        shutil.copyfile(key_file, staged / vault.KEY_FILE)
        if (blobs := copy.with_suffix(f".{BLOBS}")).exists():
            shutil.copyfile(blobs, staged / BLOBS)
    except OSError as error:
        shutil.rmtree(staged, ignore_errors=True)
        raise Problem(
            f"Không chép được bản sao lưu vào {folder}: {os_said(error)}.",
            "Kiểm tra thư mục cho phép ghi và còn chỗ.",
        ) from error
    return staged


def _ready(staged: Path, raw_key: bytes) -> None:
    if (staged / BLOBS).exists():
        backup.verify_pages(staged / BLOBS, raw_key)
    with explained():
        connection = connect(staged / DATABASE, raw_key)
        try:
            backup.verify(connection)
            take_new_incarnation(connection)
        finally:
            connection.close()


def _put_aside(folder: Path) -> Path | None:
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")  # noqa: DTZ005 (a name for people, in their own time)
    databases = [f"{name}{end}" for name in (DATABASE, BLOBS) for end in ("", "-wal", "-shm")]
    there = [folder / name for name in (*databases, vault.KEY_FILE) if (folder / name).exists()]
    if not there:
        return None
    kept = folder / "backups" / f"truoc-khoi-phuc-{stamp}"
    kept.mkdir(parents=True)
    for file in there:
        file.replace(kept / file.name)
    return kept
