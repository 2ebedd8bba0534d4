"""Filters an officer gave a name to: kept on the desk, one list for each kind of record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.declaring import fields_of
from app.ports import Query, Store, Wanted
from app.records.base import Record


@dataclass(frozen=True)
class SavedFilter:
    """A named question to a list; `special` is one of the filters that no column says, `whose` one of a unit."""

    name: str
    query: Query = field(default_factory=Query)
    special: str = ""
    whose: str = ""


def saved(store: Store, kind: type[Record]) -> list[SavedFilter]:
    """Return the filters of a kind in the order they were named."""
    return [_from_row(kind, row) for row in store.setting(_key(kind), [])]


def keep(store: Store, kind: type[Record], wanted: SavedFilter) -> None:
    """Keep a filter; one of the same name is replaced."""
    others = [row for row in store.setting(_key(kind), []) if row["name"] != wanted.name]
    store.set_setting(_key(kind), [*others, _to_row(wanted)])


def forget(store: Store, kind: type[Record], name: str) -> None:
    store.set_setting(_key(kind), [row for row in store.setting(_key(kind), []) if row["name"] != name])


def _key(kind: type[Record]) -> str:
    return f"saved_filters:{kind.table}"


def _to_row(one: SavedFilter) -> dict[str, Any]:
    where = {name: _to_json(wanted) for name, wanted in one.query.where.items()}
    return {"name": one.name, "text": one.query.text, "where": where, "special": one.special, "whose": one.whose}


def _from_row(kind: type[Record], row: dict[str, Any]) -> SavedFilter:
    """Read a filter; what it asks of a field that is no longer declared is left out."""
    known = fields_of(kind)
    where = {name: _from_json(wanted) for name, wanted in row["where"].items() if name in known}
    return SavedFilter(row["name"], Query(text=row["text"], where=where), row["special"], row.get("whose", ""))


def _to_json(wanted: Wanted) -> Any:
    if isinstance(wanted, frozenset):
        return {"any": sorted(wanted)}
    if isinstance(wanted, tuple):
        return {"days": [day.isoformat() if day else None for day in wanted]}
    return wanted


def _from_json(raw: Any) -> Wanted:
    if not isinstance(raw, dict):
        wanted: Wanted = raw
        return wanted
    if "any" in raw:
        return frozenset(raw["any"])
    first, last = (date.fromisoformat(day) if day else None for day in raw["days"])
    return first, last
