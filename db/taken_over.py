"""Records that another unit made and a unit looks after since a merger: which they are, and who keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from app.ports import Kept
from app.records.base import Record
from db import desk
from db.driver import Connection
from db.rows import placeholders

_CHUNK = 500
_KEPT = "id IN (SELECT id FROM taken_over WHERE unit IN ({}) AND kind = ?)"
_AWAY = "(_unit = ? AND id IN (SELECT id FROM taken_over WHERE unit <> ? AND kind = ?))"


def of_units(connection: Connection, kind: type[Record], units: Sequence[str]) -> tuple[str, list[Any]]:
    """Return SQL for the rows that units made or took over; where nothing was taken over, nothing is looked up.

    What another took over of the unit whose register this is, when it was split, is that unit's no more.
    """
    marks, ours = placeholders(units), desk.setting(connection, "unit", "")
    sql, args = f"_unit IN ({marks})", [*units]
    if _any(connection, f"unit IN ({marks})", [*units, kind.table]):
        sql, args = f"({sql} OR {_KEPT.format(marks)})", [*args, *units, kind.table]
    if ours in units and _any(connection, "unit <> ?", [ours, kind.table]):
        sql, args = f"({sql} AND NOT {_AWAY})", [*args, ours, ours, kind.table]
    return sql, args


def _any(connection: Connection, condition: str, args: Sequence[Any]) -> bool:
    found = connection.execute(f"SELECT 1 FROM taken_over WHERE {condition} AND kind = ? LIMIT 1", args)
    return found.fetchone() is not None


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
