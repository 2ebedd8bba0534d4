"""Step 12: what only some forms of an event have, the speakers of higher level, when propagandists were published.

What a newer program sent before this one could keep it comes out of `_extra`.
"""

from __future__ import annotations

from sqlite_utils import Database

_LISTS = ("invited", "displays", "prizes", "consulted")
_TEXTS = (
    *("contest_kind", "award_decision", "test_result", "aid_centre"),
    *("piece", "stage_kind", "script", "troupe", "situation", "roles", "mediation_case"),
)
_NUMBERS = ("children", "disabled", "trained_propagandists", "trained_mediators", "aid_cases")

SPEAKERS = """
    CREATE TABLE higher_speaker (
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
        "level" TEXT,
        "position" TEXT,
        "fields" TEXT,
        "languages" TEXT,
        "decision" TEXT,
        "recognised_on" TEXT,
        "ended_on" TEXT,
        "phone" TEXT,
        "note" TEXT,
        "full_name_key" BLOB,
        "position_key" BLOB
    ) STRICT;
    CREATE INDEX higher_speaker_seq ON higher_speaker (_seq);
    CREATE INDEX higher_speaker_listed ON higher_speaker (
        _deleted, _draft, _unit
    );
    CREATE INDEX higher_speaker_full_name ON higher_speaker (_deleted, "full_name_key");
    CREATE INDEX higher_speaker_position ON higher_speaker (_deleted, "position_key");
    CREATE VIRTUAL TABLE higher_speaker_words USING fts5(
        folded, exact, content='', contentless_delete=1, detail=column, prefix='1 2 3',
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    );
"""


_DAYS_OF_PROPAGANDISTS = ("published_on", "leave_asked_on", "leave_published_on")


def apply(db: Database) -> None:
    db.executescript(SPEAKERS)
    kept = {
        **dict.fromkeys(_LISTS, ("TEXT", "array")),
        **dict.fromkeys(_TEXTS, ("TEXT", "text")),
        **dict.fromkeys(_NUMBERS, ("INTEGER", "integer")),
    }
    for name, (column, sort) in kept.items():
        _add(db, "outreach_event", f'"{name}" {column}', name, sort)
    for name in _DAYS_OF_PROPAGANDISTS:
        _add(db, "propagandist", f'"{name}" TEXT', name, "text")


def _add(db: Database, table: str, column: str, name: str, sort: str) -> None:
    db.executescript(f"""
            ALTER TABLE {table} ADD COLUMN {column};
            UPDATE {table}
               SET "{name}" = json_extract(_extra, '$.{name}'), _extra = json_remove(_extra, '$.{name}')
             WHERE json_type(_extra, '$.{name}') = '{sort}';
    """)
