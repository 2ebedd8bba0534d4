"""What the use cases need from the outside: a store of records, its history, its search and its side of the sync."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from app.records.base import Record

R = TypeVar("R", bound=Record)
Wanted = str | int | bool | tuple[date | None, date | None] | frozenset[str]


@dataclass(frozen=True)
class Touched:
    """Which kinds of record a use case changed, so that views know to look again."""

    kinds: frozenset[str] = frozenset()
    count: int = 0

    def __or__(self, other: Touched) -> Touched:
        return Touched(self.kinds | other.kinds, self.count + other.count)


@dataclass(frozen=True)
class Query:
    """What a list asks for.

    `text` is searched by the beginnings of words in any order, without marks. `where` wants of a field: an equal value,
    one of a frozenset, a (first, last) range of days, of a list that it holds an id or, True, anything. `order` names a
    field; empty means newest first. `ids` leaves only records of these ids, however many; None leaves all.
    `units` are those that made the records or, with `taken_over`, look after them since a merger.
    """

    text: str = ""
    where: Mapping[str, Wanted] = field(default_factory=dict)
    order: str = ""
    descending: bool = False
    drafts: bool = True
    deleted: bool = False
    units: frozenset[str] = frozenset()
    taken_over: bool = False
    ids: frozenset[str] | None = None


@dataclass(frozen=True)
class Change:
    """One line of a record's history. `fields` maps a field to what it was and what it became, as columns."""

    seq: int
    at: str
    by: str
    replica: str
    action: str  # made | changed | deleted | restored | received
    fields: Mapping[str, tuple[Any, Any]]
    note: str = ""


@dataclass(frozen=True)
class LogLine:
    """A line of the change log: about one record, or with an empty id about many of a kind that came together."""

    seq: int
    kind: str
    id: str
    note: str


@dataclass(frozen=True)
class Draft:
    """What somebody typed and has not saved: raw texts by field, kept as typed even where they cannot be read."""

    kind: str
    id: str
    texts: Mapping[str, Any]
    at: str


@dataclass(slots=True)
class Row:
    """A record as it is kept and as it travels: columns with their dots.

    `vv` and `dots` are canonical JSON texts; `columns` holds every declared column, JSON columns as text.
    `level` is what the sender let out: "full" for our own records.
    """

    id: str
    unit: str
    draft: int
    deleted: int
    vv: str
    dots: str
    level: str
    extra: str
    columns: dict[str, Any]
    seq: int = 0


@dataclass(frozen=True)
class Kept:
    """Who looks after a record since a merger; `origin` is the id of the office it came from, where that is known."""

    unit: str
    origin: str = ""
    merger: str = ""


@dataclass(frozen=True)
class Progress:
    """Where a record stands in the change log: its last change, its first, and whether it is a draft."""

    id: str
    seq: int
    made_seq: int
    draft: int


class Records(Protocol):
    """Reading and writing records; every write is one transaction with its line of history."""

    replica: str
    unit: str
    author: str

    def get(self, kind: type[R], id: str) -> R: ...
    def find(self, kind: type[R], id: str) -> R | None: ...
    def ids(self, kind: type[Record], query: Query = ...) -> array[int]: ...
    def window(self, kind: type[R], rids: Sequence[int]) -> list[R]: ...
    def every(self, kind: type[R], query: Query = ...) -> Iterator[R]: ...
    def rid(self, kind: type[Record], id: str) -> int | None: ...
    def labels(self, table: str, ids: Iterable[str] | None = None) -> dict[str, str]: ...
    def put(self, record: Record, *, note: str = "") -> Touched: ...
    def delete(self, record: Record) -> Touched: ...
    def restore(self, record: Record) -> Touched: ...
    def settle(self, kind: type[Record], id: str, values: Mapping[str, Any], note: str) -> Touched: ...
    def history(self, kind: type[Record], id: str) -> list[Change]: ...
    def atomic(self) -> AbstractContextManager[Any]: ...

    def take_new_incarnation(self) -> str:
        """Write under a name nobody has written under from here on, and return it; undone with the transaction."""


class Blobs(Protocol):
    """Attached files by the SHA-256 of their contents."""

    def keep(self, data: bytes) -> str: ...
    def read(self, digest: str) -> bytes: ...
    def has(self, digest: str) -> bool: ...
    def drop(self, digest: str) -> None: ...


class Desk(Protocol):
    """What lies on the officer's desk and never travels: settings and unsaved typing."""

    def setting(self, name: str, default: Any = None) -> Any: ...
    def set_setting(self, name: str, value: Any) -> None: ...
    def keep_draft(self, kind: str, id: str, texts: Mapping[str, Any]) -> None: ...
    def drop_draft(self, kind: str, id: str) -> None: ...
    def drafts(self, kind: str = "") -> list[Draft]: ...


class SyncLedger(Protocol):
    """The store's side of bundles and receipts: rows out, rows in, and the books about what went and came."""

    def rows_after(self, kind: type[Record], seq: int, unit: str = "") -> Iterator[Row]: ...
    def known_rows(self, kind: type[Record], ids: Sequence[str]) -> dict[str, Row]: ...
    def take_new(self, kind: type[Record], rows: Sequence[Row], note: str) -> None: ...
    def take_changed(self, kind: type[Record], changes: Sequence[tuple[Row, Row]], note: str) -> None: ...
    def give_up(self, kind: type[Record], ids: Sequence[str], note: str) -> None: ...
    def progress(self, kind: type[Record], ids: Sequence[str] | None = None) -> list[Progress]: ...
    def moved(self, kind: type[Record], after: int) -> int: ...
    def unfinished(self, kind: type[Record]) -> list[str]: ...
    def keepers(self, kind: type[Record], ids: Sequence[str] | None = None) -> dict[str, Kept]: ...
    def take_over(self, kind: type[Record], ids: Iterable[str], kept: Kept) -> None: ...
    def witness(self, hlc: int) -> bool: ...
    def last_seq(self) -> int: ...
    def log_lines(self, after: int, action: str) -> Iterator[LogLine]: ...
    def note(self, table: str, row: Mapping[str, Any]) -> None: ...
    def notes(self, table: str, where: Mapping[str, Any] | None = None) -> list[dict[str, Any]]: ...
    def strike(self, table: str, where: Mapping[str, Any]) -> None: ...


class Store(Records, Desk, SyncLedger, Protocol):
    """All of it: what the composition root opens and hands to the use cases."""

    @property
    def blobs(self) -> Blobs: ...

    def close(self) -> None: ...
