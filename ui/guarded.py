"""Keeps an exception in one of our overrides from killing the process.

On Python 3.11 an exception that leaves an overridden Qt method while Qt itself is calling is a segmentation fault.
Every class of ours that extends a Qt class therefore carries `@guarded`.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

C = TypeVar("C", bound=type)

_NEUTRAL: dict[str, Any] = {"rowCount": 0, "columnCount": 0, "event": False, "eventFilter": False}


def guarded(cls: C) -> C:
    """Wrap the overrides of Qt methods in a class: what they raise goes to `sys.excepthook`, and Qt goes on."""
    for name, found in list(vars(cls).items()):
        if isinstance(found, FunctionType) and not name.startswith("__") and _belongs_to_qt(cls, name):
            setattr(cls, name, _wrapped(cls, name, found))
    return cls


def _belongs_to_qt(cls: type, name: str) -> bool:
    return any(name in vars(base) for base in cls.__mro__[1:] if base.__module__.startswith("PySide6"))


def _wrapped(cls: type, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except Exception:  # a fault of ours: reported by the hook as any other, never swallowed
            sys.excepthook(*sys.exc_info())
            return _fallback(cls, name, self, args)

    return call


def _fallback(cls: type, name: str, instance: Any, args: tuple[Any, ...]) -> Any:
    """Return what Qt can live with: nothing for an event, a neutral answer, or what the class below would have said."""
    if name in _NEUTRAL or name.endswith("Event"):
        return _NEUTRAL.get(name)
    try:
        return getattr(super(cls, instance), name)(*args)
    except Exception:  # purely virtual below, or failing in the same way: already reported once
        return None
