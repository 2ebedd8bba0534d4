"""Step 16: a merger of units keeps its totals before and after, for the record of it that is printed and signed."""

from __future__ import annotations

from sqlite_utils import Database


def apply(db: Database) -> None:
    db.execute("ALTER TABLE merger ADD COLUMN totals TEXT NOT NULL DEFAULT '[]'")
