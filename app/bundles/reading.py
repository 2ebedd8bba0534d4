"""Decoding the lines of a bundle with distrust: one bad line is a fault of its own, never a surprise later."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from app.fields import LARGEST

LONGEST_LINE = 256 * 1024
DEEPEST = 6
# Control characters but tab and line feed, direction overrides that make text look like other text, byte order marks.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_ESCAPED = re.compile(rb"\\u00(0[0-8b-f]|1[0-9a-f])|\\[bfr]")
_ODD_NUMBER = re.compile(rb"[:,\[]-?[0-9]+[.eE]|[:,\[]-?[0-9]{16}|[:,\[](true|false)")


@dataclass(frozen=True)
class LineFault:
    reason: str
    raw: bytes


def read_lines(lines: Iterable[bytes]) -> Iterator[tuple[int, dict[str, Any] | LineFault]]:
    """Yield (line number, decoded line or what is wrong with it)."""
    for number, line in enumerate(lines, start=1):
        yield number, decode(line)


def decode(line: bytes) -> dict[str, Any] | LineFault:
    """Return the object a line holds. A line in canonical form is proved sound by writing it again."""
    if len(line) > LONGEST_LINE:
        return LineFault("dòng dài quá 256 KiB", line[:1024])
    try:
        value = orjson.loads(line)
        text = line.decode("utf-8")
    except (orjson.JSONDecodeError, UnicodeDecodeError):
        return LineFault("không phải JSON đúng dạng", line)
    if not isinstance(value, dict):
        return LineFault("dòng không phải một hồ sơ", line)
    if said := _text_fault(text, line):
        return LineFault(said, line)
    if orjson.dumps(value) != line or _ODD_NUMBER.search(line):
        said = _slow_fault(text)
    return LineFault(said, line) if said else value


def _text_fault(text: str, line: bytes) -> str:
    if _UNWANTED.search(text) or _ESCAPED.search(line):
        return "có ký tự điều khiển hoặc ký tự đảo chiều"
    return "" if text.isascii() or unicodedata.is_normalized("NFC", text) else "chữ không ở dạng dựng sẵn (NFC)"


def _slow_fault(text: str) -> str:
    """Judge a line that is not in canonical form, piece by piece."""
    try:
        value = json.loads(text, object_pairs_hook=_no_duplicates, parse_float=_refuse, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        return str(error) if str(error).startswith("có ") else "không phải JSON đúng dạng"
    return _value_fault(value, 0)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("có ô lặp lại")
    return dict(pairs)


def _refuse(_: str) -> Any:
    raise ValueError("có số lẻ")


def _value_fault(value: Any, depth: int) -> str:
    if depth > DEEPEST:
        return f"lồng quá {DEEPEST} lớp"
    if isinstance(value, bool):
        return "có giá trị đúng/sai, phải là 0 hoặc 1"
    if isinstance(value, int):
        return "" if -LARGEST <= value <= LARGEST else "có số quá lớn"
    if isinstance(value, str):
        return _text_fault(value, b"")
    inner = [*value.keys(), *value.values()] if isinstance(value, dict) else value or []
    return next((said for part in inner if (said := _value_fault(part, depth + 1))), "")
