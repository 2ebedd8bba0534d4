"""The head of a table: cells over several rows and columns, units in italics, the row of column numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.forms.blocks import Grid, HeadCell
from app.rendering import fonts
from app.rendering.pdf_wrap import Run, word_width, wrap_runs

PAD = 2.0
LEADING = 1.12


@dataclass(frozen=True)
class GridHead:
    """Row heights from above, the broken cells, and the height of everything up to the first row of the body."""

    heights: tuple[float, ...]
    cells: tuple[tuple[HeadCell, list[list[Run]]], ...]
    labels: float
    height: float


def measure_head(grid: Grid, edges: tuple[float, ...]) -> GridHead:
    line = grid.head_size * LEADING
    depth = max((cell.at[0] + cell.span[0] for cell in grid.head), default=0)
    heights = [line + 2 * PAD] * depth
    cells = [(cell, _broken(grid, cell, edges)) for cell in grid.head]
    for cell, lines in sorted(cells, key=lambda pair: pair[0].span[0]):
        first, last = cell.at[0], cell.at[0] + cell.span[0] - 1
        lacking = len(lines) * line + 2 * PAD - sum(heights[first : last + 1])
        heights[last] += max(lacking, 0.0)
    labels = grid.label_size * LEADING + 3 if any(column.label for column in grid.columns) else 0.0
    return GridHead(tuple(heights), tuple(cells), labels, sum(heights) + labels)


def _broken(grid: Grid, cell: HeadCell, edges: tuple[float, ...]) -> list[list[Run]]:
    width = edges[cell.at[1] + cell.span[1]] - edges[cell.at[1]] - 2 * PAD
    line = tuple(replace(span, bold=span.bold or cell.bold) for span in cell.text)
    return wrap_runs(line, grid.head_size, width)


def paint_head(grid: Grid, head: GridHead, edges: tuple[float, ...], top: float, path: Any, text: Any) -> float:
    """Draw the head down from `top`; return where the body begins."""
    tops = [top]
    for height in head.heights:
        tops.append(tops[-1] - height)
    for cell, lines in head.cells:
        left, right = edges[cell.at[1]], edges[cell.at[1] + cell.span[1]]
        above, below = tops[cell.at[0]], tops[cell.at[0] + cell.span[0]]
        path.rect(left, below, right - left, above - below)
        _paint_cell(grid, lines, (left + right) / 2, (above + below) / 2, text)
    if head.labels:
        _paint_labels(grid, head, edges, tops[-1], path, text)
    return tops[-1] - head.labels


def _paint_cell(grid: Grid, lines: list[list[Run]], middle: float, center: float, text: Any) -> None:
    size = grid.head_size
    base = center + len(lines) * size * LEADING / 2 - size * 0.89
    for line in lines:
        left = middle - sum(word_width(words, font, size) for words, font in line) / 2
        for words, font in line:
            text.setFont(font, size)
            text.setTextOrigin(left, base)
            text.textOut(words)
            left += word_width(words, font, size)
        base -= size * LEADING


def _paint_labels(grid: Grid, head: GridHead, edges: tuple[float, ...], top: float, path: Any, text: Any) -> None:
    font = fonts.ITALIC if grid.label_italic else fonts.REGULAR
    text.setFont(font, grid.label_size)
    for column, left, right in zip(grid.columns, edges[:-1], edges[1:], strict=True):
        path.rect(left, top - head.labels, right - left, head.labels)
        middle = (left + right - word_width(column.label, font, grid.label_size)) / 2
        text.setTextOrigin(middle, top - head.labels + grid.label_size * 0.22 + 1.5)
        text.textOut(column.label)
