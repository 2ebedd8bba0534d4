"""Step 11: what a merger of units brought here, whose records another unit looks after now, and what undoes it."""

from __future__ import annotations

from sqlite_utils import Database

BOOKS = """
    CREATE TABLE merger (
        id TEXT PRIMARY KEY,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        basis TEXT NOT NULL,
        since TEXT NOT NULL,
        upto INTEGER NOT NULL,
        peer_bundles INTEGER NOT NULL,
        predecessors TEXT NOT NULL,
        undoing TEXT NOT NULL,
        undone_at TEXT
    ) STRICT;
    CREATE TABLE taken_over (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        unit TEXT NOT NULL,
        origin TEXT NOT NULL,
        merger TEXT NOT NULL,
        PRIMARY KEY (kind, id)
    ) STRICT;
    CREATE INDEX taken_over_unit ON taken_over (unit, kind, id);
"""


def apply(db: Database) -> None:
    db.executescript(BOOKS)
