"""Keeps the register in one encrypted SQLite file; implements the ports of `app`."""

from __future__ import annotations

from db.register import DATABASE, create_register, open_register
from db.store import SqliteStore

__all__ = ["DATABASE", "SqliteStore", "create_register", "open_register"]
