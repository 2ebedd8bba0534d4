"""Step 15: a proposal for an award says of which days its evidence is.

What a newer program sent before this one could keep it comes out of `_extra`.
"""

from __future__ import annotations

from sqlite_utils import Database

_DAYS = ("from_day", "to_day")


def apply(db: Database) -> None:
    for name in _DAYS:
        db.executescript(f"""
            ALTER TABLE commendation ADD COLUMN "{name}" TEXT;
            UPDATE commendation
               SET "{name}" = json_extract(_extra, '$.{name}'), _extra = json_remove(_extra, '$.{name}')
             WHERE json_type(_extra, '$.{name}') = 'text';
        """)
