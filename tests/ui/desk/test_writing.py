"""A day at the desk: writing a case, mistakes and their mending, searching, another year, another page."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.records import Hamlet, MediationCase, MediationGroup, Mediator
from db import SqliteStore
from tests.ui.desk.doing import (
    CTRL,
    box_of,
    boxes_visited,
    fill,
    focused,
    key,
    one,
    page_of,
    search,
    settle,
    shown_labels,
    write,
)
from ui.pages.record_page import RecordPage
from ui.widgets.editor import BAD, CALM
from ui.widgets.typed import typed_part
from ui.window import Window

PARTIES = (("A", "Nguyễn Thị Đào"), ("B", "Thạch Văn Út"))


def parties() -> list[dict[str, Any]]:
    from app.records.mediation import Party

    return [typed_part(Party(side=side, full_name=name, address="ấp Giồng Sao")) for side, name in PARTIES]


def begin_case(window: Window) -> RecordPage:
    page = page_of(window, "cases")
    key(Qt.Key.Key_N, CTRL)
    settle()
    return page


def fill_case(page: RecordPage) -> None:
    group = one(page.session.store, MediationGroup, code="T01")
    for name, typed in (
        ("received_on", "5/3/26"),
        ("group", group.id),
        ("ground", "one_party"),
        ("parties", parties()),
        ("content", "Tranh chấp lối đi chung sau vườn"),
    ):
        fill(page, name, typed)


def test_a_case_written_by_keyboard_is_kept_numbered_and_found_without_marks(
    window: Window, qtbot: QtBot, store: SqliteStore
) -> None:
    before = len(store.ids(MediationCase))
    page = begin_case(window)
    fill_case(page)
    page.panel.form.editor("content").setFocus()
    settle()
    key(Qt.Key.Key_S, CTRL)
    assert len(store.ids(MediationCase)) == before + 1
    kept = page.panel.record
    assert isinstance(kept, MediationCase)
    assert kept.code.startswith("HG-2026-T01-")
    search(qtbot, page, "dao thach ut")
    assert shown_labels(page) == [kept.code]
    assert page.table.current_id() == kept.id


def test_letters_sent_by_a_typing_tool_stay_as_typed_and_are_kept_composed(window: Window, store: SqliteStore) -> None:
    page = page_of(window, "hamlets")
    key(Qt.Key.Key_N, CTRL)
    page.panel.form.editor("name").setFocus()
    write(unicodedata.normalize("NFD", "Ấp Đường Trâu"))
    fill(page, "kind", "ap")
    key(Qt.Key.Key_S, CTRL)
    assert one(store, Hamlet, name="Ấp Đường Trâu").kind == "ap"


def test_what_is_missing_is_said_under_each_box_and_the_keyboard_goes_to_the_first(
    window: Window, store: SqliteStore
) -> None:
    before = len(store.ids(MediationCase))
    page = begin_case(window)
    key(Qt.Key.Key_S, CTRL)
    settle()
    form = page.panel.form
    wrong = [name for name, box in form.boxes.items() if box.level == BAD]
    assert wrong == ["received_on", "group", "ground", "parties", "content"]
    assert box_of(page, focused()) == "received_on"
    assert form.boxes["received_on"].said == "Chưa nhập “Ngày tiếp nhận”."
    assert "Ngày tiếp nhận" in form.banner.said.text()
    assert len(store.ids(MediationCase)) == before


def test_a_box_that_is_mended_is_no_longer_marked(window: Window) -> None:
    page = begin_case(window)
    key(Qt.Key.Key_S, CTRL)
    settle()
    write("5/3/26")
    assert page.panel.form.boxes["received_on"].level == CALM
    assert page.panel.form.boxes["group"].level == BAD


def test_a_day_that_does_not_exist_stays_as_typed_and_is_refused_under_its_own_box(
    window: Window, store: SqliteStore
) -> None:
    before = len(store.ids(MediationCase))
    page = begin_case(window)
    fill_case(page)
    fill(page, "received_on", "31/2/26")
    key(Qt.Key.Key_S, CTRL)
    box = page.panel.form.boxes["received_on"]
    assert box.said == "Không có ngày 31/02/2026. Kiểm tra lại ngày, tháng."
    assert box.editor.text() == "31/2/26"
    assert len(store.ids(MediationCase)) == before


def test_an_incomplete_case_is_kept_as_a_draft_and_not_numbered(window: Window, store: SqliteStore) -> None:
    page = begin_case(window)
    fill(page, "content", "Mới nghe bà con kể")
    assert page.panel.save(as_draft=True)
    kept = one(store, MediationCase, content="Mới nghe bà con kể")
    assert kept.draft
    assert kept.number is None


def test_tab_goes_through_the_boxes_in_the_order_of_the_paper(window: Window) -> None:
    page = begin_case(window)
    order = list(page.panel.form.boxes)
    visited = boxes_visited(page, 40)
    assert len(visited) >= 8
    assert visited == [name for name in sorted(order, key=list(page.panel.form._of).index) if name in visited]


def test_enter_moves_on_to_the_next_box(window: Window) -> None:
    page = begin_case(window)
    page.panel.form.editor("received_on").setFocus()
    write("5/3/26")
    key(Qt.Key.Key_Return)
    assert box_of(page, focused()) == "group"
    assert page.panel.form.editor("received_on").text() == "05/03/2026"


def test_the_outcome_brings_its_own_boxes(window: Window, store: SqliteStore) -> None:
    page = begin_case(window)
    fill_case(page)
    form = page.panel.form
    assert not form.editor("agreement").isVisibleTo(form)
    fill(page, "state", "success")
    page.shape()
    assert form.editor("agreement").isVisibleTo(form)
    assert not form.editor("failure_reason").isVisibleTo(form)


def test_a_filled_box_is_never_hidden(window: Window) -> None:
    page = begin_case(window)
    fill(page, "state", "success")
    page.shape()
    fill(page, "agreement", "Hai bên thống nhất ranh giới")
    fill(page, "state", "received")
    page.shape()
    assert page.panel.form.editor("agreement").isVisibleTo(page.panel.form)


def test_a_removed_record_leaves_the_list_and_can_be_brought_back(
    window: Window, store: SqliteStore, answers: list[bool]
) -> None:
    page = page_of(window, "mediators")
    person = next(iter(store.every(Mediator)))
    before = page.table.row_count()
    page.show_record(person.id)
    answers.append(True)
    page.panel.remove_button.click()
    assert page.table.row_count() == before - 1
    page.removed.setChecked(True)
    page.show_record(person.id)
    page.panel.remove_button.click()
    page.removed.setChecked(False)
    assert page.table.row_count() == before


def test_a_question_answered_no_changes_nothing(window: Window, store: SqliteStore, answers: list[bool]) -> None:
    page = page_of(window, "mediators")
    person = next(iter(store.every(Mediator)))
    page.show_record(person.id)
    answers.append(False)
    page.panel.remove_button.click()
    assert person.id in {one.id for one in store.every(Mediator)}


def test_a_record_of_another_office_can_only_be_looked_at(window: Window, store: SqliteStore) -> None:
    person = next(iter(store.every(Mediator)))
    store.connection.execute("UPDATE mediator SET _unit = '99902' WHERE id = ?", (person.id,))
    page = page_of(window, "mediators")
    page.show_record(person.id)
    assert not page.panel.save_button.isEnabled()
    assert not page.panel.remove_button.isEnabled()
    name = page.panel.form.editor("full_name")
    name.setFocus()
    before = name.text()
    QTest.keyClicks(name.box, "Sua")
    assert name.text() == before


def test_another_page_hears_of_what_changed(window: Window, store: SqliteStore) -> None:
    cases = page_of(window, "cases")
    before = cases.table.row_count()
    window.go("overview")
    case = next(iter(store.every(MediationCase)))
    from app.usecases import records

    cases.session.run(records.remove, case)
    window.go("cases")
    settle()
    assert cases.table.row_count() == before - 1


@pytest.mark.parametrize("name", ["cases", "events", "groups", "mediators", "propagandists", "trainings", "hamlets"])
def test_every_record_of_a_register_opens_and_is_not_changed_by_being_looked_at(
    window: Window, store: SqliteStore, name: str
) -> None:
    page = page_of(window, name)
    seq = store.last_seq()
    for record in store.every(page.kind):
        page.show_record(record.id)
        assert page.panel.record is not None
        assert page.panel.record.id == record.id
        assert not page.panel.form.dirty(), record.label()
        assert page.panel.form.take() == []
    assert store.last_seq() == seq
