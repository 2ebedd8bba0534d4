"""Journeys through the mediation register as an officer makes them, on a real encrypted register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ports import Query, Store
from app.problems import Problem
from app.records import MediationCase, MediationGroup, PaymentRequest
from app.records.mediation import CaseMediator, FollowUp, Party
from app.records.mediation import Session as Held
from app.usecases import attachments, money, roster
from app.usecases.deadlines import board
from db import SqliteStore
from tests.ui.hands import press, type_in
from ui import dialogs
from ui.pages.cases import Cases
from ui.pages.payments import Payments
from ui.pages.quick_entry import QuickEntry
from ui.pages.record_page import RecordPage
from ui.session import Services, Session
from ui.widgets.refs import RefEditor
from ui.widgets.typed import typed_part
from ui.window import Window

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER = Qt.Key.Key_Return


def no_services(folder: Path) -> Services:
    def refuse(*_: object) -> Store:
        raise Problem("Việc này không thuộc phép thử.")

    def nothing(*_: object) -> None: ...

    return Services(
        open_store=refuse,
        interrupt=nothing,
        back_up=lambda _store, folder: folder,
        change_passphrase=nothing,
        folder=folder,
        log_file=folder / "log",
    )


@pytest.fixture
def window(qtbot: QtBot, demo_store: SqliteStore, tmp_path: Path) -> Iterator[Window]:
    made = Window(Session(demo_store, no_services(tmp_path)))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def group_of(store: SqliteStore, code: str) -> MediationGroup:
    return next(store.every(MediationGroup, Query(where={"code": code})))


def here() -> QWidget:
    """Return the widget that has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def pick_first(page: QuickEntry, name: str) -> None:
    """Take the first of the names offered under a box, as the keys reach the list while it is open."""
    editor = page.boxes[name].editor
    assert isinstance(editor, RefEditor)
    press(editor.completer.popup_view(), Qt.Key.Key_Down)
    press(editor.completer.popup_view(), ENTER)


def test_a_line_of_the_paper_book_is_entered_with_the_keyboard_alone(window: Window, demo_store: SqliteStore) -> None:
    window.go("cases")
    press(window.stack.currentWidget(), Qt.Key.Key_N, CONTROL | SHIFT)
    page = cast("QuickEntry", window.pages["quick_entry"])
    assert window.stack.currentWidget() is page
    type_in(here(), "giong sao")
    pick_first(page, "group")
    press(here(), ENTER)
    type_in(here(), "2026")  # over the year of today
    press(here(), ENTER)
    assert page.boxes["number"].editor.value() == 4
    press(here(), ENTER)
    type_in(here(), "5/3")
    press(here(), ENTER)
    press(here(), ENTER)  # it was assigned
    press(here(), ENTER)  # and ended on the same day
    type_in(here(), "sa ruol")
    press(page.line.mediators.completer.popup_view(), ENTER)  # the first that is offered
    type_in(here(), "; mời: Trần Thị Bưởi")
    press(here(), ENTER)
    press(here(), ENTER)  # where the group mostly mediates
    press(here(), ENTER)  # one party asked
    type_in(here(), "Ông Nguyễn Văn Ổi, 45 tuổi, ấp Giồng Sao; Lê Thị Quýt (1990), ấp Giồng Sao")
    press(here(), ENTER)
    assert [party.full_name for party in page.parties.rows.parties] == ["Nguyễn Văn Ổi", "Lê Thị Quýt"]
    type_in(here(), "Tranh chấp ranh vườn")
    press(here(), ENTER)
    type_in(here(), "Giữ mốc cũ")
    press(here(), ENTER)
    type_in(here(), "t")  # of “Thành”, “Không thành”, “Đang hòa giải”
    press(here(), ENTER)
    type_in(here(), "mâu")
    press(here(), ENTER, CONTROL)
    assert page.saved == 1, [box.said for box in page.boxes.values() if box.said]
    case = next(demo_store.every(MediationCase, Query(text="Nguyễn Văn Ổi")))
    assert (case.code, case.state, case.draft) == ("HG-2026-T01-04", "success", False)
    assert [one.full_name for one in case.invited] == ["Trần Thị Bưởi"]
    assert case.parties[0].birth_year == 1981
    assert page.boxes["received_on"].editor.text() == "05/03/2026"
    assert page.boxes["number"].editor.value() == 5
    assert page.boxes["parties"].editor.text() == ""
    assert page.table.row_count() == 4


# --- a case from its first day to the money ---------------------------------------------------------------------------


def fill(page: RecordPage, **values: object) -> None:
    """Put values into the boxes; lists of parts as somebody would have typed them."""
    for name, value in values.items():
        typed = [typed_part(part) for part in value] if isinstance(value, list) else value
        page.panel.form.editor(name).restore(typed)
    page.shape()


def saved(page: RecordPage) -> MediationCase:
    assert page.panel.save(), [f"{name}: {box.said}" for name, box in page.panel.form.boxes.items() if box.said]
    case = page.panel.record
    assert isinstance(case, MediationCase)
    return case


def take_step(page: Cases, state: str) -> None:
    press(page.bar.steps.buttons[state], Qt.Key.Key_Space)


