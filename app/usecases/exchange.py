"""Records as JSON for other programs: out with ISO dates and codes, in with every fault named."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

import orjson

from app.declaring import Field, Many, Ref, fields_of
from app.fields import Choice, Day, Flag, Kind, Text
from app.ports import Query, Wanted
from app.problems import Problem
from app.records import KINDS
from app.records.base import Record

R = TypeVar("R", bound=Record)
_HEAD = ("_kind", "_label", "id", "unit", "draft")  # two kinds of record have a field named “kind”
_SEE = "Xem các ô của từng loại hồ sơ bằng lệnh “kinds”."


def to_json(record: Record) -> dict[str, Any]:
    """Return a record as JSON values: dates ISO, codes as declared, empty values null or empty lists."""
    head = {"_kind": record.table, "_label": record.label()}
    return head | {"id": record.id, "unit": record.unit, "draft": record.draft} | _out_of(record)


def _out_of(thing: Any) -> dict[str, Any]:
    return {name: _out(field.kind, getattr(thing, name)) for name, field in fields_of(type(thing)).items()}


def _out(kind: Kind, value: Any) -> Any:
    if isinstance(kind, Many):
        return [_out_of(part) for part in value]
    if isinstance(kind, Flag):
        return bool(value)
    return list(value) if kind.nested else kind.to_column(value)


def from_json(kind: type[R], data: Any, onto: R | None = None) -> R:
    """Return the record some JSON means; `onto` is the record it changes, whose other fields stay.

    Raises Problem naming the field that cannot be read and what it wants.
    """
    given = _object(kind, data)
    record = onto or kind(**{name: given[name] for name in ("id", "unit") if given.get(name)})
    for name, value in _in_of(kind, given, kind.title).items():
        setattr(record, name, value)
    return record


def _object(kind: type[Record], data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise Problem("Tệp JSON phải chứa một hồ sơ dạng {…}.", _SEE)
    said = data.get("_kind", kind.table)
    if said != kind.table:
        raise Problem(f"Hồ sơ trong tệp thuộc loại “{said}”, không phải “{kind.table}”.", "Gọi đúng loại hồ sơ.")
    for name in ("id", "unit"):
        if name in data and not (isinstance(data[name], str) and len(data[name]) <= 64):
            raise Problem(f"“{name}” phải là chữ, nhiều nhất 64 ký tự.", "Sửa hoặc bỏ ô này.")
    return data


def _in_of(cls: type, given: Mapping[str, Any], where: str) -> dict[str, Any]:
    declared = fields_of(cls)
    unknown = [name for name in given if name not in declared and name not in _HEAD]
    if unknown:
        raise Problem(f"{where}: không có ô “{unknown[0]}”.", _SEE)
    return {name: _in(declared[name], given[name], name, where) for name in given if name in declared}


def _in(field: Field, raw: Any, name: str, where: str) -> Any:
    kind = field.kind
    if isinstance(kind, Many):
        return _parts(kind, raw, f"{where}, “{field.label}” ({name})")
    raw = int(raw) if isinstance(kind, Flag) and isinstance(raw, bool) else raw
    if said := kind.fault(raw):
        raise Problem(
            f"{where}: “{field.label}” ({name}) {said}.", f"Giá trị trong tệp: {_short(raw)}.{_choices(kind)}"
        )
    if isinstance(kind, Text):
        return _text(kind, raw or "")
    return kind.from_column(orjson.dumps(raw).decode() if kind.nested and raw is not None else raw)


def _parts(kind: Many, raw: Any, where: str) -> list[Any]:
    rows = [] if raw is None else raw
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Problem(f"{where} phải là danh sách các nhóm ô.", _SEE)
    return [kind.part(**_in_of(kind.part, row, f"{where}, dòng {place}")) for place, row in enumerate(rows, start=1)]


def _text(kind: Text, raw: str) -> str:
    try:
        return str(kind.parse(raw))
    except ValueError as error:
        raise Problem(str(error)) from error


def _short(raw: Any) -> str:
    said = orjson.dumps(raw, default=str).decode()
    return said if len(said) <= 60 else f"{said[:60]}…"


def _choices(kind: Kind) -> str:
    if not isinstance(kind, Choice):
        return ""
    return f" Chọn trong: {', '.join(code for code, _ in kind.options if code)}."


def wanted(kind: type[Record], conditions: list[str]) -> dict[str, Wanted]:
    """Return what “field=value” conditions ask of a list; days may be a range “2026-01-01..2026-06-30”."""
    return dict(_condition(kind, condition) for condition in conditions)


def _condition(kind: type[Record], said: str) -> tuple[str, Wanted]:
    name, equals, value = (part.strip() for part in said.partition("="))
    field = fields_of(kind).get(name)
    if not equals or field is None or isinstance(field.kind, Many):
        raise Problem(f"Không lọc được theo “{said}”.", f"Viết tên-ô=giá-trị, với một ô của “{kind.title}”. {_SEE}")
    return name, _wanted(field, unicodedata.normalize("NFC", value), said)


def _wanted(field: Field, value: str, said: str) -> Wanted:
    if isinstance(field.kind, Day):
        first, _, last = value.partition("..") if ".." in value else (value, "", value)
        return _day(first, said), _day(last, said)
    if isinstance(field.kind, Ref):
        return value
    try:
        meant = field.kind.parse(value)
    except ValueError as error:
        raise Problem(f"Không lọc được theo “{said}”: {error}") from error
    found: Wanted = meant[0] if isinstance(meant, tuple) and meant else meant
    return found if found is not None else ""


def _day(text: str, said: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise Problem(f"Không lọc được theo “{said}”.", "Viết ngày dạng 2026-01-31 hoặc khoảng ngày..ngày.") from error


def query_of(kind: type[Record], search: str, conditions: list[str]) -> Query:
    return Query(text=search, where=wanted(kind, conditions))


def kinds_schema() -> list[dict[str, Any]]:
    """Return every kind of record with its fields, as other programs read it."""
    return [{"kind": kind.table, "title": kind.title, "fields": _fields_schema(kind)} for kind in KINDS]


def _fields_schema(cls: type) -> list[dict[str, Any]]:
    return [_field_schema(name, field) for name, field in fields_of(cls).items()]


def _field_schema(name: str, field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": name,
        "label": field.label,
        "kind": type(field.kind).__name__.lower(),
        "required": field.required,
        "private": field.private,
        "listed": field.listed,
        "group": field.group,
    }
    if isinstance(field.kind, Choice):
        said["options"] = [{"code": code, "label": label} for code, label in field.kind.options]
    if isinstance(field.kind, Ref):
        said["to"] = field.kind.to
    if isinstance(field.kind, Text):
        said |= {"long": field.kind.long, "limit": field.kind.limit}
    if isinstance(field.kind, Many):
        said["fields"] = _fields_schema(field.kind.part)
    return said
