"""The book of mergers: what was merged into this register, by which act, and whether it was taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from app.ports import Store

BOOK = "merger"


@dataclass(frozen=True)
class Took:
    """What was taken of one predecessor: `office` is the id of its record here, `whole` is false of a split unit."""

    code: str
    name: str
    office: str
    short_name: str
    whole: bool
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Counted:
    """An indicator over a period, as it was told when the merger was done."""

    period: str
    label: str
    unit: str
    parts: tuple[int, ...]
    here: int
    after: int

    def before(self) -> int:
        return sum(self.parts) + self.here


@dataclass(frozen=True)
class Merger:
    """One merger of units; `upto` is the end of the change log after it, `undone` the day it was taken back."""

    id: str
    on: date
    by: str
    basis: str
    since: date
    upto: int
    peer_bundles: int
    took: tuple[Took, ...]
    undone: date | None = None
    totals: tuple[Counted, ...] = ()

    def took_whole(self, code: str) -> bool:
        return self.undone is None and any(one.code == code and one.whole for one in self.took)

    def names(self) -> str:
        return ", ".join(one.name for one in self.took)


def mergers(store: Store) -> list[Merger]:
    """Return the mergers of this register, the first one first."""
    return [_merger(row) for row in store.notes(BOOK)]


def _merger(row: Mapping[str, Any]) -> Merger:
    return Merger(
        id=row["id"],
        on=date.fromisoformat(row["at"][:10]),
        by=row["by"],
        basis=row["basis"],
        since=date.fromisoformat(row["since"]),
        upto=row["upto"],
        peer_bundles=row["peer_bundles"],
        took=tuple(Took(**one) for one in orjson.loads(row["predecessors"])),
        undone=date.fromisoformat(row["undone_at"][:10]) if row["undone_at"] else None,
        totals=tuple(Counted(**one | {"parts": tuple(one["parts"])}) for one in orjson.loads(row["totals"])),
    )
