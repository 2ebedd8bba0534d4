"""Whole pieces of work by hand: from last year's plan to a board that moved, a contest, a month of broadcasts, a
correction with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from app.ports import Query
from app.records import OutreachEvent, PlanTask
from app.records.event_parts import Prize
from app.records.outreach import Broadcast, Speaker
from app.statistics.indicators import INDICATORS
from app.statistics.periods import parse
from app.usecases import attachments, planning, reporting
from db import SqliteStore
from tests.ui.hands import type_in
from tests.ui.outreach.conftest import TODAY
from ui import dialogs
from ui.pages.events import Events
from ui.pages.plan import Plan
from ui.pages.repeat import Repeat
from ui.printing import PrintDialog
from ui.window import Window

Papers = Callable[[], list[str]]


@pytest.fixture
def page(window: Window) -> Events:
    made = window.go("events")
    assert isinstance(made, Events)
    return made


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the papers that were drawn in the print window, which is left at once."""
    drawn: list[str] = []

    def ended(dialog: PrintDialog) -> bool:
        dialog.draw()
        assert dialog.pages >= 1
        drawn.append(dialog.name())
        dialog.reject()
        return False

    monkeypatch.setattr(PrintDialog, "ended", ended)
    return drawn


def write(page: Events, **texts: str) -> None:
    """Type into boxes of one line, letter by letter."""
    for name, words in texts.items():
        box = page.panel.form.editor(name).box
        assert isinstance(box, QLineEdit)
        box.clear()
        type_in(box, words)
    page.shape()


def choose(page: Events, **values: object) -> None:
    for name, value in values.items():
        page.panel.form.editor(name).set_value(value)
    page.shape()


