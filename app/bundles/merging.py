"""Joining two states of one record field by field, without losing a value that nobody has seen.

For each field: the same dot, nothing; one side has seen the other's, the newer wins knowingly; neither has, the higher
dot wins and the other value becomes a conflict for a person to decide. Order and repetition of merging do not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from app.bundles.policy import RANK
from app.ports import Row
from app.versions import MARKS, covers, dominates, dot_of, gathered, joined, read_dot, spread, written


@dataclass(frozen=True)
class Clash:
    """Two values of one field that nobody has seen together; the higher dot stands for now."""

    field: str
    kept: Any
    kept_dot: str
    lost: Any
    lost_dot: str


@dataclass
class Merged:
    row: Row
    changed: bool
    clashes: list[Clash] = field(default_factory=list)


def merge(mine: Row, theirs: Row, declared: tuple[str, ...]) -> Merged:
    """Return the joined state; `declared` names the kind's fields. A vector never decreases.

    Fields that only a newer program declares are joined like the others. Where a poorer level says something new the
    row counts as known at that level, so that a later fuller copy is not taken for one that is known already.
    """
    richer = RANK[theirs.level] > RANK[mine.level]
    if mine.vv == theirs.vv and not richer:
        return Merged(mine, changed=False)
    sides = _sides(mine, theirs, declared, richer)
    if dominates(sides.my_vector, sides.their_vector) and not richer:
        return Merged(mine, changed=False)
    before = _values(mine)
    values, dots, clashes = _field_by_field(before, _values(theirs), sides)
    if values["_deleted"] and all(clash.field != "_deleted" for clash in clashes):
        clashes += _edited_while_deleted(mine, theirs, sides)
    vector, level = joined(sides.my_vector, sides.their_vector), _level(mine, theirs, sides)
    if (values, dots, vector, level) == (before, sides.my_dots, sides.my_vector, mine.level):
        return Merged(mine, changed=False)  # a fuller copy, but of an older state
    return Merged(_row(mine, (vector, level), values, dots, declared), changed=True, clashes=clashes)


@dataclass(frozen=True)
class _Sides:
    my_vector: Mapping[str, int]
    their_vector: Mapping[str, int]
    my_dots: Mapping[str, str]
    their_dots: Mapping[str, str]
    richer: bool


def _sides(mine: Row, theirs: Row, declared: tuple[str, ...], richer: bool) -> _Sides:
    names = [*declared, *MARKS, *orjson.loads(mine.extra)]
    my_dots = spread(orjson.loads(mine.dots), names)
    return _Sides(orjson.loads(mine.vv), orjson.loads(theirs.vv), my_dots, orjson.loads(theirs.dots), richer)


def _field_by_field(
    mine: dict[str, Any], theirs: dict[str, Any], sides: _Sides
) -> tuple[dict[str, Any], dict[str, str], list[Clash]]:
    values, dots, clashes = dict(mine), dict(sides.my_dots), []
    for name, value in theirs.items():
        my_dot, their_dot = dots.get(name, ""), dot_of(sides.their_dots, name)
        take, lost = _verdict(my_dot, their_dot, sides)
        if lost and mine.get(name) != value:
            kept, other = (value, mine.get(name)) if take else (mine.get(name), value)
            clashes.append(Clash(name, kept, max_dot(my_dot, their_dot), other, lost))
        if take:
            values[name], dots[name] = value, their_dot
    return values, dots, clashes


def _edited_while_deleted(mine: Row, theirs: Row, sides: _Sides) -> list[Clash]:
    """Return the clash of a deletion with an edit by one who had not seen it; the record stays deleted for now."""
    if mine.deleted == theirs.deleted:
        return []
    my_dots, their_dots = dict(sides.my_dots), spread(sides.their_dots, _values(theirs))
    gone, gone_vector, edited = (
        (my_dots, sides.my_vector, their_dots) if mine.deleted else (their_dots, sides.their_vector, my_dots)
    )
    unseen = [dot for name, dot in edited.items() if name != "_deleted" and dot and not covers(gone_vector, dot)]
    return [Clash("_deleted", 1, gone["_deleted"], 0, max(unseen, key=read_dot))] if unseen else []


def _verdict(my_dot: str, their_dot: str, sides: _Sides) -> tuple[bool, str]:
    """Return (take theirs, the dot of an unseen value that lost)."""
    if my_dot == their_dot:
        return sides.richer, ""
    if not my_dot or covers(sides.their_vector, my_dot):
        return True, ""
    if covers(sides.my_vector, their_dot):
        return False, ""
    theirs_higher = read_dot(their_dot) > read_dot(my_dot)
    return theirs_higher, my_dot if theirs_higher else their_dot


def max_dot(one: str, other: str) -> str:
    return one if read_dot(one) > read_dot(other) else other


def _level(mine: Row, theirs: Row, sides: _Sides) -> str:
    """Return the level at which everything that the joined vector covers is known."""
    if dominates(sides.their_vector, sides.my_vector):
        return theirs.level
    if dominates(sides.my_vector, sides.their_vector):
        return mine.level
    return min(mine.level, theirs.level, key=RANK.__getitem__)


def _values(row: Row) -> dict[str, Any]:
    return {**row.columns, **orjson.loads(row.extra), "_draft": row.draft, "_deleted": row.deleted}


def _row(
    mine: Row,
    known: tuple[Mapping[str, int], str],
    values: dict[str, Any],
    dots: dict[str, str],
    declared: tuple[str, ...],
) -> Row:
    vector, level = known
    columns = {name: value for name, value in values.items() if name in declared}
    extra = {name: value for name, value in values.items() if name not in declared and name not in MARKS}
    return Row(
        id=mine.id,
        unit=mine.unit,
        draft=values["_draft"],
        deleted=values["_deleted"],
        vv=written(vector),
        dots=written(gathered(dots)),
        level=level,
        extra=written(extra) if extra else "{}",
        columns=columns,
    )
