"""A ruled table of any length: measured once, split by prefix sums, painted with one path and one text a page.

ReportLab's own tables wrap every cell several times; a book of thousands of rows would take minutes on an old machine.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate

from reportlab.platypus import Flowable, Paragraph

from app.forms.blocks import Grid, Row, RowKind
from app.rendering import fonts, khmer
from app.rendering.layout import joined
from app.rendering.pdf_grid_head import PAD, GridHead, measure_head
from app.rendering.pdf_grid_paint import LEADING, paint
from app.rendering.pdf_text import Style, paragraph, words
from app.rendering.pdf_wrap import wrap
from app.vietnamese import show_number

_ROUNDING = 1e-6
_FEWEST_LINES = 3  # of a row cut by the end of a page

CellLines = list["str | Paragraph"]


@dataclass(frozen=True)
class MeasuredRow:
    """A row with its lines broken; a row taller than a page is cut, and `continued` where it goes on overleaf."""

    height: float
    cells: tuple[CellLines, ...]
    kind: RowKind
    sums: tuple[int | None, ...] = ()
    continued: bool = False


@dataclass(frozen=True)
class GridSheet:
    """What parts of one table share; edges are the columns' left sides and the right end, in points."""

    grid: Grid
    edges: tuple[float, ...]
    head: GridHead
    page_height: float
    rows: tuple[MeasuredRow, ...]
    tops: tuple[float, ...]

    def with_rows(self, rows: tuple[MeasuredRow, ...]) -> GridSheet:
        return replace(self, rows=rows, tops=_tops(rows))

    def line(self) -> float:
        return self.grid.size * LEADING

    def foot(self) -> float:
        """Height kept free at the foot of each page for the sum line."""
        return self.line() + 2 * PAD if self.grid.page_total else 0.0


def measure(grid: Grid, width: float, page_height: float) -> GridSheet:
    """Break every cell into lines for a table so wide, on pages so high."""
    whole = sum(column.width for column in grid.columns)
    edges = tuple(accumulate((column.width * width / whole for column in grid.columns), initial=0.0))
    head = measure_head(grid, edges)
    rows = tuple(_measured(grid, row, edges) for row in grid.body)
    return GridSheet(grid, edges, head, page_height, rows, _tops(rows))


def _tops(rows: tuple[MeasuredRow, ...]) -> tuple[float, ...]:
    return tuple(accumulate((row.height for row in rows), initial=0.0))


def _measured(grid: Grid, row: Row, edges: tuple[float, ...]) -> MeasuredRow:
    font = fonts.REGULAR if row.kind == "row" else fonts.BOLD
    cells: tuple[CellLines, ...] = tuple(
        _broken(text, font, grid.size, right - left - 2 * PAD) if text and right > left else []
        for text, (left, right) in zip(row.cells, spans_of(grid, row.kind, edges), strict=True)
    )
    sums = tuple(_number(row.cells[place]) for place in _summed(grid)) if grid.page_total and row.kind == "row" else ()
    least = max(grid.min_height, row.min_height) * 72 / 25.4
    return MeasuredRow(max(_height(grid, cells), least), cells, row.kind, sums)


def _height(grid: Grid, cells: tuple[CellLines, ...]) -> float:
    return max(1, *map(len, cells)) * grid.size * LEADING + 2 * PAD


def _cut_row(grid: Grid, row: MeasuredRow, lines: int) -> tuple[MeasuredRow, MeasuredRow]:
    """Cut a row after so many lines; its numbers are summed on the page where it ends."""
    upper, lower = tuple(cell[:lines] for cell in row.cells), tuple(cell[lines:] for cell in row.cells)
    first = MeasuredRow(_height(grid, upper), upper, row.kind, (), True)
    return first, MeasuredRow(_height(grid, lower), lower, row.kind, row.sums)


def spans_of(grid: Grid, kind: RowKind, edges: tuple[float, ...]) -> list[tuple[float, float]]:
    """Return left and right of each cell: a group has one, a total has its first cells joined."""
    first = joined(grid, kind)
    hidden = [(edges[0], edges[0])] * (first - 1)
    return [(edges[0], edges[first]), *hidden, *zip(edges[first:-1], edges[first + 1 :], strict=True)]


def _broken(text: str, font: str, size: float, width: float) -> CellLines:
    if khmer.has_khmer(text):
        return _single_lines(text, font, size, width)
    return list(wrap(text, font, size, width))


