"""Step 9: what other PCs of the unit sent, on which stick, who keeps a copy of the keys, and what receipts ask."""

from __future__ import annotations

from sqlite_utils import Database

BOOKS = """
    ALTER TABLE sent_bundle ADD COLUMN seen TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE sent_bundle ADD COLUMN lacking TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE received_bundle ADD COLUMN ahead INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE received_bundle ADD COLUMN conflicts INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE enrolled_key ADD COLUMN why TEXT NOT NULL DEFAULT '';
    CREATE TABLE sent_elsewhere (
        bundle TEXT PRIMARY KEY,
        replica TEXT NOT NULL,
        number INTEGER NOT NULL,
        to_unit TEXT NOT NULL,
        level TEXT NOT NULL,
        at TEXT NOT NULL,
        seen TEXT NOT NULL,
        held_back TEXT NOT NULL,
        receipt TEXT,
        receipt_at TEXT
    ) STRICT;
    CREATE TABLE hand_over (
        bundle TEXT PRIMARY KEY,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        receiver TEXT NOT NULL,
        level TEXT NOT NULL,
        records INTEGER NOT NULL,
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        stick TEXT NOT NULL,
        serial TEXT NOT NULL,
        by TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE custodian (
        id TEXT PRIMARY KEY,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        file TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT;
"""


def apply(db: Database) -> None:
    db.executescript(BOOKS)
