"""Filling the words index of a kind with thousands of rows at once.

FTS5 writes what it has gathered after every megabyte and joins what it wrote as it goes, which is right for one record
and costs a third of the time of a large bundle. While a large bundle comes in it gathers more and joins nothing; before
the transaction ends the usual ways are set again, and later writes join what was left.
"""

from __future__ import annotations

from collections.abc import Iterable

from db.driver import Connection

MANY = 1_000  # rows at once from which it is worth the while
_IN_BULK = {"hashsize": 8 << 20, "automerge": 0}
_USUAL = {"hashsize": 1 << 20, "automerge": 4}  # what SQLite has where nothing is said


def begin(connection: Connection, table: str) -> None:
    _configure(connection, table, _IN_BULK)


def end(connection: Connection, tables: Iterable[str]) -> None:
    for table in tables:
        _configure(connection, table, _USUAL)


def _configure(connection: Connection, table: str, values: dict[str, int]) -> None:
    for name, value in values.items():
        connection.execute(f"INSERT INTO {table}_words ({table}_words, rank) VALUES (?, ?)", (name, value))
