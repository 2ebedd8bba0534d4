"""Which records of a unit come along when only some of its hamlets do: told by what each record refers to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson

from app.ports import Row, Store
from app.records import KINDS, Hamlet, MediationGroup, Office, Route, Training
from app.records.base import Record

_TIES: dict[str, tuple[str, ...]] = {
    "mediation_group": ("hamlets",),
    "mediator": ("group",),
    "training": ("mediators", "propagandists"),
    "mediation_case": ("group",),
    "outreach_event": ("hamlets",),
    "election": ("group",),
    "payment_request": ("group",),
    "group_support": ("group",),
    "accident_support": ("mediator",),
    "void_number": ("group",),
    "number_range": ("group",),
    "attachment": ("of_record",),
    "plan_task": ("plan",),
    "legal_aid_referral": ("hamlet",),
    "book_loan": ("book",),
    "survey": ("hamlets",),
    "law_club": ("hamlet",),
    "commendation": ("group", "mediator", "propagandist"),
    "conflict": ("of_record",),
}
MERGED: tuple[type[Record], ...] = tuple(kind for kind in KINDS if kind is not Route)  # each office sends its own way


@dataclass(frozen=True)
class Part:
    """What comes of a split unit: these hamlets, of the groups that straddle the new border these, and `common`.

    `common` says whether records tied to no hamlet come along: plans, bookshelf, propagandists, events of the commune.
    """

    hamlets: frozenset[str]
    groups: frozenset[str] = frozenset()
    common: bool = False


@dataclass
class Sorted:
    """The rows of a predecessor that come, by kind; the ids of all that come and of what stays where it is."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    coming: set[str] = field(default_factory=set)
    staying: set[str] = field(default_factory=set)
    straddling: list[Row] = field(default_factory=list)  # groups with hamlets on both sides

    def kinds(self) -> list[type[Record]]:
        return [kind for kind in KINDS if kind.table in self.rows]

    def add(self, kind: type[Record], row: Row, *, comes: bool) -> None:
        (self.coming if comes else self.staying).add(row.id)
        if comes:
            self.rows.setdefault(kind.table, []).append(row)


def sort_out(source: Store, part: Part | None) -> Sorted:
    """Sort what a predecessor keeps into what comes and what stays; everything comes of a unit that goes in whole."""
    found = Sorted()
    for kind in _in_order():
        for row in source.rows_after(kind, 0, source.unit):
            if kind is Office:
                found.add(kind, row, comes=_is_own_past(source, row))
            else:
                found.add(kind, row, comes=part is None or _comes(kind, row, part, found))
    return found


def _in_order() -> Iterable[type[Record]]:
    """Return the kinds so that what a record is tied to comes before it: trainings after propagandists, for one."""
    late = {"training", "attachment", "conflict", "commendation"}
    return sorted(MERGED, key=lambda kind: kind.table in late)


def _is_own_past(source: Store, row: Row) -> bool:
    """Tell whether an office is the predecessor itself, or one it took in before; others are but its address book."""
    return row.columns["code"] == source.unit or row.unit != source.unit


def _comes(kind: type[Record], row: Row, part: Part, found: Sorted) -> bool:
    if kind is Hamlet:
        return row.id in part.hamlets
    tied = [one for name in _TIES.get(kind.table, ()) for one in _ids(row.columns.get(name))]
    sides = {one in found.coming for one in tied if one in found.coming or one in found.staying}
    if len(sides) < 2:
        return sides.pop() if sides else part.common
    if kind is MediationGroup:
        found.straddling.append(row)
        return row.id in part.groups
    return kind is Training or part.common  # who was trained is told by the training, on both sides


def _ids(column: Any) -> list[str]:
    if not column:
        return []
    return list(orjson.loads(column)) if str(column).startswith("[") else [str(column)]
