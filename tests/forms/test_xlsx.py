"""A workbook opens with numbers as numbers, text as text, and never a formula."""

from __future__ import annotations

import io

import openpyxl
import pytest

from app.forms.filling import fill
from app.forms.packs import form, form_ids
from app.forms.texts import clean
from app.rendering import render
from tests.forms import papers, samples


def book(form_id: str, kind: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(papers.prepared(form_id, kind), ".xlsx")))


def cells(workbook: openpyxl.Workbook) -> list[object]:
    return [cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("form_id", form_ids())
def test_what_people_typed_never_becomes_a_formula(form_id: str) -> None:
    for text in ("=1+1", '=HYPERLINK("http://x")', "+1", "@x", samples.HOSTILE):
        values = {**samples.filled_with(form(form_id).source, text), "qr": ""}
        workbook = openpyxl.load_workbook(io.BytesIO(render(fill(form(form_id), values), ".xlsx")))
        kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
        assert "f" not in kinds
        assert any(clean(text) in str(value) for value in cells(workbook))
        assert not any(cell.hyperlink for sheet in workbook for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("form_id", [*form_ids(), "21a"])
def test_a_workbook_of_every_form_opens_blank_and_filled(form_id: str) -> None:
    assert cells(book(form_id, "blank"))
    assert len(cells(book(form_id, "typical"))) > 20


def test_numbers_can_be_added_up() -> None:
    sheet = book("so-theo-doi-pbgdpl", "typical").worksheets[0]
    attended = [row[8].value for row in sheet.iter_rows() if isinstance(row[8].value, int)]
    assert attended[:-1] == [1086] * 24
    assert attended[-1] == 26064
    assert next(cell for row in sheet.iter_rows() for cell in row if cell.value == 1086).number_format == "#,##0"


def test_column_numbers_are_text() -> None:
    values = cells(book("21a", "typical"))
    assert [value for value in values if str(value).startswith("(") and str(value)[1:-1].isdigit()] == [
        f"({column})" for column in range(1, 14)
    ]


def test_heads_are_repeated_and_joined_and_the_page_is_one_wide() -> None:
    sheet = book("so-theo-doi-hoa-giai", "typical")["PHẦN I – GHI CHÉP CỦA HÒA GIẢI"]
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "STT")
    assert sheet.print_title_rows == f"${top}:${top + 2}"
    assert f"A{top}:A{top + 1}" in {str(area) for area in sheet.merged_cells.ranges}
    assert f"G{top}:H{top}" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.row_dimensions[top].height is not None
    assert sheet.page_setup.orientation == "landscape"


def test_a_book_has_a_sheet_for_each_part() -> None:
    assert [name[:7] for name in book("so-theo-doi-hoa-giai", "typical").sheetnames] == ["Bìa", "PHẦN I ", "PHẦN II"]
