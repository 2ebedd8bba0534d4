"""A worksheet as rows of cells: openpyxl reads it, and what it leaves out when it streams is added here.

It streams, for a sheet that it takes in whole can name joined cells and links over the whole of Excel's grid, and it
would make each of them.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element

from app.problems import Problem
from app.spreadsheets.cells import NOT_RECKONED, Cell, old_letters, said
from app.spreadsheets.parts import unpacked, unreadable

MOST_ROWS = 50_000
_MOST_COLUMNS = 500
_GRID = 1 << 20  # rows; Excel has no more
# What openpyxl is seen to raise where a part is not as it should be.
_STRANGE = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    SyntaxError,
    zipfile.BadZipFile,
)

Rows = dict[int, list[Cell]]


@dataclass(frozen=True)
class Sheet:
    """Rows by their numbers in the file, from 1; rows without a word are left out."""

    name: str
    rows: Rows
    others: tuple[str, ...] = ()  # the names of the other visible sheets


def read_sheet(path: Path, name: str = "") -> Sheet:
    """Read the sheet of a name, or the first one; raises Problem when the file or the sheet cannot be read."""
    inside = unpacked(path)
    try:
        return _sheet(inside, path.name, name)
    except _STRANGE as error:
        raise unreadable(path.name) from error


def _sheet(inside: BytesIO, file: str, name: str) -> Sheet:
    from openpyxl.reader.excel import ExcelReader

    # It warns of what it does not keep, which is nothing we read.
    warnings.filterwarnings("ignore", module=r"openpyxl\.")
    reader = ExcelReader(inside, read_only=True, data_only=True, keep_links=False, rich_text=True)
    reader.read()
    visible = [sheet for sheet in reader.wb.worksheets if sheet.sheet_state == "visible"]
    chosen = next((sheet for sheet in visible if name in ("", sheet.title)), None)
    if chosen is None:
        known = ", ".join(f"“{sheet.title}”" for sheet in visible)
        raise Problem(f"Tệp {file} không có trang tính “{name}”.", f"Chọn trong: {known}.")
    part = next(link.target for sheet, link in reader.parser.find_sheets() if sheet.name == chosen.title)
    with reader.archive, reader.archive.open(part) as xml:
        rows = _complete(dict(_rows(chosen)), xml)
    return Sheet(chosen.title, rows, tuple(sheet.title for sheet in visible if sheet is not chosen))


def _rows(sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    sheet.reset_dimensions()  # other programs write them wrong, and openpyxl would believe them
    epoch = sheet.parent.epoch
    for place, cells in enumerate(islice(sheet.iter_rows(), _GRID), 1):
        row = [said(cell, epoch) for cell in cells[:_MOST_COLUMNS]]
        if any(cell.text or cell.fault for cell in row):
            if place > MOST_ROWS:
                raise Problem(f"Trang tính có hơn {MOST_ROWS} dòng.", "Chia thành nhiều tệp rồi nhập từng tệp.")
            yield place, row


# --- what openpyxl leaves out -----------------------------------------------------------------------------------------


def _complete(rows: Rows, xml: IO[bytes]) -> Rows:
    """Add what joined cells say, and the faults that cannot be seen in what openpyxl returns."""
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.xml.functions import iterparse

    row, joined = 0, []
    for _, element in iterparse(xml):
        tag = element.tag.rpartition("}")[2]
        if tag == "mergeCell":
            joined.append(CellRange(element.get("ref")))
        elif tag == "row":
            row = int(element.get("r", row + 1))
            for column, cell in _columns(element):
                _mend(cell, rows, row, column)
            element.clear()
    for area in joined:
        _join(area, rows)
    return dict(sorted(rows.items()))


def _columns(row: Element) -> Iterator[tuple[int, Element]]:
    """Yield the cells that are formulas, or have their words in themselves, with their columns from 1."""
    from openpyxl.utils.cell import coordinate_to_tuple

    column = 0
    for cell in row:
        place = cell.get("r")
        column = coordinate_to_tuple(place)[1] if place else column + 1
        if cell.get("t") == "inlineStr" or cell.find("{*}f") is not None:
            yield column, cell


def _mend(cell: Element, rows: Rows, row: int, column: int) -> None:
    """Say of a formula that it has no result, and of words in the cell itself that they are set in an old font."""
    if cell.get("t") == "inlineStr":
        known = _at(rows, row, column)
        fonts = [font.get("val", "") for font in cell.iterfind("{*}is/{*}r/{*}rPr/{*}rFont")]
        _put(rows, row, column, replace(known, fault=known.fault or old_letters(known.text, fonts)))
    elif not cell.findtext("{*}v") and cell.get("t") != "str":
        _put(rows, row, column, Cell(fault=NOT_RECKONED))


def _join(area: Any, rows: Rows) -> None:
    """Let cells joined downwards all say what the first says; of cells joined sideways nobody knows the column."""
    first = _at(rows, area.min_row, area.min_col)
    if area.min_col != area.max_col:
        fault = first.fault or "ô gộp nhiều cột: tách ô rồi nhập lại"
        _put(rows, area.min_row, area.min_col, replace(first, fault=fault))
        return
    for row in range(area.min_row + 1, min(area.max_row, max(rows, default=0)) + 1):
        if row in rows:
            _put(rows, row, area.min_col, first)


def _at(rows: Rows, row: int, column: int) -> Cell:
    cells = rows.get(row, [])
    return cells[column - 1] if column <= len(cells) else Cell()


def _put(rows: Rows, row: int, column: int, cell: Cell) -> None:
    if row <= MOST_ROWS and column <= _MOST_COLUMNS:
        cells = rows.setdefault(row, [])
        cells += [Cell()] * (column - len(cells))
        cells[column - 1] = cell
