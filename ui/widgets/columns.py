"""Which columns of a list fit into the room there is, and how wide each is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.declaring import Field, Many
from app.fields import Choice, Choices, Clock, Count, Day, Money, Name, Text
from app.records.base import Record

_LOOKED_FOR = frozenset(("name", "subject", "unit", "content", "outcome"))
_COMFORT = 15  # letters below which a column that gives way says too little
_WORD = 6  # letters of a choice too short to be cut
_SHORT = 40  # letters a code may have that in fact has few


@dataclass(frozen=True)
class Column:
    name: str
    width: int  # what its words need
    least: int  # what it must have
    elastic: bool  # gives way where room is short
    rank: int  # the lower, the sooner it is shown
    grows: bool = True  # takes what room is left


def is_state(name: str, field: Field) -> bool:
    """Tell whether a column is the state of a record, shown as a pill."""
    return name == "state" and isinstance(field.kind, Choice) and not isinstance(field.kind, Choices)


def measured(
    kind: type[Record], fields: dict[str, Field], words: Callable[[str], int], title: Callable[[str], int]
) -> list[Column]:
    """Measure columns; `words` and `title` tell how wide words are in a cell and in a heading."""
    found = []
    for name, field in fields.items():
        sample, elastic = _sample(name, field)
        state = is_state(name, field)
        natural = words(sample) if elastic and not state else max(words(sample), title(field.label))
        least = min(natural, words("n" * _COMFORT)) if elastic and not state else natural  # a state is read whole
        found.append(Column(name, natural, least, elastic, _rank(kind, name, field), grows=not state))
    return found


def _rank(kind: type[Record], name: str, field: Field) -> int:
    if is_state(name, field):
        return 0
    if isinstance(field.kind, Many | Name) or name in _LOOKED_FOR:
        return 1  # people look for people, and a receiving office for units
    return 2 if name in ("code", kind.newest_by) else 3


def _sample(name: str, field: Field) -> tuple[str, bool]:
    """Return words as wide as a column of this field needs, and whether it may be wider or narrower than that."""
    kind = field.kind
    if isinstance(kind, Day):
        return "00/00/0000", False
    if isinstance(kind, Count | Clock):
        return ("00.000.000 đồng" if isinstance(kind, Money) else "000.000"), False
    if isinstance(kind, Choice) and not isinstance(kind, Choices):
        widest = max((words for _, words in kind.options), key=len, default="")
        if len(widest) <= _WORD and not is_state(name, field):
            return widest, False  # “Nam” is read whole or not at all
        return widest + "nnn" if is_state(name, field) else widest[:20], True
    if name in ("code", "number"):
        return ("NV-000" if isinstance(kind, Text) and kind.limit <= _SHORT else "HG-2026-T00-000"), False
    return "n" * (24 if isinstance(kind, Many | Name) else 20), True


def fitting(columns: list[Column], room: int) -> list[Column]:
    """Return the columns that fit, most wanted first in, in their own order; the first two always."""
    taken, used = set[str](), 0
    for column in sorted(columns, key=lambda column: column.rank):  # stable: as declared within a rank
        if used + column.least > room and len(taken) >= 2:
            break
        taken.add(column.name)
        used += column.least
    return [column for column in columns if column.name in taken]


def shared(columns: list[Column], room: int) -> dict[str, int]:
    """Stretch or squeeze the elastic columns so that all together fill the room; none below what it must have."""
    give = sum(column.width - column.least for column in columns if column.elastic)
    stretch = sum(column.width for column in columns if column.elastic and column.grows)
    spare = room - sum(column.width for column in columns)
    if not stretch and spare > 0:  # nothing gives way: the last column goes to the edge
        return {column.name: column.width + (spare if column is columns[-1] else 0) for column in columns}
    widths = {}
    for column in columns:
        share = 0
        if column.elastic and column.grows and spare > 0:
            share = spare * column.width // stretch
        elif column.elastic and spare < 0 and give:
            share = max(spare, -give) * (column.width - column.least) // give
        widths[column.name] = column.width + share
    return widths
