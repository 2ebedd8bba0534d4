"""Records as rows of their table: columns in and out, and the SQL text each kind needs."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson

from app.declaring import Field, Many, fields_of
from app.fields import Choice, Text
from app.ports import Row
from app.records.base import Record
from app.vietnamese import fold, one_tone_place

R = TypeVar("R", bound=Record)

META = ("id", "_unit", "_draft", "_deleted", "_seq", "_made_seq", "_vv", "_dots", "_level", "_extra")


@dataclass(frozen=True)
class Shape:
    """What a kind's table looks like, and the statements that write it."""

    table: str
    fields: tuple[str, ...]
    keys: tuple[str, ...]  # fields with a companion sort key
    orders: tuple[Callable[[Any], bytes | None], ...]  # what makes each of those keys
    insert: str
    update: str


_shapes: dict[str, Shape] = {}
Searched = tuple[list[str], list[tuple[str, dict[str, tuple[str, str]]]], list[tuple[str, list[str]]]]
_searched: dict[str, Searched] = {}
_readers: dict[type[Record], list[tuple[str, Callable[[Any], Any]]]] = {}
_selected: dict[type[Record], str] = {}


def shape_of(kind: type[Record]) -> Shape:
    if kind.table not in _shapes:
        _shapes[kind.table] = _shape(kind)
    return _shapes[kind.table]


def _shape(kind: type[Record]) -> Shape:
    fields = tuple(fields_of(kind))
    keys = {name: field.kind.order for name, field in fields_of(kind).items() if has_key(field)}
    columns = [*META, *fields, *(f"{name}_key" for name in keys)]
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    changes = ", ".join(f'"{column}" = ?' for column in columns if column not in ("id", "_made_seq"))
    return Shape(
        kind.table,
        fields,
        tuple(keys),
        tuple(keys.values()),
        f"INSERT INTO {kind.table} ({names}) VALUES ({marks})",
        f"UPDATE {kind.table} SET {changes} WHERE id = ?",
    )


def has_key(field: Field) -> bool:
    """Tell whether a field is a column of the list whose own order is not the order people expect."""
    return field.listed and isinstance(field.kind, Text | Many)


def insert_values(kind: type[Record], row: Row) -> list[Any]:
    shape = shape_of(kind)
    meta = [row.id, row.unit, row.draft, row.deleted, row.seq, row.seq, row.vv, row.dots, row.level, row.extra]
    return [*meta, *map(row.columns.get, shape.fields), *_sort_keys(shape, row)]


def update_values(kind: type[Record], row: Row) -> list[Any]:
    shape = shape_of(kind)
    meta = [row.unit, row.draft, row.deleted, row.seq, row.vv, row.dots, row.level, row.extra]
    return [*meta, *map(row.columns.get, shape.fields), *_sort_keys(shape, row), row.id]


def _sort_keys(shape: Shape, row: Row) -> list[bytes | None]:
    return [order(row.columns.get(name) or "") for name, order in zip(shape.keys, shape.orders, strict=True)]


def selected(kind: type[Record]) -> str:
    """Return the columns that `to_record` wants; a narrow reading of a table leaves the others where they are."""
    if kind not in _selected:
        _selected[kind] = ", ".join(("rid", "id", "_unit", "_draft", *(f'"{name}"' for name in fields_of(kind))))
    return _selected[kind]


def to_record(kind: type[R], raw: Any) -> R:
    """Build a record from its selected columns, by their places.

    Statistics do this for every row there is: the fields are put in directly, the constructor would only repeat it.
    """
    if kind not in _readers:
        _readers[kind] = [(name, field.kind.from_column) for name, field in fields_of(kind).items()]
    _, known_by, unit, draft, *columns = raw
    record = kind.__new__(kind)
    values = record.__dict__
    values["id"], values["unit"], values["draft"] = known_by, unit, bool(draft)
    for (name, read), column in zip(_readers[kind], columns, strict=True):
        values[name] = read(column)
    return record


def to_plain_row(kind: type[Record], raw: Any) -> Row:
    row = dict(zip(raw.keys(), raw, strict=True))
    return Row(
        id=row["id"],
        unit=row["_unit"],
        draft=row["_draft"],
        deleted=row["_deleted"],
        vv=row["_vv"],
        dots=row["_dots"],
        level=row["_level"],
        extra=row["_extra"],
        columns={name: row[name] for name in shape_of(kind).fields},
        seq=row["_seq"],
    )


def search_texts(kind: type[Record], row: Row) -> tuple[str, str]:
    """Return what the search index holds of a row: all words folded, and the words that carry marks as they are.

    Words of plain letters are the same both ways, so the second text leaves them out. This runs for every row a bundle
    brings.
    """
    texts, codes, lists = _searchable(kind)
    columns = row.columns
    spoken = [said for name in texts if (said := columns.get(name))]
    for name, inner in lists:
        if raw := columns.get(name):
            spoken += [said for part in orjson.loads(raw) for key in inner if (said := part.get(key))]
    told = [words.get(code) or _both_ways(code) for name, words in codes if (code := columns.get(name))]
    told.insert(0, _both_ways(" ".join(spoken)))
    return " ".join([folded for folded, _ in told]), " ".join([exact for _, exact in told if exact])


def _both_ways(text: str) -> tuple[str, str]:
    said = unicodedata.normalize("NFC", text.lower())
    return fold(said), " ".join([word for word in one_tone_place(said).split() if not word.isascii()])


def _searchable(kind: type[Record]) -> Searched:
    if kind.table not in _searched:
        _searched[kind.table] = _searched_fields(kind)
    return _searched[kind.table]


def _searched_fields(kind: type[Record]) -> Searched:
    declared = [(name, field.kind) for name, field in fields_of(kind).items()]
    texts = [name for name, sort in declared if isinstance(sort, Text)]
    choices = [(name, sort.words()) for name, sort in declared if isinstance(sort, Choice) and not sort.nested]
    codes = [(name, {code: _both_ways(said) for code, said in words.items()}) for name, words in choices]
    lists = [(name, _texts_of(sort.part)) for name, sort in declared if isinstance(sort, Many)]
    return texts, codes, [pair for pair in lists if pair[1]]


def _texts_of(part: type) -> list[str]:
    return [name for name, field in fields_of(part).items() if isinstance(field.kind, Text)]


def placeholders(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
