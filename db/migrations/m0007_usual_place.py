"""Step 7: where a mediation group usually meets; a value that a newer program sent before comes out of `_extra`."""

from __future__ import annotations

from sqlite_utils import Database

REGISTERS = """
    ALTER TABLE mediation_group ADD COLUMN "usual_place" TEXT;
    UPDATE mediation_group
       SET "usual_place" = json_extract(_extra, '$.usual_place'), _extra = json_remove(_extra, '$.usual_place')
     WHERE json_type(_extra, '$.usual_place') = 'text';
"""


def apply(db: Database) -> None:
    db.executescript(REGISTERS)
