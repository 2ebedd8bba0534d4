"""Small records for the tests of the store, and a look at everything a register holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.records import Hamlet, MediationCase, MediationGroup
from app.records.mediation import Party
from db import SqliteStore
from db.change_log import broken_at

KEY = bytes(range(32))
UNIT = "99901"
DAY = date(2026, 3, 2)


def case(**values: Any) -> MediationCase:
    """Return a case that is complete enough to be kept and found."""
    ready: dict[str, Any] = {
        "received_on": DAY,
        "group": "g",
        "ground": "one_party",
        "parties": [Party(side="A", full_name="Nguyễn Văn Đằng"), Party(side="B", full_name="Thạch Sa Rươl")],
        "content": "Lấn ranh đất vườn ở ấp Giồng Sao.",
    }
    return MediationCase(**ready | values)


def hamlet(name: str = "Giồng Sao", **values: Any) -> Hamlet:
    return Hamlet(name=name, kind="ap", **values)


def group(name: str, code: str = "T01", **values: Any) -> MediationGroup:
    return MediationGroup(code=code, name=name, **values)


def contents(store: SqliteStore) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, to compare before and after."""
    tables = [row[0] for row in store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: sorted((tuple(row) for row in store.connection.execute(f'SELECT * FROM "{name}"')), key=repr)
        for name in tables
        if not name.endswith("_words")  # a contentless index has rows of NULL; its own tables are compared instead
    }


def sound(store: SqliteStore) -> bool:
    """Tell whether the log is one chain without gaps and the words indexes agree with themselves."""
    seqs = [row[0] for row in store.connection.execute("SELECT seq FROM change ORDER BY seq")]
    return broken_at(store.connection) is None and seqs == list(range(1, len(seqs) + 1))
