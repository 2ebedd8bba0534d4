"""Step 5: the annual plan and its tasks, and what dissemination stands on."""

from __future__ import annotations

from sqlite_utils import Database

REGISTERS = """
    CREATE TABLE annual_plan (
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
        "year" INTEGER,
        "name" TEXT,
        "number" TEXT,
        "issued_on" TEXT,
        "above_number" TEXT,
        "above_issued_on" TEXT,
        "groups" TEXT,
        "purpose" TEXT,
        "budget" INTEGER,
        "note" TEXT,
        "name_key" BLOB,
        "number_key" BLOB
    ) STRICT;
    CREATE INDEX annual_plan_seq ON annual_plan (_seq);
    CREATE INDEX annual_plan_listed ON annual_plan (
        _deleted, "issued_on", _draft, _unit
    );
    CREATE INDEX annual_plan_name ON annual_plan (_deleted, "name_key");
    CREATE INDEX annual_plan_number ON annual_plan (_deleted, "number_key");
    CREATE VIRTUAL TABLE annual_plan_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE plan_task (
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
        "plan" TEXT,
        "code" TEXT,
        "group" INTEGER,
        "content" TEXT,
        "lead" TEXT,
        "co_ordinators" TEXT,
        "time" TEXT,
        "starts_on" TEXT,
        "due_on" TEXT,
        "cycle" TEXT,
        "target" INTEGER,
        "unit_kind" TEXT,
        "unit_words" TEXT,
        "done_besides" INTEGER,
        "until_due" INTEGER,
        "budget" INTEGER,
        "spent_besides" INTEGER,
        "product" TEXT,
        "evidence" TEXT,
        "follower" TEXT,
        "outside_plan" INTEGER,
        "digital" TEXT,
        "closed_as" TEXT,
        "closed_on" TEXT,
        "closed_because" TEXT,
        "late_because" TEXT,
        "adjustments" TEXT,
        "note" TEXT,
        "code_key" BLOB,
        "lead_key" BLOB
    ) STRICT;
    CREATE INDEX plan_task_seq ON plan_task (_seq);
    CREATE INDEX plan_task_listed ON plan_task (
        _deleted, "due_on", _draft, _unit, "plan"
    );
    CREATE INDEX plan_task_code ON plan_task (_deleted, "code_key");
    CREATE INDEX plan_task_lead ON plan_task (_deleted, "lead_key");
    CREATE VIRTUAL TABLE plan_task_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE legal_document (
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
        "name" TEXT,
        "issuer" TEXT,
        "issued_on" TEXT,
        "in_force_on" TEXT,
        "expired_on" TEXT,
        "topics" TEXT,
        "note" TEXT,
        "number_key" BLOB,
        "name_key" BLOB,
        "issuer_key" BLOB
    ) STRICT;
    CREATE INDEX legal_document_seq ON legal_document (_seq);
    CREATE INDEX legal_document_listed ON legal_document (
        _deleted, "issued_on", _draft, _unit
    );
    CREATE INDEX legal_document_number ON legal_document (_deleted, "number_key");
    CREATE INDEX legal_document_name ON legal_document (_deleted, "name_key");
    CREATE INDEX legal_document_issuer ON legal_document (_deleted, "issuer_key");
    CREATE VIRTUAL TABLE legal_document_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE legal_aid_referral (
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
        "asked_on" TEXT,
        "full_name" TEXT,
        "address" TEXT,
        "hamlet" TEXT,
        "group" TEXT,
        "topic" TEXT,
        "need" TEXT,
        "sent_to" TEXT,
        "outcome" TEXT,
        "answered_on" TEXT,
        "note" TEXT,
        "sent_to_key" BLOB
    ) STRICT;
    CREATE INDEX legal_aid_referral_seq ON legal_aid_referral (_seq);
    CREATE INDEX legal_aid_referral_listed ON legal_aid_referral (
        _deleted, "asked_on", _draft, _unit, "hamlet", "group", "topic", "need", "outcome"
    );
    CREATE INDEX legal_aid_referral_sent_to ON legal_aid_referral (_deleted, "sent_to_key");
    CREATE VIRTUAL TABLE legal_aid_referral_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE shelf_book (
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
        "entered_on" TEXT,
        "author" TEXT,
        "published" INTEGER,
        "kind" TEXT,
        "language" TEXT,
        "copies" INTEGER,
        "source" TEXT,
        "value" INTEGER,
        "removed_on" TEXT,
        "removed_because" TEXT,
        "name_key" BLOB
    ) STRICT;
    CREATE INDEX shelf_book_seq ON shelf_book (_seq);
    CREATE INDEX shelf_book_listed ON shelf_book (
        _deleted, "entered_on", _draft, _unit, "kind", "language", "source"
    );
    CREATE INDEX shelf_book_name ON shelf_book (_deleted, "name_key");
    CREATE VIRTUAL TABLE shelf_book_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE book_loan (
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
        "book" TEXT,
        "lent_on" TEXT,
        "reader" TEXT,
        "read_here" INTEGER,
        "copies" INTEGER,
        "due_on" TEXT,
        "returned_on" TEXT,
        "condition" TEXT
    ) STRICT;
    CREATE INDEX book_loan_seq ON book_loan (_seq);
    CREATE INDEX book_loan_listed ON book_loan (
        _deleted, "lent_on", _draft, _unit, "book"
    );
    CREATE VIRTUAL TABLE book_loan_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE stock_take (
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
        "taken_on" TEXT,
        "members" TEXT,
        "lines" TEXT,
        "remarks" TEXT
    ) STRICT;
    CREATE INDEX stock_take_seq ON stock_take (_seq);
    CREATE INDEX stock_take_listed ON stock_take (
        _deleted, "taken_on", _draft, _unit
    );
    CREATE VIRTUAL TABLE stock_take_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE material_stock (
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
        "kind" TEXT,
        "language" TEXT,
        "source" TEXT,
        "moves" TEXT,
        "note" TEXT,
        "name_key" BLOB
    ) STRICT;
    CREATE INDEX material_stock_seq ON material_stock (_seq);
    CREATE INDEX material_stock_listed ON material_stock (
        _deleted, _draft, _unit, "kind", "language", "source"
    );
    CREATE INDEX material_stock_name ON material_stock (_deleted, "name_key");
    CREATE VIRTUAL TABLE material_stock_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE survey (
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
        "held_on" TEXT,
        "ended_on" TEXT,
        "hamlets" TEXT,
        "audience" TEXT,
        "answers" TEXT,
        "handed_out" INTEGER,
        "collected" INTEGER,
        "valid" INTEGER,
        "remarks" TEXT,
        "name_key" BLOB
    ) STRICT;
    CREATE INDEX survey_seq ON survey (_seq);
    CREATE INDEX survey_listed ON survey (
        _deleted, "held_on", _draft, _unit
    );
    CREATE INDEX survey_name ON survey (_deleted, "name_key");
    CREATE VIRTUAL TABLE survey_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE law_club (
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
        "founded_on" TEXT,
        "decision" TEXT,
        "head" TEXT,
        "members" INTEGER,
        "hamlet" TEXT,
        "ended_on" TEXT,
        "name_key" BLOB,
        "head_key" BLOB
    ) STRICT;
    CREATE INDEX law_club_seq ON law_club (_seq);
    CREATE INDEX law_club_listed ON law_club (
        _deleted, _draft, _unit, "hamlet"
    );
    CREATE INDEX law_club_name ON law_club (_deleted, "name_key");
    CREATE INDEX law_club_head ON law_club (_deleted, "head_key");
    CREATE VIRTUAL TABLE law_club_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE commendation (
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
        "year" INTEGER,
        "subject" TEXT,
        "propagandist" TEXT,
        "mediator" TEXT,
        "group" TEXT,
        "name" TEXT,
        "field" TEXT,
        "form" TEXT,
        "achievement" TEXT,
        "awarded_before" TEXT,
        "state" TEXT,
        "proposed_on" TEXT,
        "decision" TEXT,
        "decided_on" TEXT,
        "name_key" BLOB
    ) STRICT;
    CREATE INDEX commendation_seq ON commendation (_seq);
    CREATE INDEX commendation_listed ON commendation (
        _deleted, "proposed_on", _draft, _unit, "subject", "field", "form", "state"
    );
    CREATE INDEX commendation_name ON commendation (_deleted, "name_key");
    CREATE VIRTUAL TABLE commendation_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
"""


def apply(db: Database) -> None:
    db.executescript(REGISTERS)
