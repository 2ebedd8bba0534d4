"""How a record says what it is made of: fields with labels, references between records, lists of parts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import orjson

from app.fields import (
    Choice,
    Choices,
    Clock,
    Column,
    Count,
    Day,
    Flag,
    Kind,
    Money,
    Name,
    Options,
    Text,
    Year,
)
from app.plain import is_plain
from app.problems import Issue
from app.vietnamese import name_key

T = TypeVar("T")


@dataclass(frozen=True)
class Ref(Kind):
    """The id of a record of another kind, named by its table."""

    to: str = ""

    def to_column(self, value: str) -> Column:
        return value or None

    def fault(self, raw: Any) -> str:
        return "" if raw is None or (isinstance(raw, str) and len(raw) <= 64) else "phải là mã hồ sơ"


class Refs(Ref):
    nested: ClassVar[bool] = True

    def to_column(self, value: tuple[str, ...]) -> Column:  # type: ignore[override]
        return orjson.dumps(list(value)).decode()

    def from_column(self, raw: Any) -> tuple[str, ...]:
        return tuple(orjson.loads(raw)) if raw and raw != "[]" else ()

    def parse(self, text: str) -> tuple[str, ...]:
        return tuple(part for part in text.replace(",", " ").split() if part)

    def show(self, value: tuple[str, ...]) -> str:
        return ", ".join(value or ())

    def fault(self, raw: Any) -> str:
        sound = raw is None or (
            isinstance(raw, list) and len(raw) <= 5_000 and all(type(i) is str and len(i) <= 64 for i in raw)
        )
        return "" if sound else "phải là danh sách mã hồ sơ"


@dataclass(frozen=True)
class Many(Kind):
    """A short list of parts that live and travel inside their record; a part has no list of its own."""

    nested: ClassVar[bool] = True
    part: type = object

    def show(self, value: list[Any]) -> str:
        return "; ".join(show_part(part) for part in value)

    def to_column(self, value: list[Any]) -> Column:
        return orjson.dumps([to_row(part) for part in value]).decode()

    def from_column(self, raw: Any) -> list[Any]:
        return [from_row(self.part, row) for row in orjson.loads(raw)] if raw and raw != "[]" else []

    def order(self, value: Any) -> bytes | None:
        """Return the sort key of the first name in the list, read from the column."""
        named = _named_by(self.part)
        parts = orjson.loads(value) if named and value else []
        return name_key(parts[0].get(named) or "") if parts else b""

    def fault(self, raw: Any) -> str:
        if raw is None:
            return ""
        if not isinstance(raw, list) or len(raw) > 1_000:
            return "phải là danh sách"
        for place, row in enumerate(raw, start=1):
            if said := _part_fault(self.part, row):
                return f"dòng {place}: {said}"
        return ""


@dataclass(frozen=True)
class Field:
    """A kind of value with the words people know it by.

    `required` is demanded of a complete record; `listed` fields are columns of the list; `group` is the heading on
    paper; `private` fields leave the computer only at level full; `hint` stands in the empty box.
    """

    label: str
    kind: Kind
    required: bool = False
    listed: bool = False
    group: str = ""
    private: bool = False
    hint: str = ""


def text(label: str, *, long: bool = False, limit: int = 0, **kw: Any) -> Any:
    return _declare(Field(label, Text(long=long, limit=limit or (60_000 if long else 2_000)), **kw), "")


def person(label: str, **kw: Any) -> Any:
    return _declare(Field(label, Name(), **kw), "")


def day(label: str, **kw: Any) -> Any:
    return _declare(Field(label, Day(), **kw), None)


def clock(label: str, **kw: Any) -> Any:
    return _declare(Field(label, Clock(), **kw), "")


def count(label: str, **kw: Any) -> Any:
    return _declare(Field(label, Count(), **kw), None)


def year(label: str, **kw: Any) -> Any:
    return _declare(Field(label, Year(), **kw), None)


def money(label: str, **kw: Any) -> Any:
    return _declare(Field(label, Money(), **kw), None)


def flag(label: str, *, default: bool = False, **kw: Any) -> Any:
    return _declare(Field(label, Flag(), **kw), default)


def choice(label: str, options: Options, *, default: str = "", **kw: Any) -> Any:
    return _declare(Field(label, Choice(options=options), **kw), default)


def choices(label: str, options: Options, **kw: Any) -> Any:
    return _declare(Field(label, Choices(options=options), **kw), ())


def ref(label: str, to: str, **kw: Any) -> Any:
    return _declare(Field(label, Ref(to=to), **kw), "")


def refs(label: str, to: str, **kw: Any) -> Any:
    return _declare(Field(label, Refs(to=to), **kw), ())


def many(label: str, part: type, **kw: Any) -> Any:
    return dataclasses.field(default_factory=list, metadata={"field": Field(label, Many(part=part), **kw)})


def _declare(spec: Field, default: Any) -> Any:
    return dataclasses.field(default=default, metadata={"field": spec})


_declared: dict[type, dict[str, Field]] = {}


def fields_of(cls: type) -> dict[str, Field]:
    """Return the declared fields of a record or part class, in order."""
    if cls not in _declared:
        _declared[cls] = {f.name: f.metadata["field"] for f in dataclasses.fields(cls) if "field" in f.metadata}
    return _declared[cls]


def to_row(record: Any) -> dict[str, Column]:
    return {name: field.kind.to_column(getattr(record, name)) for name, field in fields_of(type(record)).items()}


def from_row(cls: type[T], row: dict[str, Any]) -> T:
    """Build a part from its columns, leaving out what it does not declare."""
    known = fields_of(cls)
    return cls(**{name: known[name].kind.from_column(row[name]) for name in row if name in known})


def missing(record: Any) -> Iterator[Issue]:
    for name, field in fields_of(type(record)).items():
        value = getattr(record, name)
        if field.required and value in (None, "", (), []):
            yield Issue(name, f"Chưa nhập “{field.label}”.")
        for place, part in enumerate(value if isinstance(field.kind, Many) else (), start=1):
            for issue in missing(part):
                yield Issue(name, f"“{field.label}”, dòng {place}: {issue.message}")


def show_part(part: Any) -> str:
    """Return a part on one line: its filled fields, in order."""
    if hasattr(part, "label"):
        return str(part.label())
    shown = (field.kind.show(getattr(part, name)) for name, field in fields_of(type(part)).items())
    return ", ".join(word for word in shown if word)


def row_fault(cls: type, row: dict[str, Any]) -> tuple[str, str]:
    """Return the first field that cannot hold what came from outside, and why; ("", "") when all is well."""
    judges = _judges_of(cls)
    for name, raw in row.items():
        if raw is not None and (said := judges.get(name, _unknown_fault)(raw)):
            return name, f"“{fields_of(cls)[name].label if name in judges else name}” {said}"
    return "", ""


def _unknown_fault(raw: Any) -> str:
    """Judge what a newer program knows: it is kept as it is, so it may only be what a line may hold."""
    return "" if is_plain([raw], 3) else "phải là chữ hoặc số nguyên"


_names: dict[type, str] = {}


def _named_by(cls: type) -> str:
    """Return the first field of a part that is a person's name, or nothing."""
    if cls not in _names:
        _names[cls] = next((name for name, field in fields_of(cls).items() if isinstance(field.kind, Name)), "")
    return _names[cls]


_judges: dict[type, dict[str, Callable[[Any], str]]] = {}


def _judges_of(cls: type) -> dict[str, Callable[[Any], str]]:
    """Return the `fault` of each field; a bundle asks for them many times a line."""
    if cls not in _judges:
        _judges[cls] = {name: field.kind.fault for name, field in fields_of(cls).items()}
    return _judges[cls]


def _part_fault(cls: type, row: Any) -> str:
    return row_fault(cls, row)[1] if isinstance(row, dict) else "phải là một nhóm ô"
