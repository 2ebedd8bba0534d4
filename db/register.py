"""Making and opening the register of one office: a folder with the encrypted database and its key file."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from app.problems import Problem
from db import backup, columns, desk, incarnations, migrations
from db.blobs import BlobStore
from db.driver import Connection, connect
from db.faults import explained
from db.store import SqliteStore

DATABASE = "so.db"


def create_register(
    folder: Path, raw_key: bytes, *, unit: str, author: str = "", outside: Path | None = None
) -> SqliteStore:
    """Make an empty register; raises Problem when the folder already holds one or cannot be written.

    `outside` is the folder for the second copy of how far was written, which `open_register` compares.
    """
    path = folder / DATABASE
    if path.exists():
        raise Problem(f"Thư mục {folder} đã có một sổ.", "Mở sổ đó, hoặc chọn thư mục khác.")
    replica = f"{os.urandom(8).hex()}-1"
    with explained():
        connection = connect(path, raw_key)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            migrations.apply(connection)
            desk.set_setting(connection, "replica", replica)
            desk.set_setting(connection, "unit", unit)
            if outside is not None:
                place = incarnations.Outside(outside, folder)
                desk.set_setting(connection, incarnations.HOME, place.here())
                place.keep(replica, 0)
        except BaseException:
            connection.close()
            _take_back(path)
            raise
        store = SqliteStore(connection, BlobStore(folder, raw_key), replica=replica, unit=unit, author=author)
        return _watched(store, folder, outside)


def _take_back(path: Path) -> None:
    """Leave nothing of a register that could not be made: half of one would stand in the way of the next try."""
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def open_register(folder: Path, raw_key: bytes, *, author: str = "", outside: Path | None = None) -> SqliteStore:
    """Open a register, bringing it to today's schema with a verified copy before; raises Problem with a remedy.

    With `outside`, a register restored from a backup or copied from elsewhere takes a new name before it writes.
    """
    path = folder / DATABASE
    if not path.exists():
        raise Problem(f"Thư mục {folder} chưa có sổ nào.", "Tạo sổ mới, hoặc chọn đúng thư mục của sổ.")
    with explained():
        connection = connect(path, raw_key)
        try:
            _bring_up(connection, folder, raw_key)
            replica, unit = desk.setting(connection, "replica", ""), desk.setting(connection, "unit", "")
            author = author or desk.setting(connection, "author", "")
            if not (replica and unit):
                raise _unfinished(folder)
            if outside is not None:
                replica = incarnations.settled(connection, incarnations.Outside(outside, folder), replica)
        except BaseException:
            connection.close()
            raise
        store = SqliteStore(connection, BlobStore(folder, raw_key), replica=replica, unit=unit, author=author)
        return _watched(store, folder, outside)


def _watched(store: SqliteStore, folder: Path, outside: Path | None) -> SqliteStore:
    """Let a store keep outside how far it has written."""
    if outside is not None:
        store.outside = incarnations.Outside(outside, folder)
    return store


def _unfinished(folder: Path) -> Problem:
    """Of a file of no bytes, as some copying tools leave behind, or of a register whose making was cut short."""
    return Problem(
        f"Tệp {folder / DATABASE} trống hoặc tạo dở dang, chưa phải là sổ.",
        "Khôi phục từ bản sao lưu gần nhất. Nếu chưa từng ghi gì thì xóa tệp này rồi tạo sổ mới.",
    )


def _bring_up(connection: Connection, folder: Path, raw_key: bytes) -> None:
    steps = migrations.pending(connection)
    if not migrations.applied(connection):
        raise _unfinished(folder)
    if steps:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        backup.copy_verified(connection, raw_key, folder / "backups" / f"truoc-nang-cap-{stamp}.db")
        migrations.apply(connection)
        backup.verify(connection)
        columns.check(connection, folder / DATABASE)
    connection.execute("PRAGMA journal_mode=WAL")
