"""Step 1: the first registers, the change log, the desk and the books of the sync."""

from __future__ import annotations

from sqlite_utils import Database

REGISTERS = """
    CREATE TABLE office (
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
        "code" TEXT,
        "name" TEXT,
        "kind" TEXT,
        "short_name" TEXT,
        "province" TEXT,
        "address" TEXT,
        "chair" TEXT,
        "officer" TEXT,
        "minority_area" INTEGER,
        "valid_from" TEXT,
        "valid_to" TEXT,
        "basis" TEXT,
        "successors" TEXT,
        "code_key" BLOB,
        "name_key" BLOB,
        "province_key" BLOB
    ) STRICT;
    CREATE INDEX office_seq ON office (_seq);
    CREATE INDEX office_listed ON office (
        _deleted, _draft, _unit, "kind"
    );
    CREATE INDEX office_code ON office (_deleted, "code_key");
    CREATE INDEX office_name ON office (_deleted, "name_key");
    CREATE INDEX office_province ON office (_deleted, "province_key");
    CREATE VIRTUAL TABLE office_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE route (
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
        "stops" TEXT,
        "level" TEXT,
        "level_reason" TEXT,
        "sealed" INTEGER,
        "attachments" INTEGER,
        "valid_from" TEXT,
        "valid_to" TEXT,
        "name_key" BLOB
    ) STRICT;
    CREATE INDEX route_seq ON route (_seq);
    CREATE INDEX route_listed ON route (
        _deleted, _draft, _unit, "level"
    );
    CREATE INDEX route_name ON route (_deleted, "name_key");
    CREATE VIRTUAL TABLE route_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE hamlet (
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
        "households" INTEGER,
        "people" INTEGER,
        "minority_area" INTEGER,
        "head" TEXT,
        "front_head" TEXT,
        "valid_from" TEXT,
        "valid_to" TEXT,
        "basis" TEXT,
        "successors" TEXT,
        "note" TEXT,
        "name_key" BLOB,
        "head_key" BLOB
    ) STRICT;
    CREATE INDEX hamlet_seq ON hamlet (_seq);
    CREATE INDEX hamlet_listed ON hamlet (
        _deleted, _draft, _unit, "kind"
    );
    CREATE INDEX hamlet_name ON hamlet (_deleted, "name_key");
    CREATE INDEX hamlet_head ON hamlet (_deleted, "head_key");
    CREATE VIRTUAL TABLE hamlet_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE mediation_group (
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
        "code" TEXT,
        "name" TEXT,
        "hamlets" TEXT,
        "founded_on" TEXT,
        "decision" TEXT,
        "approved_size" INTEGER,
        "state" TEXT,
        "ended_on" TEXT,
        "successor" TEXT,
        "volumes" TEXT,
        "note" TEXT,
        "code_key" BLOB,
        "name_key" BLOB
    ) STRICT;
    CREATE INDEX mediation_group_seq ON mediation_group (_seq);
    CREATE INDEX mediation_group_listed ON mediation_group (
        _deleted, _draft, _unit, "state"
    );
    CREATE INDEX mediation_group_code ON mediation_group (_deleted, "code_key");
    CREATE INDEX mediation_group_name ON mediation_group (_deleted, "name_key");
    CREATE VIRTUAL TABLE mediation_group_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE mediator (
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
        "full_name" TEXT,
        "group" TEXT,
        "sex" TEXT,
        "birth_year" INTEGER,
        "ethnicity" TEXT,
        "law_training" TEXT,
        "education" TEXT,
        "occupation" TEXT,
        "languages" TEXT,
        "address" TEXT,
        "phone" TEXT,
        "elected_on" TEXT,
        "election_manner" TEXT,
        "votes" INTEGER,
        "households" INTEGER,
        "list_received_on" TEXT,
        "recognised_on" TEXT,
        "decision" TEXT,
        "head_from" TEXT,
        "head_until" TEXT,
        "head_decision" TEXT,
        "left_on" TEXT,
        "leave_reason" TEXT,
        "leave_decision" TEXT,
        "note" TEXT,
        "full_name_key" BLOB
    ) STRICT;
    CREATE INDEX mediator_seq ON mediator (_seq);
    CREATE INDEX mediator_listed ON mediator (
        _deleted, _draft, _unit, "group", "sex", "ethnicity", "law_training"
    );
    CREATE INDEX mediator_full_name ON mediator (_deleted, "full_name_key");
    CREATE VIRTUAL TABLE mediator_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE training (
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
        "held_on" TEXT,
        "subject" TEXT,
        "organiser" TEXT,
        "online" INTEGER,
        "mediators" TEXT,
        "propagandists" TEXT,
        "event" TEXT,
        "subject_key" BLOB,
        "organiser_key" BLOB
    ) STRICT;
    CREATE INDEX training_seq ON training (_seq);
    CREATE INDEX training_listed ON training (
        _deleted, "held_on", _draft, _unit
    );
    CREATE INDEX training_subject ON training (_deleted, "subject_key");
    CREATE INDEX training_organiser ON training (_deleted, "organiser_key");
    CREATE VIRTUAL TABLE training_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE mediation_case (
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
        "code" TEXT,
        "number" INTEGER,
        "received_on" TEXT,
        "group" TEXT,
        "co_group" TEXT,
        "ground" TEXT,
        "requested_by" TEXT,
        "parties" TEXT,
        "content" TEXT,
        "scope" TEXT,
        "matter" TEXT,
        "dispute_place" TEXT,
        "domestic_violence" INTEGER,
        "child_involved" INTEGER,
        "chosen_by" TEXT,
        "assigned_on" TEXT,
        "immediate" INTEGER,
        "other_time_agreed" INTEGER,
        "mediators" TEXT,
        "invited" TEXT,
        "open_to_public" INTEGER,
        "interpreters" TEXT,
        "support_needed" TEXT,
        "sessions" TEXT,
        "state" TEXT,
        "ended_on" TEXT,
        "end_reason" TEXT,
        "agreement" TEXT,
        "solution" TEXT,
        "rights_duties" TEXT,
        "method" TEXT,
        "due_on" TEXT,
        "failure_reason" TEXT,
        "referred_to" TEXT,
        "referred_name" TEXT,
        "out_of_scope" TEXT,
        "scope_asked_on" TEXT,
        "scope_answered_on" TEXT,
        "scope_answer" TEXT,
        "written" INTEGER,
        "written_on" TEXT,
        "written_place" TEXT,
        "copies" INTEGER,
        "third_party_consent" INTEGER,
        "follow_up" TEXT,
        "obligations" TEXT,
        "follow_ups" TEXT,
        "court" TEXT,
        "court_name" TEXT,
        "court_filed_on" TEXT,
        "court_decision" TEXT,
        "court_decided_on" TEXT,
        "urgent_reports" TEXT,
        "relapse_of" TEXT,
        "note" TEXT,
        "code_key" BLOB,
        "parties_key" BLOB
    ) STRICT;
    CREATE INDEX mediation_case_seq ON mediation_case (_seq);
    CREATE INDEX mediation_case_listed ON mediation_case (
        _deleted, "received_on", _draft, _unit, "group", "scope", "matter", "state", "ended_on"
    );
    CREATE INDEX mediation_case_code ON mediation_case (
        _deleted, "code_key", _draft, _unit, "group", "scope", "matter", "state", "received_on", "ended_on"
    );
    CREATE INDEX mediation_case_parties ON mediation_case (
        _deleted, "parties_key", _draft, _unit, "group", "scope", "matter", "state", "received_on", "ended_on"
    );
    CREATE VIRTUAL TABLE mediation_case_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE propagandist (
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
        "full_name" TEXT,
        "sex" TEXT,
        "birth_year" INTEGER,
        "ethnicity" TEXT,
        "position" TEXT,
        "hamlet" TEXT,
        "education" TEXT,
        "law_training" TEXT,
        "fields" TEXT,
        "languages" TEXT,
        "phone" TEXT,
        "listed_on" TEXT,
        "recognised_on" TEXT,
        "decision" TEXT,
        "left_on" TEXT,
        "leave_reason" TEXT,
        "leave_decision" TEXT,
        "note" TEXT,
        "full_name_key" BLOB,
        "position_key" BLOB
    ) STRICT;
    CREATE INDEX propagandist_seq ON propagandist (_seq);
    CREATE INDEX propagandist_listed ON propagandist (
        _deleted, _draft, _unit, "sex", "ethnicity", "law_training"
    );
    CREATE INDEX propagandist_full_name ON propagandist (_deleted, "full_name_key");
    CREATE INDEX propagandist_position ON propagandist (_deleted, "position_key");
    CREATE VIRTUAL TABLE propagandist_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
    CREATE TABLE outreach_event (
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
        "code" TEXT,
        "form" TEXT,
        "name" TEXT,
        "state" TEXT,
        "level" TEXT,
        "counted" INTEGER,
        "direct" INTEGER,
        "direct_reason" TEXT,
        "organiser" TEXT,
        "co_organisers" TEXT,
        "starts_on" TEXT,
        "ends_on" TEXT,
        "hour" TEXT,
        "minutes" INTEGER,
        "place" TEXT,
        "place_kind" TEXT,
        "whole_commune" INTEGER,
        "hamlets" TEXT,
        "topics" TEXT,
        "documents" TEXT,
        "summary" TEXT,
        "languages" TEXT,
        "chair" TEXT,
        "secretary" TEXT,
        "speakers" TEXT,
        "audiences" TEXT,
        "special_groups" TEXT,
        "attended" INTEGER,
        "men" INTEGER,
        "women" INTEGER,
        "kinh" INTEGER,
        "khmer" INTEGER,
        "hoa" INTEGER,
        "other_ethnic" INTEGER,
        "counting" TEXT,
        "materials" TEXT,
        "broadcasts" TEXT,
        "posts" TEXT,
        "entrants" INTEGER,
        "rules_document" TEXT,
        "club" TEXT,
        "club_members" INTEGER,
        "consultations" INTEGER,
        "costs" TEXT,
        "outcome" TEXT,
        "suggestions" TEXT,
        "shortcomings" TEXT,
        "questions" INTEGER,
        "task_code" TEXT,
        "note" TEXT,
        "code_key" BLOB,
        "name_key" BLOB,
        "place_key" BLOB
    ) STRICT;
    CREATE INDEX outreach_event_seq ON outreach_event (_seq);
    CREATE INDEX outreach_event_listed ON outreach_event (
        _deleted, "starts_on", _draft, _unit, "form", "state"
    );
    CREATE INDEX outreach_event_code ON outreach_event (
        _deleted, "code_key", _draft, _unit, "form", "state", "starts_on"
    );
    CREATE INDEX outreach_event_name ON outreach_event (
        _deleted, "name_key", _draft, _unit, "form", "state", "starts_on"
    );
    CREATE INDEX outreach_event_place ON outreach_event (
        _deleted, "place_key", _draft, _unit, "form", "state", "starts_on"
    );
    CREATE VIRTUAL TABLE outreach_event_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
"""