def intake(window: Window, store: SqliteStore) -> tuple[Cases, list[str]]:
    """Write down a new case of group T01; return the page and the ids of the group's mediators in office."""
    page = window.go("cases")
    assert isinstance(page, Cases)
    group = group_of(store, "T01")
    page.new()
    fill(page, received_on="2/3/2026", group=group.id, ground="one_party")
    fill(page, parties=[Party("A", full_name="Nguyễn Văn Ổi"), Party("B", full_name="Lê Thị Quýt")])
    page.panel.form.go_to("content")
    type_in(page.panel.form.editor("content").box, "Nước mưa chảy sang sân nhà bên cạnh")
    assert saved(page).state == "received"
    return page, [one.id for one in roster.serving(store, group, date(2026, 3, 2))]


def assign(page: Cases, mediator: str) -> None:
    take_step(page, "assigned")
    fill(page, scope="conflict", assigned_on="3/3/2026", mediators=[CaseMediator(mediator, lead=True)])
    assert saved(page).state == "assigned"


def begin(page: Cases) -> None:
    take_step(page, "in_progress")
    (begun,) = page.panel.form.editor("sessions").text()
    assert begun["place"] == "ấp Giồng Sao"  # type: ignore[index, call-overload]
    day = page.panel.form.editor("sessions").rows[0].boxes["held_on"].editor  # type: ignore[attr-defined]
    assert page.window().focusWidget() is day.box  # only the day is left to type
    fill(page, sessions=[Held(held_on=date(2026, 3, 5), place="Nhà văn hóa ấp")])
    assert saved(page).state == "in_progress"


def test_a_case_goes_from_intake_to_agreement_follow_up_and_the_request_for_money(
    window: Window, demo_store: SqliteStore
) -> None:
    page, mediators = intake(window, demo_store)
    assert set(page.bar.steps.buttons) == {"scope_asked", "out_of_scope", "refused", "assigned", "in_progress", "mend"}
    assign(page, mediators[0])
    case = page.panel.record
    assert case is not None
    assert [one.what for one in board(demo_store, date(2026, 3, 4)) if one.id == case.id] == [
        "Bắt đầu hòa giải trong 3 ngày"
    ]
    begin(page)
    take_step(page, "success")
    fill(page, ended_on="9/3/2026", agreement="Làm máng hứng nước trước ngày 30/3/2026", due_on="30/3/2026")
    assert saved(page).end_reason == "agreed"
    fill(page, follow_ups=[FollowUp(visited_on=date(2026, 3, 31), state="performed")], follow_up="performed")
    assert saved(page).follow_up == "performed"
    assert case.id not in {one.id for one in board(demo_store, date(2026, 4, 1))}
    payments = window.go("payments")
    assert isinstance(payments, Payments)
    payments.propose(group_of(demo_store, "T01"))
    assert payments.panel.save()
    request = demo_store.get(PaymentRequest, payments.panel.record.id)  # type: ignore[union-attr]
    assert [(line.case, line.mediator) for line in request.lines] == [(case.id, mediators[0])]
    assert money.payment_state(demo_store, demo_store.get(MediationCase, case.id)) == "waiting"


def test_a_failed_case_says_where_the_parties_were_sent_and_may_begin_again(
    window: Window, demo_store: SqliteStore
) -> None:
    page, mediators = intake(window, demo_store)
    assign(page, mediators[0])
    begin(page)
    take_step(page, "failure")
    assert not page.panel.save()
    assert "Ghi lý do" in page.panel.form.boxes["failure_reason"].said
    fill(page, ended_on="9/3/2026", end_reason="mediator_ends", failure_reason="Hai bên giữ ý kiến")
    fill(page, referred_to="commune")
    case = saved(page)
    assert (case.state, case.referred_to) == ("failure", "commune")
    assert set(page.bar.steps.buttons) == {"in_progress", "mend"}  # the parties may ask to go on (art 27)


def test_a_mediator_is_replaced_in_the_middle_and_both_stand_in_the_book(
    window: Window, demo_store: SqliteStore
) -> None:
    page, mediators = intake(window, demo_store)
    assign(page, mediators[0])
    begin(page)
    left = CaseMediator(mediators[0], since=date(2026, 3, 3), until=date(2026, 3, 6), replaced_because="Ốm")
    fill(page, mediators=[left, CaseMediator(mediators[1], lead=True, since=date(2026, 3, 6))])
    case = saved(page)
    assert [(one.mediator, one.lead) for one in case.mediators] == [(mediators[0], False), (mediators[1], True)]
    page.special.setCurrentIndex(page.special.findData(f"mediator:{mediators[0]}"))
    assert page.table.select_id(case.id)


def test_a_file_attached_to_a_case_is_there_again_when_the_case_is_opened(
    window: Window, demo_store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _ = intake(window, demo_store)
    scan = tmp_path / "ban-quet.pdf"
    scan.write_bytes(b"%PDF-1.7 ban quet")
    monkeypatch.setattr(dialogs, "choose_file", lambda *_: scan)
    panel = page.panel.attachments
    panel.set_open(True)
    type_in(panel.about, "Đơn yêu cầu hòa giải")
    panel.add()
    case = page.panel.record
    assert case is not None
    other = next(one for one in demo_store.every(MediationCase) if one.id != case.id)
    page.show_record(other.id)
    assert panel.lines == []
    page.show_record(case.id)
    ((kept, _),) = panel.lines
    assert (kept.label(), attachments.contents(demo_store, kept)) == ("Đơn yêu cầu hòa giải", scan.read_bytes())
