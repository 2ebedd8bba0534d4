"""The change log: one line beside every write, in the same transaction, each chained to the one before.

A line keeps what the changed fields were; what they became is found by walking back from today's row. The digest covers
the line's own digest of its contents, so that contents may later be destroyed by law without breaking the chain.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from app.ports import Change, LogLine
from db.driver import Connection

_INSERT = (
    "INSERT INTO change (seq, at, hlc, by, replica, action, kind, id, before, note, digest) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
AHEAD = 24 * 3600 * 1000 << 16  # a clock further ahead than a day is not believed


class ChangeLog:
    """Appends lines and knows the last sequence number and the hybrid clock."""

    def __init__(self, connection: Connection, replica: str) -> None:
        self.connection = connection
        self.replica = replica
        self.seq, self.hlc, self._digest = 0, 0, b""
        self.refresh()

    def refresh(self) -> None:
        """Read the end of the log: at the start of each transaction, since another connection may have written."""
        row = self.connection.execute("SELECT seq, hlc, digest FROM change ORDER BY seq DESC LIMIT 1").fetchone()
        self.seq, self._digest = (row["seq"], row["digest"]) if row else (0, b"")
        self.hlc = max(self.hlc, row["hlc"] if row else 0)

    def tick(self) -> int:
        """Return the next hybrid time: milliseconds shifted by 16, never less than any seen before."""
        self.hlc = max(self.hlc + 1, time.time_ns() // 1_000_000 << 16)
        return self.hlc

    def witness(self, hlc: int) -> bool:
        """Take notice of a time read in a bundle; False when it is more than a day ahead and so not adopted."""
        believable = hlc <= (time.time_ns() // 1_000_000 << 16) + AHEAD
        if believable:
            self.hlc = max(self.hlc, hlc)
        return believable

    def append(
        self, action: str, kind: str, id: str, *, before: Mapping[str, Any] | None = None, by: str = "", note: str = ""
    ) -> str:
        """Write one line and return its dot: “hlc.seq.replica”."""
        hlc, seq, at = self.tick(), self.seq + 1, datetime.now(UTC).isoformat(timespec="seconds")
        said = orjson.dumps(before or {}).decode()
        line = (seq, at, hlc, by, self.replica, action, kind, id, said, note)
        digest = chained(self._digest, line)
        self.connection.execute(_INSERT, (*line, digest))
        self.seq, self._digest = seq, digest
        return f"{hlc}.{seq}.{self.replica}"


def chained(previous: bytes, line: tuple[Any, ...]) -> bytes:
    contents = hashlib.sha256(str(line[8]).encode()).hexdigest()
    said = "\x1f".join(str(part) for part in (*line[:8], contents, line[9]))
    return hashlib.sha256(previous + said.encode()).digest()


def broken_at(connection: Connection) -> int | None:
    """Return the sequence number of the first line that does not follow from the one before; None when all do."""
    previous = b""
    rows = connection.execute(
        "SELECT seq, at, hlc, by, replica, action, kind, id, before, note, digest FROM change ORDER BY seq"
    )
    for row in rows:
        if chained(previous, tuple(row)[:10]) != row[10]:
            return int(row[0])
        previous = row[10]
    return None


def lines(connection: Connection, after: int, action: str) -> Iterator[LogLine]:
    """Yield the lines of one action after a sequence number, in order."""
    sql = "SELECT seq, kind, id, note FROM change WHERE seq > ? AND action = ? ORDER BY seq"
    for row in connection.execute(sql, (after, action)):
        yield LogLine(*row)


def history(connection: Connection, kind: str, id: str, now: Mapping[str, Any], made_seq: int) -> list[Change]:
    """Return a record's changes, newest first; `now` is today's columns, from which the values then are walked back."""
    rows = connection.execute(
        "SELECT * FROM change WHERE (kind = ? AND id = ?) OR seq = ? ORDER BY seq DESC", (kind, id, made_seq)
    ).fetchall()
    return list(_walked_back(rows, dict(now)))


def _walked_back(rows: list[Any], columns: dict[str, Any]) -> Iterator[Change]:
    for row in rows:
        before: dict[str, Any] = orjson.loads(row["before"])
        made = row["action"] == "made"
        fields = {n: (None, v) for n, v in columns.items() if v is not None} if made else {}
        fields |= {name: (old, columns.get(name)) for name, old in before.items()}
        yield Change(row["seq"], row["at"], row["by"], row["replica"], row["action"], fields, row["note"])
        columns.update(before)