BOOKS = """
    CREATE TABLE change (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        hlc INTEGER NOT NULL,
        by TEXT NOT NULL,
        replica TEXT NOT NULL,
        action TEXT NOT NULL,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        before TEXT NOT NULL,
        note TEXT NOT NULL,
        digest BLOB NOT NULL
    ) STRICT;
    CREATE INDEX change_record ON change (kind, id);
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE typing (
        kind TEXT NOT NULL, id TEXT NOT NULL, texts TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (kind, id)
    ) STRICT;
    CREATE TABLE sent_bundle (
        bundle TEXT PRIMARY KEY,
        number INTEGER NOT NULL,
        to_unit TEXT NOT NULL,
        level TEXT NOT NULL,
        first_seq INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        counts TEXT NOT NULL,
        held_back TEXT NOT NULL,
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        at TEXT NOT NULL,
        receipt TEXT,
        receipt_at TEXT
    ) STRICT;
    CREATE TABLE received_bundle (
        bundle TEXT PRIMARY KEY,
        unit TEXT NOT NULL,
        replica TEXT NOT NULL,
        number INTEGER NOT NULL,
        level TEXT NOT NULL,
        first_seq INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        file TEXT NOT NULL,
        at TEXT NOT NULL,
        taken INTEGER NOT NULL,
        same INTEGER NOT NULL,
        refused INTEGER NOT NULL,
        receipt_number INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE refusal (
        bundle TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, label TEXT NOT NULL, reason TEXT NOT NULL,
        remedy TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (bundle, kind, id)
    ) STRICT;
    CREATE TABLE quarantine (
        bundle TEXT NOT NULL, line INTEGER NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
        raw BLOB NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (bundle, line)
    ) STRICT;
    CREATE TABLE enrolled_key (
        key TEXT PRIMARY KEY, unit TEXT NOT NULL, name TEXT NOT NULL, replica TEXT NOT NULL, card TEXT NOT NULL,
        role TEXT NOT NULL, at TEXT NOT NULL, checked_by TEXT NOT NULL, revoked_at TEXT
    ) STRICT;
    CREATE TABLE sealed_part (unit TEXT PRIMARY KEY, bundle TEXT NOT NULL, at TEXT NOT NULL, data BLOB NOT NULL) STRICT;
"""


def apply(db: Database) -> None:
    db.executescript(REGISTERS)
    db.executescript(BOOKS)
