"""Cells come out of a workbook as what a person sees in them, or with what keeps them from being understood."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from app.problems import Problem
from app.spreadsheets.cells import Cell
from app.spreadsheets.reading import Sheet, read_sheet
from app.spreadsheets.writing import workbook


@pytest.fixture
def book() -> openpyxl.Workbook:
    return openpyxl.Workbook()


def saved(book: openpyxl.Workbook, tmp_path: Path) -> Path:
    file = tmp_path / "sổ.xlsx"
    book.save(file)
    return file


def one(value: Any, book: openpyxl.Workbook, tmp_path: Path, *, number_format: str = "", font: str = "") -> Cell:
    cell = book.active["A1"]
    cell.value = value
    if number_format:
        cell.number_format = number_format
    if font:
        cell.font = Font(name=font)
    return read_sheet(saved(book, tmp_path)).rows[1][0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
        (date(2026, 3, 5), "05/03/2026"),
        (datetime(2026, 3, 5, 8, 30), "05/03/2026"),  # noqa: DTZ001 (a cell has no zone)
        (time(8, 30), "08:30"),
        (1200, "1200"),
        (12.5, "12,5"),
        (True, "Có"),
        ("'0909", "'0909"),
    ],
)
def test_a_value_is_what_a_person_sees(value: Any, text: str, book: openpyxl.Workbook, tmp_path: Path) -> None:
    cell = one(value, book, tmp_path)
    assert (cell.text, cell.fault) == (text, "")


def test_zeros_that_a_format_shows_are_kept(book: openpyxl.Workbook, tmp_path: Path) -> None:
    assert one(912345678, book, tmp_path, number_format="0000000000").text == "0912345678"


def test_a_number_that_a_custom_format_shows_as_a_day_is_a_day(book: openpyxl.Workbook, tmp_path: Path) -> None:
    assert one(46086, book, tmp_path, number_format='"ngày" dd"/"mm"/"yyyy').text == "05/03/2026"


def test_a_format_with_a_colour_or_a_currency_is_not_a_day(book: openpyxl.Workbook, tmp_path: Path) -> None:
    assert one(46086, book, tmp_path, number_format='[Red]#,##0 "đồng"').text == "46086"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.5 + 20, "không thành ngày"),
        (2958466 * 400, "không thành ngày"),
    ],
)
def test_a_number_that_is_no_day_is_said(value: float, said: str, book: openpyxl.Workbook, tmp_path: Path) -> None:
    assert said in one(value, book, tmp_path, number_format="dd/mm/yyyy").fault


def test_a_long_number_has_lost_digits_and_is_said(book: openpyxl.Workbook, tmp_path: Path) -> None:
    assert "15 chữ số" in one(79094001234567890, book, tmp_path).fault


def test_an_error_and_a_formula_nobody_has_reckoned_are_said(book: openpyxl.Workbook, tmp_path: Path) -> None:
    assert "chưa có kết quả" in one("=1+1", book, tmp_path).fault
    book.active["A1"].value = "#N/A"
    assert "#N/A" in read_sheet(saved(book, tmp_path)).rows[1][0].fault


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times"])
def test_letters_of_an_old_font_are_said_and_plain_ones_are_not(
    font: str, book: openpyxl.Workbook, tmp_path: Path
) -> None:
    assert font in one("Hoµ gi¶i", book, tmp_path, font=font).fault
    assert one("45", book, tmp_path, font=font).fault == ""


def test_words_in_several_fonts_are_one_text(book: openpyxl.Workbook, tmp_path: Path) -> None:
    rich = CellRichText("Nguyễn ", TextBlock(InlineFont(b=True), "Văn"), " Mẫu")
    assert one(rich, book, tmp_path).text == "Nguyễn Văn Mẫu"
    rich = CellRichText("Tæ ", TextBlock(InlineFont(rFont=".VnTime"), "hoµ gi¶i"))
    assert ".VnTime" in one(rich, book, tmp_path).fault


def test_joined_cells_say_downwards_what_the_first_says_and_sideways_nothing(
    book: openpyxl.Workbook, tmp_path: Path
) -> None:
    sheet = book.active
    for row in (["Tổ A", "1"], [None, "2"], ["gộp ngang", None]):
        sheet.append(row)
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("A3:B3")
    rows = read_sheet(saved(book, tmp_path)).rows
    assert [rows[place][0].text for place in (1, 2)] == ["Tổ A", "Tổ A"]
    assert "ô gộp" in rows[3][0].fault


def test_empty_rows_are_left_out_and_places_are_those_of_the_file(book: openpyxl.Workbook, tmp_path: Path) -> None:
    book.active["C7"].value = "một"
    sheet = read_sheet(saved(book, tmp_path))
    assert list(sheet.rows) == [7]
    assert [cell.text for cell in sheet.rows[7]] == ["", "", "một"]


def test_a_sheet_is_chosen_by_its_name_and_hidden_ones_are_not_seen(book: openpyxl.Workbook, tmp_path: Path) -> None:
    book.active.title = "Một"
    book.create_sheet("Hai")["A1"].value = "hai"
    book.create_sheet("Ẩn").sheet_state = "hidden"
    file = saved(book, tmp_path)
    assert read_sheet(file, "Hai").rows[1][0].text == "hai"
    assert read_sheet(file).others == ("Hai",)
    with pytest.raises(Problem, match="không có trang tính “Ẩn”") as caught:
        read_sheet(file, "Ẩn")
    assert "“Một”, “Hai”" in caught.value.remedy


def test_days_counted_from_1904_are_the_same_days(book: openpyxl.Workbook, tmp_path: Path) -> None:
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 (a cell has no zone)
    assert one(date(2026, 3, 5), book, tmp_path).text == "05/03/2026"


# --- files that are none ---


def test_an_old_or_locked_workbook_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "cũ.xls"
    file.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100))
    with pytest.raises(Problem, match="kiểu cũ") as caught:
        read_sheet(file)
    assert "Lưu thành" in caught.value.remedy


@pytest.mark.parametrize("contents", [b"", b"holiday pictures", b"PK\x03\x04"])
def test_what_is_no_workbook_is_said_so(contents: bytes, tmp_path: Path) -> None:
    file = tmp_path / "ảnh.xlsx"
    file.write_bytes(contents)
    with pytest.raises(Problem, match="không phải là sổ Excel"):
        read_sheet(file)
    with pytest.raises(Problem, match="Không đọc được tệp"):
        read_sheet(tmp_path / "không có.xlsx")


def test_a_zip_of_something_else_and_one_with_entities_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "khác.xlsx"
    with zipfile.ZipFile(file, "w") as out:
        out.writestr("mimetype", "text/plain")
    with pytest.raises(Problem, match="không đọc được như một sổ Excel"):
        read_sheet(file)
    with zipfile.ZipFile(file, "w") as out:
        out.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(Problem, match="không đọc được như một sổ Excel"):
        read_sheet(file)


@pytest.mark.parametrize("strange", ['t="s"><v>99', 't="s"><v>x', "><v>many", 's="x"><v>1'])
def test_a_cell_that_points_at_nothing_is_a_file_that_cannot_be_read(
    strange: str, book: openpyxl.Workbook, tmp_path: Path
) -> None:
    book.active["A1"].value = 7
    whole, broken = saved(book, tmp_path), tmp_path / "hỏng.xlsx"
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(broken, "w") as after:
        for info in before.infolist():
            data = before.read(info)
            after.writestr(info, data.replace(b't="n"><v>7', strange.encode()) if "sheet1" in info.filename else data)
    with pytest.raises(Problem, match="không đọc được như một sổ Excel"):
        read_sheet(broken)


def test_a_part_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/workbook.xml", bytes(101 << 20))
    with pytest.raises(Problem, match="quá lớn"):
        read_sheet(file)


# --- our own ---


def test_what_we_write_is_what_we_read(tmp_path: Path) -> None:
    file = tmp_path / "ra.xlsx"
    file.write_bytes(workbook("Sổ", ["Tên", "Ngày", "Số"], [["=1+1", date(2026, 3, 5), 12], ["", None, 0]]))
    sheet: Sheet = read_sheet(file)
    assert [cell.text for cell in sheet.rows[2]] == ["=1+1", "05/03/2026", "12"]
    assert openpyxl.load_workbook(file).active["A2"].data_type == "s"


def test_a_part_that_does_not_unpack_is_said(book: openpyxl.Workbook, tmp_path: Path) -> None:
    book.active.append(["Họ và tên", "Ghi chú"] * 40)
    file = saved(book, tmp_path)
    with zipfile.ZipFile(file) as parts:
        place = parts.getinfo("xl/worksheets/sheet1.xml").header_offset
    data = bytearray(file.read_bytes())
    start = place + 30 + len("xl/worksheets/sheet1.xml")
    data[start : start + 8] = b"\xff" * 8
    file.write_bytes(data)
    with pytest.raises(Problem, match="không đọc được"):
        read_sheet(file)
