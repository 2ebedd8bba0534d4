"""A grid of a form as a table of Word: joined cells of the head, repeated on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.forms.blocks import Align, Grid, HeadCell, Row, Span
from app.rendering.docx_xml import Cell, Style, paragraph, row, table, words
from app.rendering.layout import joined


def grid(block: Grid, room: float, scale: float) -> str:
    """Sums of pages are left out: Word breaks pages anew whenever the text is edited."""
    whole = sum(column.width for column in block.columns)
    widths = [column.width * room / whole for column in block.columns]
    rows = [*_head(block, widths, scale), *_labels(block, widths, scale)]
    rows += [_row(block, one, widths, scale) for one in block.body]
    return table(rows, widths, border="single")


def _head(block: Grid, widths: Sequence[float], scale: float) -> Iterator[str]:
    depth = max((cell.at[0] + cell.span[0] for cell in block.head), default=0)
    for level in range(depth):
        here = [cell for cell in block.head if cell.at[0] <= level < cell.at[0] + cell.span[0]]
        here.sort(key=lambda cell: cell.at[1])
        yield row([_head_cell(cell, level, block.head_size * scale) for cell in here], widths, head=True)


def _head_cell(cell: HeadCell, level: int, size: float) -> Cell:
    starts = cell.at[0] == level
    merge = ("start" if starts else "go on") if cell.span[0] > 1 else ""
    line = tuple(replace(span, bold=span.bold or cell.bold) for span in cell.text) if starts else ()
    return Cell(paragraph(line, Style(size, "center", 1.0)), cell.span[1], merge, middle=True)


def _labels(block: Grid, widths: Sequence[float], scale: float) -> Iterator[str]:
    if any(column.label for column in block.columns):
        style = Style(block.label_size * scale, "center", 1.0)
        cells = [paragraph(words(column.label, italic=block.label_italic), style) for column in block.columns]
        yield row([Cell(cell) for cell in cells], widths, head=True)


def _row(block: Grid, one: Row, widths: Sequence[float], scale: float) -> str:
    first = joined(block, one.kind)
    bold, size = one.kind != "row", block.size * scale
    cells = [
        Cell(_text(text, size, column.align if place or first == 1 else "left", bold), first if place == 0 else 1)
        for place, (text, column) in enumerate(zip(one.cells, block.columns, strict=True))
        if place == 0 or place >= first
    ]
    return row(cells, widths, height=max(block.min_height, one.min_height) * scale)


def _text(text: str, size: float, align: Align, bold: bool) -> str:
    return paragraph((Span(text, bold=bold),) if text else (), Style(size, align, 1.0))