def _single_lines(text: str, font: str, size: float, width: float) -> CellLines:
    """Set a cell with Khmer as paragraphs of one line each, so that it can be cut like any other."""
    style = Style(size=size, align="left", leading=LEADING, loose=True)
    rest, lines = paragraph(words(text), style, bold=font == fonts.BOLD), []
    line = size * LEADING
    while rest is not None:
        rest.wrap(width, line)
        parts = rest.split(width, line + _ROUNDING)
        lines.append(parts[0] if parts else rest)
        rest = parts[1] if len(parts) > 1 else None
    for single in lines:
        single.wrap(width, line)
    return lines


def _summed(grid: Grid) -> list[int]:
    return [place for place, column in enumerate(grid.columns) if column.total]


def _number(text: str) -> int | None:
    digits = text.replace(".", "").replace(" ", "")
    return int(digits) if digits.isdecimal() and digits.isascii() else None


def _sum(numbers: tuple[int | None, ...]) -> int | None:
    """Add up what is a number; nothing, where a page has no numbers at all."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


class GridTable(Flowable):  # type: ignore[misc]
    """A part of a table: the rows from `start` to `end`, under a head of its own."""

    def __init__(self, sheet: GridSheet, start: int, end: int) -> None:
        super().__init__()
        self.sheet, self._start, self._end = sheet, start, end

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        rows = self.sheet.tops[self._end] - self.sheet.tops[self._start]
        self.width = self.sheet.edges[-1]
        self.height = self.sheet.head.height + rows + (self.sheet.foot() if self._sums() else 0)
        return self.width, self.height

    def split(self, _available_width: float, available_height: float) -> list[Flowable]:
        tops, free = self.sheet.tops, available_height - self.sheet.head.height - self.sheet.foot() + _ROUNDING
        fitting = bisect_right(tops, tops[self._start] + free, self._start, self._end + 1) - 1
        cut = min(self._kept_together(fitting), self._end)
        if parts := self._cut_inside(max(cut, self._start), free):
            return parts
        if cut <= self._start:
            return []
        return [GridTable(self.sheet, self._start, cut), GridTable(self.sheet, cut, self._end)]

    def split_off_end(self) -> list[Flowable]:
        """Return the table in two, its last row in the second with what may not be parted from it; nothing for one."""
        cut = self._kept_together(self._end - 1)
        if not self._start < cut < self._end:
            return []
        return [GridTable(self.sheet, self._start, cut), GridTable(self.sheet, cut, self._end)]

    def _cut_inside(self, place: int, free: float) -> list[Flowable]:
        """Cut the row at `place` if no page could hold it; it fills what is left of this one."""
        sheet = self.sheet
        row, left = sheet.rows[place], free - sheet.tops[place] + sheet.tops[self._start]
        lines = int((left - 2 * PAD) // sheet.line())
        if row.height <= sheet.page_height - sheet.head.height - sheet.foot() or lines < _FEWEST_LINES:
            return []
        upper, lower = _cut_row(sheet.grid, row, lines)
        before = sheet.with_rows((*sheet.rows[self._start : place], upper))
        after = sheet.with_rows((lower, *sheet.rows[place + 1 : self._end]))
        return [GridTable(part, 0, len(part.rows)) for part in (before, after)]

    def _kept_together(self, cut: int) -> int:
        """Move a cut up so that no group line ends a page and no total begins one alone; never to nothing."""
        rows, moved = self.sheet.rows, min(cut, self._end - 1)
        while moved > self._start and (rows[moved - 1].kind == "group" or rows[moved].kind == "total"):
            moved -= 1
        return moved if moved > self._start else min(cut, self._end - 1)

    def _sums(self) -> tuple[int | None, ...]:
        rows = [row.sums for row in self.sheet.rows[self._start : self._end] if row.sums]
        return tuple(_sum(column) for column in zip(*rows, strict=True)) if rows else ()

    def draw(self) -> None:
        rows = list(self.sheet.rows[self._start : self._end])
        if sums := self._sums():
            rows.insert(self._before_totals(rows), self._sum_line(sums))
        paint(self.canv, self.sheet.grid, self.sheet.head, self.sheet.edges, rows, self.height)

    @staticmethod
    def _before_totals(rows: list[MeasuredRow]) -> int:
        return next((place for place, row in enumerate(rows) if row.kind == "total"), len(rows))

    def _sum_line(self, sums: tuple[int | None, ...]) -> MeasuredRow:
        grid = self.sheet.grid
        shown = dict(zip(_summed(grid), sums, strict=True))
        cells: list[CellLines] = [[show_number(shown.get(place))] for place in range(len(grid.columns))]
        cells[0] = [grid.page_total]
        return MeasuredRow(self.sheet.foot(), tuple(cells), "total")
