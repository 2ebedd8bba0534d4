"""Attached files, kept by the hash of their contents in an encrypted database of their own beside the register.

A second file keeps the register small and quick to copy, and needs no second kind of encryption: the key is the same.
Contents are written before the record that names them, so a record never names what is not there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.problems import Problem
from db.driver import Connection, connect
from db.faults import explained

BLOBS = "dinh-kem.db"
_TABLE = "CREATE TABLE IF NOT EXISTS blob (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, data BLOB NOT NULL) STRICT"


class BlobStore:
    """The attached files of one register; opens its file only when it is asked for something."""

    def __init__(self, folder: Path, raw_key: bytes) -> None:
        self._path, self._raw_key = folder / BLOBS, raw_key

    def keep(self, data: bytes) -> str:
        """Keep contents and return their SHA-256; contents that are there already are not written again."""
        digest = hashlib.sha256(data).hexdigest()
        with self._opened() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO blob (sha256, size, data) VALUES (?, ?, ?)", (digest, len(data), data)
            )
        return digest

    def read(self, digest: str) -> bytes:
        """Return contents, compared with their hash; raises Problem when they are not here or not whole."""
        with self._opened() as connection:
            row = connection.execute("SELECT data FROM blob WHERE sha256 = ?", (digest,)).fetchone()
        if row is None:
            raise Problem("Nội dung của tệp đính kèm này chưa có trên máy.", "Nhập phần tệp còn thiếu từ USB.")
        data = bytes(row[0])
        if hashlib.sha256(data).hexdigest() != digest:
            raise Problem("Tệp đính kèm đã hỏng trên đĩa.", "Khôi phục từ bản sao lưu, hoặc đính kèm lại tệp.")
        return data

    def has(self, digest: str) -> bool:
        with self._opened() as connection:
            return connection.execute("SELECT 1 FROM blob WHERE sha256 = ?", (digest,)).fetchone() is not None

    def drop(self, digest: str) -> None:
        """Let contents go that nothing names any more."""
        with self._opened() as connection:
            connection.execute("DELETE FROM blob WHERE sha256 = ?", (digest,))

    @contextmanager
    def _opened(self) -> Iterator[Connection]:
        with explained(), closing(connect(self._path, self._raw_key)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(_TABLE)
            yield connection
