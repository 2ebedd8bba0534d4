"""What the pages of records do on a real register: saving, refusing, removing, bringing back, shaping the form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ports import Query
from app.records.mediation import CaseMediator, MediationCase, Party
from app.usecases.states import Progressing
from db.backup import verify
from tests.ui.hands import type_in
from tests.ui.pages.people import Answers, register
from ui.main import Opened
from ui.pages.record_page import RecordPage
from ui.window import Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def newest(opened: Opened) -> MediationCase:
    """The case that was written last."""
    last = max(opened.store.progress(MediationCase), key=lambda entry: entry.made_seq)
    return opened.store.get(MediationCase, last.id)


def fill_case(page: RecordPage) -> None:
    """Type what a complete case of a group needs, the lists through their editors."""
    form = page.panel.form
    type_in(form.editor("received_on").box, "5/3/26")
    form.editor("group").set_value(next(iter(page.session.store.labels("mediation_group"))))
    form.editor("ground").set_value("parties")
    form.editor("parties").set_value(
        [Party(side="A", full_name="Đặng Thị Ửng"), Party(side="B", full_name="Thạch Sóc Khươl")]
    )
    type_in(form.editor("content").box, "Tranh chấp lối đi chung giữa hai nhà.")


def test_an_incomplete_case_can_be_kept_as_a_draft(window: Window, opened: Opened) -> None:
    page = register(window, "cases")
    page.new()
    type_in(page.panel.form.editor("content").box, "Mới nghe qua điện thoại.")
    QTest.keyClick(page, Qt.Key.Key_S, CTRL | SHIFT)
    saved = newest(opened)
    assert saved.draft
    assert saved.number is None
    assert Progressing(opened.store).of(MediationCase, [saved.id])[saved.id].code == "draft"


def test_a_warning_does_not_keep_a_case_from_being_saved(window: Window, opened: Opened) -> None:
    page = register(window, "cases")
    page.new()
    fill_case(page)
    form = page.panel.form
    form.editor("mediators").set_value([CaseMediator(mediator=next(iter(opened.store.labels("mediator"))))])
    form.editor("scope").set_value("civil")
    form.editor("state").set_value("assigned")
    type_in(form.editor("assigned_on").box, "5/3/26")
    assert page.panel.save()
    assert not newest(opened).draft
    assert form.boxes["mediators"].level == "warn"


def test_a_removed_case_leaves_the_list_and_can_be_brought_back(
    window: Window, opened: Opened, answers: Answers
) -> None:
    page = register(window, "cases")
    page.table.selectRow(0)
    gone = page.table.current_id()
    answers.yes = True
    page.panel.remove_button.click()
    assert answers.asked
    assert page.table.row_count() == 14
    page.removed.setChecked(True)
    assert page.table.row_count() == 1
    page.table.selectRow(0)
    assert page.panel.record is not None
    assert page.panel.record.id == gone
    assert not page.panel.save_button.isEnabled()
    page.panel.remove_button.click()
    page.removed.setChecked(False)
    assert page.table.row_count() == 15
    verify(opened.store.connection)


def test_nothing_is_removed_when_the_person_says_no(window: Window, answers: Answers) -> None:
    page = register(window, "cases")
    page.table.selectRow(0)
    answers.yes = False
    page.panel.remove_button.click()
    assert page.table.row_count() == 15


def test_a_state_outside_the_life_cycle_needs_a_reason_that_stands_in_the_history(
    window: Window, opened: Opened, answers: Answers
) -> None:
    page = register(window, "cases")
    ended = next(iter(opened.store.every(MediationCase, Query(where={"state": "failure"}))))
    page.show_record(ended.id)
    page.panel.form.editor("state").set_value("assigned")
    answers.words = ""
    assert not page.panel.save()
    assert opened.store.get(MediationCase, ended.id).state == "failure"
    answers.words = "Ghi nhầm kết quả của vụ khác"
    assert page.panel.save()
    assert opened.store.get(MediationCase, ended.id).state == "assigned"
    assert any(change.note == answers.words for change in opened.store.history(MediationCase, ended.id))


def test_boxes_a_state_does_not_need_are_out_of_sight_and_come_with_it(window: Window, qtbot: QtBot) -> None:
    page = register(window, "cases")
    page.new()
    form = page.panel.form
    form.editor("agreement")
    page.shape()
    assert form.boxes["agreement"].isHidden()
    form.editor("state").set_value("success")
    qtbot.waitUntil(lambda: not form.boxes["agreement"].isHidden())


def test_choosing_a_form_of_dissemination_sets_whether_it_is_direct(window: Window, qtbot: QtBot) -> None:
    page = register(window, "events")
    page.new()
    form = page.panel.form
    form.editor("form").set_value("conference")
    qtbot.waitUntil(lambda: form.editor("direct").value() is True)
    form.editor("form").set_value("loudspeaker")
    qtbot.waitUntil(lambda: form.editor("direct").value() is False)


def test_a_line_of_the_first_page_leads_to_its_record(window: Window, opened: Opened) -> None:
    case = newest(opened)
    window.session.opened.emit("mediation_case", case.id)
    page = window.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.panel.record is not None
    assert page.panel.record.id == case.id


def test_the_history_says_who_changed_what_from_what_to_what(window: Window, opened: Opened) -> None:
    from ui.pages.history import as_html

    page = register(window, "cases")
    case = newest(opened)
    page.show_record(case.id)
    page.panel.form.editor("note").set_value("Hai nhà <là> bà con.")
    assert page.panel.save()
    html = as_html(opened.store, MediationCase, opened.store.history(MediationCase, case.id))
    assert "Người thử" in html
    assert "Ghi chú" in html
    assert "&lt;là&gt; bà con" in html
