"""Announcements that came with reference data and hold today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import orjson

from app import installed
from app.ports import Store
from app.usecases.reference_sets import in_force


@dataclass(frozen=True)
class Announcement:
    title: str
    text: str
    on: str
    until: str


def announcements(store: Store, today: date | None = None) -> list[Announcement]:
    """Return what was announced and has not ended, the newest first."""
    now = today or date.today()  # noqa: DTZ011 (announcements are dated by calendar days)
    items = in_force(store, now).values()
    said = [orjson.loads(one.content) for one in items if one.kind == installed.ANNOUNCEMENT and not one.retired]
    found = [Announcement(one["title"], one["text"], one["on"] or "", one["until"] or "") for one in said]
    living = [one for one in found if not one.until or date.fromisoformat(one.until) >= now]
    return sorted(living, key=lambda one: one.on, reverse=True)
