"""Step 8: an index that alone tells where cases and events stand in the change log, so that counting reads no record.

A record is some kilobytes of encrypted pages; the first page of the program counts them all each time it opens.
"""

from __future__ import annotations

from sqlite_utils import Database

INDEXES = "".join(
    f"""
    DROP INDEX {table}_seq;
    CREATE INDEX {table}_seq ON {table} (_seq, _unit, _deleted, _draft, _made_seq, id);
    """
    for table in ("mediation_case", "outreach_event")
)


def apply(db: Database) -> None:
    db.executescript(INDEXES)
