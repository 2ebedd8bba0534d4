"""A worksheet as rows of cells: texts, numbers, days, and what keeps a cell from being understood.

Excel keeps days as numbers, words of cells in a table of their own, and joined cells in the first of them. A value
that cannot be told exactly carries its fault; it is for the reader of the register to refuse it with the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

from app.problems import Problem
from app.spreadsheets.parts import MAIN, Parts
from app.spreadsheets.styles import Style, styles_of

MOST_ROWS = 50_000
_MOST_COLUMNS = 500
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")
_LEGACY_FONT = re.compile(r"(?i)\.vn|vni[- ]")
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FIRST_SOUND_DAY = 61  # Excel counts a 29 February 1900 that never was; before it its days are one off
_EXACT = 10**15  # Excel keeps fifteen digits


@dataclass(frozen=True)
class Cell:
    """One cell. `text` is what it says, a day as 05/03/2026; `fault` why that may not be what was meant."""

    text: str = ""
    number: bool = False
    fault: str = ""


@dataclass(frozen=True)
class Sheet:
    """Rows by their numbers in the file, from 1; rows without a word are left out."""

    name: str
    rows: dict[int, list[Cell]]
    others: tuple[str, ...] = ()  # the names of the other visible sheets


def read_sheet(path: Path, name: str = "") -> Sheet:
    """Read the sheet of a name, or the first one; raises Problem when the file or the sheet cannot be read."""
    with Parts(path) as parts:
        sheets = parts.sheets()
        chosen = next((one for one in sheets if name in ("", one[0])), None)
        root = parts.read(chosen[1]) if chosen else None
        if chosen is None or root is None:
            known = ", ".join(f"“{one}”" for one, _ in sheets)
            raise Problem(f"Tệp {path.name} không có trang tính “{name}”.", f"Chọn trong: {known}.")
        try:
            rows = dict(_Reader(parts).rows(root))
            _join(root, rows)
        except (ValueError, IndexError) as error:  # numbers of words, styles and places that are none
            raise parts.unreadable() from error
    said = {place: cells for place, cells in sorted(rows.items()) if any(cell.text or cell.fault for cell in cells)}
    return Sheet(chosen[0], said, tuple(one for one, _ in sheets if one != chosen[0]))


class _Reader:
    """Knows the words and styles of one workbook."""

    def __init__(self, parts: Parts) -> None:
        self.styles = styles_of(parts)
        strings, book = parts.read("xl/sharedStrings.xml"), parts.read("xl/workbook.xml")
        self.words = [_words(one) for one in strings.iterfind(f"{MAIN}si")] if strings is not None else []
        setting = book.find(f"{MAIN}workbookPr") if book is not None else None
        self.from_1904 = setting is not None and setting.get("date1904", "0") in ("1", "true")

    def rows(self, root: Element) -> Iterator[tuple[int, list[Cell]]]:
        place = 0
        for row in root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
            place = int(row.get("r", place + 1))
            if place > MOST_ROWS:
                raise Problem(f"Trang tính có hơn {MOST_ROWS} dòng.", "Chia thành nhiều tệp rồi nhập từng tệp.")
            yield place, self._row(row)

    def _row(self, row: Element) -> list[Cell]:
        cells: list[Cell] = []
        for cell in row.iterfind(f"{MAIN}c"):
            found = _PLACE.fullmatch(cell.get("r", ""))
            column = _column(found[1]) if found else len(cells)
            if column >= _MOST_COLUMNS:
                break
            cells += [Cell()] * (column - len(cells))
            cells.append(self._cell(cell))
        return cells

    def _cell(self, cell: Element) -> Cell:
        kind, number = cell.get("t", "n"), int(cell.get("s", "0"))
        style = self.styles[number] if number < len(self.styles) else Style()
        value = cell.findtext(f"{MAIN}v")
        if kind == "inlineStr":
            inside = cell.find(f"{MAIN}is")
            return _said(*_words(inside), style) if inside is not None else Cell()
        if not value:
            reckoned = kind == "str" or cell.find(f"{MAIN}f") is None
            return Cell() if reckoned else Cell(fault="công thức chưa có kết quả: mở bằng Excel, lưu rồi nhập lại")
        if kind == "s":
            return _said(*self.words[int(value)], style)
        return self._plain(kind, value, style)

    def _plain(self, kind: str, value: str, style: Style) -> Cell:
        if kind == "e":
            return Cell(value, fault=f"ô báo lỗi {value}")
        if kind == "b":
            return Cell("Có" if value == "1" else "Không")
        if kind == "d":  # ISO 8601, of strict workbooks
            return Cell(value[:10])
        return _said(value, "", style) if kind == "str" else self._number(float(value), style)

    def _number(self, value: float, style: Style) -> Cell:
        if style.day:
            return self._day(value)
        if abs(value) >= _EXACT:
            return Cell(f"{value:.0f}", number=True, fault="số dài hơn 15 chữ số, Excel đã làm tròn: gõ lại dạng chữ")
        if not value.is_integer():
            return Cell(repr(value).replace(".", ","), number=True)
        return Cell(f"{int(value):0{style.digits}d}", number=True)

    def _day(self, value: float) -> Cell:
        days, part = divmod(value, 1)
        if 0 <= value < 1:
            minutes = round(part * 1440)
            return Cell(f"{minutes // 60 % 24:02d}:{minutes % 60:02d}")
        if value < 0 or (days < _FIRST_SOUND_DAY and not self.from_1904):
            return Cell(f"{value:g}", number=True, fault="số này không thành ngày")
        try:
            day = (_EPOCH_1904 if self.from_1904 else _EPOCH) + timedelta(days=days)
        except OverflowError:
            return Cell(f"{value:g}", number=True, fault="số này không thành ngày")
        return Cell(f"{day:%d/%m/%Y}" if day.year > 999 else f"{value:g}")


def _words(item: Element) -> tuple[str, str]:
    """Return the words of a string, how they are to be read aloud left out, and an old font some of them are set in."""
    runs = [item, *item.iterfind(f"{MAIN}r")]
    words = "".join(run.findtext(f"{MAIN}t") or "" for run in runs)
    fonts = (font.get("val", "") for font in item.iterfind(f"{MAIN}r/{MAIN}rPr/{MAIN}rFont"))
    return words, next((font for font in fonts if _LEGACY_FONT.match(font)), "")


def _said(words: str, old_font: str, style: Style) -> Cell:
    """Words set in a font of before Unicode are not the letters they show (TCVN3, VNI)."""
    font = old_font or (style.font if _LEGACY_FONT.match(style.font) else "")
    if font and not words.isascii():
        return Cell(words, fault=f"gõ bằng phông {font} (bảng mã cũ): chuyển sang Unicode bằng bộ gõ rồi nhập lại")
    return Cell(words)


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


# --- joined cells -----------------------------------------------------------------------------------------------------


def _join(root: Element, rows: dict[int, list[Cell]]) -> None:
    """Let cells joined downwards all say what the first says; of cells joined sideways nobody knows the column."""
    for area in root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"):
        found = _PLACE.findall(area.get("ref", ""))
        if len(found) != 2:
            continue
        (left, top), (right, bottom) = ((_column(letters), int(row)) for letters, row in found)
        first = _at(rows, top, left)
        if left != right:
            _put(rows, top, left, replace(first, fault=first.fault or "ô gộp nhiều cột: tách ô rồi nhập lại"))
            continue
        for row in range(top + 1, min(bottom, max(rows, default=0)) + 1):
            if row in rows:
                _put(rows, row, left, first)


def _at(rows: dict[int, list[Cell]], row: int, column: int) -> Cell:
    cells = rows.get(row, [])
    return cells[column] if column < len(cells) else Cell()


def _put(rows: dict[int, list[Cell]], row: int, column: int, cell: Cell) -> None:
    cells = rows.setdefault(row, [])
    cells += [Cell()] * (column + 1 - len(cells))
    cells[column] = cell
