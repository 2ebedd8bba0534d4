"""Step 13: the rounds of a case that went on after a failure; what newer programs sent before comes out of `_extra`."""

from __future__ import annotations

from sqlite_utils import Database

ROUNDS = """
    ALTER TABLE mediation_case ADD COLUMN "earlier" TEXT;
    UPDATE mediation_case
       SET "earlier" = json_extract(_extra, '$.earlier'), _extra = json_remove(_extra, '$.earlier')
     WHERE json_type(_extra, '$.earlier') = 'array';
"""


def apply(db: Database) -> None:
    db.executescript(ROUNDS)
