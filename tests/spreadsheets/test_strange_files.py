"""A workbook made to harm, or written by another program, is read as what it says or refused, and soon."""

from __future__ import annotations

import struct
import zipfile
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from app.problems import Problem
from app.spreadsheets import reading
from app.spreadsheets.reading import read_sheet

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sheet of two rows."""
    book = openpyxl.Workbook()
    book.active.append(["Họ và tên", 7])
    book.active.append(["Nguyễn Văn Mẫu", 8])
    book.save(tmp_path / "sổ.xlsx")
    return tmp_path / "sổ.xlsx"


def rewritten(file: Path, old: str, new: str, *, part: str = SHEET, packing: int = zipfile.ZIP_DEFLATED) -> Path:
    """Put other words into one part."""
    target = file.with_name("khác.xlsx")
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(target, "w", packing) as after:
        assert old.encode() in before.read(part)
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.replace(old.encode(), new.encode()) if name == part else data)
    return target


def texts(file: Path) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_sheet(file).rows.values()]


@pytest.mark.parametrize(
    "everywhere",
    [
        '<mergeCells count="1"><mergeCell ref="A3:A1048576"/></mergeCells>',
        '<mergeCells count="1"><mergeCell ref="C3:XFD1048576"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
    ],
)
def test_what_spreads_over_the_whole_grid_is_not_spread(everywhere: str, file: Path) -> None:
    said = texts(rewritten(file, "</sheetData>", f"</sheetData>{everywhere}"))
    assert said[:2] == [["Họ và tên", "7"], ["Nguyễn Văn Mẫu", "8"]]


def test_a_size_that_is_not_true_is_found_out(file: Path) -> None:
    """The directory says 1000 bytes where a hundred million come out."""
    bomb = rewritten(file, "<sheetData>", "<sheetData>" + " " * (50 << 20))
    data = bytearray(bomb.read_bytes())
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(SHEET.encode()))
    data[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    bomb.write_bytes(data)
    with pytest.raises(Problem, match="không đọc được"):
        read_sheet(bomb)


def test_parts_that_are_too_large_together_are_refused(file: Path) -> None:
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts:
        for place in (2, 3):
            parts.writestr(f"xl/worksheets/sheet{place}.xml", bytes(51 << 20))
    with pytest.raises(Problem, match="quá lớn"):
        read_sheet(file)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_excel_does_not_write_is_refused(packing: int, file: Path) -> None:
    with pytest.raises(Problem, match="không đọc được"):
        read_sheet(rewritten(file, "<v>7", "<v>9", packing=packing))


@pytest.mark.parametrize(("part", "root"), [(SHEET, "<worksheet"), ("xl/styles.xml", "<styleSheet")])
def test_an_entity_in_any_part_is_refused(part: str, root: str, file: Path) -> None:
    with pytest.raises(Problem, match="không đọc được"):
        read_sheet(rewritten(file, root, f'<!DOCTYPE x [<!ENTITY a "aaaa">]>{root}', part=part))


def test_a_workbook_in_the_strict_dialect_is_to_be_saved_anew(file: Path) -> None:
    ours = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    with pytest.raises(Problem, match="không đọc được") as caught:
        read_sheet(rewritten(file, ours, strict))
    assert "Excel Workbook (.xlsx)" in caught.value.remedy


@pytest.mark.parametrize("row", ["2000000000", "1048576"])
def test_a_row_far_below_does_not_keep_the_others_out(row: str, file: Path) -> None:
    assert len(texts(rewritten(file, "</sheetData>", f'<row r="{row}"/></sheetData>'))) == 2


def test_more_rows_than_can_be_taken_at_once_are_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    with pytest.raises(Problem, match="hơn 1 dòng"):
        read_sheet(file)


def test_a_part_that_ends_too_early_is_said(file: Path) -> None:
    with pytest.raises(Problem, match="không đọc được"):
        read_sheet(rewritten(file, "</worksheet>", ""))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A1:B2", "A1"),  # a size that is not true, as other programs write it
        ("</worksheet>", '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'),
    ],
)
def test_what_other_programs_write_does_not_matter(old: str, new: str, file: Path) -> None:
    assert texts(rewritten(file, old, new)) == [["Họ và tên", "7"], ["Nguyễn Văn Mẫu", "8"]]


def test_cells_without_places_stand_where_they_are(file: Path) -> None:
    row = '<row><c t="inlineStr"><is><t>một</t></is></c><c><v>2</v></c><c><f>1+1</f></c></row>'
    cells = read_sheet(rewritten(file, "</sheetData>", f"{row}</sheetData>")).rows[3]
    assert [cell.text for cell in cells] == ["một", "2", ""]
    assert "chưa có kết quả" in cells[2].fault


def test_a_formula_says_its_kept_result(file: Path) -> None:
    cells = '<c><f>1+1</f><v>2</v></c><c t="str"><f>A9</f><v></v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    row = read_sheet(rewritten(file, "</sheetData>", f"<row>{cells}</row></sheetData>")).rows[3]
    assert [(cell.text, cell.fault) for cell in row] == [("2", ""), ("", ""), ("#DIV/0!", "ô báo lỗi #DIV/0!")]


@pytest.mark.parametrize(("hours", "text", "fault"), [(8.5, "08:30", ""), (32, "", "không thành ngày")])
def test_hours_are_hours_of_a_day(hours: float, text: str, fault: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"].value = timedelta(hours=hours)
    book.save(tmp_path / "giờ.xlsx")
    cell = read_sheet(tmp_path / "giờ.xlsx").rows[1][0]
    assert text in cell.text
    assert fault in cell.fault
    assert bool(cell.fault) == bool(fault)


def test_words_in_a_table_of_their_own_know_the_font_of_each_piece(tmp_path: Path) -> None:
    """Excel keeps words so; openpyxl writes them into their cells."""
    book = xlsxwriter.Workbook(tmp_path / "chữ.xlsx")
    sheet, old = book.add_worksheet(), book.add_format({"font_name": ".VnTime"})
    sheet.write_rich_string(0, 0, "Tæ ", old, "hoµ gi¶i")
    sheet.write_rich_string(1, 0, "Nguyễn ", book.add_format({"bold": True}), "Văn", " Mẫu")
    sheet.write_string(2, 0, "hoµ gi¶i", old)
    book.close()
    one, two, three = (row[0] for row in read_sheet(tmp_path / "chữ.xlsx").rows.values())
    assert ".VnTime" in one.fault
    assert (two.text, two.fault) == ("Nguyễn Văn Mẫu", "")
    assert ".VnTime" in three.fault


@pytest.mark.parametrize("name", ["sổ.csv", "sổ.xlsx"])
def test_a_list_of_plain_text_is_no_workbook(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("Họ và tên,Địa chỉ\n", encoding="utf-8")
    with pytest.raises(Problem, match="không phải là sổ Excel") as caught:
        read_sheet(tmp_path / name)
    assert "Lưu thành" in caught.value.remedy


def test_rows_that_only_joined_cells_make_are_not_rows_of_their_own(tmp_path: Path) -> None:
    """On paper one case stands in two lines; joined cells there are no second case."""
    book = openpyxl.Workbook()
    for row in (["Tổ", "Số"], ["Tổ A", 1], [None, None], ["Tổ B", 2]):
        book.active.append(row)
    for area in ("A2:A3", "B2:B3"):
        book.active.merge_cells(area)
    book.save(tmp_path / "gộp.xlsx")
    assert texts(tmp_path / "gộp.xlsx") == [["Tổ", "Số"], ["Tổ A", "1"], ["Tổ B", "2"]]
