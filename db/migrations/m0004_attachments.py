"""Step 4: attachments, named by the hash of their contents."""

from __future__ import annotations

from sqlite_utils import Database

REGISTERS = """
    CREATE TABLE attachment (
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
        "file_name" TEXT,
        "about" TEXT,
        "media" TEXT,
        "size" INTEGER,
        "sha256" TEXT,
        "added_on" TEXT,
        "file_name_key" BLOB,
        "about_key" BLOB
    ) STRICT;
    CREATE INDEX attachment_seq ON attachment (_seq);
    CREATE INDEX attachment_listed ON attachment (
        _deleted, "added_on", _draft, _unit, "media"
    );
    CREATE INDEX attachment_file_name ON attachment (_deleted, "file_name_key");
    CREATE INDEX attachment_about ON attachment (_deleted, "about_key");
    CREATE VIRTUAL TABLE attachment_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE INDEX attachment_of ON attachment (_deleted, "of_table", "of_record");
"""


def apply(db: Database) -> None:
    db.executescript(REGISTERS)
