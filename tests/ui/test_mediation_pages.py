"""The pages around a case: special and named filters, mended states, twins, a group's book, requests for money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.ports import Query
from app.problems import Problem
from app.records import GroupSupport, MediationCase, MediationGroup, Mediator, PaymentRequest
from app.records.books import NumberRange, VoidNumber
from app.records.catalogues import CASE_STATES
from app.usecases import money, records
from app.usecases.mediation import duplicates
from app.usecases.payment_checks import LATE_AFTER
from app.usecases.saved_filters import saved
from db import SqliteStore
from tests.ui.hands import press, type_in
from tests.ui.test_mediation_journeys import no_services
from ui import dialogs
from ui.pages.base import Page
from ui.pages.cases import Cases
from ui.pages.group_supports import GroupSupports
from ui.pages.groups import Groups
from ui.pages.mending import RightState
from ui.pages.payments import Payments
from ui.pages.quick_entry import QuickEntry
from ui.session import Session
from ui.widgets.refs import RefEditor

P = TypeVar("P", bound=Page)
Open = Callable[[type[P]], P]


@pytest.fixture
def session(demo_store: SqliteStore, tmp_path: Path) -> Session:
    return Session(demo_store, no_services(tmp_path))


@pytest.fixture
def opened(session: Session, qtbot: QtBot) -> Open[Any]:
    def make(kind: type[P]) -> P:
        page = kind(session)
        qtbot.addWidget(page)
        page.resize(1150, 740)
        page.show()
        return page

    return make


@pytest.fixture
def problems(monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    said: list[Problem] = []
    monkeypatch.setattr(dialogs, "say_problem", said.append)
    return said


def case_in(store: SqliteStore, state: str) -> MediationCase:
    return next(store.every(MediationCase, Query(where={"state": state})))


def group_of(store: SqliteStore, code: str) -> MediationGroup:
    return next(store.every(MediationGroup, Query(where={"code": code})))


# --- cases ------------------------------------------------------------------------------------------------------------


def test_a_special_filter_narrows_the_list_and_a_name_brings_it_back(
    opened: Open[Cases], session: Session, demo_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(Cases)
    every = page.table.row_count()
    page.special.setCurrentIndex(page.special.findData("unpaid"))
    assert page.table.row_count() == len(money.unpaid_cases(demo_store))
    monkeypatch.setattr(dialogs, "ask_words", lambda *_: "Chờ tiền")
    page.named.keep()
    page.special.setCurrentIndex(0)
    assert page.table.row_count() == every
    page.named.chosen.emit(saved(demo_store, MediationCase)[0])
    assert page.special.currentData() == "unpaid"
    assert page.table.row_count() == len(money.unpaid_cases(demo_store))


def test_the_cases_of_a_scope_are_found_within_a_group_and_by_a_name(
    opened: Open[Cases], demo_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, group = opened(Cases), group_of(demo_store, "T01").id
    every = list(demo_store.every(MediationCase))
    civil = [case for case in every if case.scope == "civil"]
    page.special.setCurrentIndex(page.special.findData("scope:civil"))
    assert page.table.row_count() == len(civil) == 6
    page.filters.lists["group"].setCurrentIndex(page.filters.lists["group"].findData(group))
    assert page.table.row_count() == sum(case.group == group for case in civil) == 1
    monkeypatch.setattr(dialogs, "ask_words", lambda *_: "Dân sự")
    page.named.keep()
    page.special.setCurrentIndex(0)
    assert page.table.row_count() == sum(case.group == group for case in every)
    page.named.chosen.emit(saved(demo_store, MediationCase)[0])
    assert page.special.currentData() == "scope:civil"
    assert page.table.row_count() == 1


def test_a_case_that_stops_being_what_a_filter_says_leaves_the_list(
    opened: Open[Cases], session: Session, demo_store: SqliteStore
) -> None:
    page = opened(Cases)
    records.remove(demo_store, next(demo_store.every(PaymentRequest)))
    page.special.setCurrentIndex(page.special.findData("unpaid"))
    before = page.table.row_count()
    case = money.unpaid_cases(demo_store)[0]
    session.announce(records.remove(demo_store, case))
    assert page.table.row_count() == before - 1


def test_the_menu_of_named_filters_offers_to_choose_and_to_forget(
    opened: Open[Cases], demo_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(Cases)
    monkeypatch.setattr(dialogs, "ask_words", lambda *_: "Đất đai")
    page.filters.search.setText("dat")
    page.named.keep()
    menu = QMenu()
    page.named.fill(menu)
    assert menu.actions()[0].text() == "Đất đai"
    page.named._forget("Đất đai")
    assert saved(demo_store, MediationCase) == []


def test_a_state_entered_by_mistake_is_mended_with_a_reason_that_stays(
    opened: Open[Cases], demo_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, case = opened(Cases), case_in(demo_store, "success")
    page.show_record(case.id)
    assert set(page.bar.steps.buttons) == {"mend"}
    monkeypatch.setattr(RightState, "ask", lambda *_: ("in_progress", "Ghi nhầm dòng"))
    page.mend()
    assert demo_store.get(MediationCase, case.id).state == "in_progress"
    assert demo_store.history(MediationCase, case.id)[0].note == "Ghi nhầm dòng"


def test_the_right_state_needs_a_reason_before_it_can_be_said(qtbot: QtBot) -> None:
    box = RightState(CASE_STATES, "success")
    qtbot.addWidget(box)
    accept = box.findChildren(QPushButton)[-1]
    assert not accept.isEnabled()
    box.reason.setText("  ")
    assert not accept.isEnabled()
    box.reason.setText("Ghi nhầm")
    assert accept.isEnabled()
    assert box.states.findData("success") < 0


def test_a_twin_is_shown_until_somebody_says_that_it_is_none(opened: Open[Cases], demo_store: SqliteStore) -> None:
    case = case_in(demo_store, "in_progress")
    twin = MediationCase(received_on=case.received_on, group=case.group, ground=case.ground, parties=case.parties)
    records.save(demo_store, twin, as_draft=True)
    page = opened(Cases)
    page.show_record(case.id)
    assert "có cùng các bên" in page.bar.same.text()
    _, _, different = page.bar.same.frame.findChildren(QPushButton)
    press(different, Qt.Key.Key_Space)
    assert page.bar.same.text() == ""
    assert duplicates(demo_store, case) == []


def test_a_quarrel_that_came_back_is_tied_to_the_earlier_case(opened: Open[Cases], demo_store: SqliteStore) -> None:
    earlier = next(demo_store.every(MediationCase, Query(where={"code": "HG-2026-T05-01"})))
    again = MediationCase(
        received_on=date(2026, 11, 2),
        group=earlier.group,
        ground="one_party",
        parties=earlier.parties,
        content="Lại nữa",
    )
    records.save(demo_store, again)
    page = opened(Cases)
    page.show_record(again.id)
    _, relapse, _ = page.bar.same.frame.findChildren(QPushButton)
    press(relapse, Qt.Key.Key_Space)
    assert page.panel.save()
    assert demo_store.get(MediationCase, again.id).relapse_of == earlier.id
    assert page.bar.same.text() == ""
    assert not [issue for issue in records.issues_of(demo_store, page.panel.record) if issue.field == "parties"]  # type: ignore[arg-type]


def test_a_new_or_removed_case_has_no_steps(opened: Open[Cases], demo_store: SqliteStore) -> None:
    page = opened(Cases)
    page.new()
    assert page.bar.steps.isHidden()
    records.remove(demo_store, case_in(demo_store, "assigned"))
    page.removed.setChecked(True)
    page.choose(page.table.rows.record(0).id)  # type: ignore[union-attr]
    assert page.bar.steps.isHidden()


# --- groups -----------------------------------------------------------------------------------------------------------


def test_a_group_says_what_the_law_finds_lacking(opened: Open[Groups], demo_store: SqliteStore) -> None:
    group = group_of(demo_store, "T02")
    for one in demo_store.every(Mediator, Query(where={"group": group.id})):
        one.left_on, one.leave_reason = date(2026, 2, 1), "other"
        demo_store.put(one)
    page = opened(Groups)
    page.show_record(group.id)
    assert "phải có từ 3 người" in page.lacks.text()
    page.show_record(group_of(demo_store, "T01").id)
    assert "phải có từ 3 người" not in page.lacks.text()


def test_a_gap_in_the_book_gets_its_reason(
    opened: Open[Groups], demo_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = group_of(demo_store, "T01")
    first = next(demo_store.every(MediationCase, Query(where={"group": group.id, "number": 1})))
    demo_store.delete(first)
    page = opened(Groups)
    page.show_record(group.id)
    page.numbers.year.setCurrentIndex(page.numbers.year.findData(2026))
    assert page.numbers.digest.text() == "còn trống số 1"
    monkeypatch.setattr(dialogs, "ask_words", lambda *_: "Trang sổ hỏng")
    page.numbers.explain(1)
    assert page.numbers.digest.text() == "liền số"
    where = {"group": group.id, "year": 2026, "number": 1}
    assert [void.reason for void in demo_store.every(VoidNumber, Query(where=where))] == ["Trang sổ hỏng"]


def test_numbers_are_leased_to_this_pc_but_never_twice(
    opened: Open[Groups], demo_store: SqliteStore, monkeypatch: pytest.MonkeyPatch, problems: list[Problem]
) -> None:
    page, group = opened(Groups), group_of(demo_store, "T01")
    page.show_record(group.id)
    for typed in ("51-100", "100-120", "năm mươi", "9-5"):
        monkeypatch.setattr(dialogs, "ask_words", lambda *_, typed=typed: typed)
        page.numbers.lease()
    leased = [one for one in demo_store.every(NumberRange) if one.group == group.id and one.first == 51]
    assert [(one.last, one.replica) for one in leased] == [(100, demo_store.replica)]
    assert len(problems) == 3


# --- money ------------------------------------------------------------------------------------------------------------


def test_a_request_is_filled_from_the_unpaid_cases_of_a_chosen_group(
    opened: Open[Payments], demo_store: SqliteStore
) -> None:
    request = next(demo_store.every(PaymentRequest))
    records.remove(demo_store, request)
    page, menu = opened(Payments), QMenu()
    page.fill_groups(menu)
    name = demo_store.get(MediationGroup, request.group).name
    action = next(action for action in menu.actions() if action.text().startswith(name))
    action.trigger()
    assert page.panel.new
    assert demo_store.find(PaymentRequest, page.panel.record.id) is None  # type: ignore[union-attr]
    assert page.panel.save()
    assert {line.case for line in page.panel.record.lines} >= {line.case for line in request.lines}  # type: ignore[union-attr]


def test_the_sums_follow_the_chosen_group_and_what_is_paid(
    opened: Open[Payments], session: Session, demo_store: SqliteStore
) -> None:
    page = opened(Payments)
    group = group_of(demo_store, "T01")
    page.filters.years.setCurrentIndex(page.filters.years.findData(2026))  # type: ignore[union-attr]
    before = page.totals.text()
    assert before.startswith("Mọi tổ, năm 2026: phải chi ")
    page.filters.lists["group"].setCurrentIndex(page.filters.lists["group"].findData(group.id))
    due = money.balance(demo_store, group.id, 2026)
    assert page.totals.text().startswith(f"{group.name}, năm 2026")
    paid = next(r for r in demo_store.every(PaymentRequest) if r.state == "paid" and r.group == group.id)
    session.announce(records.remove(demo_store, paid))
    assert due.paid > money.balance(demo_store, group.id, 2026).paid
    assert page.totals.text() != before
    assert "đã chi 0 đồng" in page.totals.text() or due.paid != paid.total()


def test_the_groups_of_the_budget_year_stand_in_a_table_with_their_sum(opened: Open[Payments]) -> None:
    page = opened(Payments)
    page.look_again()
    page.groups.set_open(True)
    rows = [list(row) for row in page.by_group.content.words.rows]
    assert rows[0] == ["Tổ hòa giải ấp Bãi Bồi", "2", "800.000 đồng", "800.000 đồng", "800.000 đồng", "150.000 đồng"]
    assert rows[-1] == ["Cộng năm 2026", "12", "4.600.000 đồng", "4.600.000 đồng", "3.800.000 đồng", "750.000 đồng"]


def test_a_request_jumps_back_only_with_a_reason_that_stands_in_its_history(
    opened: Open[Payments], demo_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid = next(one for one in demo_store.every(PaymentRequest) if one.state == "paid")
    page, asked, answers = opened(Payments), list[str](), ["Ghi nhầm ngày trả", ""]

    def answer(question: str, *_: str) -> str:
        asked.append(question)
        return answers.pop()

    monkeypatch.setattr(dialogs, "ask_words", answer)
    for reason, kept in (("", "paid"), ("Ghi nhầm ngày trả", "with_group")):
        page.choose(paid.id)
        page.panel.form.editor("state").set_value("with_group")
        page.panel.form.editor("paid_on").set_value(None)
        assert page.panel.save() is bool(reason)
        assert demo_store.get(PaymentRequest, paid.id).state == kept
    assert len(asked) == 2
    assert paid.number in asked[0]
    assert reason in [change.note for change in demo_store.history(PaymentRequest, paid.id)]


def test_a_payment_entered_by_mistake_is_mended_at_its_button_with_a_reason_that_stays(
    opened: Open[Payments], demo_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, paid = opened(Payments), next(one for one in demo_store.every(PaymentRequest) if one.state == "paid")
    assert page.steps.buttons == {}
    page.choose(paid.id)
    assert set(page.steps.buttons) == {"mend"}
    monkeypatch.setattr(RightState, "ask", lambda *_: None)
    press(page.steps.buttons["mend"], Qt.Key.Key_Space)
    assert demo_store.get(PaymentRequest, paid.id).state == "paid"
    monkeypatch.setattr(RightState, "ask", lambda *_: ("with_group", "Chưa trả, ghi nhầm dòng"))
    press(page.steps.buttons["mend"], Qt.Key.Key_Space)
    assert demo_store.get(PaymentRequest, paid.id).state == "with_group"
    assert demo_store.history(PaymentRequest, paid.id)[0].note == "Chưa trả, ghi nhầm dòng"
    assert set(page.steps.buttons) == {"paid", "mend"}
    assert "chuyển trạng thái, hoặc xóa ngày" in page.panel.form.boxes["paid_on"].said


def test_a_step_of_a_payment_goes_to_the_day_it_asks_for(opened: Open[Payments], demo_store: SqliteStore) -> None:
    page = opened(Payments)
    request = next(one for one in demo_store.every(PaymentRequest) if one.state == "complete")
    page.choose(request.id)
    assert page.steps.buttons["approved"].toolTip() == "UBND cấp xã quyết định chi (Điều 15)"
    press(page.steps.buttons["approved"], Qt.Key.Key_Space)
    assert not page.panel.save()
    assert page.panel.form.boxes["decided_on"].said
    page.panel.form.editor("decided_on").set_value(request.complete_on)
    assert page.panel.save()
    assert set(page.steps.buttons) == {"with_group", "mend"}


def test_a_reason_given_for_a_state_that_was_not_saved_is_forgotten(
    opened: Open[Payments], demo_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(Payments)
    request = next(one for one in demo_store.every(PaymentRequest) if one.state == "complete")
    page.choose(request.id)
    monkeypatch.setattr(RightState, "ask", lambda *_: ("paid", "Chọn nhầm"))
    page.mend()  # the days of a payment are lacking
    assert page.panel.correction == "Chọn nhầm"
    page.panel.undo()
    page.panel.form.editor("number").restore("15")
    assert page.panel.save()
    assert demo_store.history(PaymentRequest, request.id)[0].note == ""


def test_who_wants_to_be_reminded_of_late_requests_says_after_how_many_days(
    opened: Open[Payments], session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(Payments)
    for typed, kept in (("chín mươi", None), ("90", 90), ("0", 0)):
        monkeypatch.setattr(dialogs, "ask_words", lambda *_, typed=typed: typed)
        page.late_button.click()
        assert session.setting(LATE_AFTER) == kept
        assert ("90 ngày" in page.late_button.text()) is (kept == 90)


def test_a_month_of_support_is_written_for_every_group(
    opened: Open[GroupSupports],
    demo_store: SqliteStore,
    problems: list[Problem],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(GroupSupports)
    for typed in ("tháng 11", "11/2026", "11/2026"):
        monkeypatch.setattr(dialogs, "ask_words", lambda *_, typed=typed: typed)
        page.month_button.click()
    assert len(demo_store.ids(GroupSupport, Query(where={"year": 2026, "month": 11}))) == 5
    assert [problem.message for problem in problems] == [
        "“tháng 11” không phải là tháng.",
        "Tháng 11/2026 mọi tổ đang hoạt động đều đã có dòng hỗ trợ.",
    ]


# --- quick entry ------------------------------------------------------------------------------------------------------


def write_line(page: QuickEntry, store: SqliteStore, **more: str) -> None:
    line = {
        "group": group_of(store, "T01").id,
        "year": "2025",
        "received_on": "5/3/25",
        "parties": "Ông Nguyễn Văn Ất, 45 tuổi, ấp Giồng Sao; bà Trần Thị Bính (1980), ấp Chợ Cũ",
        "content": "Tranh chấp ranh đất",
        "agreement": "Hai bên thống nhất cắm lại mốc",
        "outcome": "success",
        "scope": "civil",
        "mediators": "Thạch Sa Rươl",
    }
    for name, typed in (line | more).items():
        page.boxes[name].editor.restore(typed)


def kept(store: SqliteStore) -> list[MediationCase]:
    return list(store.every(MediationCase, Query(text="Tranh chấp ranh đất Nguyễn Văn Ất")))


def test_the_following_line_takes_the_following_number_and_keeps_the_day(
    opened: Open[QuickEntry], demo_store: SqliteStore
) -> None:
    page = opened(QuickEntry)
    write_line(page, demo_store, number="31")
    assert page.save()
    texts = page.line.texts()
    assert (texts["number"], texts["received_on"], texts["content"], texts["scope"]) == (
        "32",
        "05/03/2025",
        "",
        "civil",
    )
    assert page.parties.rows.parties == []


def test_everything_that_is_missing_is_said_at_once_and_nothing_is_kept(
    opened: Open[QuickEntry], demo_store: SqliteStore
) -> None:
    page = opened(QuickEntry)
    write_line(page, demo_store, content="", scope="", mediators="Thạch Sa Rươl; Người Không Có")
    assert not page.save()
    assert {name for name, box in page.boxes.items() if box.said} == {"content", "scope", "mediators"}
    page.boxes["outcome"].editor.restore("")
    assert not page.save()
    assert "thành" in page.boxes["outcome"].said
    assert kept(demo_store) == []


def test_a_day_of_another_year_is_no_line_of_this_book(opened: Open[QuickEntry], demo_store: SqliteStore) -> None:
    page = opened(QuickEntry)
    write_line(page, demo_store, received_on="5/3/24")
    assert not page.save()
    assert "không thuộc sổ năm 2025" in page.boxes["received_on"].said


def test_a_day_that_cannot_be_read_is_said_once_and_not_echoed_by_the_boxes_it_fills(
    opened: Open[QuickEntry], demo_store: SqliteStore
) -> None:
    page = opened(QuickEntry)
    write_line(page, demo_store, received_on="31/2/25", mediators="Người Không Có")
    assert not page.save()
    assert {name: box.said for name, box in page.boxes.items() if box.said} == {
        "received_on": "Không có ngày 31/02/2025. Kiểm tra lại ngày, tháng.",
        "mediators": "Không có hòa giải viên “Người Không Có” trong danh sách. "
        "Chọn đúng tên, hoặc thêm người này vào tổ trước.",
    }


def test_a_party_typed_over_in_the_table_is_kept_as_typed(opened: Open[QuickEntry], demo_store: SqliteStore) -> None:
    page = opened(QuickEntry)
    write_line(page, demo_store)
    page.understand()
    rows = page.parties.rows
    assert rows.setData(rows.index(0, 1), "Nguyễn Văn Ất Em")
    assert rows.setData(rows.index(1, 5), "liên quan")
    assert rows.setData(rows.index(1, 5), "tranh chấp")
    assert page.save()
    assert [party.full_name for party in kept(demo_store)[0].parties] == ["Nguyễn Văn Ất Em", "Trần Thị Bính"]


def test_a_cell_that_cannot_be_read_keeps_the_line_from_being_saved(
    opened: Open[QuickEntry], demo_store: SqliteStore
) -> None:
    page = opened(QuickEntry)
    write_line(page, demo_store)
    page.understand()
    rows = page.parties.rows
    rows.setData(rows.index(0, 2), "bốn lăm")
    assert rows.data(rows.index(0, 2)) == "bốn lăm"
    assert not page.save()
    assert "Người thứ 1" in page.boxes["parties"].said
    rows.setData(rows.index(0, 2), "1981")
    assert page.save()


def test_a_line_nobody_saved_is_there_again(opened: Open[QuickEntry], demo_store: SqliteStore) -> None:
    first = opened(QuickEntry)
    write_line(first, demo_store, content="Đang chép dở")
    first.settle()
    second = opened(QuickEntry)
    assert second.boxes["content"].editor.text() == "Đang chép dở"
    assert "gõ dở" in second.notice.text()


def test_the_same_parties_again_are_pointed_out_while_typing(opened: Open[QuickEntry], demo_store: SqliteStore) -> None:
    page = opened(QuickEntry)
    write_line(page, demo_store)
    assert page.save()
    write_line(page, demo_store)
    page.understand()
    assert "đã ghi cùng các bên" in page.doubts.text()


def test_a_group_is_found_by_its_code(opened: Open[QuickEntry], demo_store: SqliteStore, qtbot: QtBot) -> None:
    page = opened(QuickEntry)
    editor = page.boxes["group"].editor
    assert isinstance(editor, RefEditor)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.line.go_to("group")
    type_in(editor.line, "t02")
    assert editor.completer.completionCount() == 1
    press(editor.completer.popup_view(), Qt.Key.Key_Return)  # the list has the keys while it is open
    press(editor.line, Qt.Key.Key_Return)
    group = group_of(demo_store, "T02")
    assert (page.line.group_id(), editor.line.text()) == (group.id, group.name)
    assert page.boxes["number"].editor.text()


def test_what_is_demanded_carries_a_star_and_a_place_only_once_it_is_mediated(opened: Open[QuickEntry]) -> None:
    page = opened(QuickEntry)
    place, scope = page.boxes["place"], page.boxes["scope"]
    assert place.star.isVisible()
    assert scope.star.isVisible()
    assert "bắt buộc" in scope.spoken()
    page.boxes["outcome"].editor.restore("open")
    assert not place.star.isVisible()
    page.boxes["ground"].editor.restore("witnessed")
    assert place.star.isVisible()
