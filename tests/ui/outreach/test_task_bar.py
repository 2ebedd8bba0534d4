"""An event begun from the task it belongs to."""

from __future__ import annotations

from app.ports import Query
from app.records.outreach import OutreachEvent
from app.records.planning import PlanTask
from db.store import SqliteStore
from ui.pages.events import Events
from ui.pages.plan import Plan
from ui.window import Window


def test_a_new_event_begun_from_a_task_names_that_task(window: Window, demo: SqliteStore) -> None:
    page = window.go("plan")
    assert isinstance(page, Plan)
    task = next(demo.every(PlanTask, Query(where={"code": "NV05"})))
    page.show_record(task.id)
    page.bar.add.click()
    events = window.stack.currentWidget()
    assert isinstance(events, Events)
    assert events.panel.new
    assert isinstance(events.panel.record, OutreachEvent)
    assert events.panel.record.task_code == "NV05"
