"""Numbered steps that bring an older register to today's schema; none of them knows today's declarations.

To add a step: a module mNNNN_what_it_does with one function `apply`, of the next number, and a test when it moves data.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from app.problems import Problem

SET = "register"
STEPS = tuple(sorted(module.name for module in iter_modules(__path__)))


def applied(connection: Any) -> list[str]:
    """Return the names of the steps a register has gone through, read without sqlite-utils to keep start-up quick."""
    has_table = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    if not has_table:
        return []
    rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (SET,))
    return [row[0] for row in rows]


def pending(connection: Any) -> list[str]:
    """Return the steps still to go; raises Problem when the register was written by a newer program."""
    done = applied(connection)
    if unknown := [name for name in done if name not in STEPS]:
        raise Problem(
            "Sổ này do một phiên bản mới hơn của chương trình ghi, bản đang chạy không mở được.",
            f"Cập nhật chương trình rồi mở lại; không có gì bị thay đổi. (Bước lạ: {', '.join(unknown)})",
        )
    return [name for name in STEPS if name not in done]


def apply(connection: Any) -> None:
    """Take the pending steps, each in one transaction with its record."""
    from sqlite_utils import Database, Migrations

    steps = Migrations(SET)
    for name, step in _steps().items():
        steps(name=name)(step)
    steps.apply(Database(connection, execute_plugins=False))


def _steps() -> dict[str, Callable[[Any], None]]:
    return {name: import_module(f"{__name__}.{name}").apply for name in STEPS}
