"""What exports and the relay ask of a register beside its records, kept in memory: books, settings, files, offices."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from app.ports import Query, Touched
from app.records import Office, Route
from app.records.base import Record

KEYS = {"letter": "id", "enrolled_key": "key", "sealed_part": "unit"}  # the rest goes by bundle
DEFAULTS: dict[str, dict[str, Any]] = {
    "letter": {"written_at": None, "settled_at": None, "returned": ""},
    "sent_bundle": {"receipt": None, "receipt_at": None, "lacking": "{}", "passing": "{}"},
    "enrolled_key": {"why": ""},
}


class Blobs:
    """Files by the hash of their contents."""

    def __init__(self, kept: Mapping[str, bytes] = {}) -> None:
        self.kept = dict(kept)

    def keep(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        self.kept[digest] = data
        return digest

    def read(self, digest: str) -> bytes:
        return self.kept[digest]

    def has(self, digest: str) -> bool:
        return digest in self.kept

    def drop(self, digest: str) -> None:
        self.kept.pop(digest, None)


class Books:
    """The side of a register that no bundle changes."""

    def __init__(self) -> None:
        self.books: dict[str, dict[str, dict[str, Any]]] = {}
        self.settings: dict[str, Any] = {}
        self.places: dict[str, Record] = {}  # offices and routes: they stay at home here
        self.blobs = Blobs()

    def books_of(self, other: Books) -> None:
        """Take over the books of a register of which this one is a copy."""
        self.books = {table: dict(rows) for table, rows in other.books.items()}
        self.settings, self.places = dict(other.settings), dict(other.places)
        self.blobs = Blobs(other.blobs.kept)

    def atomic(self) -> AbstractContextManager[None]:
        return nullcontext()

    def setting(self, name: str, default: Any = None) -> Any:
        found = self.settings.get(name)
        return default if found is None else found

    def set_setting(self, name: str, value: Any) -> None:
        self.settings[name] = value

    def note(self, table: str, row: Mapping[str, Any]) -> None:
        """Write one entry; one that takes another's place stands last, as in the books on disk."""
        book, key = self.books.setdefault(table, {}), row[KEYS.get(table, "bundle")]
        book.pop(key, None)
        book[key] = DEFAULTS.get(table, {}) | dict(row)

    def notes(self, table: str, where: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        rows = self.books.get(table, {}).values()
        wanted = (where or {}).items()
        return [dict(row) for row in rows if all(row[name] == value for name, value in wanted)]

    def every(self, kind: type[Record], query: Query = Query()) -> Iterator[Any]:  # noqa: B008 (frozen)
        for one in list(self.places.values()):
            if type(one) is kind and all(getattr(one, name) == value for name, value in query.where.items()):
                yield one

    def find(self, kind: type[Record], id: str) -> Any:
        one = self.places.get(id)
        return one if type(one) is kind else None

    def put(self, record: Record, *, note: str = "") -> Touched:
        assert isinstance(record, Office | Route), note
        self.places[record.id] = record
        return Touched()
