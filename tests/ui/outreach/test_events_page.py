"""What helps with an event: its steps, unlocking with a reason, the task it belongs to, no costs, events in a row."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ports import Query
from app.records.mediators import Training
from app.records.outreach import OutreachEvent, Propagandist
from app.statistics.indicators import indicator
from app.statistics.periods import free_period
from app.usecases import reporting
from db import SqliteStore
from tests.ui.hands import press
from ui import dialogs
from ui.pages.events import COSTLESS, Events, hidden_of_event
from ui.pages.guests import Guests
from ui.pages.mending import RightState
from ui.pages.record_page import RecordPage
from ui.pages.repeat import Repeat, days_after
from ui.printing import PrintDialog
from ui.window import Window

YEAR = free_period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def page(window: Window) -> Events:
    made = window.go("events")
    assert isinstance(made, Events)
    return made


def in_state(store: SqliteStore, state: str) -> OutreachEvent:
    return next(store.every(OutreachEvent, Query(where={"state": state})))


def fixed(page: Events) -> bool:
    """Tell whether the form can only be looked at."""
    box = page.panel.form.editor("name").box
    assert isinstance(box, QLineEdit)
    return box.isReadOnly()


def test_a_held_event_is_closed_by_a_button_and_then_only_looked_at(
    page: Events, demo: SqliteStore, qtbot: QtBot
) -> None:
    event = in_state(demo, "held")
    page.show_record(event.id)
    assert set(page.bar.buttons) >= {"closed", "mend"}
    qtbot.mouseClick(page.bar.buttons["closed"], Qt.MouseButton.LeftButton)
    assert page.panel.save()
    assert demo.get(OutreachEvent, event.id).state == "closed"
    assert "unlock" in page.bar.buttons
    assert not page.panel.save_button.isEnabled()
    assert fixed(page)


def test_a_closed_event_is_unlocked_with_a_reason(
    page: Events, demo: SqliteStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = in_state(demo, "closed")
    page.show_record(event.id)
    monkeypatch.setattr(dialogs, "ask_words", lambda *_: "Ghi nhầm số người dự.")
    qtbot.mouseClick(page.bar.buttons["unlock"], Qt.MouseButton.LeftButton)
    assert demo.get(OutreachEvent, event.id).state == "held"
    assert page.panel.save_button.isEnabled()
    assert not fixed(page)
    assert any("Ghi nhầm số người dự." in change.note for change in demo.history(OutreachEvent, event.id))


def test_nothing_is_unlocked_without_a_reason(
    page: Events, demo: SqliteStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = in_state(demo, "closed")
    page.show_record(event.id)
    monkeypatch.setattr(dialogs, "ask_words", lambda *_: "")
    qtbot.mouseClick(page.bar.buttons["unlock"], Qt.MouseButton.LeftButton)
    assert demo.get(OutreachEvent, event.id).state == "closed"


def test_a_state_entered_by_mistake_is_mended_with_a_reason(
    page: Events, demo: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = in_state(demo, "held")
    page.show_record(event.id)
    monkeypatch.setattr(RightState, "ask", lambda *_: ("planned", "Ghi nhầm dòng."))
    page.mend()
    assert demo.get(OutreachEvent, event.id).state == "planned"
    assert "Ghi nhầm dòng." in [change.note for change in demo.history(OutreachEvent, event.id)]


def test_one_click_says_which_task_and_that_nothing_was_spent(window: Window, page: Events, qtbot: QtBot) -> None:
    window.begin_record(OutreachEvent(name="Sinh hoạt CLB Nông dân với pháp luật", starts_on=date(2026, 12, 4)))
    qtbot.mouseClick(page.bar.tasks["NV10"], Qt.MouseButton.LeftButton)
    assert page.panel.form.editor("task_code").value() == "NV10"
    qtbot.mouseClick(page.bar.buttons["costless"], Qt.MouseButton.LeftButton)
    costs = page.panel.form.editor("costs").value()
    assert [(cost.content, cost.amount) for cost in costs] == [(COSTLESS, 0)]
    assert "costless" not in page.bar.buttons


def test_the_code_that_comes_first_says_that_it_may_stay_empty(page: Events) -> None:
    page.new()
    line = page.panel.form.editor("code").box
    assert isinstance(line, QLineEdit)
    assert "để trống" in line.placeholderText()
    assert line.fontMetrics().horizontalAdvance(line.placeholderText()) < line.width() - 16


def test_an_event_is_planned_on_the_days_that_follow(
    page: Events, demo: SqliteStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = in_state(demo, "closed")
    start = event.starts_on
    assert start is not None
    page.show_record(event.id)
    monkeypatch.setattr(Repeat, "ask", lambda asked, first: days_after(first, "weekly", 2) if asked else [])
    before = len(demo.ids(OutreachEvent))
    qtbot.mouseClick(page.bar.buttons["repeat"], Qt.MouseButton.LeftButton)
    assert len(demo.ids(OutreachEvent)) == before + 2
    again = [other for other in demo.every(OutreachEvent) if other.name == event.name and other.id != event.id]
    assert [other.state for other in again] == ["planned", "planned"]


def test_months_without_the_day_have_their_last_day_instead() -> None:
    assert days_after(date(2026, 12, 31), "monthly", 3) == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]
    assert days_after(date(2026, 11, 30), "quarterly", 2) == [date(2027, 2, 28), date(2027, 5, 30)]
    assert days_after(date(2026, 12, 28), "weekly", 1) == [date(2027, 1, 4)]


def test_the_dialog_says_on_which_days_before_anything_is_made(qtbot: QtBot) -> None:
    box = Repeat(OutreachEvent(name="Phát thanh"), date(2026, 1, 31))
    qtbot.addWidget(box)
    box.times.setCurrentIndex(box.times.findData(8))
    assert box.days.text().startswith("8 hoạt động: 28/02/2026, 31/03/2026")
    assert box.days.text().endswith("đến 30/09/2026.")


def test_a_pasted_list_and_a_register_become_letters(
    page: Events, demo: SqliteStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = OutreachEvent(form="conference", name="Hội nghị mời", direct=True, starts_on=date(2026, 12, 3))
    demo.put(event)
    page.look_again()
    page.show_record(event.id)
    assert "letters" not in page.bar.buttons

    def answered(box: Guests) -> bool:
        box.list.setPlainText("1. Người Được Mời; Chùa Mẫu\nNgười Hai\tẤp Chợ")
        qtbot.mouseClick(box.adding["Tuyên truyền viên"], Qt.MouseButton.LeftButton)
        assert box.said.text() == "20 người"
        box.accept()
        return True

    monkeypatch.setattr(Guests, "ended", answered)
    qtbot.mouseClick(page.bar.buttons["invite"], Qt.MouseButton.LeftButton)
    pages: list[int] = []

    def printed(dialog: PrintDialog) -> bool:
        dialog.draw()
        pages.append(dialog.pages)
        dialog.reject()
        return False

    monkeypatch.setattr(PrintDialog, "ended", printed)
    qtbot.mouseClick(page.bar.buttons["letters"], Qt.MouseButton.LeftButton)
    kept = demo.get(OutreachEvent, event.id)
    assert [one.full_name for one in kept.invited][:2] == ["Người Được Mời", "Người Hai"]
    assert pages == [20]


def test_nobody_is_invited_to_a_broadcast(page: Events, demo: SqliteStore) -> None:
    page.show_record(next(demo.every(OutreachEvent, Query(where={"form": "loudspeaker"}))).id)
    assert "invite" not in page.bar.buttons


@pytest.mark.parametrize(
    ("form", "shown", "hidden"),
    [
        ("contest", {"prizes", "contest_kind", "entrants", "award_decision"}, {"piece", "broadcasts", "displays"}),
        ("loudspeaker", {"broadcasts"}, {"attended", "speakers", "invited", "prizes", "children"}),
        ("performance", {"piece", "troupe", "stage_kind"}, {"situation", "prizes", "club"}),
        ("moot_court", {"situation", "roles"}, {"piece", "aid_centre"}),
        ("mobile_legal_aid", {"consultations", "consulted", "aid_centre", "aid_cases"}, {"prizes"}),
        ("training", {"trained_propagandists", "trained_mediators", "test_result"}, {"club"}),
        ("visual", {"displays"}, {"posts", "attended"}),
        ("mediation", {"mediation_case"}, {"displays"}),
        ("club", {"club", "club_members"}, {"trained_mediators"}),
        ("social_media", {"posts"}, {"broadcasts", "minority"}),
    ],
)
def test_a_form_of_dissemination_shows_its_own_boxes(form: str, shown: set[str], hidden: set[str]) -> None:
    away = hidden_of_event(OutreachEvent(form=form))
    assert not shown & away
    assert hidden & set(vars(OutreachEvent())) <= away


def test_w10_months_without_anything_are_told_until_somebody_has_read_it(
    page: Events, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Events, "today", lambda _self: date(2026, 7, 2))
    page.look_again()
    assert (
        page.quiet.text()
        == "Năm 2026, các tháng chưa ghi hoạt động nào: 2; chưa ghi lượt phát thanh nào: 1, 3, 4, 5, 6."
    )
    page._have_read()
    page.look_again()
    assert page.quiet.text() == ""


def test_who_attended_a_training_is_written_down_from_its_event(
    page: Events, window: Window, demo: SqliteStore
) -> None:
    event = next(demo.every(OutreachEvent, Query(where={"form": "training"})))
    for training in list(demo.every(Training)):
        demo.delete(training)
    page.show_record(event.id)
    press(page.bar.buttons["attended"], Qt.Key.Key_Space)
    trainings = window.stack.currentWidget()
    assert isinstance(trainings, RecordPage)
    begun = trainings.panel.record
    assert isinstance(begun, Training)
    assert (begun.event, begun.held_on, begun.subject) == (event.id, event.last_day(), event.name)
    who = tuple(person.id for person in demo.every(Propagandist))[:3]
    trainings.panel.form.editor("propagandists").set_value(who)
    assert trainings.panel.save()
    assert indicator("PB06").figure(reporting.facts(demo, YEAR), YEAR).value == 3
    window.go("events")
    page.show_record(event.id)
    page.look_again()
    press(page.bar.buttons["attended"], Qt.Key.Key_Space)
    assert isinstance(trainings.panel.record, Training)
    assert trainings.panel.record.id == begun.id
    assert len(list(demo.every(Training))) == 1
