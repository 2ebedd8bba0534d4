"""The USB page: a stick out, a receipt back, and calm words when it cannot be done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.records.mediation import MediationCase
from app.usecases import keys, receiving, syncing
from app.usecases.demonstration import load_receiver
from app.usecases.demonstration_office import PROVINCE
from app.usecases.states import Progressing
from db.store import SqliteStore
from db.vault import unlock
from tests.ui.pages.people import WORDS, Answers, answer_dialog
from ui.command_line import make_register
from ui.main import Opened, services
from ui.pages.sync import Sync
from ui.pages.sync_office import CheckCode
from ui.pages.sync_preview import SECRETS, CheckCard, ExportPreview
from ui.session import Session
from ui.window import Window


@pytest.fixture
def province(tmp_path: Path) -> Iterator[SqliteStore]:
    made, *_ = make_register(tmp_path / "province", WORDS, unit=PROVINCE, author="Sở")
    load_receiver(made)
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def page(window: Window) -> Sync:
    made = window.go("sync")
    assert isinstance(made, Sync)
    return made


def know_each_other(commune: SqliteStore, province: SqliteStore) -> None:
    keys.enroll(province, keys.card_file(commune)[1], checked_by="Người thử")
    keys.enroll(commune, keys.card_file(province)[1], checked_by="Người thử")


def said(page: Sync) -> str:
    return page.notice.text()


def test_a_bundle_goes_out_and_its_receipt_comes_back(
    page: Sync, opened: Opened, province: SqliteStore, stick: Path, answers: Answers
) -> None:
    know_each_other(opened.store, province)
    answers.folder = stick
    seen: list[ExportPreview] = []
    answer_dialog(ExportPreview, lambda dialog: dialog.accept(), seen)
    page.out.click()
    assert "Có thể rút USB" in said(page)
    bundle = next(stick.glob("*.stp"))
    case = next(iter(opened.store.every(MediationCase)))
    assert Progressing(opened.store).of(MediationCase, [case.id])[case.id].code == "exported"
    received = receiving.receive(province, bundle)
    assert received.receipt_file is not None
    answers.file = received.receipt_file.path
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
    answers.file = stick / "la.stp"
    answers.file.write_bytes(b"khong phai goi")
    before = opened.store.last_seq()
    page.into.click()
    assert answers.problems
    assert opened.store.last_seq() == before


def test_a_card_is_trusted_only_when_somebody_says_who_compared_it(
    page: Sync, opened: Opened, province: SqliteStore, stick: Path, answers: Answers
) -> None:
    name, data = keys.card_file(province)
    answers.file = stick / name
    answers.file.write_bytes(data)

    def compare(dialog: CheckCard) -> None:
        dialog.accept()
        assert "Chưa ai đối chiếu" in dialog.said.text()
        dialog.checked_by.setText("Trần Thị Mỹ Hạnh")
        dialog.accept()

    answer_dialog(CheckCard, compare)
    page.enrol()
    assert [card.unit for card in keys.enrolled(opened.store)] == [PROVINCE]
    assert "Trần Thị Mỹ Hạnh" in page.keys.toPlainText()


def test_our_card_is_written_where_the_person_says(page: Sync, stick: Path, answers: Answers, qtbot: QtBot) -> None:
    answers.folder = stick
    page.write_card()
    assert [file.suffix for file in stick.iterdir()] == [".json"]


# --- an office that receives ------------------------------------------------------------------------------------------


@pytest.fixture
def office(qtbot: QtBot, province: SqliteStore, opened: Opened, tmp_path: Path, stick: Path) -> Sync:
    """The page of the province, with a commune's bundle on the stick."""
    know_each_other(opened.store, province)
    syncing.export_bundle(opened.store, stick)
    raw_key = unlock(tmp_path / "province", WORDS)
    made = Sync(Session(province, services(Opened(province, tmp_path / "province", raw_key), tmp_path / "x.log")))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_folder_of_bundles_is_taken_at_once_and_each_file_is_told(
    office: Sync, province: SqliteStore, stick: Path, answers: Answers
) -> None:
    (stick / "hong.stp").write_bytes(b"khong phai goi")
    answers.folder = stick
    office.office.receive_folder()
    assert "Đã đọc 2 tệp: 1 tệp nhận trọn vẹn" in said(office)
    shown = office.office.shown.toPlainText()
    assert "hong.stp" in shown
    assert len(province.ids(MediationCase)) == 15
    assert sum(file.suffix == ".stp" for file in stick.iterdir()) == 3  # the bundle, the bad file, one receipt


def test_each_month_of_a_unit_says_why_it_is_what_it_is(office: Sync, stick: Path, answers: Answers) -> None:
    answers.folder = stick
    office.office.receive_folder()
    office.look_again()
    assert "Sen Vàng" in office.office.shown.toPlainText()
    office.office.shown.anchorClicked.emit(QUrl("99901/1"))
    assert "Tháng 1" in answers.told[0]


def test_a_code_from_the_cover_sheet_is_compared_with_the_file_on_the_stick(
    office: Sync, stick: Path, answers: Answers
) -> None:
    answers.file = next(stick.glob("*.stp"))
    heard: list[str] = []

    def compare(dialog: CheckCode) -> None:
        dialog.code.setText("0000-0000-0000-0000")
        dialog.accept()
        heard.append(dialog.said.text())
        dialog.reject()

    answer_dialog(CheckCode, compare)
    office.office.check_code()
    assert heard[0].startswith("⚠")
