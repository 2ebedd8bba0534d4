"""Step 17: an office keeps the days on which it gave its notices of September, so that all its PCs know them.

What a newer program sent before this one could keep it comes out of `_extra`.
"""

from __future__ import annotations

from sqlite_utils import Database


def apply(db: Database) -> None:
    db.executescript("""
        ALTER TABLE office ADD COLUMN "notices" TEXT;
        UPDATE office
           SET "notices" = json_extract(_extra, '$.notices'), _extra = json_remove(_extra, '$.notices')
         WHERE json_type(_extra, '$.notices') = 'array';
    """)
