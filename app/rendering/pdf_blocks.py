"""Blocks of a form as the pieces ReportLab flows over pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table
from reportlab.platypus import PageBreak as NewPage

from app.forms import blocks as b
from app.forms.blocks import Line
from app.forms.model import Page
from app.forms.texts import plain
from app.rendering.pdf_bars import bars
from app.rendering.pdf_cover import CoverPage
from app.rendering.pdf_ends import height_of, signed
from app.rendering.pdf_grid import GridTable, measure
from app.rendering.pdf_head import head
from app.rendering.pdf_shapes import DottedLines, Rule, TickBoxes
from app.rendering.pdf_signatures import signatures
from app.rendering.pdf_text import Style, line_width, paragraph, words

MM = 72 / 25.4
TIGHT = [("VALIGN", (0, 0), (-1, -1), "TOP")] + [
    (f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")
]


@dataclass(frozen=True)
class Room:
    """Where the blocks go: the page's settings and the free width and height, in points."""

    page: Page
    width: float
    height: float


_LEAD = 15 * MM  # below words that lead to what follows, room for the beginning of it


def flow(blocks: tuple[b.Block, ...], room: Room) -> Iterator[Flowable]:
    for slip in _slips(blocks):
        pieces = list(_slip(slip, room))
        if slip is not blocks and (tall := height_of(pieces, room.width)) < room.height:
            yield CondPageBreak(tall)
        yield from pieces


def _slips(blocks: tuple[b.Block, ...]) -> list[tuple[b.Block, ...]]:
    """Part a paper that begins anew on the same page, as invitations to be cut apart do; each stays whole."""
    heads = [place for place, block in enumerate(blocks) if isinstance(block, b.Head)]
    if len(heads) < 2 or heads[0] != 0 or any(isinstance(block, b.PageBreak) for block in blocks):
        return [blocks]
    return [blocks[start:end] for start, end in pairwise([*heads, len(blocks)])]


def _slip(blocks: tuple[b.Block, ...], room: Room) -> Iterator[Flowable]:
    held: list[Flowable] = []  # the last piece and what leads to it, until it is known whether signatures follow
    leads = False
    for block in blocks:
        if isinstance(block, b.Signatures):
            yield from signed(held, list(signatures(block, room.width)), room.width, room.height)
            held = []
            continue
        for piece in _FLOWS[type(block)](block, room):
            if held and not leads and not isinstance(piece, Spacer):  # the gap under a piece stays with it
                yield from held
                held = []
            held.append(piece)
            leads = leads and isinstance(piece, CondPageBreak | Spacer)
        leads = leads or _leads(block)
    yield from held


def _leads(block: b.Block) -> bool:
    """Tell whether words say nothing without what stands under them."""
    return isinstance(block, b.Heading) or (isinstance(block, b.Paragraph) and plain(block.text).endswith(":"))


def _head(block: b.Head, room: Room) -> Iterator[Flowable]:
    yield head(block, room.width)


def _bookhead(block: b.BookHead, room: Room) -> Iterator[Flowable]:
    left = [paragraph(line, Style(block.size, "left", 1.2)) for line in block.left]
    right = [paragraph(line, Style(block.size, "right", 1.2)) for line in block.right]
    yield Table([[left, right]], colWidths=[room.width * 0.6, room.width * 0.4], style=TIGHT, splitInRow=1)


def _title(block: b.Title, room: Room) -> Iterator[Flowable]:
    yield Spacer(1, block.before)
    for line in block.lines:
        yield paragraph(line, Style(block.size, "center", 1.2))
    if block.rule:
        yield Rule(min(line_width(block.lines[-1], block.size), room.width) * 0.4, gap=5)
    yield Spacer(1, block.after)


def _paragraph(block: b.Paragraph, room: Room) -> Iterator[Flowable]:
    if _leads(block):
        yield CondPageBreak(_LEAD)
    yield paragraph(block.text, paragraph_style(block, room.page), italic=block.style in ("basis", "note"))


