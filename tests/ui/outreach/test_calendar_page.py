"""The calendar: what stands on a day is shown and opened, months are turned, an event begins on the chosen day."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.records.outreach import OutreachEvent
from app.records.planning import PlanTask
from tests.ui.hands import press
from tests.ui.outreach.conftest import TODAY
from ui.pages.calendar import Calendar
from ui.pages.events import Events
from ui.pages.plan import Plan
from ui.printing import PrintDialog
from ui.widgets.month_grid import Spot
from ui.window import Window

LAW_DAY = date(2026, 11, 9)


@pytest.fixture
def page(shown_window: Window, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Calendar:
    monkeypatch.setattr(Calendar, "today", lambda _self: TODAY)
    with qtbot.waitActive(shown_window):
        shown_window.activateWindow()
    made = shown_window.go("calendar")
    assert isinstance(made, Calendar)
    made.go_to(TODAY)
    made.grid.grab()
    return made


def spot(page: Calendar, kind: str) -> Spot:
    return next(spot for spot in page.grid.spots if spot.entry.kind == kind)


def test_a_month_shows_its_events_tasks_and_the_law_day(page: Calendar) -> None:
    assert page.name.text() == "Tháng 11 năm 2026"
    assert {spot.entry.kind for spot in page.grid.spots} >= {"event", "task", "day"}
    assert [entry.kind for entry in page.entries[LAW_DAY]] == ["day", "event"]


def test_a_click_on_an_event_opens_it(shown_window: Window, page: Calendar, qtbot: QtBot) -> None:
    found = spot(page, "event")
    qtbot.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=found.rect.center())
    events = shown_window.stack.currentWidget()
    assert isinstance(events, Events)
    assert isinstance(events.panel.record, OutreachEvent)
    assert events.panel.record.id == found.entry.id


def test_a_click_on_a_task_opens_it_in_its_plan(shown_window: Window, page: Calendar, qtbot: QtBot) -> None:
    found = spot(page, "task")
    qtbot.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=found.rect.center())
    plan = shown_window.stack.currentWidget()
    assert isinstance(plan, Plan)
    assert isinstance(plan.panel.record, PlanTask)
    assert plan.panel.record.id == found.entry.id


def test_arrows_walk_over_the_end_of_a_month_and_the_day_is_read_out(page: Calendar) -> None:
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_Down)
    assert page.name.text() == "Tháng 12 năm 2026"
    assert page.grid.day == date(2026, 12, 2)
    assert page.day_name.text() == "Thứ tư, 02/12/2026"
    assert page.grid.accessibleDescription() == "Thứ tư 02/12/2026: không có việc"


def test_pages_turn_months_and_today_comes_back(page: Calendar) -> None:
    QTest.keyClick(page.grid, Qt.Key.Key_PageUp)
    assert (page.day.year, page.day.month) == (2026, 10)
    QTest.keyClick(page.grid, Qt.Key.Key_PageDown)
    assert page.day == TODAY
    page.turn(3)
    assert page.day == date(2027, 2, 1)
    QTest.keyClick(page.grid, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert page.day == TODAY


def test_an_event_begins_on_the_chosen_day(shown_window: Window, page: Calendar) -> None:
    page.grid.choose(date(2026, 11, 27))
    QTest.keyClick(page.grid, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    events = shown_window.stack.currentWidget()
    assert isinstance(events, Events)
    assert events.panel.new
    assert events.panel.form.editor("starts_on").text() == "27/11/2026"


def test_the_work_of_the_month_shown_is_printed(page: Calendar, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, str, bool]] = []

    def ended(dialog: PrintDialog) -> bool:
        dialog.draw()
        shown.append((dialog.name(), dialog.month.currentText(), bool(dialog.pdf)))
        dialog.reject()
        return False

    monkeypatch.setattr(PrintDialog, "ended", ended)
    page.go_to(date(2026, 5, 4))
    press(page.paper, Qt.Key.Key_Space)
    page.go_to(date(2027, 1, 4))
    press(page.paper, Qt.Key.Key_Space)
    assert shown == [("viec-trong-thang-2026-05", "Tháng 5", True), ("viec-trong-thang-2027-01", "Tháng 1", True)]
