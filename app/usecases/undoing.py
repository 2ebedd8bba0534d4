"""What one step changed in the register, so that it can be taken back while nothing of it has left this computer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from app.ports import Kept, Row, Store, Touched
from app.records import KINDS, kind_named
from app.records.base import Record
from app.records.conflicts import Conflict
from app.usecases.peers import peer_bundles_written
from app.vietnamese import show_number

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass
class Undoing:
    """Ids of the records that were not here, rows as they were, who kept what before."""

    made: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    kept: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._remembered: set[tuple[str, str]] = set()  # tables and ids

    def before(self, store: Store, kind: type[Record], ids: Sequence[str]) -> None:
        """Remember what stands here of some records, before they are written; what is remembered already stays."""
        new = [one for one in dict.fromkeys(ids) if (kind.table, one) not in self._remembered]
        self._remembered.update((kind.table, one) for one in new)
        known = store.known_rows(kind, new)
        self.made.setdefault(kind.table, []).extend(one for one in new if one not in known)
        self.rows.setdefault(kind.table, []).extend(asdict(row) for row in known.values())
        keepers = store.keepers(kind, list(known))
        self.kept.setdefault(kind.table, {}).update({one: asdict(kept) for one, kept in keepers.items()})

    @contextmanager
    def new_conflicts(self, store: Store) -> Iterator[None]:
        """Remember the conflicts that come to be meanwhile."""
        there = {row.id for row in store.rows_after(Conflict, 0)}
        yield
        new = [row.id for row in store.rows_after(Conflict, 0) if row.id not in there]
        self.made.setdefault(Conflict.table, []).extend(new)

    def written(self) -> str:
        return orjson.dumps(asdict(self)).decode()


def take_back(store: Store, written: str, why: str) -> Touched:
    """Make the rows what they were, each with a line of the log that says why; in a transaction of the caller."""
    undoing = Undoing(**orjson.loads(written))
    for table, ids in undoing.made.items():
        store.give_up(kind_named(table), ids, why)
    for table, rows in undoing.rows.items():
        kind = kind_named(table)
        before = {one["id"]: Row(**one) for one in rows}
        now_here = store.known_rows(kind, list(before))
        store.take_changed(
            kind, [(now_here[one], old) for one, old in before.items() if _differ(now_here[one], old)], why
        )
        for one, kept in undoing.kept.get(table, {}).items():
            store.take_over(kind, [one], Kept(**kept))
    count = sum(map(len, undoing.made.values())) + sum(map(len, undoing.rows.values()))
    return Touched(frozenset(undoing.made) | frozenset(undoing.rows), count)


def _differ(one: Row, other: Row) -> bool:
    return (one.vv, one.dots, one.columns) != (other.vv, other.dots, other.columns)


# --- whether it can still be taken back -------------------------------------------------------------------------------


def left_since(store: Store, upto: int, peer_bundles: int) -> str:
    """Return in words what has left this computer since a step, or nothing.

    `upto` is the end of the change log after the step, `peer_bundles` what `peer_bundles_written` was then.
    """
    if sent := [one for one in store.notes("sent_bundle") if one["last_seq"] >= upto]:
        return f"gói số {show_number(sent[0]['number'])}"
    return "gói cho máy khác của đơn vị" if peer_bundles_written(store) > peer_bundles else ""


def worked_on(store: Store, written: str, upto: int) -> list[str]:
    """Return the labels of the records of a step that were changed since, and of those that name one since."""
    undoing = orjson.loads(written)
    concerned = {one for ids in undoing["made"].values() for one in ids}
    concerned |= {one["id"] for rows in undoing["rows"].values() for one in rows}
    found = set()
    for kind in KINDS:
        for changed in store.rows_after(kind, upto):
            named = {changed.id} | {one for value in changed.columns.values() for one in _ID.findall(str(value))}
            if named & concerned and (record := store.find(kind, changed.id)):
                found.add(record.label())
    return sorted(found)