def paragraph_style(block: b.Paragraph, page: Page) -> Style:
    size = block.size or page.text_size
    first, after = page.first_line * MM, page.after
    match block.style:
        case "body" | "basis":
            return Style(size, "justify", page.leading, first, after=after)
        case "plain":
            return Style(size, "left", page.leading, after=after)
        case "center" | "right":
            return Style(size, block.style, page.leading, after=after)
        case "note":
            return Style(block.size or page.text_size - 2, "justify", 1.2, after=after)


def _heading(block: b.Heading, room: Room) -> Iterator[Flowable]:
    page = room.page
    yield CondPageBreak(25 * MM)  # a heading is not left alone at the foot of a page
    style = Style(page.text_size, "left", page.leading, page.first_line * MM, before=2, after=page.after * 0.75)
    yield paragraph(block.text, style, bold=True)


def _long(block: b.Long, room: Room) -> Iterator[Flowable]:
    page = room.page
    if not block.text:
        yield from _lines(b.Lines(count=block.lines), room)
    for part in block.text.split("\n") if block.text else ():
        style = Style(page.text_size, "justify", page.leading, page.first_line * MM, after=page.after)
        yield paragraph(words(part), style)


def _lines(block: b.Lines, room: Room) -> Iterator[Flowable]:
    size = room.page.text_size
    yield DottedLines(block.count, size, size * room.page.leading + room.page.after * 0.75)
    yield Spacer(1, room.page.after * 0.5)


def _ticks(block: b.Ticks, room: Room) -> Iterator[Flowable]:
    yield TickBoxes(block.options, block.ticked, room.page.text_size, room.page.first_line * MM)
    yield Spacer(1, room.page.after)


def _columns(block: b.Columns, room: Room) -> Iterator[Flowable]:
    whole = sum(column.width for column in block.columns)
    size = block.size or room.page.text_size
    cells = [[paragraph(line, Style(size, column.align, 1.2)) for line in column.lines] for column in block.columns]
    yield Table(
        [cells], colWidths=[room.width * column.width / whole for column in block.columns], style=TIGHT, splitInRow=1
    )


def _grid(block: b.Grid, room: Room) -> Iterator[Flowable]:
    sheet = measure(block, room.width, room.height)
    yield GridTable(sheet, 0, len(sheet.rows))
    yield Spacer(1, 4)


def _bars(block: b.Bars, room: Room) -> Iterator[Flowable]:
    yield from bars(block, room.width)


def _space(block: b.Space, _room: Room) -> Iterator[Flowable]:
    yield Spacer(1, block.height * MM)


def _new_page(_block: b.PageBreak, _room: Room) -> Iterator[Flowable]:
    yield NewPage()


def _cover(block: b.Cover, room: Room) -> Iterator[Flowable]:
    yield CoverPage(block, room.width, room.height)


def _statistics_head(block: b.StatisticsHead, room: Room) -> Iterator[Flowable]:
    def column(lines: tuple[Line, ...], size: float, align: b.Align) -> list[Flowable]:
        return [paragraph(line, Style(size, align, 1.15)) for line in lines]

    cells = [
        column(block.left, block.left_size, "left"),
        column(block.center, block.size, "center"),
        column(block.right, block.size, "left"),
    ]
    shares = (0.29, 0.46, 0.25)
    yield Table([cells], colWidths=[room.width * share for share in shares], style=TIGHT, splitInRow=1)
    yield Spacer(1, block.size * 0.7)


def _notes(block: b.Notes, _room: Room) -> Iterator[Flowable]:
    yield Spacer(1, math.ceil(block.size * 0.3))
    for line in block.lines:
        yield paragraph(line, Style(block.size, "left", 1.2))


_FLOWS: dict[type[b.Block], Callable[[Any, Room], Iterator[Flowable]]] = {
    b.Head: _head,
    b.BookHead: _bookhead,
    b.Title: _title,
    b.Paragraph: _paragraph,
    b.Heading: _heading,
    b.Long: _long,
    b.Lines: _lines,
    b.Ticks: _ticks,
    b.Columns: _columns,
    b.Grid: _grid,
    b.Bars: _bars,
    b.Space: _space,
    b.PageBreak: _new_page,
    b.Cover: _cover,
    b.StatisticsHead: _statistics_head,
    b.Notes: _notes,
}
