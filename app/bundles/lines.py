"""One record as one line of a bundle, there and back.

A line is canonical JSON: {"t": kind, "id", "u": unit, "vv", "dots", "draft", "del", "d": {every field in scope}}.
Reading trusts nothing: what does not fit the declaration is a Fault with its reason; a newer program’s fields are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

from app.bundles import refusing
from app.bundles.policy import columns_at
from app.bundles.reading import DEEPEST, value_fault
from app.declaring import Field, fields_of
from app.plain import is_plain
from app.ports import Row
from app.records import KINDS
from app.records.base import Record
from app.versions import MARKS, dot_parts

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_REPLICA = re.compile(r"[0-9a-f]{16}-[0-9]{1,6}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_BY_TABLE = {kind.table: kind for kind in KINDS}
_DEPTH = 2  # at which the fields of a record stand in its line
_LEVELS = DEEPEST - _DEPTH + 1
_SHAPE = {"t", "id", "u", "vv", "dots", "draft", "del", "d"}


@dataclass(frozen=True)
class Fault:
    """Why a line was not taken, with what is known of the record it meant."""

    reason: str
    kind: str = ""
    id: str = ""


def write_line(kind: type[Record], row: Row, level: str) -> bytes:
    """Return a record's line at a level, without the line end; JSON columns are spliced in as they are."""
    declared = fields_of(kind)
    columns = columns_at(kind, row.columns, level)
    said = (f'"{name}":{_json(declared[name], value)}' for name, value in columns.items())
    kept = row.extra[1:-1] if level == "full" else ""
    data = ",".join((*said, kept) if kept else said)
    head = f'{{"t":"{kind.table}","id":"{row.id}","u":"{row.unit}","vv":{row.vv},"dots":{row.dots}'
    return f'{head},"draft":{row.draft},"del":{row.deleted},"d":{{{data}}}}}'.encode()


def _json(field: Field, value: Any) -> str:
    if value is None:
        return "null"
    return value if field.kind.nested else orjson.dumps(value).decode()


def read_line(line: Mapping[str, Any], level: str) -> tuple[type[Record], Row] | Fault:
    """Return what a decoded line says, judged against the declarations."""
    if said := _misshapen(line):
        return Fault(said)
    kind = _BY_TABLE.get(line["t"])
    if kind is None:
        return Fault(refusing.UNKNOWN_KIND.say(kind=line["t"][:40]), line["t"][:40], line["id"])
    taken = _columns(kind, line["d"])
    if isinstance(taken, str):
        return Fault(taken, kind.table, line["id"])
    columns, extra = taken
    if not line["draft"] and (label := _lacking(kind, columns)):
        return Fault(refusing.LACKING.say(label=label), kind.table, line["id"])
    vv, dots = orjson.dumps(line["vv"]).decode(), orjson.dumps(line["dots"]).decode()
    said_extra = orjson.dumps(extra).decode() if extra else "{}"
    return kind, Row(line["id"], line["u"], line["draft"], line["del"], vv, dots, level, said_extra, columns)


def _misshapen(line: Mapping[str, Any]) -> str:
    if line.keys() != _SHAPE:
        return refusing.WRONG_PARTS.say()
    if not (isinstance(line["t"], str) and isinstance(line["id"], str) and _ID.fullmatch(line["id"])):
        return refusing.WRONG_ID.say()
    if not (isinstance(line["u"], str) and 0 < len(line["u"]) <= 20):
        return refusing.WRONG_UNIT.say()
    if not (_is_mark(line["draft"]) and _is_mark(line["del"]) and isinstance(line["d"], dict)):
        return refusing.WRONG_MARKS.say()
    return "" if _sound_vector(line["vv"]) and _sound_dots(line["dots"]) else refusing.WRONG_VERSION.say()


def _is_mark(said: Any) -> bool:
    return type(said) is int and said in (0, 1)


def _sound_vector(vector: Any) -> bool:
    if not isinstance(vector, dict) or not 0 < len(vector) <= 200:
        return False
    return all([_is_replica(replica) and type(seq) is int and seq > 0 for replica, seq in vector.items()])


@lru_cache(maxsize=1024)
def _is_replica(said: str) -> bool:
    return _REPLICA.fullmatch(said) is not None


def _sound_dots(dots: Any) -> bool:
    if not isinstance(dots, dict) or not isinstance(dots.get(""), str):
        return False
    return all([_sound_dot(name, dot) for name, dot in dots.items()])


def _sound_dot(name: str, dot: Any) -> bool:
    named = not name or name in MARKS or _NAME.fullmatch(name) is not None
    return named and isinstance(dot, str) and (parts := dot_parts(dot)) is not None and _is_replica(parts[2])


def _columns(kind: type[Record], data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]] | str:
    """Return (columns, fields of a newer program), or what is wrong with a field."""
    checks = _checks_of(kind)
    columns: dict[str, Any] = dict(data)
    extra: dict[str, Any] = {}
    for name in sorted(data.keys() - checks.keys()):
        if not _NAME.fullmatch(name):
            return refusing.WRONG_NAME.say(name=name[:40])
        extra[name] = columns.pop(name)
    if not is_plain(extra, _LEVELS):
        return value_fault(list(extra.values()), _DEPTH)
    for name, value in data.items():
        if value is None or name in extra:
            continue
        fault, nested = checks[name]
        if said := fault(value):
            return refusing.FIELD.say(label=fields_of(kind)[name].label, said=said)
        if nested:
            columns[name] = orjson.dumps(value).decode() if value else "[]"
    return columns, extra


_checks: dict[str, dict[str, tuple[Callable[[Any], str], bool]]] = {}


def _checks_of(kind: type[Record]) -> dict[str, tuple[Callable[[Any], str], bool]]:
    """Return, for each field, what judges its value and whether it is kept as JSON."""
    if kind.table not in _checks:
        declared = fields_of(kind).items()
        _checks[kind.table] = {name: (field.kind.fault, field.kind.nested) for name, field in declared}
    return _checks[kind.table]


def _lacking(kind: type[Record], columns: dict[str, Any]) -> str:
    """Return the label of a required field that came empty; one that was not sent is not missed."""
    for name in _required(kind):
        if name in columns and columns[name] in (None, "", "[]"):
            return fields_of(kind)[name].label
    return ""


_demanded: dict[str, tuple[str, ...]] = {}


def _required(kind: type[Record]) -> tuple[str, ...]:
    if kind.table not in _demanded:
        _demanded[kind.table] = tuple(name for name, field in fields_of(kind).items() if field.required)
    return _demanded[kind.table]
