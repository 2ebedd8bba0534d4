"""A Word document opens, repeats its heads, joins its cells and holds every word."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest
from docx import Document

from app.forms.filling import fill
from app.forms.packs import form, form_ids
from app.forms.texts import clean
from app.rendering import render
from tests.forms import papers, samples


@cache
def parts(form_id: str, kind: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(render(papers.prepared(form_id, kind), ".docx"))) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name.endswith(".xml")}


def text_of(xml: str) -> str:
    found = re.sub("<[^>]+>", "", re.sub("<w:tab/>|<w:br/>|</w:p>", "\n", xml))
    return found.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@pytest.mark.parametrize("form_id", [*form_ids(), "21a"])
@pytest.mark.parametrize("kind", ["blank", "typical"])
def test_a_document_says_what_the_pdf_says(form_id: str, kind: str) -> None:
    """Dots, page numbers and sums of pages apart, which Word makes itself or not at all."""
    files = parts(form_id, kind)
    footers = "".join(xml for name, xml in files.items() if "footer" in name)
    xml = papers.squeeze(text_of(files["word/document.xml"])).replace(".", "")
    for word in {word for _, word, *_ in papers.words(papers.printed(form_id, kind))}:
        bare = word.replace(".", "")
        if bare.isdigit() or "/" in bare or bare in ("Trang", "Cộng", "trang"):
            continue
        assert bare in xml or word in footers, word


def test_hostile_text_is_written_as_it_was_typed() -> None:
    values = {**samples.filled_with("mediation_case", samples.HOSTILE), "qr": ""}
    file = io.BytesIO(render(fill(form("van-ban-hoa-giai-thanh"), values), ".docx"))
    said = "\n".join(paragraph.text for paragraph in Document(file).paragraphs)
    assert papers.squeeze(clean(samples.HOSTILE)) in papers.squeeze(said)


def test_every_row_of_a_head_is_repeated_on_every_page() -> None:
    xml = parts("so-theo-doi-hoa-giai", "typical")["word/document.xml"]
    assert xml.count("<w:tblHeader/>") == 3 + 2
    assert parts("21a", "typical")["word/document.xml"].count("<w:tblHeader/>") == 6


def test_cells_of_a_head_reach_over_rows_and_columns() -> None:
    tables = Document(io.BytesIO(render(papers.prepared("21a", "typical"), ".docx"))).tables
    grid = next(table for table in tables if len(table.columns) == 13)
    assert len(grid.rows) == 5 + 1 + 1
    assert grid.cell(0, 1).text == grid.cell(0, 9).text == "Hoạt động hỗ trợ pháp lý cho doanh nghiệp"
    assert grid.cell(0, 0)._tc is grid.cell(4, 0)._tc
    assert [grid.cell(5, column).text for column in range(13)] == [f"({column})" for column in range(1, 14)]


def test_rows_and_signatures_are_not_parted_by_a_page() -> None:
    xml = parts("van-ban-hoa-giai-thanh", "typical")["word/document.xml"]
    assert xml.count("<w:tr>") == xml.count("<w:cantSplit/>")
    assert "<w:keepNext/>" in xml


def test_pages_are_numbered_by_fields() -> None:
    book = "".join(parts("so-theo-doi-hoa-giai", "typical").values())
    assert " PAGE " in book
    assert " NUMPAGES " in book
    paper = parts("van-ban-hoa-giai-thanh", "typical")
    assert any(" PAGE " in xml for name, xml in paper.items() if "header" in name)
    assert "<w:titlePg/>" in paper["word/document.xml"]


def test_lines_to_write_on_are_leaders_of_dots() -> None:
    assert 'w:leader="dot"' in parts("van-ban-hoa-giai-thanh", "blank")["word/document.xml"]


def test_the_page_is_the_paper_of_the_form() -> None:
    section = Document(io.BytesIO(render(papers.prepared("so-theo-doi-pbgdpl", "typical"), ".docx"))).sections[0]
    assert round(section.page_width.mm) == 297
    assert round(section.page_height.mm) == 210
    assert round(section.left_margin.mm) == 20
    document = parts("so-theo-doi-pbgdpl", "typical")
    assert "<w:mirrorMargins/>" in document["word/settings.xml"]
    assert 'w:ascii="Times New Roman"' in document["word/styles.xml"]


def test_the_style_of_footers_has_no_stops_of_its_own() -> None:
    styles = parts("so-theo-doi-pbgdpl", "typical")["word/styles.xml"]
    footer = re.search(r'<w:style [^>]*w:styleId="Footer".*?</w:style>', styles, re.DOTALL)
    assert footer
    assert "<w:tab " not in footer[0]


def test_bars_are_signs_as_many_as_their_share_of_twenty() -> None:
    tables = Document(io.BytesIO(render(papers.prepared("tong-hop-khao-sat", "typical"), ".docx"))).tables
    chart = next(table for table in tables if "█" in table.rows[1].cells[1].text)
    assert [row.cells[1].text.count("█") for row in chart.rows] == [0, 14, 7, 0, 6, 6, 6]
