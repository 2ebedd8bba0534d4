"""What a value from outside may be made of at all, whatever field it is meant for."""

from __future__ import annotations

from typing import Any

LARGEST = 2**53  # beyond this other readers of a bundle lose digits
_NESTED = frozenset((dict, list))
_SIMPLE = frozenset((str, type(None)))
_PLAIN = frozenset((str, int, type(None), dict, list))


def is_plain(value: Any, levels: int) -> bool:
    """Tell whether a list or dict from outside holds only texts, whole numbers that all readers know, nulls and, at
    most so many levels deep, lists and dicts of those.
    """
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
        elif kind in _NESTED and not is_plain(part, levels - 1):
            return False
    return True
