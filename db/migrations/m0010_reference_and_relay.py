"""Step 10: what is carried for others with its receipts on the way, and the reference data that came from above."""

from __future__ import annotations

from sqlite_utils import Database

BOOKS = """
    ALTER TABLE sent_bundle ADD COLUMN stops TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE sent_bundle ADD COLUMN passing TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE received_bundle ADD COLUMN carrier TEXT NOT NULL DEFAULT '';
    CREATE TABLE letter (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        author TEXT NOT NULL,
        addressee TEXT NOT NULL,
        came_from TEXT NOT NULL,
        replica TEXT NOT NULL,
        first_seq INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        answers TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        came_at TEXT NOT NULL,
        written_at TEXT,
        settled_at TEXT,
        returned TEXT NOT NULL DEFAULT ''
    ) STRICT;
    CREATE INDEX letter_waiting ON letter (settled_at, addressee);
    CREATE TABLE reference_set (
        set_id TEXT PRIMARY KEY,
        unit TEXT NOT NULL,
        version INTEGER NOT NULL,
        title TEXT NOT NULL,
        composed_at TEXT NOT NULL,
        came_at TEXT NOT NULL,
        bundle TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        schema INTEGER NOT NULL,
        records BLOB NOT NULL,
        state TEXT NOT NULL,
        applied_at TEXT,
        applied_by TEXT NOT NULL DEFAULT '',
        applied_place INTEGER NOT NULL DEFAULT 0,
        before BLOB
    ) STRICT;
    CREATE TABLE reference_item (
        set_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        valid_from TEXT NOT NULL,
        retired INTEGER NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (set_id, kind, name, valid_from)
    ) STRICT;
"""


def apply(db: Database) -> None:
    db.executescript(BOOKS)
