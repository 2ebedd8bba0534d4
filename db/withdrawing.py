"""Taking rows out again that came from another office and were given up in one step: only the log remembers them."""

from __future__ import annotations

from collections.abc import Iterable

from app.records.base import Record
from db.change_log import ChangeLog
from db.driver import Connection
from db.ledger import Said


def give_up(connection: Connection, log: ChangeLog, kind: type[Record], ids: Iterable[str], said: Said) -> None:
    """Remove rows with their words, each with a line of the log; must run inside one transaction of the caller."""
    for one in ids:
        row = connection.execute(f"SELECT rid FROM {kind.table} WHERE id = ?", (one,)).fetchone()
        if row is not None:
            log.append("withdrawn", kind.table, one, by=said.by, note=said.note)
            connection.execute(f"DELETE FROM {kind.table}_words WHERE rowid = ?", (row[0],))
            connection.execute(f"DELETE FROM {kind.table} WHERE rid = ?", (row[0],))
