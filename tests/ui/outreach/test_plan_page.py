"""The plan on the screen: begun from last year's, its tasks counted from events, narrowed by group and state."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ports import Query
from app.records.outreach import Broadcast, OutreachEvent
from app.records.planning import AnnualPlan, PlanTask
from app.usecases.demonstration_office import PROVINCE
from app.usecases.planning import plan_of
from app.usecases.planning_start import sample_groups
from db import SqliteStore
from tests.ui.hands import press, type_in
from tests.ui.outreach.conftest import TODAY
from ui.pages.events import Events
from ui.pages.plan import Plan
from ui.printing import PrintDialog
from ui.widgets.chips import Chip
from ui.window import Window


@pytest.fixture
def page(window: Window, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr(Plan, "today", lambda _self: TODAY)
    made = window.go("plan")
    assert isinstance(made, Plan)
    return made


def shown(page: Plan) -> list[str]:
    """Return the codes in the list."""
    rows = page.table.rows
    return [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]


def cell(page: Plan, code: str, column: str) -> str:
    rows = page.table.rows
    place = [name for name, _ in rows.columns].index(column)
    return str(rows.index(shown(page).index(code), place).data())


def chip(page: Plan, words: str) -> Chip:
    return next(one for one in page.chips.findChildren(Chip) if one.text().startswith(words) and not one.isHidden())


def test_the_list_says_what_is_done_of_each_task_and_its_state(page: Plan) -> None:
    assert len(shown(page)) == 35
    assert cell(page, "NV12", "done") == "12/48 lượt phát"
    assert cell(page, "NV12", "state") == "Chậm tiến độ"
    assert cell(page, "NV05", "state") == "Quá hạn"


def test_a_state_and_a_group_narrow_the_list_and_let_go_again(page: Plan, qtbot: QtBot) -> None:
    qtbot.mouseClick(chip(page, "Chậm tiến độ: 3"), Qt.MouseButton.LeftButton)
    assert shown(page) == ["NV10", "NV12", "NV18"]
    qtbot.mouseClick(page.groups.lines[3], Qt.MouseButton.LeftButton)
    assert shown(page) == ["NV12"]
    qtbot.mouseClick(page.groups.lines[3], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(chip(page, "Chậm tiến độ"), Qt.MouseButton.LeftButton)
    assert len(shown(page)) == 35


def test_what_falls_due_soon_can_be_looked_at_alone(page: Plan, qtbot: QtBot) -> None:
    qtbot.mouseClick(chip(page, "Đến hạn trong 30 ngày: 2"), Qt.MouseButton.LeftButton)
    assert shown(page) == ["NV07", "NV15"]


def test_the_list_can_be_put_in_the_order_of_what_is_done(page: Plan) -> None:
    place = [name for name, _ in page.table.rows.columns].index("done")
    page.table.horizontalHeader().sectionClicked.emit(place)
    assert page.tasks.tasks.board[page.table.rows.record(0).id].done == 0
    page.table.horizontalHeader().sectionClicked.emit(place)
    assert shown(page)[-1] in ("NV15", "NV23")


def test_an_event_that_names_a_task_moves_the_board(window: Window, page: Plan, demo: SqliteStore) -> None:
    window.go("events")
    event = OutreachEvent(
        form="loudspeaker",
        name="Phát thanh pháp luật tuần ba tháng mười một",
        state="held",
        starts_on=date(2026, 11, 18),
        broadcasts=[Broadcast(aired_on=date(2026, 11, 18), title="Hụi", times=4, language="khmer")],
        task_code="NV12",
    )
    window.begin_record(event)
    events = window.pages["events"]
    assert isinstance(events, Events)
    assert events.panel.save()
    window.go("plan")
    assert cell(page, "NV12", "done") == "16/48 lượt phát"
    task = next(demo.every(PlanTask, Query(where={"code": "NV12"})))
    page.show_record(task.id)
    assert any("tuần ba tháng mười một" in line.accessibleName() for line in page.bar.events)


def test_an_event_of_a_task_opens_from_it(window: Window, page: Plan, demo: SqliteStore, qtbot: QtBot) -> None:
    task = next(demo.every(PlanTask, Query(where={"code": "NV02"})))
    page.show_record(task.id)
    qtbot.mouseClick(page.bar.events[0], Qt.MouseButton.LeftButton)
    events = window.stack.currentWidget()
    assert isinstance(events, Events)
    assert isinstance(events.panel.record, OutreachEvent)
    assert events.panel.record.task_code == "NV02"


def test_a_year_without_a_plan_begins_with_that_of_the_year_before(page: Plan, demo: SqliteStore, qtbot: QtBot) -> None:
    page.turn_to(2027)
    assert page.middle.currentWidget() is page.start
    qtbot.mouseClick(page.start.from_before, Qt.MouseButton.LeftButton)
    assert plan_of(demo, 2027) is not None
    assert len(shown(page)) == 35
    assert cell(page, "NV12", "done") == "0/48 lượt phát"
    assert cell(page, "NV12", "due_on") == "31/12/2027"


def test_a_first_plan_has_the_ten_groups_and_takes_a_task(page: Plan, demo: SqliteStore, qtbot: QtBot) -> None:
    page.turn_to(2025)
    assert not page.start.from_before.isVisible()
    qtbot.mouseClick(page.start.sample, Qt.MouseButton.LeftButton)
    assert len(page.groups.lines) == 10
    page.choose_group(2)
    page.new()
    form = page.panel.form
    assert form.editor("code").text() == "NV01"
    type_in(form.editor("content").box, "Kiện toàn tổ hòa giải.")
    type_in(form.editor("lead").box, "UBND xã")
    type_in(form.editor("due_on").box, "31/3/2025")
    type_in(form.editor("target").box, "9")
    form.editor("unit_kind").set_value("document")
    assert page.panel.save()
    plan = next(demo.every(AnnualPlan, Query(where={"year": 2025})))
    task = next(demo.every(PlanTask, Query(where={"plan": plan.id})))
    assert (task.group, task.code) == (2, "NV01")
    assert shown(page) == ["NV01"]


def test_a_plan_sent_from_above_is_taken_over(page: Plan, demo: SqliteStore, qtbot: QtBot) -> None:
    assert page.start.from_above.isHidden()
    sent = AnnualPlan(unit=PROVINCE, year=2027, name="Kế hoạch của thành phố", number="9/KH", groups=sample_groups())
    demo.put(sent)
    task = PlanTask(unit=PROVINCE, plan=sent.id, code="T1", group=1, content="Việc", lead="Xã", target=1)
    task.due_on, task.unit_kind = date(2027, 6, 30), "session"
    demo.put(task)
    page.turn_to(2027)
    assert page.start.from_above.isVisible()
    assert "xem lại chủ trì" in page.start.said.text()
    press(page.start.from_above, Qt.Key.Key_Space)
    assert page.plan is not None
    assert page.plan.unit == demo.unit
    assert [one.task.code for one in page.board] == ["T1"]


def test_the_plan_shown_is_what_is_printed_whichever_task_is_open(page: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[str, str, int]] = []

    def ended(dialog: PrintDialog) -> bool:
        dialog.draw()
        drawn.append((dialog.forms[0].id, dialog.asked.record, dialog.pages))
        return False

    monkeypatch.setattr(PrintDialog, "ended", ended)
    page.print()
    page.show_record(page.board[3].task.id)
    page.print()
    assert page.plan is not None
    assert [(form, record) for form, record, _ in drawn] == [("ke-hoach-nam-pbgdpl", page.plan.id)] * 2
    assert drawn[0][2] >= 3


def test_a_year_without_a_plan_has_the_keyboard_on_its_first_way_which_leads(page: Plan) -> None:
    page.turn_to(2025)
    page.focus_first()
    assert page.window().focusWidget() is page.start.sample
    assert page.start.sample.property("primary")
    page.turn_to(2027)
    page.focus_first()
    assert page.window().focusWidget() is page.start.from_before
    assert page.start.from_before.property("primary")
    assert not page.start.sample.property("primary")
    press(page.start.from_before, Qt.Key.Key_Return)
    assert page.plan is not None
    assert page.window().focusWidget() is page.table
