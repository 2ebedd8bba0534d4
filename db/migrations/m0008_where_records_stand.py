"""Step 8: indexes that alone tell where cases and events stand in the change log, and what may fall due of a case.

A record is some kilobytes of encrypted pages; the first page of the program asks this of all each time it opens.
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
FOLLOWED = """
    CREATE INDEX mediation_case_followed ON mediation_case (
        _deleted, "state", "ended_on", _draft, "due_on", "follow_up", "written", "obligations"
    );
"""


def apply(db: Database) -> None:
    db.executescript(INDEXES + FOLLOWED)
