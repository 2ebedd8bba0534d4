"""An Excel register in the window: chosen, looked at row by row, taken whole or without its wrong rows, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.records import MediationGroup, Mediator
from app.records.catalogues import LAW_TRAINING
from tests.ui.pages.people import Answers, answer_dialog
from ui import jobs
from ui.main import Opened
from ui.pages.excel_import import ImportExcel, _tell_rows
from ui.pages.settings import Settings
from ui.window import Window

HEADS = ("Họ và tên", "Tổ hòa giải", "Giới tính", "Dân tộc", "Trình độ")


@pytest.fixture
def page(window: Window) -> Settings:
    found = window.go("settings")
    assert isinstance(found, Settings)
    return found


def sheet(tmp_path: Path, *rows: Sequence[Any]) -> Path:
    book = openpyxl.Workbook()
    for row in (HEADS, *rows):
        book.active.append(list(row))
    book.save(tmp_path / "hòa giải viên.xlsx")
    return tmp_path / "hòa giải viên.xlsx"


def group(opened: Opened) -> MediationGroup:
    made = MediationGroup(code="T77", name="Tổ hòa giải ấp Thử Nghiệm")
    opened.store.put(made)
    return made


def person(name: str, group: str = "T77") -> tuple[str, ...]:
    return (name, group, "Nữ", "Kinh", LAW_TRAINING[0][1])


def pick(dialog: ImportExcel) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData("mediator"))
    dialog.pick.click()


def cells(dialog: ImportExcel) -> list[list[str]]:
    return [list(row) for row in dialog.rows.content.words.rows]


def test_a_sheet_is_looked_at_taken_and_taken_back(
    page: Settings, opened: Opened, answers: Answers, tmp_path: Path
) -> None:
    group(opened)
    before = len(opened.store.ids(Mediator))
    answers.file = sheet(tmp_path, person("Lê Thị Mẫu"), person("Trần Thị Mẫu"))
    book = openpyxl.load_workbook(answers.file)
    book.create_sheet("Năm trước")
    book.save(answers.file)

    def take(dialog: ImportExcel) -> None:
        assert not dialog.accepting.isEnabled()
        pick(dialog)
        assert dialog.left_out.text() == "Trang tính không đọc: “Năm trước”."
        assert [row[:2] for row in cells(dialog)] == [["2", "mới"], ["3", "mới"]]
        assert len(opened.store.ids(Mediator)) == before
        assert not dialog.sound.isVisible()
        dialog.accepting.click()

    answer_dialog(ImportExcel, take)
    page.excel_button.click()
    assert len(opened.store.ids(Mediator)) == before + 2

    def take_back(dialog: ImportExcel) -> None:
        pick(dialog)
        assert {row[1] for row in cells(dialog)} == {"đã có"}
        assert not dialog.accepting.isEnabled()
        answers.yes = True
        dialog.undo_button.click()
        assert {row[1] for row in cells(dialog)} == {"mới"}
        assert not dialog.undo_button.isVisible()
        dialog.reject()

    answer_dialog(ImportExcel, take_back)
    page.excel_button.click()
    assert len(opened.store.ids(Mediator)) == before
    assert answers.problems == []


def test_wrong_rows_keep_all_out_until_they_may_go_into_a_file(
    page: Settings, opened: Opened, answers: Answers, tmp_path: Path
) -> None:
    group(opened)
    before = len(opened.store.ids(Mediator))
    answers.file = sheet(tmp_path, person("Lê Thị Mẫu"), person("Trần Thị Mẫu", "T99"))
    answers.target = tmp_path / "chưa nhập.xlsx"
    said: list[str] = []
    page.session.said.connect(said.append)

    def take(dialog: ImportExcel) -> None:
        pick(dialog)
        assert cells(dialog)[0][1] == "chưa nhập được"
        assert "T99" in cells(dialog)[0][3]
        assert not dialog.accepting.isEnabled()
        dialog.sound.setChecked(True)
        dialog.accepting.click()

    answer_dialog(ImportExcel, take)
    page.excel_button.click()
    assert len(opened.store.ids(Mediator)) == before + 1
    left = openpyxl.load_workbook(tmp_path / "chưa nhập.xlsx").active
    assert left.cell(2, 1).value == "Trần Thị Mẫu"
    assert "không khóa" in said[-1]
    assert "Còn 1 dòng chưa nhập" in answers.told[-1]
    assert str(answers.target) in answers.told[-1]


def test_a_file_that_changed_since_it_was_looked_at_is_looked_at_again(
    page: Settings, opened: Opened, answers: Answers, tmp_path: Path
) -> None:
    group(opened)
    before = len(opened.store.ids(Mediator))
    answers.file = sheet(tmp_path, person("Lê Thị Mẫu"))

    def take(dialog: ImportExcel) -> None:
        pick(dialog)
        sheet(tmp_path, person("Lê Thị Mẫu", "T99"))
        dialog.accepting.click()
        assert "đã đổi" in answers.problems.pop().message
        assert dialog.isVisible()
        assert [row[1] for row in cells(dialog)] == ["chưa nhập được"]
        dialog.reject()

    answer_dialog(ImportExcel, take)
    page.excel_button.click()
    assert len(opened.store.ids(Mediator)) == before


def test_a_file_that_is_no_workbook_is_said_and_an_empty_form_can_be_saved(
    page: Settings, answers: Answers, tmp_path: Path
) -> None:
    (tmp_path / "ảnh.xlsx").write_bytes(b"holiday pictures")
    answers.file, answers.target = tmp_path / "ảnh.xlsx", tmp_path / "mẫu.xlsx"

    def look(dialog: ImportExcel) -> None:
        pick(dialog)
        assert "không phải là sổ Excel" in answers.problems.pop().message
        assert not dialog.accepting.isEnabled()
        dialog.blank.click()
        dialog.reject()

    answer_dialog(ImportExcel, look)
    page.excel_button.click()
    heads = [cell.value for cell in openpyxl.load_workbook(tmp_path / "mẫu.xlsx").active[1]]
    assert set(HEADS) <= set(heads)


def test_how_far_it_is_is_said_now_and_then() -> None:
    heard: list[tuple[str, int]] = []
    watch = jobs.Watch(lambda words, percent: heard.append((words, percent)), lambda _: None)
    for done in range(50):
        _tell_rows(watch, done, 50)
    assert heard == [(f"Đang xem dòng {row} trong 50…", 2 * row - 2) for row in (1, 21, 41)]
    watch.cancel()
    with pytest.raises(jobs.Cancelled):
        _tell_rows(watch, 0, 50)


def test_a_head_that_only_begins_a_label_is_told_with_what_it_is_taken_for(
    page: Settings, opened: Opened, answers: Answers, tmp_path: Path
) -> None:
    group(opened)
    answers.file = sheet(tmp_path, person("Lê Thị Mẫu"))
    book = openpyxl.load_workbook(answers.file)
    book.active.cell(1, 2).value = "Tổ"
    book.save(answers.file)
    said: list[str] = []

    def look(dialog: ImportExcel) -> None:
        pick(dialog)
        said.append(dialog.left_out.text())
        assert [row[1] for row in cells(dialog)] == ["mới"]
        dialog.reject()

    answer_dialog(ImportExcel, look)
    page.excel_button.click()
    assert said == ["Cột được hiểu: “Tổ” là “Tổ hòa giải”."]
