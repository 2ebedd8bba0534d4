"""Records that another unit made and a unit looks after since a merger: which they are, and who keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from app.ports import Kept
from app.records.base import Record
from db.driver import Connection
from db.rows import placeholders

_CHUNK = 500
_KEPT = "id IN (SELECT id FROM taken_over WHERE unit IN ({}) AND kind = ?)"


def of_units(connection: Connection, kind: type[Record], units: Sequence[str]) -> tuple[str, list[Any]]:
    """Return SQL for the rows that units made or took over; where they took over nothing, nothing is looked up."""
    marks = placeholders(units)
    there = f"SELECT 1 FROM taken_over WHERE unit IN ({marks}) AND kind = ? LIMIT 1"
    if connection.execute(there, [*units, kind.table]).fetchone() is None:
        return f"_unit IN ({marks})", [*units]
    return f"(_unit IN ({marks}) OR {_KEPT.format(marks)})", [*units, *units, kind.table]


def keepers(connection: Connection, kind: type[Record], ids: Sequence[str] | None) -> dict[str, Kept]:
    """Return who keeps the records that were taken over, of some ids or of all."""
    sql = "SELECT id, unit, origin FROM taken_over WHERE kind = ?"
    if ids is None:
        return _read(connection.execute(sql, (kind.table,)))
    found: dict[str, Kept] = {}
    for start in range(0, len(ids), _CHUNK):
        part = list(ids[start : start + _CHUNK])
        found |= _read(connection.execute(f"{sql} AND id IN ({placeholders(part)})", [kind.table, *part]))
    return found


def _read(rows: Iterable[Any]) -> dict[str, Kept]:
    return {row["id"]: Kept(row["unit"], row["origin"]) for row in rows}


def take_over(connection: Connection, kind: type[Record], ids: Iterable[str], kept: Kept) -> None:
    rows = [(kind.table, one, kept.unit, kept.origin, kept.merger) for one in ids]
    connection.executemany("INSERT OR REPLACE INTO taken_over VALUES (?, ?, ?, ?, ?)", rows)
