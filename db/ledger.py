"""The store's side of the sync: rows out with their dots, rows in, and the books of what went and what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.ports import Progress, Row
from app.problems import Problem
from app.records.base import Record
from db import search, taken_over
from db.change_log import ChangeLog
from db.driver import Connection
from db.rows import insert_values, placeholders, shape_of, to_plain_row, update_values

BOOKS = (
    "sent_bundle",
    "sent_elsewhere",
    "received_bundle",
    "refusal",
    "quarantine",
    "enrolled_key",
    "sealed_part",
    "merger",
    "taken_over",
    "hand_over",
    "custodian",
    "letter",
    "reference_set",
    "reference_item",
)
_CHUNK = 500


@dataclass(frozen=True)
class Said:
    """Who took rows in, and from what."""

    by: str
    note: str


def rows_after(connection: Connection, kind: type[Record], seq: int, unit: str) -> Iterator[Row]:
    """Yield the rows changed after a sequence number, of one unit or of all, in the order of their change."""
    whose, args = taken_over.of_units(connection, kind, [unit]) if unit else ("1", [])
    sql = f"SELECT * FROM {kind.table} WHERE _seq > ? AND {whose} ORDER BY _seq, rid"
    for raw in connection.execute(sql, (seq, *args)):
        yield to_plain_row(kind, raw)


def known_rows(connection: Connection, kind: type[Record], ids: Sequence[str]) -> dict[str, Row]:
    return {raw["id"]: to_plain_row(kind, raw) for raw in among(connection, kind, "id", ids)}


def among(connection: Connection, kind: type[Record], column: str, wanted: Sequence[Any]) -> Iterator[Any]:
    """Yield the rows whose id or rid is one of those wanted, however many: SQLite takes so many variables at once."""
    for start in range(0, len(wanted), _CHUNK):
        part = list(wanted[start : start + _CHUNK])
        yield from connection.execute(f"SELECT * FROM {kind.table} WHERE {column} IN ({placeholders(part)})", part)


def take_new(connection: Connection, log: ChangeLog, kind: type[Record], rows: Sequence[Row], said: Said) -> None:
    """Keep rows nobody here knew, under one line of the log for all of them."""
    if not rows:
        return
    log.append("received", kind.table, "", by=said.by, note=said.note)
    for row in rows:
        row.seq = log.seq
    last = connection.execute(f"SELECT coalesce(max(rid), 0) FROM {kind.table}").fetchone()[0]
    connection.executemany(shape_of(kind).insert, [insert_values(kind, row) for row in rows])
    search.index_rows(connection, kind, list(enumerate(rows, start=last + 1)), fresh=True)


def take_changed(
    connection: Connection, log: ChangeLog, kind: type[Record], changes: Sequence[tuple[Row, Row]], said: Said
) -> None:
    """Keep what known rows became, each with a line of the log that says what it was."""
    for old, row in changes:
        log.append("received", kind.table, row.id, before=_before(old, row), by=said.by, note=said.note)
        row.seq = log.seq
    rows = [row for _, row in changes]
    connection.executemany(shape_of(kind).update, [update_values(kind, row) for row in rows])
    rids = {raw["id"]: raw["rid"] for raw in among(connection, kind, "id", [row.id for row in rows])}
    search.index_rows(connection, kind, [(rids[row.id], row) for row in rows])


def _before(old: Row, row: Row) -> dict[str, Any]:
    before = {name: value for name, value in old.columns.items() if value != row.columns.get(name)}
    before |= {"_draft": old.draft} if old.draft != row.draft else {}
    return before | ({"_deleted": old.deleted} if old.deleted != row.deleted else {})


def progress(connection: Connection, kind: type[Record], unit: str, ids: Sequence[str] | None) -> list[Progress]:
    """Return where each living record of a unit stands in the change log, newest change first."""
    whose, args = taken_over.of_units(connection, kind, [unit])
    # the plus keeps SQLite from the indexes of lists, for which it would have to read every record
    sql = f"SELECT id, _seq, _made_seq, _draft FROM {kind.table} WHERE _seq >= 0 AND +_deleted = 0 AND {whose}"
    if ids is not None:
        sql += f" AND id IN ({placeholders(ids)})"
        args += ids
    return [Progress(*row) for row in connection.execute(f"{sql} ORDER BY _seq DESC", args)]


def moved(connection: Connection, kind: type[Record], unit: str, after: int) -> int:
    """Return how many complete living records of a unit changed after a sequence number."""
    whose, args = taken_over.of_units(connection, kind, [unit])
    sql = f"SELECT count(*) FROM {kind.table} WHERE _seq > ? AND +_deleted = 0 AND _draft = 0 AND {whose}"
    return int(connection.execute(sql, (after, *args)).fetchone()[0])


def unfinished(connection: Connection, kind: type[Record], unit: str) -> list[str]:
    """Return the ids of a unit's living drafts, newest change first."""
    whose, args = taken_over.of_units(connection, kind, [unit])
    sql = f"SELECT id FROM {kind.table} WHERE _seq >= 0 AND _draft = 1 AND +_deleted = 0 AND {whose}"
    return [row[0] for row in connection.execute(f"{sql} ORDER BY _seq DESC", args)]


def note(connection: Connection, book: str, row: Mapping[str, Any]) -> None:
    """Write one entry of a book, replacing the one with the same key."""
    columns = ", ".join(row)
    sql = f"INSERT OR REPLACE INTO {_book(book)} ({columns}) VALUES ({placeholders(list(row))})"
    connection.execute(sql, list(row.values()))


def notes(connection: Connection, book: str, where: Mapping[str, Any]) -> list[dict[str, Any]]:
    conditions = " AND ".join(f"{name} IS ?" for name in where) or "1"
    rows = connection.execute(f"SELECT * FROM {_book(book)} WHERE {conditions} ORDER BY rowid", list(where.values()))
    return [dict(row) for row in rows]


def strike(connection: Connection, book: str, where: Mapping[str, Any]) -> None:
    """Take entries out of a book."""
    conditions = " AND ".join(f"{name} IS ?" for name in where)
    connection.execute(f"DELETE FROM {_book(book)} WHERE {conditions}", list(where.values()))


def _book(name: str) -> str:
    if name not in BOOKS:
        raise Problem(f"Không có sổ “{name}” trong phần đồng bộ.", f"Các sổ: {', '.join(BOOKS)}.")
    return name
