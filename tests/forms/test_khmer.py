"""Khmer names stand among Vietnamese words: shaped, in their own face, on the same line."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pdfplumber
import reportlab

from app.forms.blocks import Paragraph, Span
from app.forms.filling import fill
from app.forms.model import Form
from app.forms.packs import form
from app.rendering import khmer
from app.rendering.pdf import render_pdf
from app.rendering.raster import page_image
from tests.forms import papers, samples

NAME = "លោក ថាច់ សារ៉េត"
RUNNING = "ការផ្សះផ្សានៅមូលដ្ឋាន"
GOLDEN = Path(__file__).parent / "golden" / "khmer-name.txt"  # to make it anew: write picture(NAME), look at it
DPI = 110
TOLERANCE = 0.03  # of the ink; another version of the drawing library may shade an edge otherwise
_BLOCKS = (Paragraph(text=(Span(text="@ "), Span(key="content"))),)
ALONE = Form("thu", 1, "Mẫu thử", "any", "internal", (), _BLOCKS)
TWO_MARKS = "ភ្នំពេញ"  # two marks in a row, each moved up or down: the base line must come back


def letters(text: str) -> list[dict[str, Any]]:
    """Print a text as the content of a case; return the letters of its lines."""
    pdf = render_pdf(fill(form("van-ban-hoa-giai-thanh"), {**samples.CASE, "content": text}))
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        found = [letter for page in document.pages for letter in page.chars]
    first = next(place for place, letter in enumerate(found) if letter["text"] == "@")
    return found[first : first + 80]


def test_a_khmer_name_is_set_in_the_khmer_face_and_nothing_else_is() -> None:
    faces = papers.faces(render_pdf(fill(form("van-ban-hoa-giai-thanh"), {**samples.CASE, "content": NAME})))
    assert faces["NotoSerifKhmer-Regular"]
    assert "NotoSerifKhmer-Regular" not in papers.faces(papers.printed("van-ban-hoa-giai-thanh", "typical"))


def test_a_bracket_before_a_khmer_name_keeps_its_own_face() -> None:
    set_in = {letter["text"]: letter["fontname"].split("+")[-1] for letter in letters(f"@ ông ({NAME}) đã ký")}
    assert set_in["("] == set_in[")"] == "STPSerif-Regular"


def test_words_after_khmer_marks_stand_on_the_line_of_the_words_before() -> None:
    found = letters(f"@ trước {NAME} {TWO_MARKS} sau đó ký tên")
    line = [x for x in found if abs(x["bottom"] - found[0]["bottom"]) < 8 and "Serif-Regular" in x["fontname"]]
    ours = [x for x in line if "STPSerif" in x["fontname"] and x["text"].strip()]
    assert "".join(x["text"] for x in ours) == "@trướcsauđókýtên"
    assert len({round(x["bottom"], 1) for x in ours}) == 1


def test_khmer_is_shaped_so_a_vowel_written_after_stands_before() -> None:
    """“លោក” has a vowel drawn on both sides of its consonant: shaping makes glyphs that no code point names."""
    found = [letter for letter in letters(f"@ {NAME}") if "Khmer" in letter["fontname"]]
    assert "".join(letter["text"] for letter in found).replace(" ", "") != NAME.replace(" ", "")
    assert found[0]["text"] == "េ"


def test_khmer_stands_in_the_cells_of_a_book_within_its_cell() -> None:
    values = samples.register(2)
    rows = [dict(row) for row in values["rows"] if not isinstance(row, str)]
    rows[0]["parties"] = f"Thạch Sa Rết ({NAME}), 45 tuổi, Ấp Sóc Dừa; {RUNNING}; bên B: Nguyễn Thị Mỹ Lệ"
    pdf = render_pdf(fill(form("so-theo-doi-hoa-giai"), {**values, "rows": rows}))
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        page = document.pages[1]
        khmer_letters = [letter for letter in page.chars if "Khmer" in letter["fontname"]]
        first_row = next(word for word in page.extract_words() if word["text"] == "02/02/2026")
    assert khmer_letters
    assert min(letter["bottom"] for letter in khmer_letters) > first_row["top"]
    assert papers.faces(pdf)["NotoSerifKhmer-Regular"]


def test_the_library_that_is_mended_is_the_one_in_use() -> None:
    """A newer ReportLab may need no mending, or another: look at the pages, then change khmer.MENDED_VERSION."""
    assert reportlab.__version__ == khmer.MENDED_VERSION


def picture(text: str) -> str:
    """Print a text and return its ink as rows of # and ., as tall and wide as its Khmer letters.

    It stands on a form of its own: on a form in use a line that came or went above would move the letters by parts of
    a pixel, and every edge with them.
    """
    pdf = render_pdf(fill(ALONE, {"content": text}))
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        found = [letter for letter in document.pages[0].chars if "Khmer" in letter["fontname"]]
    image, scale = page_image(pdf, dpi=DPI), DPI / 72
    left, right = (int(edge * scale) for edge in (min(c["x0"] for c in found) - 1, max(c["x1"] for c in found) + 1))
    top, bottom = (int(edge * scale) for edge in (min(c["top"] for c in found), max(c["bottom"] for c in found)))
    rows = [[image.pixels[(y * image.width + x) * 3] < 128 for x in range(left, right)] for y in range(top, bottom)]
    return "".join("".join("#" if ink else "." for ink in row) + "\n" for row in rows)


def differing(one: str, other: str) -> float:
    """Return how much of the ink of one picture is other than in another: 0 when they are the same."""
    if [len(row) for row in one.split()] != [len(row) for row in other.split()]:
        return 1.0
    return sum(a != b for a, b in zip(one, other, strict=True)) / one.count("#")


def test_a_khmer_name_looks_as_it_did_when_somebody_last_looked() -> None:
    assert differing(GOLDEN.read_text(encoding="ascii"), picture(NAME)) <= TOLERANCE


def test_the_comparison_of_pictures_sees_a_letter_that_is_other() -> None:
    kept = GOLDEN.read_text(encoding="ascii")
    assert differing(kept, kept) == 0
    assert differing(kept, picture(NAME.replace("ថាច់", "ខាប់"))) > TOLERANCE
    assert differing(kept, picture(NAME[::-1])) > TOLERANCE
