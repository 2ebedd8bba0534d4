"""The receiving office's page: a folder taken at once, a cell that says why, receipts printed, a code compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bundles.short_code import short_code
from app.records.mediation import MediationCase
from app.usecases import syncing
from db.store import SqliteStore
from db.vault import unlock
from tests.ui.pages.people import WORDS, Answers, answer_dialog, know_each_other, printing_by
from ui.main import Opened, services
from ui.pages.check_code import CheckCode
from ui.pages.matrix import FolderResults, Matrix
from ui.pages.sync_import import ImportPreview
from ui.session import Session
from ui.window import Window


@pytest.fixture
def sent(province: SqliteStore, opened: Opened, stick: Path) -> syncing.Exported:
    """The bundle of a commune that the office knows, on the stick."""
    know_each_other(opened.store, province)
    return syncing.export_bundle(opened.store, stick)


@pytest.fixture
def page(qtbot: QtBot, province: SqliteStore, sent: syncing.Exported, tmp_path: Path, answers: Answers) -> Matrix:
    raw_key = unlock(tmp_path / "province", WORDS)
    made = Matrix(Session(province, services(Opened(province, tmp_path / "province", raw_key), tmp_path / "x.log")))
    qtbot.addWidget(made)
    made.show()
    answers.folder = sent.file.path.parent
    return made


def take(page: Matrix) -> list[list[str]]:
    """Press the button, and return the lines of what became of each file."""
    seen: list[list[str]] = []

    def look(tries: int = 1_000) -> None:
        shown = QApplication.activeModalWidget()
        if isinstance(shown, ImportPreview):
            shown.accept()
            QTimer.singleShot(10, lambda: look(tries - 1))
        elif isinstance(shown, FolderResults):
            seen.extend(list(row) for row in shown.table.content.words.rows)
            shown.accept()
        elif tries:  # the window of the work itself comes first
            QTimer.singleShot(10, lambda: look(tries - 1))

    look()
    page.many.click()
    return seen


def last_year(page: Matrix) -> None:
    page.year.setCurrentIndex(page.year.findData(date.today().year - 1))  # noqa: DTZ011 (bundles are made today)


def test_a_folder_of_bundles_is_taken_at_once_and_each_file_is_told(
    page: Matrix, province: SqliteStore, stick: Path
) -> None:
    (stick / "hong.stp").write_bytes(b"khong phai goi")
    told = {row[0]: row for row in take(page)}
    assert len(told) == 2
    assert told["hong.stp"][3] == "–"
    assert len(province.ids(MediationCase)) == 15
    assert sum(file.suffix == ".stp" for file in stick.iterdir()) == 3  # the bundle, the bad file, one receipt


def test_a_cell_says_in_words_what_it_is_and_below_why(page: Matrix) -> None:
    last_year(page)
    assert list(page.grid.content.words.rows[0][1:]) == ["quá hạn"] * 12
    take(page)
    months = [date(int(page.year.currentData()), month, 1) for month in range(1, 13)]
    shown = ["đủ" if month >= date(2025, 7, 1) else "–" for month in months]  # the fictional commune is there since
    assert list(page.grid.content.words.rows[0][1:]) == shown
    page.grid.setCurrentIndex(page.grid.content.index(0, 9))
    assert "tháng 9/" in page.why.text()
    assert "không thiếu gói nào" in page.why.text()
    assert len(page.told.content.words.rows) == 1
    assert list(page.refused.content.words.rows) == []


def test_a_receipt_is_printed_of_a_bundle_that_came(page: Matrix) -> None:
    assert not page.receipt.isEnabled()
    take(page)
    assert printing_by(page.receipt.click).forms == ["bien-nhan-du-lieu"]


def test_a_code_from_the_cover_sheet_is_compared_with_the_file_on_the_stick(
    page: Matrix, sent: syncing.Exported, answers: Answers
) -> None:
    answers.file = sent.file.path
    heard: list[str] = []

    def compare(dialog: CheckCode) -> None:
        for code in ("0000-0000-0000-0000", "000", short_code(sent.bundle, sent.file.sha256)):
            dialog.code.setText(code)
            dialog.accept()
            heard.append(dialog.said.text()[0])
        dialog.reject()

    answer_dialog(CheckCode, compare)
    page.check.click()
    assert heard == ["⚠", "⚠", "✓"]


def test_a_commune_sees_that_the_page_is_not_for_it(window: Window) -> None:
    page = window.go("matrix")
    assert isinstance(page, Matrix)
    assert page.body.isHidden()
    assert page.many.isHidden()
    assert not page.empty.isHidden()
