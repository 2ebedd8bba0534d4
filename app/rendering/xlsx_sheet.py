"""A worksheet written from top to bottom: lines over the whole width, texts side by side, tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from app.forms import blocks as b
from app.forms.blocks import Grid, Line
from app.forms.model import Page
from app.rendering.layout import joined

_FONT = "Times New Roman"
_LETTER_MM = 1.75  # mean width of a letter at 11 points
_POINTS_A_LINE = 1.25  # height of a line, in sizes
_PROSE_COLUMNS = 6
_ALIGNMENTS = {"left": "left", "center": "center", "right": "right", "justify": "left"}


def words_of(line: Line) -> str:
    return "".join(span.text or "." * max(3, round(span.dots / 1.1)) if not span.leader else "…" for span in line)


def number_of(text: str) -> int | None:
    """Read 1.234 as people write it; nothing else is a number here."""
    digits = text.replace(".", "").strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
        return None
    return int(digits)


class Formats:
    """The formats of a workbook, made when first needed."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **settings: Any) -> Any:
        wanted = {"font_name": _FONT, "font_size": 11, "text_wrap": True, "valign": "top", **settings}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]


class SheetWriter:
    """A worksheet and the row it has come to."""

    def __init__(self, sheet: Any, formats: Formats, grid: Grid | None, page: Page) -> None:
        self._sheet, self._formats = sheet, formats
        self._row = 0
        widths = [column.width for column in grid.columns] if grid else [1.0] * _PROSE_COLUMNS
        room = page.printable() / page.scale()
        self._widths = [width * room / sum(widths) for width in widths]
        for column, width in enumerate(self._widths):
            sheet.set_column_pixels(column, column, round(width * 96 / 25.4))

    # --- text over the whole width ------------------------------------------------------------------------------------

    def line(self, line: Line, **settings: Any) -> None:
        """Write a line over all columns; merged cells do not grow by themselves, so the height is set."""
        self.across(((line, 0, len(self._widths)),), **settings)

    def across(self, cells: Sequence[tuple[Line, int, int]], **settings: Any) -> None:
        """Write texts side by side, each over columns from a first up to a last one."""
        lines = 1
        for line, first, last in cells:
            text = words_of(line)
            bold = bool(line) and all(span.bold for span in line if span.text)
            self._merged((self._row, first, self._row, last - 1), text, self._formats.get(bold=bold, **settings))
            lines = max(lines, self._lines(text, sum(self._widths[first:last]), settings.get("font_size", 11)))
        self._height(lines, settings.get("font_size", 11))
        self._row += 1

    def skip(self, rows: int = 1) -> None:
        self._row += rows

    def shares(self, parts: int) -> list[tuple[int, int]]:
        """Split the columns into parts of about one width."""
        whole, edges = sum(self._widths), [0]
        for part in range(1, parts):
            reached = [sum(self._widths[:column]) for column in range(len(self._widths) + 1)]
            nearest = min(range(len(reached)), key=lambda column: abs(reached[column] - whole * part / parts))
            edges.append(min(max(nearest, edges[-1] + 1), len(self._widths) - (parts - part)))
        return list(zip(edges, [*edges[1:], len(self._widths)], strict=True))

    def _merged(self, area: tuple[int, int, int, int], text: str, style: Any) -> None:
        if area[:2] == area[2:]:
            self._sheet.write_string(area[0], area[1], text, style)
        else:
            self._sheet.merge_range(*area, "", style)
            self._sheet.write_string(area[0], area[1], text, style)

    @staticmethod
    def _lines(text: str, width: float, size: float) -> int:
        letters = max(width / (_LETTER_MM * size / 11), 1)
        return sum(max(1, math.ceil(len(part) / letters)) for part in text.split("\n"))

    def _height(self, lines: int, size: float) -> None:
        self._sheet.set_row(self._row, min(lines * size * _POINTS_A_LINE + 2, 409))

    # --- tables -------------------------------------------------------------------------------------------------------

    def grid(self, grid: Grid) -> None:
        top = self._row
        self._head(grid)
        self._labels(grid)
        self._sheet.repeat_rows(top, self._row - 1)
        self._sheet.freeze_panes(self._row, 0)
        for row in grid.body:
            self._body_row(grid, row)

    def _head(self, grid: Grid) -> None:
        style = {"border": 1, "align": "center", "valign": "vcenter", "font_size": grid.head_size}
        depth = max((cell.at[0] + cell.span[0] for cell in grid.head), default=0)
        lines = [1.0] * depth
        for cell in grid.head:
            (row, column), (rows, columns) = cell.at, cell.span
            area = (self._row + row, column, self._row + row + rows - 1, column + columns - 1)
            self._merged(area, words_of(cell.text), self._formats.get(bold=cell.bold, **style))
            width = sum(self._widths[column : column + columns])
            needed = self._lines(words_of(cell.text), width, grid.head_size * 1.05) - sum(lines[row : row + rows])
            lines[row + rows - 1] += max(needed, 0)
        for level, wanted in enumerate(lines):
            self._sheet.set_row(self._row + level, min(wanted * grid.head_size * _POINTS_A_LINE + 4, 409))
        self._row += depth

    def _labels(self, grid: Grid) -> None:
        if not any(column.label for column in grid.columns):
            return
        style = self._formats.get(border=1, align="center", italic=grid.label_italic, font_size=grid.label_size)
        for place, column in enumerate(grid.columns):
            self._sheet.write_string(self._row, place, column.label, style)
        self._row += 1

    def _body_row(self, grid: Grid, row: b.Row) -> None:
        first, bold = joined(grid, row.kind), row.kind != "row"
        if row.min_height:
            self._sheet.set_row(self._row, row.min_height * 72 / 25.4)
        if first > 1:
            style = self._formats.get(border=1, bold=True, align="left")
            self._merged((self._row, 0, self._row, first - 1), row.cells[0], style)
        for place in range(first if first > 1 else 0, len(grid.columns)):
            self._cell(place, row.cells[place], grid.columns[place], bold)
        self._row += 1

    def _cell(self, place: int, text: str, column: b.Column, bold: bool) -> None:
        align = _ALIGNMENTS[column.align]
        number = number_of(text) if column.number else None
        if number is None:
            self._sheet.write_string(self._row, place, text, self._formats.get(border=1, bold=bold, align=align))
        else:
            style = self._formats.get(border=1, bold=bold, align=align, num_format="#,##0")
            self._sheet.write_number(self._row, place, number, style)
