"""Who looks after a record: the office that made it or, since a merger of units, the one that took it over."""

from __future__ import annotations

import orjson

from app import installed
from app.ports import Query, Store
from app.records import units
from app.records.base import Record
from app.records.office import Office


def is_ours(store: Store, record: Record) -> bool:
    """Tell whether this office may change a record: it made it or took it over, and no other took it over since."""
    kept = store.keepers(type(record), [record.id]).get(record.id)
    return record.unit in ("", store.unit) if kept is None else kept.unit == store.unit


def maker_before_merger(store: Store, record: Record) -> str:
    """Return the name of the office that made a record another one looks after since, or nothing."""
    kept = store.keepers(type(record), [record.id]).get(record.id)
    if kept is None:
        return ""
    office = store.find(Office, kept.origin) if kept.origin else None
    office = office or next(store.every(Office, Query(where={"code": record.unit})), None)
    return office.name if office else f"đơn vị {record.unit}"


def succeeds(store: Store, old: str, new: str) -> bool:
    """Tell whether the unit table says that a unit, or a part of it, went into another, over any number of steps.

    What the claimant itself says of its predecessors does not count: nobody takes over others' records unasked.
    """
    reached, to_see = {old}, [old]
    while to_see:
        following = (told_successors(to_see[0]) | _in_the_register(store, to_see[0], new)) - reached
        reached |= following
        to_see = [*to_see[1:], *sorted(following)]
    return new in reached


def told_successors(code: str) -> set[str]:
    """Return what the list of units says; a code of before 2025 that names another unit today proves nothing."""
    living = code in {unit.code for unit in units.units()}
    told = {
        one.code
        for item in installed.installed(installed.SUCCESSION).values()
        if (one := units.read_succession(orjson.loads(item.content))).old_code == code
    }
    return told if living else told | {one.code for one in units.successions(code)}


def _in_the_register(store: Store, code: str, claimant: str) -> set[str]:
    """Return what the offices kept here say: our own word, and that of the unit that ends."""
    believed = {store.unit, code} - ({claimant} - {store.unit})
    return {
        after.code
        for office in store.every(Office, Query(where={"code": code}))
        if office.unit in believed
        for successor in office.successors
        if (after := store.find(Office, successor.office))
    }
