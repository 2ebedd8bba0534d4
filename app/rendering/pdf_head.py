"""The head of a paper under NĐ 30/2020, Phụ lục I, on ReportLab's canvas."""

from __future__ import annotations

from reportlab.platypus import Flowable, Spacer, Table

from app.forms.blocks import Head
from app.forms.texts import plain
from app.rendering import fonts
from app.rendering.layout import MOTTO, NATION
from app.rendering.pdf_shapes import Rule
from app.rendering.pdf_text import Style, paragraph, words

_TIGHT = [("VALIGN", (0, 0), (-1, -1), "TOP")] + [
    (f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")
]


def head(block: Head, width: float) -> Table:
    """Both columns; number and place with date stand on one line, whatever stands above them."""
    shares = [width * block.left_share, width * (1 - block.left_share)]
    rows: list[list[list[Flowable]]] = [[_issuer(block, shares[0]), nation(block.size)]]
    if block.number or block.place_date:
        rows.append([_below(block, number=True), _below(block, number=False)])
    return Table(rows, colWidths=shares, style=_TIGHT, splitInRow=1)


def nation(size: float) -> list[Flowable]:
    """The nation's name and motto; the rule below is as long as the motto."""
    return [
        paragraph(words(NATION), Style(size - 1, "center", 1.2), bold=True),
        paragraph(words(MOTTO), Style(size, "center", 1.2), bold=True),
        Rule(fonts.width(MOTTO, fonts.BOLD, size)),
    ]


def _issuer(block: Head, width: float) -> list[Flowable]:
    style = Style(block.size - 1, "center", 1.2)
    above: list[Flowable] = [paragraph(line, style) for line in block.above]
    own = [paragraph(line, style, bold=True) for line in block.left]
    last = plain(block.left[-1]).split("\n")[-1]
    rule = Rule(min(fonts.width(last, fonts.BOLD, block.size - 1), width) * 0.4)
    return [*above, *own, rule]


def _below(block: Head, *, number: bool) -> list[Flowable]:
    line = block.number if number else block.place_date
    if not line:
        return []
    found: list[Flowable] = [Spacer(1, 7), paragraph(line, Style(block.size, "center", 1.2), italic=not number)]
    if number and block.about:
        found += [Spacer(1, 6), paragraph(block.about, Style(block.size - 1, "center", 1.2))]
    return found
