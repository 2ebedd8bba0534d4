"""Taking the lines of a verified bundle into the register: judged one by one, merged, counted, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import orjson

from app.bundles import refusing
from app.bundles.lines import Fault, read_line, write_line
from app.bundles.merging import Clash, merge
from app.bundles.policy import AT_HOME
from app.declaring import fields_of
from app.ports import Kept, Query, Row, Store
from app.records import kind_named
from app.records.base import Record
from app.records.office import Office
from app.usecases.conflicts import keep_clashes
from app.usecases.custody import succeeds
from app.versions import dominates, latest

_CHUNK = 2_000
Counted = Callable[[int], object]  # hears how many lines are taken by now; what it raises undoes all


@dataclass(frozen=True)
class Source:
    """Where the lines come from: the bundle, its author's unit, what it lets out, whether we are that unit."""

    bundle: str
    unit: str
    level: str
    own: bool = False


@dataclass(frozen=True)
class Refused:
    line: int  # below zero when the line was sound and the register spoke against it
    kind: str
    id: str
    reason: str
    raw: bytes = b""


@dataclass
class Outcome:
    """What became of a bundle's lines; sent = new + changed + same + refused, always."""

    sent: int = 0
    new: dict[str, int] = field(default_factory=dict)
    changed: int = 0
    same: int = 0
    refused: list[Refused] = field(default_factory=list)
    clashes: list[tuple[str, str, Clash]] = field(default_factory=list)  # (kind, id, clash)
    ahead: bool = False  # a clock more than a day ahead was met
    succeeded: dict[str, bool] = field(default_factory=dict)  # whether a unit went into the sender's

    def accepted(self) -> int:
        return sum(self.new.values()) + self.changed


def take(
    store: Store, source: Source, decoded: Iterable[tuple[int, Any]], *, counted: Counted = lambda _: None
) -> Outcome:
    """Take decoded lines: pairs of line number and dict, or of line number and a fault of reading.

    Must run inside one transaction of the caller; a line that cannot be taken is refused alone.
    """
    outcome = Outcome()
    numbered = iter(decoded)
    while chunk := list(islice(numbered, _CHUNK)):
        outcome.sent += len(chunk)
        for kind, rows in _judged(store, chunk, source, outcome).items():
            merge_rows(store, kind_named(kind), rows, source, outcome)
        counted(outcome.sent)
    if source.own:
        keep_clashes(store, source.unit, outcome.clashes, note=source.bundle)
    return outcome


def _judged(store: Store, chunk: list[tuple[int, Any]], source: Source, outcome: Outcome) -> dict[str, list[Row]]:
    """Return the sound rows by kind; the rest goes to the refused with its reason."""
    rows: dict[str, list[Row]] = {}
    for number, line in chunk:
        read = read_line(line, source.level) if isinstance(line, dict) else Fault(str(line.reason))
        if not isinstance(read, Fault) and not _may_send(store, source, read[1].unit, outcome):
            said = refusing.NOT_THE_SENDERS.say(unit=read[1].unit, sender=source.unit)
            read = Fault(said, read[0].table, read[1].id)
        if not isinstance(read, Fault) and read[0].table in AT_HOME and not source.own:
            read = Fault(refusing.AT_HOME_ONLY.say(), read[0].table, read[1].id)
        if isinstance(read, Fault):
            outcome.refused.append(Refused(number, read.kind, read.id, read.reason, _raw(line)))
        else:
            rows.setdefault(read[0].table, []).append(read[1])
    return rows


def _may_send(store: Store, source: Source, unit: str, outcome: Outcome) -> bool:
    """Tell whether a sender looks after a unit's records: its own or, since a merger, a predecessor's."""
    if unit == source.unit or source.own:  # what we keep in custody comes from our own PCs as it is
        return True
    if unit not in outcome.succeeded:
        outcome.succeeded[unit] = succeeds(store, unit, source.unit)
    return outcome.succeeded[unit]


def _raw(line: Any) -> bytes:
    return orjson.dumps(line) if isinstance(line, dict) else bytes(getattr(line, "raw", b""))


def merge_rows(store: Store, kind: type[Record], rows: list[Row], source: Source, outcome: Outcome) -> None:
    """Keep rows of one kind beside, or merged with, what is known of them. Must run inside one transaction."""
    ids = [row.id for row in rows]
    known, keepers = store.known_rows(kind, ids), store.keepers(kind, ids)
    become: dict[str, Row] = {}  # a record may stand in one bundle twice
    succeeded: dict[str, list[str]] = {}  # by the unit that made them
    for row in rows:
        outcome.ahead |= not store.witness(latest(row.dots))
        holder = keepers.get(row.id, Kept(row.unit)).unit
        ours_to_take = _may_send(store, source, holder, outcome)
        mine = become.get(row.id) or known.get(row.id)
        if mine and (said := _spoken_against(mine, row, "" if ours_to_take else holder)):
            raw = write_line(kind, row, source.level)
            outcome.refused.append(Refused(-len(outcome.refused) - 1, kind.table, row.id, said, raw))
            continue
        if (taken := _joined(kind, mine, row, outcome)) is not mine:
            become[row.id] = taken
        if ours_to_take and holder != source.unit:
            succeeded.setdefault(row.unit, []).append(row.id)
    store.take_new(kind, [row for one, row in become.items() if one not in known], source.bundle)
    store.take_changed(kind, [(known[one], row) for one, row in become.items() if one in known], source.bundle)
    _take_over(store, kind, succeeded, source)


def _take_over(store: Store, kind: type[Record], succeeded: dict[str, list[str]], source: Source) -> None:
    """Note who looks after records from here on, and which office made them: a later one may bear the same code."""
    for unit, ids in succeeded.items():
        offices = list(store.every(Office, Query(where={"code": unit})))
        own = [office for office in offices if office.unit == unit] or offices
        store.take_over(kind, ids, Kept(source.unit, own[0].id if own else ""))


def _joined(kind: type[Record], mine: Row | None, theirs: Row, outcome: Outcome) -> Row:
    """Return what a record becomes, counted."""
    if mine is None:
        outcome.new[kind.table] = outcome.new.get(kind.table, 0) + 1
        return theirs
    merged = merge(mine, theirs, tuple(fields_of(kind)))
    outcome.same += not merged.changed
    outcome.changed += merged.changed
    outcome.clashes += [(kind.table, mine.id, clash) for clash in merged.clashes]
    return merged.row


def _spoken_against(mine: Row, theirs: Row, holder: str) -> str:
    """Return why a known record may not be changed by its sender; what brings nothing new is not refused.

    `holder` is the unit that looks after it now, when that is not the sender nor one the sender succeeded.
    """
    if mine.unit != theirs.unit:
        return refusing.OTHER_UNITS.say(unit=mine.unit)
    if not holder or dominates(orjson.loads(mine.vv), orjson.loads(theirs.vv)):
        return ""
    return refusing.OTHER_KEEPER.say(unit=holder)
