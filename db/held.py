"""A register that is open: its connection, its transactions, and what lies on the officer's desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from app.ports import Draft
from db import desk, filling
from db.blobs import BlobStore
from db.change_log import ChangeLog
from db.driver import Connection
from db.faults import explained
from db.incarnations import Outside, take_new_incarnation
from db.readings import Readings


class HeldRegister:
    """One object, one connection, one thread."""

    def __init__(self, connection: Connection, blobs: BlobStore, *, replica: str, unit: str, author: str = "") -> None:
        self.connection, self.blobs = connection, blobs
        self.replica, self.unit, self.author = replica, unit, author
        self.log = ChangeLog(connection, replica)
        self.outside: Outside | None = None
        self._depth = 0
        self._filled: set[str] = set()  # tables whose words index is being filled in bulk
        self._labels: dict[str, dict[str, str]] = {}
        self._readings = Readings()
        self._seen_version = 0

    def close(self) -> None:
        self.connection.close()

    # --- transactions ---

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Make everything inside one transaction, taken at once so that a second program waits instead of failing."""
        if self._depth:
            yield
            return
        with explained():
            self.connection.execute("BEGIN IMMEDIATE")
            self._depth, replica = 1, self.replica
            try:
                self.log.refresh()
                yield
                filling.end(self.connection, self._filled)
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                self._labels.clear()
                self._readings = Readings()  # what is rolled back gives its place in the log to another change
                self._write_as(replica)
                raise
            finally:
                self._depth = 0
                self._filled.clear()
        if self.outside:
            self.outside.keep(self.replica, self.log.seq)

    def take_new_incarnation(self) -> str:
        with self.atomic():
            self._write_as(take_new_incarnation(self.connection))
        return self.replica

    def _write_as(self, replica: str) -> None:
        self.replica = self.log.replica = replica

    # --- the desk ---

    @explained()
    def setting(self, name: str, default: Any = None) -> Any:
        return desk.setting(self.connection, name, default)

    @explained()
    def set_setting(self, name: str, value: Any) -> None:
        desk.set_setting(self.connection, name, value)

    @explained()
    def keep_draft(self, kind: str, id: str, texts: Mapping[str, Any]) -> None:
        desk.keep_draft(self.connection, kind, id, texts)

    @explained()
    def drop_draft(self, kind: str, id: str) -> None:
        desk.drop_draft(self.connection, kind, id)

    @explained()
    def drafts(self, kind: str = "") -> list[Draft]:
        return desk.drafts(self.connection, kind)
