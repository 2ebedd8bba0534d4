"""Tables on paper: every file is read back and says the table's numbers."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pytest

from app.forms.blocks import Grid, Notes, Signatures
from app.forms.texts import plain
from app.problems import Problem
from app.records import Office, Route
from app.rendering import render
from app.statistics.periods import free_period, parse
from app.statistics.tables import Table
from app.usecases import freezing, reporting
from app.usecases.report_papers import report_name, report_paper, write_report
from db import SqliteStore, create_register
from tests.statistics.conftest import KEY
from tests.statistics.made import event

PACK = "tong-hop-noi-bo"
TABLES = ("hoa-giai", "hoa-giai-vien", "pbgdpl", "pbgdpl-chi-so")
PERIOD = free_period(date(2026, 1, 1), date(2026, 11, 23))


def counted(store: SqliteStore, table: str) -> Table:
    return reporting.table(store, PACK, table, PERIOD)


def words_of(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return " ".join((page.extract_text() or "").replace("\n", " ") for page in document.pages)


def grid_of(store: SqliteStore, table: str) -> Grid:
    return next(block for block in report_paper(store, counted(store, table)).blocks if isinstance(block, Grid))


@pytest.mark.parametrize("table", TABLES)
def test_the_head_closes_and_every_column_has_its_number(read_only_demo: SqliteStore, table: str) -> None:
    grid = grid_of(read_only_demo, table)
    covered = [
        (row, column)
        for cell in grid.head
        for row in range(cell.at[0], cell.at[0] + cell.span[0])
        for column in range(cell.at[1], cell.at[1] + cell.span[1])
    ]
    depth = max(row for row, _ in covered) + 1
    assert sorted(covered) == [(row, column) for row in range(depth) for column in range(len(grid.columns))]
    numbered = [column.label for column in grid.columns if column.number]
    assert numbered == [f"({place})" for place in range(1, len(numbered) + 1)]
    assert all(len(row.cells) == len(grid.columns) for row in grid.body)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_the_fictional_commune_fits_one_sheet_and_says_that_it_is_internal(
    read_only_demo: SqliteStore, table: str
) -> None:
    pdf = render(report_paper(read_only_demo, counted(read_only_demo, table)), ".pdf")
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
    said = words_of(pdf)
    assert "(nội bộ)" in said
    assert "không phải biểu mẫu do cơ quan nhà nước ban hành" in said
    assert "Biểu số" not in said


def test_the_pdf_says_who_when_what_and_who_signs(read_only_demo: SqliteStore) -> None:
    said = words_of(render(report_paper(read_only_demo, counted(read_only_demo, "hoa-giai")), ".pdf"))
    for words in (
        "TỔNG HỢP KẾT QUẢ HÒA GIẢI Ở CƠ SỞ",
        "Từ ngày 01 tháng 01 năm 2026 đến ngày 23 tháng 11 năm 2026",
        "Ủy ban nhân dân xã Sen Vàng",
        "Sở Tư pháp thành phố Cần Thơ",
        "Tổng số trên địa bàn 14 4 6 3 1 0 0 0 0 10 4 4 1 1 0 0 0 2 2",
        "83,3 %",
        "71,4 %",
        "Không thuộc phạm vi hòa giải (không tính vào số tiếp nhận): 1.",
        "Người lập biểu",
        "Người kiểm tra",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ):
        assert words in said


def test_numbers_are_numbers_in_excel_and_column_numbers_are_text(read_only_demo: SqliteStore, tmp_path: Path) -> None:
    made = counted(read_only_demo, "pbgdpl")
    sheet = openpyxl.load_workbook(write_report(read_only_demo, made, tmp_path / "pbgdpl.xlsx")).worksheets[0]
    rows = {row[0]: list(row[1:]) for row in sheet.iter_rows(values_only=True) if row[0]}
    assert made.total is not None
    assert rows["Tổng số"] == [cell.value for cell in made.total.cells]
    assert rows["A"] == [f"({place})" for place in range(1, 12)]


def test_the_same_table_comes_out_as_a_word_document(read_only_demo: SqliteStore, tmp_path: Path) -> None:
    written = write_report(read_only_demo, counted(read_only_demo, "hoa-giai-vien"), tmp_path / "hgv.docx")
    tables = docx.Document(str(written)).tables
    cells = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    assert ["Tổng số trên địa bàn", "5", "17", "10", "7", "2", "15", "8", "11"] in cells


def test_the_total_is_bold_and_the_headings_of_a_list_run_over_the_whole_width(read_only_demo: SqliteStore) -> None:
    assert [row.kind for row in grid_of(read_only_demo, "hoa-giai").body] == ["total", *["row"] * 5]
    headings = [row.cells[0] for row in grid_of(read_only_demo, "pbgdpl-chi-so").body if row.kind == "group"]
    assert len(headings) == 6


def test_a_broken_rule_is_printed_so_that_nobody_signs_without_seeing_it(demo: SqliteStore) -> None:
    demo.put(event("3f0c2a10-0000-4000-8000-000000000001", form="school", attended=40, women=50))
    notes = next(b for b in report_paper(demo, counted(demo, "pbgdpl")).blocks if isinstance(b, Notes))
    assert any(plain(line).startswith("- Số liệu chưa khớp.") for line in notes.lines)


def test_a_later_version_says_which_one_it_replaces_and_what_was_explained(demo: SqliteStore) -> None:
    made = reporting.table(demo, PACK, "hoa-giai", parse("2026:SBN"))
    freezing.freeze(demo, made, on=date(2026, 11, 5))
    second = freezing.freeze(
        demo, made, on=date(2026, 11, 6), reason="Sửa số liệu", explanation="Đã đối chiếu sổ giấy."
    )
    said = words_of(render(report_paper(demo, freezing.as_table(second), second), ".pdf"))
    assert "Lập lần 2, thay cho lần 1" in said
    assert "Kỳ báo cáo: Sơ bộ năm 2026" in said
    assert "Đã đối chiếu sổ giấy." in said


def test_the_province_signs_its_own_tables_and_an_unknown_receiver_is_left_to_write(tmp_path: Path) -> None:
    store = create_register(tmp_path, KEY, unit="92")
    try:
        store.put(Office(code="92", name="Sở Tư pháp thành phố Cần Thơ", kind="province"))
        assert list(store.every(Route)) == []
        paper = report_paper(store, counted(store, "hoa-giai"))
        signers = next(block for block in paper.blocks if isinstance(block, Signatures))
        assert [plain(column.title[-1]) for column in signers.columns] == [
            "Người lập biểu",
            "Người kiểm tra",
            "GIÁM ĐỐC",
        ]
        said = words_of(render(paper, ".pdf"))
        assert "Sở Tư pháp thành phố Cần Thơ" in said
        assert "....." in said
    finally:
        store.close()


def test_a_file_that_cannot_be_written_is_refused_and_leaves_nothing_behind(
    read_only_demo: SqliteStore, tmp_path: Path
) -> None:
    target = tmp_path / "thu-muc.pdf"
    target.mkdir()
    with pytest.raises(Problem, match=r"thu-muc\.pdf"):
        write_report(read_only_demo, counted(read_only_demo, "hoa-giai"), target)
    assert list(tmp_path.iterdir()) == [target]


def test_names_of_files_carry_no_colons(read_only_demo: SqliteStore) -> None:
    assert report_name(counted(read_only_demo, "hoa-giai")) == "hoa-giai-2026-01-01-den-2026-11-23"
    assert report_name(reporting.table(read_only_demo, PACK, "pbgdpl", parse("2026:SBN"))) == "pbgdpl-2026-SBN"
