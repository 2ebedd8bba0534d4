"""Whose the records of a list are: by the units of today, and by those in which they were made before a merger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from app.ports import Kept, Query, Store
from app.problems import Problem
from app.records.base import Record
from app.records.office import Office
from app.usecases.merging_books import mergers
from app.usecases.office import COMMUNE_KINDS, is_commune
from app.usecases.unit_lives import gone as gone_words
from app.usecases.unit_lives import lives
from app.vietnamese import sort_key

_NOW, _BEFORE = "now:", "before:"


@dataclass(frozen=True)
class Whose:
    """The name of the unit that looks after a record, and of the one it was made in, empty where that is the same."""

    now: str
    before: str = ""


def now(unit: str) -> str:
    """Return the choice of the records that a unit looks after today."""
    return _NOW + unit


def of_unit(store: Store, unit: str, today: date) -> str:
    """Return the choice that has a unit's records: what it looks after today or, if it is gone, what it made."""
    offered = [key for key, _ in choices(store, today)]
    gone = {_BEFORE + office.id for office in store.every(Office, Query(where={"code": unit}))}
    return next((key for key in offered if key in gone), now(unit)) if now(unit) not in offered else now(unit)


def several(store: Store) -> bool:
    """Tell whether records of more than one unit belong here: a receiving office, or a unit others went into."""
    return receives(store) or any(merger.undone is None for merger in mergers(store))


def receives(store: Store) -> bool:
    """Tell whether this is the register of an office that receives from communes."""
    try:
        return not is_commune(store)
    except Problem:  # a register that is only being set up
        return False


def choices(store: Store, today: date) -> list[tuple[str, str]]:
    """Return what a list may be narrowed to, with its words: the units of today by name, then those before a merger."""
    if not several(store):
        return []
    offices = list(store.every(Office))
    gone = {(office.code, office.name): office.id for office in offices if not lives(office, today)}
    communes = {(office.code, office.name) for office in offices if office.kind in COMMUNE_KINDS}
    living = [office for office in offices if (office.code, office.name) not in gone]
    found = [(now(code), name) for code, name in _by_name(_names_now(store, living, set(gone)).items())]
    before = _by_name((one, office[1]) for office, one in gone.items() if office in communes)
    return found + [(_BEFORE + one, gone_words(name)) for one, name in before]


def _by_name(named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(named, key=lambda pair: (sort_key(pair[1]), pair[0]))


def _names_now(store: Store, living: list[Office], gone: set[tuple[str, str]]) -> dict[str, str]:
    """Return the units of today by code: our own, the communes we know, and all whose bundles came."""
    ended = {code for code, _ in gone} - {office.code for office in living}
    cards = {row["unit"]: row["name"] for row in store.notes("enrolled_key")}
    sent = {row["unit"] for row in store.notes("received_bundle")} - ended
    named = {unit: cards.get(unit, unit) for unit in (*sorted(sent), store.unit)}
    ours = (office for office in living if office.kind in COMMUNE_KINDS or office.code in named)
    return named | {office.code: office.name for office in ours}


# --- narrowing --------------------------------------------------------------------------------------------------------


def narrowed(store: Store, kind: type[Record], query: Query, whose: str) -> Query:
    """Return a query that leaves the records of a choice; without a choice the query as it is."""
    if whose.startswith(_NOW):
        return _of_today(store, kind, query, whose.removeprefix(_NOW))
    if whose.startswith(_BEFORE):
        return _of_before(store, kind, query, whose.removeprefix(_BEFORE))
    return query


def _of_today(store: Store, kind: type[Record], query: Query, unit: str) -> Query:
    mine = replace(query, units=frozenset({unit}), taken_over=True)
    away = frozenset(one for one, kept in store.keepers(kind).items() if kept.unit != unit)
    made = Query(units=frozenset({unit}), deleted=query.deleted)
    given = away and {one.id for one in store.every(kind, replace(made, ids=away))}
    if not given:
        return mine
    every = store.every(kind, replace(made, taken_over=True))  # a unit that gave away some of what it made
    return _only(mine, frozenset(one.id for one in every if one.id not in given))


def _of_before(store: Store, kind: type[Record], query: Query, office_id: str) -> Query:
    """Leave what was made in an office; its code tells, unless another office has it now.

    Several registers may have written down the same office, each under an id of its own.
    """
    office = store.find(Office, office_id)
    alike = list(store.every(Office, Query(where={"code": office.code}))) if office else []
    same = {one.id for one in alike if office and one.name == office.name}
    if office is not None and len(same) == len(alike):
        return replace(query, units=frozenset({office.code}))
    came = store.keepers(kind).items()
    return _only(query, frozenset(one for one, kept in came if kept.origin in same))


def _only(query: Query, ids: frozenset[str]) -> Query:
    return replace(query, ids=ids if query.ids is None else ids & query.ids)


# --- telling ----------------------------------------------------------------------------------------------------------


class Made(Protocol):
    """A record, or what is shown of one: its id and the unit that made it."""

    @property
    def id(self) -> str: ...
    @property
    def unit(self) -> str: ...


class Telling:
    """Tells of the records of a list whose they are; names are read once."""

    def __init__(self, store: Store, kind: type[Record]) -> None:
        self._store, self._kind = store, kind
        self.forget()

    def forget(self) -> None:
        """Read the names again when they are next needed."""
        self._names: dict[str, str] = {}

    def of(self, records: Iterable[Made]) -> dict[str, Whose]:
        """Return, by record, whose it is."""
        self._names = self._names or _every_name(self._store)
        units = {one.id: one.unit or self._store.unit for one in records}
        return dict(self._told(units, self._store.keepers(self._kind, list(units))))

    def _told(self, units: dict[str, str], keepers: dict[str, Kept]) -> Iterator[tuple[str, Whose]]:
        for one, unit in units.items():
            kept = keepers.get(one)
            if kept is None:
                yield one, Whose(self._name(unit))
            else:
                yield one, Whose(self._name(kept.unit), self._name(kept.origin or unit))

    def _name(self, unit: str) -> str:
        return self._names.get(unit, unit)


def named(store: Store, kind: type[Record], records: Iterable[Made]) -> dict[str, str]:
    """Return, by record, the name of the unit that looks after it; nothing where all are of one unit."""
    if not several(store):
        return {}
    return {one: whose.now for one, whose in Telling(store, kind).of(records).items()}


def _every_name(store: Store) -> dict[str, str]:
    offices = sorted(store.every(Office), key=lambda office: office.valid_to is None)
    named = {row["unit"]: row["name"] for row in store.notes("enrolled_key")}
    return named | {office.id: office.name for office in offices} | {office.code: office.name for office in offices}
