"""Step 2: elections of mediators, the money of mediation, voided numbers and leased ranges."""

from __future__ import annotations

from sqlite_utils import Database

REGISTERS = """
    CREATE TABLE election (
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
        "elected_as" TEXT,
        "group" TEXT,
        "hamlet" TEXT,
        "held_on" TEXT,
        "hour" TEXT,
        "place" TEXT,
        "manner" TEXT,
        "households" INTEGER,
        "present" INTEGER,
        "ballots_out" INTEGER,
        "ballots_in" INTEGER,
        "ballots_valid" INTEGER,
        "ballots_invalid" INTEGER,
        "witness" TEXT,
        "board" TEXT,
        "candidates" TEXT,
        "sent_on" TEXT,
        "note" TEXT
    ) STRICT;
    CREATE INDEX election_seq ON election (_seq);
    CREATE INDEX election_listed ON election (
        _deleted, "held_on", _draft, _unit, "elected_as", "group", "hamlet", "manner"
    );
    CREATE VIRTUAL TABLE election_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE rate (
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
        "item" TEXT,
        "name" TEXT,
        "amount" INTEGER,
        "percent" INTEGER,
        "basis" TEXT,
        "valid_from" TEXT,
        "valid_to" TEXT,
        "basis_key" BLOB
    ) STRICT;
    CREATE INDEX rate_seq ON rate (_seq);
    CREATE INDEX rate_listed ON rate (
        _deleted, "valid_from", _draft, _unit, "item"
    );
    CREATE INDEX rate_basis ON rate (_deleted, "basis_key");
    CREATE VIRTUAL TABLE rate_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE payment_request (
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
        "number" TEXT,
        "made_on" TEXT,
        "group" TEXT,
        "budget_year" INTEGER,
        "lines" TEXT,
        "state" TEXT,
        "complete_on" TEXT,
        "decided_on" TEXT,
        "decision" TEXT,
        "refused_because" TEXT,
        "group_received_on" TEXT,
        "paid_on" TEXT,
        "note" TEXT,
        "number_key" BLOB
    ) STRICT;
    CREATE INDEX payment_request_seq ON payment_request (_seq);
    CREATE INDEX payment_request_listed ON payment_request (
        _deleted, "made_on", _draft, _unit, "group", "state"
    );
    CREATE INDEX payment_request_number ON payment_request (_deleted, "number_key");
    CREATE VIRTUAL TABLE payment_request_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE group_support (
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
        "group" TEXT,
        "year" INTEGER,
        "month" INTEGER,
        "amount" INTEGER,
        "paid_on" TEXT,
        "document" TEXT
    ) STRICT;
    CREATE INDEX group_support_seq ON group_support (_seq);
    CREATE INDEX group_support_listed ON group_support (
        _deleted, "paid_on", _draft, _unit, "group"
    );
    CREATE VIRTUAL TABLE group_support_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE accident_support (
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
        "mediator" TEXT,
        "case" TEXT,
        "happened_on" TEXT,
        "on_the_way" INTEGER,
        "what_happened" TEXT,
        "requested_by" TEXT,
        "requested_address" TEXT,
        "requested_on" TEXT,
        "lines" TEXT,
        "decided_on" TEXT,
        "decision" TEXT,
        "paid_on" TEXT,
        "note" TEXT
    ) STRICT;
    CREATE INDEX accident_support_seq ON accident_support (_seq);
    CREATE INDEX accident_support_listed ON accident_support (
        _deleted, "happened_on", _draft, _unit, "mediator"
    );
    CREATE VIRTUAL TABLE accident_support_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE void_number (
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
        "group" TEXT,
        "year" INTEGER,
        "number" INTEGER,
        "reason" TEXT,
        "reason_key" BLOB
    ) STRICT;
    CREATE INDEX void_number_seq ON void_number (_seq);
    CREATE INDEX void_number_listed ON void_number (
        _deleted, _draft, _unit, "group"
    );
    CREATE INDEX void_number_reason ON void_number (_deleted, "reason_key");
    CREATE VIRTUAL TABLE void_number_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE number_range (
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
        "group" TEXT,
        "year" INTEGER,
        "first" INTEGER,
        "last" INTEGER,
        "replica" TEXT,
        "pc_name" TEXT,
        "replica_key" BLOB,
        "pc_name_key" BLOB
    ) STRICT;
    CREATE INDEX number_range_seq ON number_range (_seq);
    CREATE INDEX number_range_listed ON number_range (
        _deleted, _draft, _unit, "group"
    );
    CREATE INDEX number_range_replica ON number_range (_deleted, "replica_key");
    CREATE INDEX number_range_pc_name ON number_range (_deleted, "pc_name_key");
    CREATE VIRTUAL TABLE number_range_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
"""


def apply(db: Database) -> None:
    db.executescript(REGISTERS)
