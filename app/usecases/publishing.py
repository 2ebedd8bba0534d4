"""What a receiving office publishes for others to count with: the register, de-identified, a bundle at a time.

The layout follows from the declarations: a table for each kind of record, a column for each field that is not private,
lists as JSON. Whatever the register holds, nothing leaves it here that would not leave in a de-identified bundle.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from heapq import merge
from typing import Any, Protocol

import orjson

from app.bundles.policy import DEIDENTIFIED, columns_at, fields_at, kinds_at
from app.declaring import Field, Many, fields_of
from app.fields import Choice, Count, Day, Flag
from app.ports import LogLine, Row, Store
from app.problems import Problem
from app.records.base import Record
from app.usecases.office import own_office
from app.vietnamese import show_number

TEXT, DAY, NUMBER, FLAG, JSON = "text", "day", "number", "flag", "json"
Words = tuple[str, str, str, str, str]  # (table, column, part of a list or "", code, words)


@dataclass(frozen=True)
class Column:
    """`sort` is TEXT, DAY, NUMBER, FLAG or JSON; `label` is what people call the field."""

    name: str
    sort: str
    label: str


@dataclass(frozen=True)
class Table:
    """A kind of record as others see it; before its columns come `id` and `unit`, both text."""

    kind: type[Record]
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        return self.kind.table


@dataclass(frozen=True)
class Line:
    """A record as it is to stand, or `gone`: deleted, withdrawn, or a draft again. Days are ISO texts, JSON is text."""

    id: str
    unit: str
    gone: bool
    values: tuple[str | int | bool | None, ...]


@dataclass(frozen=True)
class Batch:
    """What one bundle changed, or what was written here before the next one came (`bundle` is then empty).

    `parts` can be read once, in order; a table is there only when it has lines.
    """

    bundle: str
    sender: str
    number: int
    upto: int
    parts: Iterator[tuple[Table, Iterator[Line]]]


@dataclass(frozen=True)
class Source:
    """Whose register is published, and how it is laid out; another layout or incarnation means starting over."""

    unit: str
    name: str
    replica: str
    layout: str


class Target(Protocol):
    """A place that takes what is published. `begin` says up to which change it has everything; 0 when it starts over.

    `take` is one transaction: all of a batch stands there, with how far it reaches, or nothing of it.
    """

    def begin(self, source: Source, tables: tuple[Table, ...], words: tuple[Words, ...]) -> int: ...
    def take(self, batch: Batch) -> tuple[int, int]: ...
    def finish(self) -> None: ...


@dataclass(frozen=True)
class Published:
    """What a run did: batches, records written and taken away, and up to which change the target now reaches."""

    batches: int
    written: int
    removed: int
    upto: int
    anew: bool


def publish(store: Store, target: Target, say: Callable[[str], None] = lambda _: None) -> Published:
    """Bring a target up to date: each bundle received since the last run in a transaction of its own.

    May be broken off and repeated at any time; what was published stays as it is. Raises Problem when the target
    cannot be reached or belongs to another office.
    """
    upto = store.last_seq()
    reached = target.begin(_source(store), tables(), code_words())
    if reached > upto:
        raise Problem(
            "Nơi xuất bản đã có dữ liệu mới hơn sổ này.", "Kiểm tra có phải sổ vừa khôi phục từ bản sao lưu cũ không."
        )
    batches = written = removed = 0
    for batch in _batches(store, reached, upto):
        say(f"Đang xuất bản đến thay đổi số {show_number(batch.upto)} trên {show_number(upto)}…")
        put, gone = target.take(batch)
        batches, written, removed = batches + 1, written + put, removed + gone
    target.finish()
    return Published(batches, written, removed, upto, reached == 0)


def _source(store: Store) -> Source:
    said = [[t.name, t.kind.title, [[c.name, c.sort, c.label] for c in t.columns]] for t in tables()]
    layout = hashlib.sha256(orjson.dumps([said, code_words()])).hexdigest()[:16]
    return Source(store.unit, own_office(store).name, store.replica, layout)


# --- the layout -------------------------------------------------------------------------------------------------------


@cache
def tables() -> tuple[Table, ...]:
    return tuple(Table(kind, tuple(_columns(kind))) for kind in kinds_at(DEIDENTIFIED))


def _columns(kind: type[Record]) -> Iterator[Column]:
    declared = fields_of(kind)
    for name in fields_at(kind, DEIDENTIFIED):
        yield Column(name, _sort(declared[name]), declared[name].label)


def _sort(field: Field) -> str:
    if field.kind.nested:
        return JSON
    for kinds, sort in ((Day, DAY), (Flag, FLAG), (Count, NUMBER)):
        if isinstance(field.kind, kinds):
            return sort
    return TEXT


@cache
def code_words() -> tuple[Words, ...]:
    """Return what every code of a published column, or of a part of its lists, means in words."""
    return tuple(words for table in tables() for words in _words_of(table))


def _words_of(table: Table) -> Iterator[Words]:
    for column in table.columns:
        kind = fields_of(table.kind)[column.name].kind
        if isinstance(kind, Choice):
            yield from ((table.name, column.name, "", code, words) for code, words in kind.options)
        if isinstance(kind, Many):
            for part, field in fields_of(kind.part).items():
                if isinstance(field.kind, Choice) and not field.private:
                    yield from ((table.name, column.name, part, code, words) for code, words in field.kind.options)


# --- the lines --------------------------------------------------------------------------------------------------------


class _Lines:
    """The lines of a kind with the number of their change, in order, and a look at the next one."""

    def __init__(self, table: Table, numbered: Iterator[tuple[int, Line]]) -> None:
        self.table, self._numbered = table, numbered
        self._next = next(numbered, None)

    def waits(self, upto: int) -> bool:
        return self._next is not None and self._next[0] <= upto

    def lines(self, upto: int) -> Iterator[Line]:
        while self._next is not None and self._next[0] <= upto:
            yield self._next[1]
            self._next = next(self._numbered, None)


def _numbered(store: Store, table: Table, after: int, withdrawn: Iterable[LogLine]) -> Iterator[tuple[int, Line]]:
    rows = ((row.seq, _line(table, row)) for row in store.rows_after(table.kind, after))
    gone = ((line.seq, _gone(table, line.id)) for line in withdrawn if line.kind == table.name)
    return merge(rows, gone, key=lambda one: one[0])


def _batches(store: Store, after: int, upto: int) -> Iterator[Batch]:
    withdrawn = list(store.log_lines(after, "withdrawn"))
    every = [_Lines(table, _numbered(store, table, after, withdrawn)) for table in tables()]
    senders = {row["bundle"]: row for row in store.notes("received_bundle")}
    for end, bundle in _ends(store, after, upto):
        if end == upto or any(rows.waits(end) for rows in every):
            said = senders.get(bundle, {"unit": "", "number": 0})
            yield Batch(bundle, said["unit"], said["number"], end, _parts(every, end))


def _parts(every: Iterable[_Lines], upto: int) -> Iterator[tuple[Table, Iterator[Line]]]:
    for rows in every:
        if rows.waits(upto):
            yield rows.table, rows.lines(upto)


def _ends(store: Store, after: int, upto: int) -> Iterator[tuple[int, str]]:
    """Yield the last change of each bundle, and of what was written between bundles, in order."""
    last, current = after, ""
    for line in store.log_lines(after, "received"):
        if line.seq > upto:
            break
        if line.note != current or line.seq > last + 1:
            yield from _ended(after, last, current)
            yield from _ended(last, line.seq - 1, "")
        last, current = line.seq, line.note
    yield from _ended(after, last, current)
    yield from _ended(last, upto, "")


def _ended(before: int, last: int, bundle: str) -> Iterator[tuple[int, str]]:
    """Yield nothing where nothing lies between."""
    if last > before:
        yield last, bundle


def _line(table: Table, row: Row) -> Line:
    if row.deleted or row.draft:
        return _gone(table, row.id)
    shown = columns_at(table.kind, row.columns, DEIDENTIFIED)
    return Line(row.id, row.unit, False, tuple(_value(column, shown.get(column.name)) for column in table.columns))


def _gone(table: Table, id: str) -> Line:
    return Line(id, "", True, (None,) * len(table.columns))


def _value(column: Column, raw: Any) -> str | int | bool | None:
    if column.sort == FLAG and raw is not None:
        return bool(raw)
    if raw == "" and column.sort in (DAY, JSON):
        return None
    return raw  # type: ignore[no-any-return]
