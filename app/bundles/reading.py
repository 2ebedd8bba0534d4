"""Decoding the lines of a bundle with distrust: one bad line is a fault of its own, never a surprise later."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

import orjson

from app.bundles import refusing
from app.bundles.shapes import UNWANTED
from app.plain import LARGEST, is_plain

LONGEST_LINE = 256 * 1024
DEEPEST = 6
_STEP = 1 << 18
_KEPT = 1024  # of a line that is too long, for a person to recognise it by
# Control characters as canonical JSON writes them: an escape counts only after an even number of backslashes.
_ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\(?:[bfr]|u00)")
# What UNWANTED looks for begins, where canonical JSON does not escape it, with one of these bytes of UTF-8.
_SUSPECT = (b"\x7f", b"\xe2", b"\xef")


@dataclass(frozen=True)
class LineFault:
    reason: str
    raw: bytes


class _FaultError(ValueError):
    """What a piece of a line is refused for, in words for people."""


def split_lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield lines without their LF. Of a line that is too long a beginning is kept, itself too long."""
    rest = b""
    while data := file.read(_STEP):
        *lines, rest = (rest + data).split(b"\n")
        yield from lines
        rest = rest[: LONGEST_LINE + 1]
    if rest:
        yield rest


def read_lines(lines: Iterable[bytes]) -> Iterator[tuple[int, dict[str, Any] | LineFault]]:
    """Yield (line number, decoded record or what is wrong with it); the values are for `lines.read_line` to judge."""
    for number, line in enumerate(lines, start=1):
        yield number, _decoded(line)


def decode(line: bytes) -> dict[str, Any] | LineFault:
    """Return the object a line holds, or what is wrong with it."""
    value = _decoded(line)
    if isinstance(value, LineFault) or is_plain(value, DEEPEST):
        return value
    return LineFault(value_fault(value, 1), line)


def _decoded(line: bytes) -> dict[str, Any] | LineFault:
    """Return the object a line holds, or what is wrong with its text.

    A line equal to what we would write of its value is thereby proved to repeat no key, any other is judged piece by
    piece.
    """
    if len(line) > LONGEST_LINE:
        return LineFault(refusing.TOO_LONG.say(most=LONGEST_LINE >> 10), line[:_KEPT])
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return LineFault(refusing.NOT_JSON.say(), line)
    if not isinstance(value, dict):
        return LineFault(refusing.NOT_A_RECORD.say(), line)
    said = _canonical_fault(line) if _is_canonical(value, line) else _slow_fault(line)
    return LineFault(said, line) if said else value


def _is_canonical(value: dict[str, Any], line: bytes) -> bool:
    try:
        return orjson.dumps(value) == line
    except orjson.JSONEncodeError:  # orjson reads deeper nesting than it writes
        return False


def _canonical_fault(line: bytes) -> str:
    """Say what is wrong with the characters of a line in canonical form."""
    text = line.decode()
    if any(mark in line for mark in _SUSPECT) and UNWANTED.search(text):
        return refusing.CONTROL.say()
    if not unicodedata.is_normalized("NFC", text):
        return refusing.NOT_COMPOSED.say()
    if b"\\" in line and _ESCAPED.search(line):
        return refusing.CONTROL.say()
    return ""


def _text_fault(text: str) -> str:
    if UNWANTED.search(text):
        return refusing.CONTROL.say()
    return "" if unicodedata.is_normalized("NFC", text) else refusing.NOT_COMPOSED.say()


def _slow_fault(line: bytes) -> str:
    """Judge a line that is not in canonical form, piece by piece."""
    try:
        value = json.loads(line, object_pairs_hook=_no_duplicates, parse_float=_refuse, parse_constant=_refuse)
        return value_fault(value, 1)
    except _FaultError as fault:
        return str(fault)
    except (ValueError, RecursionError):
        return refusing.NOT_JSON.say()


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) != len(pairs):
        raise _FaultError(refusing.REPEATED.say())
    return dict(pairs)


def _refuse(_: str) -> Any:
    raise _FaultError(refusing.FRACTION.say())


def value_fault(value: Any, depth: int) -> str:
    """Say what is wrong with a value; the line itself is at depth 1."""
    if isinstance(value, str):
        return _text_fault(value)
    if not isinstance(value, (dict, list)):
        return _scalar_fault(value)
    if depth > DEEPEST:
        return refusing.TOO_DEEP.say(most=DEEPEST)
    inner = [*value.keys(), *value.values()] if isinstance(value, dict) else value
    return next((said for part in inner if (said := value_fault(part, depth + 1))), "")


def _scalar_fault(value: Any) -> str:
    if isinstance(value, bool):
        return refusing.TRUTH.say()
    if isinstance(value, float):
        return refusing.FRACTION.say()
    return "" if value is None or -LARGEST <= value <= LARGEST else refusing.TOO_LARGE.say()
