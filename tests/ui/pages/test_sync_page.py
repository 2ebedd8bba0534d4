"""The USB page: a stick out, a receipt back, and calm words when it cannot be done."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QLabel

from app.records.mediation import MediationCase
from app.records.office import Office, Route
from app.usecases import receiving, syncing
from app.usecases.states import Progressing
from db.store import SqliteStore
from tests.ui.pages.people import Answers, answer_after_work, answer_dialog, know_each_other, printing_by
from ui.main import Opened
from ui.pages import sync_words
from ui.pages.cases import Cases
from ui.pages.sync import Sync
from ui.pages.sync_import import ImportPreview
from ui.pages.sync_preview import ExportPreview, going
from ui.sticks import SECRETS
from ui.window import Window


@pytest.fixture
def page(window: Window) -> Sync:
    made = window.go("sync")
    assert isinstance(made, Sync)
    return made


def said(page: Sync) -> str:
    return page.notice.text()


def test_a_bundle_with_names_gets_its_hand_over_sheet_by_itself_and_one_without_gets_none(
    page: Sync, opened: Opened, province: SqliteStore, stick: Path, answers: Answers
) -> None:
    know_each_other(opened.store, province)
    answers.folder, sheets = stick, opened.folder / "phieu"
    answer_dialog(ExportPreview, lambda dialog: dialog.accept())
    page.out.click()
    assert not sheets.exists()
    assert page.sheet.isHidden()
    route = next(iter(opened.store.every(Route)))
    route.level, route.level_reason = "full", "Sở yêu cầu (thử)"
    opened.store.put(route)
    answer_dialog(ExportPreview, lambda dialog: dialog.accept())
    page.out.click()
    [sheet] = sheets.iterdir()
    assert sheet.name in said(page)
    assert printing_by(page.sheet.click).name == sheet.stem


def test_a_folder_of_which_nothing_can_be_taken_says_so_before(page: Sync, stick: Path, answers: Answers) -> None:
    (stick / "hong.stp").write_bytes(b"khong phai goi" * 40)
    answers.folder = stick
    said_then: list[tuple[str, bool]] = []

    def look(dialog: ImportPreview) -> None:
        said_then.append((dialog.then.text(), dialog.accepting.isEnabled()))
        dialog.reject()

    answer_after_work(ImportPreview, look)
    page.into.click()
    assert said_then == [("Chưa nhập gì. Không tệp nào nhận được: xem cột Cần biết.", False)]


def test_a_bundle_goes_out_and_its_receipt_comes_back(
    page: Sync, opened: Opened, province: SqliteStore, stick: Path, answers: Answers
) -> None:
    know_each_other(opened.store, province)
    answers.folder = stick
    going: list[str] = []

    def agree(dialog: ExportPreview) -> None:
        going.append(dialog.going.text())
        dialog.accept()

    answer_dialog(ExportPreview, agree)
    page.out.click()
    assert "Vụ, việc hòa giải: 15;" in going[0]
    assert "Có thể rút USB" in said(page)
    bundle = next(stick.glob("*.stp"))
    case = next(iter(opened.store.every(MediationCase)))
    assert Progressing(opened.store).of(MediationCase, [case.id])[case.id].code == "exported"
    received = receiving.receive(province, bundle)
    assert received.receipt_file is not None
    bundle.unlink()
    answer_after_work(ImportPreview, lambda dialog: dialog.accept())
    page.into.click()
    assert "hồ sơ đã đến" in said(page)
    assert Progressing(opened.store).of(MediationCase, [case.id])[case.id].code == "received"
    assert "Nơi nhận đã nhận" in page.states.toPlainText()
    assert not answers.problems


def test_before_an_export_the_page_says_what_leaves_and_what_may_never(
    page: Sync, opened: Opened, province: SqliteStore
) -> None:
    know_each_other(opened.store, province)
    words: list[str] = []

    def read(dialog: ExportPreview) -> None:
        words.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()

    answer_dialog(ExportPreview, read)
    page.out.click()
    assert any(SECRETS in word for word in words)
    assert page.frame.isHidden()
    assert opened.store.notes("sent_bundle") == []


def test_without_the_receivers_card_nothing_leaves_and_the_remedy_is_said(
    page: Sync, stick: Path, answers: Answers
) -> None:
    answers.folder = stick
    answer_dialog(ExportPreview, lambda dialog: dialog.accept())
    page.out.click()
    assert "thẻ khóa" in answers.problems[0].message
    assert "có thể rút USB" in said(page)
    assert list(stick.iterdir()) == []


def test_a_file_that_is_no_bundle_changes_nothing(page: Sync, opened: Opened, stick: Path, answers: Answers) -> None:
    (stick / "la.stp").write_bytes(b"khong phai goi")
    answers.folder = stick
    before = opened.store.last_seq()
    seen: list[bool] = []

    def look(dialog: ImportPreview) -> None:
        seen.append(dialog.accepting.isEnabled())
        dialog.reject()

    answer_after_work(ImportPreview, look)
    page.into.click()
    assert seen == [False]
    assert opened.store.last_seq() == before


def test_the_papers_of_a_bundle_are_offered_with_its_receipt_once_it_came_home(
    page: Sync, opened: Opened, province: SqliteStore, stick: Path
) -> None:
    assert page.papers.isHidden()
    know_each_other(opened.store, province)
    sent = syncing.export_bundle(opened.store, stick)
    page.look_again()
    sheets = ["phieu-giao-nhan-du-lieu", "phieu-ban-giao-du-lieu"]
    assert printing_by(page.papers.click).forms == sheets
    receipt = receiving.receive(province, sent.file.path).receipt_file
    assert receipt is not None
    receiving.receive(opened.store, receipt.path)
    assert printing_by(page.papers.click).forms == [*sheets, "bien-nhan-du-lieu"]


def test_a_commune_is_led_to_its_keys_and_not_to_a_page_of_senders(page: Sync, window: Window) -> None:
    assert page.office.isHidden()
    page.cards.click()
    assert window.stack.currentWidget() is window.pages["key_cards"]
    assert window.navigation.buttons["sync"].isChecked()


def test_a_record_put_aside_is_listed_with_what_is_to_be_done_about_it(page: Sync, opened: Opened) -> None:
    bundle = "0197c2f4-0000-7000-8000-000000000001"
    aside = {"bundle": bundle, "line": 3, "unit": "99902", "kind": "hamlet", "id": "x", "raw": b"", "schema": 1}
    reasons = ("thiếu “Tên”", "loại hồ sơ “lạ” chương trình này chưa biết")
    for line, reason in enumerate(reasons):
        opened.store.note("quarantine", aside | {"line": line, "reason": reason, "at": "2026-11-25T08:00:00+07:00"})
    page.look_again()
    shown = page.states.toPlainText()
    assert "còn để riêng" in shown
    assert "Mở hồ sơ, ghi ô “Tên”" in shown
    assert "Nơi nhận cập nhật chương trình" in shown
    opened.store.strike("quarantine", {"bundle": bundle, "line": 0})
    opened.store.strike("quarantine", {"bundle": bundle, "line": 1})
    page.look_again()
    assert "còn để riêng" not in page.states.toPlainText()


def test_a_refused_record_is_opened_from_its_line_and_gone_from_both_pages_once_mended(
    page: Sync, window: Window, opened: Opened, province: SqliteStore, stick: Path
) -> None:
    know_each_other(opened.store, province)
    case = next(iter(opened.store.every(MediationCase)))
    opened.store.settle(MediationCase, case.id, {"matter": "khong-co"}, "thử")
    _there_and_back(opened.store, province, stick)
    page.look_again()
    assert f"{MediationCase.table}/{case.id}" in page.states.toHtml()
    assert "còn để riêng" in sync_words.states(province)
    page.states.anchorClicked.emit(QUrl(f"{MediationCase.table}/{case.id}"))
    register = window.pages["cases"]
    assert isinstance(register, Cases)
    assert register.panel.form.record.id == case.id
    opened.store.settle(MediationCase, case.id, {"matter": case.matter}, "thử")
    page.look_again()
    assert "Hồ sơ bị trả lại" not in page.states.toPlainText()
    _there_and_back(opened.store, province, stick)
    page.look_again()
    assert "Hồ sơ bị trả lại" not in page.states.toPlainText()
    assert "còn để riêng" not in sync_words.states(province)


def _there_and_back(commune: SqliteStore, province: SqliteStore, stick: Path) -> None:
    receipt = receiving.receive(province, syncing.export_bundle(commune, stick).file.path).receipt_file
    assert receipt is not None
    receiving.receive(commune, receipt.path)


def test_an_office_that_is_only_known_of_is_not_said_to_leave(
    opened: Opened, province: SqliteStore, stick: Path
) -> None:
    know_each_other(opened.store, province)
    _there_and_back(opened.store, province, stick)
    assert len(opened.store.ids(Office)) > 1
    assert going(opened.store, "deidentified").startswith("Không có hồ sơ mới hay sửa.")
