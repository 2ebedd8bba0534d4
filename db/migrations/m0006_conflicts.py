"""Step 6: two values of one field kept for a person to choose; of a line in quarantine, the form its data is in."""

from __future__ import annotations

from sqlite_utils import Database

REGISTERS = """
    CREATE TABLE conflict (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        _unit TEXT NOT NULL,
        _draft INTEGER NOT NULL,
        _deleted INTEGER NOT NULL,
        _seq INTEGER NOT NULL,
        _made_seq INTEGER NOT NULL,
        _vv TEXT NOT NULL,
        _dots TEXT NOT NULL,
        _level TEXT NOT NULL,
        _extra TEXT NOT NULL,
        "of_table" TEXT,
        "of_record" TEXT,
        "field_name" TEXT,
        "kept" TEXT,
        "kept_dot" TEXT,
        "lost" TEXT,
        "lost_dot" TEXT,
        "decision" TEXT,
        "decided_by" TEXT,
        "decided_on" TEXT,
        "field_name_key" BLOB,
        "decided_by_key" BLOB
    ) STRICT;
    CREATE INDEX conflict_seq ON conflict (_seq);
    CREATE INDEX conflict_open ON conflict (_deleted, "decision");
    CREATE INDEX conflict_field_name ON conflict (_deleted, "field_name_key");
    CREATE INDEX conflict_decided_by ON conflict (_deleted, "decided_by_key");
    CREATE INDEX conflict_of ON conflict (_deleted, "of_table", "of_record");
    CREATE VIRTUAL TABLE conflict_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    ALTER TABLE quarantine ADD COLUMN schema INTEGER NOT NULL DEFAULT 1;
"""


def apply(db: Database) -> None:
    db.executescript(REGISTERS)
