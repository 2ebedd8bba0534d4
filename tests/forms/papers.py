"""Reading papers back: their words, faces and positions."""

from __future__ import annotations

import io
import re
import unicodedata
from functools import cache
from typing import Any

import pdfplumber
import pypdfium2

from app.forms.filling import blank, fill
from app.forms.model import Filled
from app.forms.packs import form, load_form
from app.rendering.pdf import render_pdf
from resources import path
from tests.forms import samples

FIXTURE = path().parent / "tests" / "forms" / "fixtures" / "21a.toml"


def prepared(form_id: str, kind: str) -> Filled:
    """Return a form blank, typical or longest; 21a is the fixture."""
    if form_id == "21a":
        loaded, typical = load_form(FIXTURE, {"statistics": samples.STATISTICS}), samples.STATISTICS_FILLED
        return blank(loaded) if kind == "blank" else fill(loaded, typical)
    loaded = form(form_id)
    if kind == "blank":
        return blank(loaded)
    return fill(loaded, samples.typical(loaded.source) if kind == "typical" else samples.longest(loaded.source))


@cache
def printed(form_id: str, kind: str) -> bytes:
    return render_pdf(prepared(form_id, kind))


def squeeze(text: str) -> str:
    """Return the signs alone: where lines break is not what this is about."""
    return re.sub(r"[\s\u200b\ufeff]+", "", unicodedata.normalize("NFC", text))


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def squeezed(pdf: bytes) -> str:
    return squeeze("".join(pages(pdf)))


def faces(pdf: bytes) -> dict[str, bool]:
    """Return the base name of every font of the file, and whether it is embedded."""
    found: dict[str, bool] = {}
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for entry in _objects(document.doc):
            if isinstance(entry, dict) and str(entry.get("Type")) == "/'Font'":
                found[_name(entry["BaseFont"])] = _embedded(entry)
    return found


def _objects(document: Any) -> list[Any]:
    return [document.getobj(number) for table in document.xrefs for number in table.get_objids()]


def _embedded(font: dict[str, Any]) -> bool:
    descriptor = font["FontDescriptor"].resolve() if "FontDescriptor" in font else {}
    return "FontFile2" in descriptor


def _name(literal: Any) -> str:
    return str(literal.name).split("+")[-1]


@cache
def words(pdf: bytes, only: int = 0) -> list[tuple[int, str, float, float, str, float]]:
    """Return page, word, left, bottom, face and size of every word; of one page if asked for."""
    found = []
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, start=1):
            for word in (
                []
                if only not in (0, number)
                else page.extract_words(extra_attrs=["fontname", "size"], x_tolerance=1.5, use_text_flow=True)
            ):
                face = word["fontname"].split("+")[-1]
                place = round(word["x0"], 1), round(word["bottom"], 1)
                found.append((number, word["text"], *place, face, round(word["size"], 1)))
    return found


@cache
def rules(pdf: bytes) -> list[tuple[int, float, float, float, float]]:
    """Return page and corners of every line and box; the modules of a square code are left out."""
    found = []
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, start=1):
            for drawn in [*page.lines, *page.rects]:
                corners = (drawn["x0"], drawn["top"], drawn["x1"], drawn["bottom"])
                if max(corners[2] - corners[0], corners[3] - corners[1]) > 2:
                    found.append((number, *(round(corner, 1) for corner in corners)))
    return found
