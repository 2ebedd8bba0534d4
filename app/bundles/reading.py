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
from app.fields import LARGEST

LONGEST_LINE = 256 * 1024
DEEPEST = 6
_STEP = 1 << 18
_KEPT = 1024  # of a line that is too long, for a person to recognise it by
# Control characters as canonical JSON writes them: an escape counts only after an even number of backslashes.
_ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\(?:[bfr]|u00)")
_NESTED = frozenset((dict, list))
_SIMPLE = frozenset((str, type(None)))
_PLAIN = frozenset((str, int, type(None), dict, list))


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
    """Yield (line number, decoded line or what is wrong with it)."""
    for number, line in enumerate(lines, start=1):
        yield number, decode(line)


def decode(line: bytes) -> dict[str, Any] | LineFault:
    """Return the object a line holds, or what is wrong with it.

    A line equal to what we would write of its value is thereby proved to repeat no key and to hold no odd number; any
    other is judged piece by piece.
    """
    if len(line) > LONGEST_LINE:
        return LineFault(refusing.TOO_LONG.say(most=LONGEST_LINE >> 10), line[:_KEPT])
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return LineFault(refusing.NOT_JSON.say(), line)
    if not isinstance(value, dict):
        return LineFault(refusing.NOT_A_RECORD.say(), line)
    said = _canonical_fault(value, line) if _is_canonical(value, line) else _slow_fault(line)
    return LineFault(said, line) if said else value


def _is_canonical(value: dict[str, Any], line: bytes) -> bool:
    try:
        return orjson.dumps(value) == line
    except orjson.JSONEncodeError:  # orjson reads deeper nesting than it writes
        return False


def _canonical_fault(value: dict[str, Any], line: bytes) -> str:
    if said := _text_fault(line.decode()):
        return said
    if b"\\" in line and _ESCAPED.search(line):
        return refusing.CONTROL.say()
    return "" if _plain(value, DEEPEST) else _value_fault(value, 1)


def _plain(value: Any, levels: int) -> bool:
    """Tell whether a decoded value holds only what lines may hold, at most so many levels deep, without saying what."""
    inner = value.values() if type(value) is dict else value
    kinds = set(map(type, inner))
    if levels == 0 or not kinds <= _PLAIN:
        return False
    if kinds <= _SIMPLE:
        return True
    for part in inner:
        kind = type(part)
        if kind is int:
            if not -LARGEST <= part <= LARGEST:
                return False
        elif kind in _NESTED and not _plain(part, levels - 1):
            return False
    return True


def _text_fault(text: str) -> str:
    if UNWANTED.search(text):
        return refusing.CONTROL.say()
    return "" if unicodedata.is_normalized("NFC", text) else refusing.NOT_COMPOSED.say()


def _slow_fault(line: bytes) -> str:
    """Judge a line that is not in canonical form, piece by piece."""
    try:
        value = json.loads(line, object_pairs_hook=_no_duplicates, parse_float=_refuse, parse_constant=_refuse)
        return _value_fault(value, 1)
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


def _value_fault(value: Any, depth: int) -> str:
    """Say what is wrong with a value; the line itself is at depth 1."""
    if isinstance(value, str):
        return _text_fault(value)
    if not isinstance(value, (dict, list)):
        return _scalar_fault(value)
    if depth > DEEPEST:
        return refusing.TOO_DEEP.say(most=DEEPEST)
    inner = [*value.keys(), *value.values()] if isinstance(value, dict) else value
    return next((said for part in inner if (said := _value_fault(part, depth + 1))), "")


def _scalar_fault(value: Any) -> str:
    if isinstance(value, bool):
        return refusing.TRUTH.say()
    if isinstance(value, float):
        return refusing.FRACTION.say()
    return "" if value is None or -LARGEST <= value <= LARGEST else refusing.TOO_LARGE.say()
