"""Turning the plain tables of a file into blocks, refusing every key and every kind of value that is not declared."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import date
from typing import Any

from app.forms import blocks as b
from app.forms.blocks import Block, Span
from app.forms.texts import parse

BLOCKS: dict[str, type[Block]] = {
    "head": b.Head,
    "bookhead": b.BookHead,
    "title": b.Title,
    "paragraph": b.Paragraph,
    "heading": b.Heading,
    "long": b.Long,
    "lines": b.Lines,
    "ticks": b.Ticks,
    "repeat": b.Repeat,
    "columns": b.Columns,
    "grid": b.Grid,
    "signatures": b.Signatures,
    "space": b.Space,
    "pagebreak": b.PageBreak,
    "cover": b.Cover,
    "qr": b.Qr,
    "statistics_head": b.StatisticsHead,
    "notes": b.Notes,
    "bars": b.Bars,
}
_NAMES = {"when": "if"}  # `if` is a word of Python


class Misread(Exception):
    """What is wrong, with the path to it: “khối 3 (grid), cột 2”."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}" if where else what)
        self.where = where
        self.what = what


def read(cls: type, table: object, where: str = "") -> Any:
    """Build one declared value from a table of the file."""
    if not isinstance(table, dict):
        raise Misread(where, "phải là một bảng khóa = giá trị.")
    wanted = {_NAMES.get(f.name, f.name): f for f in dataclasses.fields(cls) if "filled_in" not in f.metadata}
    if unknown := sorted(set(table) - set(wanted)):
        raise Misread(where, f"có khóa lạ “{unknown[0]}”. Khóa dùng được: {', '.join(sorted(wanted))}.")
    hints = _hints(cls)
    given = {
        field.name: _value(hints[field.name], table[name], f"{where}, “{name}”" if where else f"“{name}”")
        for name, field in wanted.items()
        if name in table
    }
    if lacking := sorted(name for name, field in wanted.items() if _required(field) and field.name not in given):
        raise Misread(where, f"thiếu khóa “{lacking[0]}”.")
    return cls(**given)


def read_block(table: object, where: str) -> Block:
    if not isinstance(table, dict):
        raise Misread(where, "phải là một bảng khóa = giá trị.")
    kind = table.get("type", "")
    if not isinstance(kind, str) or kind not in BLOCKS:
        raise Misread(where, f"có loại khối lạ “{kind}”. Loại dùng được: {', '.join(BLOCKS)}.")
    rest = {key: value for key, value in table.items() if key != "type"}
    block = read(BLOCKS[kind], rest, f"{where} ({kind})")
    assert isinstance(block, Block)
    return block


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


_known_hints: dict[type, dict[str, Any]] = {}


def _hints(cls: type) -> dict[str, Any]:
    if cls not in _known_hints:
        _known_hints[cls] = typing.get_type_hints(cls)
    return _known_hints[cls]


def _value(hint: Any, raw: object, where: str) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return _series(arguments, raw, where)
    if origin is typing.Literal:
        return _one_of(arguments, raw, where)
    if origin is dict:
        return _words_by_key(raw, where)
    if origin is types.UnionType:
        return _value(arguments[0], raw, where)
    if dataclasses.is_dataclass(hint):
        assert isinstance(hint, type)
        return read_block(raw, where) if hint is Block else read(hint, raw, where)
    return _plain(hint, raw, where)


def _series(arguments: tuple[Any, ...], raw: object, where: str) -> tuple[Any, ...]:
    if arguments[0] is Span:
        return _line(raw, where)
    if not isinstance(raw, list):
        raise Misread(where, "phải là một danh sách [ … ].")
    hints = [arguments[0]] * len(raw) if arguments[-1] is Ellipsis else list(arguments)
    if len(hints) != len(raw):
        raise Misread(where, f"phải có đúng {len(hints)} giá trị.")
    return tuple(
        _value(hint, item, f"{where} thứ {place}")
        for place, (hint, item) in enumerate(zip(hints, raw, strict=True), start=1)
    )


def _line(raw: object, where: str) -> tuple[Span, ...]:
    if not isinstance(raw, str):
        raise Misread(where, "phải là chữ.")
    try:
        return parse(raw)
    except ValueError as fault:
        raise Misread(where, str(fault)) from None


def _one_of(allowed: tuple[Any, ...], raw: object, where: str) -> Any:
    if raw not in allowed:
        raise Misread(where, f"là “{raw}”, phải là một trong: {', '.join(str(word) for word in allowed)}.")
    return raw


def _words_by_key(raw: object, where: str) -> dict[str, str]:
    if not isinstance(raw, dict) or not all(isinstance(word, str) for word in raw.values()):
        raise Misread(where, "phải là một bảng khóa = chữ.")
    return dict(raw)


_SAID = {str: "chữ", int: "số nguyên", float: "số", bool: "true hoặc false", date: "ngày dạng 2026-11-23"}
_CHECKS: dict[Any, Callable[[object], bool]] = {
    str: lambda raw: isinstance(raw, str),
    int: lambda raw: isinstance(raw, int) and not isinstance(raw, bool),
    float: lambda raw: isinstance(raw, int | float) and not isinstance(raw, bool),
    bool: lambda raw: isinstance(raw, bool),
    date: lambda raw: isinstance(raw, date),
}


def _plain(hint: Any, raw: object, where: str) -> Any:
    if not _CHECKS[hint](raw):
        raise Misread(where, f"phải là {_SAID[hint]}.")
    return raw
