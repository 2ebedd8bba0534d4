"""What lies on the officer's desk: settings and unsaved typing; nothing of it travels."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from app.ports import Draft
from db.driver import Connection


def setting(connection: Connection, name: str, default: Any) -> Any:
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return orjson.loads(row[0]) if row else default


def set_setting(connection: Connection, name: str, value: Any) -> None:
    connection.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, orjson.dumps(value).decode()),
    )


def keep_draft(connection: Connection, kind: str, id: str, texts: Mapping[str, Any]) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(
        "INSERT INTO typing (kind, id, texts, at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (kind, id) DO UPDATE SET texts = excluded.texts, at = excluded.at",
        (kind, id, orjson.dumps(dict(texts)).decode(), now),
    )


def drop_draft(connection: Connection, kind: str, id: str) -> None:
    connection.execute("DELETE FROM typing WHERE kind = ? AND id = ?", (kind, id))


def drafts(connection: Connection, kind: str) -> list[Draft]:
    rows = connection.execute("SELECT * FROM typing WHERE ? IN ('', kind) ORDER BY at DESC", (kind,))
    return [Draft(row["kind"], row["id"], orjson.loads(row["texts"]), row["at"]) for row in rows]
