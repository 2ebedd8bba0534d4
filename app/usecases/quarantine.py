"""Lines that an older program could not take, tried again after an upgrade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import app as program
from app.bundles.policy import FULL
from app.bundles.reading import decode
from app.ports import Store
from app.upgrades import raised
from app.usecases.taking import Outcome, Source, take

_Entry = dict[str, Any]
_TRIED = "quarantine_tried"  # setting: the version that tried last


@dataclass(frozen=True)
class Retried:
    """How many lines were taken, or known already, and how many wait on."""

    taken: int
    left: int


def retry_after_upgrade(store: Store) -> Retried | None:
    """Try once with each version of the program; None when this one has tried before, or nothing waits."""
    if store.setting(_TRIED, "") == program.__version__ or not store.notes("quarantine"):
        return None
    with store.atomic():
        done = retry_quarantine(store)
        store.set_setting(_TRIED, program.__version__)
    return done


def retry_quarantine(store: Store) -> Retried:
    """Take what can be read by now, in one transaction; what cannot stays where it is."""
    with store.atomic():
        waiting = sorted(store.notes("quarantine"), key=lambda entry: entry["bundle"])
        left = 0
        for bundle, group in groupby(waiting, key=lambda entry: str(entry["bundle"])):
            entries = list(group)
            outcome = take(store, _source(store, bundle, entries[0]["unit"]), _lines(entries))
            left += _strike_taken(store, entries, outcome)
    return Retried(len(waiting) - left, left)


def _source(store: Store, bundle: str, unit: str) -> Source:
    book = store.notes("received_bundle", {"bundle": bundle})
    return Source(bundle, unit, book[0]["level"] if book else FULL, own=unit == store.unit)


def _lines(entries: Iterable[_Entry]) -> Iterator[tuple[int, Any]]:
    for entry in entries:
        line = decode(entry["raw"])
        if isinstance(line, dict) and isinstance(line.get("d"), dict):
            line["d"] = raised(str(line.get("t")), line["d"], entry["schema"])
        yield entry["line"], line


def _strike_taken(store: Store, entries: Iterable[_Entry], outcome: Outcome) -> int:
    """Take out of the book what is in the register now; return how many stay."""
    lines = {refused.line for refused in outcome.refused}
    records = {(refused.kind, refused.id) for refused in outcome.refused if refused.line < 0}
    left = 0
    for entry in entries:
        if entry["line"] in lines or (entry["kind"], entry["id"]) in records:
            left += 1
        else:
            store.strike("quarantine", {"bundle": entry["bundle"], "line": entry["line"]})
    return left
