"""Step 3: frozen reports."""

from __future__ import annotations

from sqlite_utils import Database

REGISTERS = """
    CREATE TABLE frozen_report (
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
        "name" TEXT,
        "period" TEXT,
        "version" INTEGER,
        "frozen_on" TEXT,
        "replaces" TEXT,
        "reason" TEXT,
        "explanation" TEXT,
        "pack" TEXT,
        "pack_version" INTEGER,
        "sheet" TEXT,
        "shared_by" TEXT,
        "units" TEXT,
        "period_name" TEXT,
        "first_day" TEXT,
        "last_day" TEXT,
        "cut_off" TEXT,
        "number" TEXT,
        "signed_on" TEXT,
        "signed_by" TEXT,
        "columns" TEXT,
        "rows" TEXT,
        "cases" TEXT,
        "groups" TEXT,
        "mediators" TEXT,
        "events" TEXT,
        "propagandists" TEXT,
        "name_key" BLOB,
        "period_key" BLOB
    ) STRICT;
    CREATE INDEX frozen_report_seq ON frozen_report (_seq);
    CREATE INDEX frozen_report_listed ON frozen_report (
        _deleted, "frozen_on", _draft, _unit
    );
    CREATE INDEX frozen_report_name ON frozen_report (_deleted, "name_key");
    CREATE INDEX frozen_report_period ON frozen_report (_deleted, "period_key");
    CREATE VIRTUAL TABLE frozen_report_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
"""


def apply(db: Database) -> None:
    db.executescript(REGISTERS)
