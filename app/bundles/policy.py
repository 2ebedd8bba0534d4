"""What may leave this computer, by level: which kinds of record, which of their fields, which parts of their lists.

Levels (the route's choice): “figures” lets out rosters, which are public by law, and frozen reports; “deidentified”
lets out records without their private fields; “full” lets out everything.
"""

from __future__ import annotations

from typing import Any

import orjson

from app.declaring import Many, fields_of
from app.records import KINDS
from app.records.base import Record

FIGURES, DEIDENTIFIED, FULL = "figures", "deidentified", "full"
RANK = {FIGURES: 0, DEIDENTIFIED: 1, FULL: 2}
_FIGURE_TABLES = (
    "office",
    "hamlet",
    "mediation_group",
    "mediator",
    "training",
    "propagandist",
    "payment_request",
    "group_support",
    "frozen_report",
)
_leaving: dict[tuple[str, bool], tuple[str, ...]] = {}
_parts: dict[str, dict[str, frozenset[str]]] = {}
AT_HOME = ("route", "conflict")  # how an office sends, and what its PCs do not agree on, is its own affair


def kinds_at(level: str) -> tuple[type[Record], ...]:
    """Return the kinds that travel at a level, in an order in which references come first."""
    travelling = (kind for kind in KINDS if kind.table not in AT_HOME)
    return tuple(kind for kind in travelling if level != FIGURES or kind.table in _FIGURE_TABLES)


def kinds_at_home() -> tuple[type[Record], ...]:
    """Return the kinds that go to our own unit alone: to its other PCs, and into the sealed part."""
    return KINDS


def fields_at(kind: type[Record], level: str) -> tuple[str, ...]:
    key = (kind.table, level == FULL)
    if key not in _leaving:
        declared = fields_of(kind).items()
        _leaving[key] = tuple(name for name, field in declared if level == FULL or not field.private)
    return _leaving[key]


def columns_at(kind: type[Record], columns: dict[str, Any], level: str) -> dict[str, Any]:
    """Return the columns that may leave at a level; lists lose the private parts of their parts."""
    if level == FULL:
        return columns
    columns = kind.hidden(columns)
    leaving = {name: columns.get(name) for name in fields_at(kind, level)}
    for name, public in _public_parts(kind).items():
        if raw := leaving.get(name):
            leaving[name] = _without_private(raw, public)
    return leaving


def _without_private(raw: str, public: frozenset[str]) -> str:
    parts = [{key: value for key, value in part.items() if key in public} for part in orjson.loads(raw)]
    return orjson.dumps(parts).decode()


def _public_parts(kind: type[Record]) -> dict[str, frozenset[str]]:
    """Return, for lists whose parts have private fields, the names that are not private."""
    if kind.table not in _parts:
        _parts[kind.table] = {n: public for n, public in _lists_with_secrets(kind) if not fields_of(kind)[n].private}
    return _parts[kind.table]


def _lists_with_secrets(kind: type[Record]) -> list[tuple[str, frozenset[str]]]:
    found = []
    for name, field in fields_of(kind).items():
        if isinstance(field.kind, Many):
            declared = fields_of(field.kind.part)
            public = frozenset(part for part, spec in declared.items() if not spec.private)
            if len(public) < len(declared):
                found.append((name, public))
    return found


def what_leaves(level: str) -> list[tuple[str, list[str], list[str]]]:
    """Return (kind's title, labels that leave, labels that stay) for each kind, to be shown before an export."""
    shown = []
    travelling = kinds_at(level)
    for kind in KINDS:
        declared = fields_of(kind)
        leaving = fields_at(kind, level) if kind in travelling else ()
        out = [declared[name].label for name in leaving]
        stay = [field.label for name, field in declared.items() if name not in leaving]
        shown.append((kind.title, out, stay))
    return shown
