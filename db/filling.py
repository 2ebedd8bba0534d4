"""Filling the words index of a kind with thousands of rows at once.

FTS5 writes what it has gathered after every megabyte and joins what it wrote as it goes. While a large bundle comes in
it gathers more at once, which leaves less to join; before the transaction ends the usual size is set again. It still
joins as it goes: what was left apart would be joined all at once by some small save later on.
"""

from __future__ import annotations

from collections.abc import Iterable

from db.driver import Connection

MANY = 1_000  # rows at once from which it is worth the while
_IN_BULK = {"hashsize": 4 << 20}
_USUAL = {"hashsize": 1 << 20}  # what SQLite has where nothing is said


def begin(connection: Connection, table: str) -> None:
    _configure(connection, table, _IN_BULK)


def end(connection: Connection, tables: Iterable[str]) -> None:
    for table in tables:
        _configure(connection, table, _USUAL)


def _configure(connection: Connection, table: str, values: dict[str, int]) -> None:
    for name, value in values.items():
        connection.execute(f"INSERT INTO {table}_words ({table}_words, rank) VALUES (?, ?)", (name, value))
