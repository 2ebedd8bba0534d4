"""Events of these tests: sound as they stand, changed where a rule is to be broken."""

from __future__ import annotations

from datetime import date

from app.problems import Issue
from app.records import OutreachEvent
from app.records.outreach import Broadcast, Speaker
from app.usecases.records import issues_of
from db import SqliteStore

HELD_ON = date(2026, 3, 5)


def held(**values: object) -> OutreachEvent:
    event = OutreachEvent(
        form="conference",
        name="Phổ biến Luật Đất đai",
        direct=True,
        starts_on=HELD_ON,
        state="held",
        place="Nhà văn hóa ấp",
        topics=("land",),
        speakers=[Speaker(full_name="Người Nói", kind="guest")],
        attended=62,
    )
    for name, value in values.items():
        assert hasattr(event, name)
        setattr(event, name, value)
    return event


def aired(**values: object) -> OutreachEvent:
    lines = [Broadcast(aired_on=HELD_ON, title="Bài", times=12, approved_by="Người Duyệt")]
    return held(**{"form": "loudspeaker", "direct": False, "name": "Phát thanh", "broadcasts": lines, **values})


def blocks(store: SqliteStore, event: OutreachEvent) -> dict[str, str]:
    return _said(issues_of(store, event), blocking=True)


def asks(store: SqliteStore, event: OutreachEvent) -> dict[str, str]:
    return _said(issues_of(store, event), blocking=False)


def _said(issues: list[Issue], *, blocking: bool) -> dict[str, str]:
    return {issue.field: issue.message for issue in issues if issue.blocks is blocking}
