"""Painting a part of a table straight on the canvas: one path for all rules, one text for all words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from app.forms.blocks import Align, Grid, RowKind
from app.rendering import fonts
from app.rendering.layout import joined
from app.rendering.pdf_grid_head import PAD, GridHead, paint_head
from app.rendering.pdf_wrap import word_width

if TYPE_CHECKING:
    from app.rendering.pdf_grid import MeasuredRow

ASCENT = 0.89
LEADING = 1.15


def paint(
    canvas: Any, grid: Grid, head: GridHead, edges: tuple[float, ...], rows: list[MeasuredRow], height: float
) -> None:
    """Draw the head and these rows, filling `height` down to the origin."""
    canvas.setLineWidth(0.5)
    path, text = canvas.beginPath(), canvas.beginText()
    top = paint_head(grid, head, edges, height, path, text)
    tops = [top]
    for row in rows:
        tops.append(tops[-1] - row.height)
    _paint_rules(grid, edges, rows, tops, path)
    for row, above in zip(rows, tops, strict=False):
        _paint_row(canvas, grid, edges, row, above, text)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.drawText(text)


def _paint_rules(grid: Grid, edges: tuple[float, ...], rows: list[MeasuredRow], tops: list[float], path: Any) -> None:
    for row, below in zip(rows, tops[1:], strict=True):
        if not row.continued or below == tops[-1]:
            path.moveTo(edges[0], below)
            path.lineTo(edges[-1], below)
    place = 0
    for kind, same in groupby(rows, key=lambda row: row.kind):
        above, place = place, place + len(list(same))
        for edge in _edges_of(grid, kind, edges):
            path.moveTo(edge, tops[above])
            path.lineTo(edge, tops[place])


def _edges_of(grid: Grid, kind: RowKind, edges: tuple[float, ...]) -> tuple[float, ...]:
    return (edges[0], *edges[joined(grid, kind) :])


def _paint_row(canvas: Any, grid: Grid, edges: tuple[float, ...], row: MeasuredRow, above: float, text: Any) -> None:
    font = fonts.REGULAR if row.kind == "row" else fonts.BOLD
    size, line = grid.size, grid.size * LEADING
    text.setFont(font, size)
    first = joined(grid, row.kind)
    for place, lines in enumerate(row.cells):
        if not lines or 0 < place < first:
            continue
        left, right = edges[place] + PAD, edges[first if place == 0 else place + 1] - PAD
        align = grid.columns[place].align if first == 1 or place else "left"
        base = above - PAD - size * ASCENT
        for words in lines:
            if isinstance(words, str):
                text.setTextOrigin(_start(words, font, size, (left, right), align), base)
                text.textOut(words)
            else:
                words.drawOn(canvas, left, base + size * ASCENT - line)
            base -= line


def _start(words: str, font: str, size: float, edges: tuple[float, float], align: Align) -> float:
    left, right = edges
    if align in ("left", "justify"):
        return left
    free = right - left - word_width(words, font, size)
    return left + (free / 2 if align == "center" else free)