def press(qtbot: QtBot, button: object) -> None:
    assert isinstance(button, QAbstractButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def opened(page: Events) -> OutreachEvent:
    record = page.panel.record
    assert isinstance(record, OutreachEvent)
    return record


def value(store: SqliteStore, name: str, period: str = "2026:SBN") -> int:
    spoken = parse(period)
    return INDICATORS[name].figure(reporting.facts(store, spoken), spoken).value


def make_it_last_years(store: SqliteStore) -> None:
    """Let the plan of the demonstration be that of the year before, so that this year has none."""
    plan = planning.plan_of(store, 2026)
    assert plan is not None
    plan.year, plan.name = 2025, "Kế hoạch năm 2025 (hư cấu)"
    store.put(plan)
    for task in list(store.every(PlanTask)):
        task.starts_on = date(2025, task.starts_on.month, task.starts_on.day) if task.starts_on else None
        task.due_on = date(task.due_on.year - 1, task.due_on.month, task.due_on.day) if task.due_on else None
        store.put(task)


def test_from_last_years_plan_to_a_task_that_is_done(
    window: Window,
    demo: SqliteStore,
    qtbot: QtBot,
    papers: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_it_last_years(demo)
    monkeypatch.setattr(Plan, "today", lambda _self: TODAY)
    board = window.go("plan")
    assert isinstance(board, Plan)
    board.look_again()
    assert board.plan is None
    press(qtbot, board.start.from_before)
    assert board.plan is not None
    before = {one.task.code: one for one in board.board}
    assert len(before) == 35
    assert (before["NV05"].done, before["NV05"].state) == (1, "overdue")  # one of two, by an event of this year

    # the event is planned; it proposes the task
    page = window.go("events")
    assert isinstance(page, Events)
    page.new()
    choose(page, form="moot_court", languages=("vietnamese",), topics=("traffic",))
    write(page, name="Phiên tòa giả định dưới cờ trong nhà trường", place="Trường THCS", starts_on="20/11/2026")
    press(qtbot, page.bar.tasks["NV05"])
    assert page.panel.save(), page.panel.bar.text()
    event = opened(page)
    assert (event.state, event.task_code, event.direct) == ("planned", "NV05", True)

    # papers before the event
    press(qtbot, page.bar.buttons["invited"])
    assert page.panel.save()
    for form_id in ("giay-moi-pbgdpl", "danh-sach-nguoi-du"):
        PrintDialog.ask(page.session, OutreachEvent, event.id, form_id=form_id)
    assert len(papers) == 2
    assert demo.get(OutreachEvent, event.id).state == "invited"

    # numbers and photographs after it
    press(qtbot, page.bar.buttons["held"])
    assert not page.panel.save()  # V2: a direct event without people and speakers is not held
    write(page, attended="120", men="70", women="50")
    choose(page, speakers=[Speaker(full_name="Người Trình Bày", kind="official")], counting="counted")
    press(qtbot, page.bar.buttons["costless"])
    assert page.panel.save()
    photo = tmp_path / "anh.png"
    Image.new("RGB", (1_800, 900), "#336699").save(photo)
    monkeypatch.setattr(dialogs, "choose_file", lambda *_: photo)
    page.panel.attachments.add(smaller=True)
    assert len(attachments.attached(demo, event)) == 1
    assert len(demo.get(OutreachEvent, event.id).costs) == 1

    # closed, and the board has moved
    press(qtbot, page.bar.buttons["closed"])
    assert page.panel.save()
    assert demo.get(OutreachEvent, event.id).state == "closed"
    window.go("plan")
    after = next(one for one in board.board if one.task.code == "NV05")
    assert (after.done, after.state) == (2, "done")
    assert event.id in after.events


def test_a_contest_from_its_rules_to_its_prizes(
    page: Events, demo: SqliteStore, qtbot: QtBot, papers: list[str]
) -> None:
    contests, entries = value(demo, "PB20"), value(demo, "PB21")
    page.new()
    choose(page, form="contest")
    write(page, name="Thi viết tìm hiểu Luật Đất đai", starts_on="01/10/2026", ends_on="20/10/2026", place="Toàn xã")
    write(page, rules_document="Thể lệ số 12 (hư cấu)")
    choose(page, contest_kind="written")
    assert page.panel.save()
    press(qtbot, page.bar.buttons["held"])
    write(page, attended="80", entrants="90")
    assert not page.panel.save()  # V6: more people than entries
    write(page, entrants="75", award_decision="Quyết định số 45 (hư cấu)")
    choose(page, prizes=[Prize("first", "person", 1, 1_000_000), Prize("second", "collective", 2, 600_000)])
    assert page.panel.save()
    event = opened(page)
    PrintDialog.ask(page.session, OutreachEvent, event.id, form_id="ho-so-cuoc-thi")
    assert len(papers) == 1
    press(qtbot, page.bar.buttons["closed"])
    assert page.panel.save()
    assert (value(demo, "PB20"), value(demo, "PB21")) == (contests + 1, entries + 80)
    assert demo.get(OutreachEvent, event.id).direct is False


def test_a_month_of_broadcasts_made_in_one_go(
    page: Events, demo: SqliteStore, qtbot: QtBot, papers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    aired = value(demo, "PB40")
    page.new()
    choose(page, form="loudspeaker")
    write(page, name="Phát thanh pháp luật hằng tuần", starts_on="02/10/2026", hour="17:00", task_code="NV12")
    assert page.panel.save()
    first = opened(page)

    def three_more(box: Repeat) -> bool:
        box.cycle.setCurrentIndex(box.cycle.findData("weekly"))
        box.times.setCurrentIndex(box.times.findData(3))
        box.accept()
        return True

    monkeypatch.setattr(Repeat, "ended", three_more)
    press(qtbot, page.bar.buttons["repeat"])
    series = [one for one in demo.every(OutreachEvent, Query(order="starts_on")) if one.name == first.name]
    assert [one.starts_on for one in series if one.starts_on] == [date(2026, 10, day) for day in (2, 9, 16, 23)]
    for one in series:
        page.show_record(one.id)
        assert opened(page).id == one.id
        press(qtbot, page.bar.buttons["held"])
        assert not page.panel.save()  # V5: nothing was aired yet
        lines = [
            Broadcast(one.starts_on, "Bài tiếng Việt", "vietnamese", 2, approved_by="Người Duyệt"),
            Broadcast(one.starts_on, "Bài tiếng Khmer", "khmer", 1, approved_by="Người Duyệt"),
        ]
        choose(page, broadcasts=lines)
        assert page.panel.save()
    assert value(demo, "PB40") == aired + 4 * 3
    PrintDialog.ask(page.session, form_id="nhat-ky-phat-thanh", month=(2026, 10))
    assert papers == ["nhat-ky-phat-thanh-2026-10"]
    plan = planning.plan_of(demo, 2026)
    assert plan is not None
    task = next(one for one in planning.board(demo, plan, TODAY) if one.task.code == "NV12")
    assert task.done == 12 + 12


def test_a_closed_event_is_corrected_with_its_reason(
    page: Events, demo: SqliteStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = next(demo.every(OutreachEvent, Query(where={"code": "SK-2026-012"})))
    before = value(demo, "PB11")
    page.show_record(event.id)
    monkeypatch.setattr(dialogs, "ask_words", lambda *_: "Đếm sót một người ký tên.")
    press(qtbot, page.bar.buttons["unlock"])
    write(page, attended="33", men="25", kinh="20")
    assert page.panel.save()
    press(qtbot, page.bar.buttons["closed"])
    assert page.panel.save()
    assert value(demo, "PB11") == before + 1
    history = demo.history(OutreachEvent, event.id)
    assert any("Đếm sót một người ký tên." in change.note for change in history)
    changed = [change.fields["attended"] for change in history if "attended" in change.fields]
    assert (32, 33) in changed
    assert demo.get(OutreachEvent, event.id).state == "closed"
