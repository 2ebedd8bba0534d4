"""Step 14: frozen reports keep which clubs, books, loans and tasks they counted.

What a newer program sent before this one could keep it comes out of `_extra`.
"""

from __future__ import annotations

from sqlite_utils import Database

_COUNTED = ("clubs", "books", "loans", "tasks")


def apply(db: Database) -> None:
    for name in _COUNTED:
        db.executescript(f"""
            ALTER TABLE frozen_report ADD COLUMN "{name}" TEXT;
            UPDATE frozen_report
               SET "{name}" = json_extract(_extra, '$.{name}'), _extra = json_remove(_extra, '$.{name}')
             WHERE json_type(_extra, '$.{name}') = 'array';
        """)
