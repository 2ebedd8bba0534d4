"""What a cell of openpyxl says, as a person sees it, or what keeps it from being understood.

A value that cannot be told exactly carries its fault; it is for the reader of the register to refuse it with the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

_LEGACY_FONT = re.compile(r"(?i)\.vn|vni[- ]")
_ZEROS = re.compile(r"(0+)(;.*)?")
# Excel counts a 29 February 1900 that never was; before it its days are one off.
_FIRST_SOUND_DAY = datetime(1900, 3, 1)  # noqa: DTZ001 (a cell has no zone)
_EXACT = 10**15  # Excel keeps fifteen digits
NOT_RECKONED = "công thức chưa có kết quả: mở bằng Excel, lưu rồi nhập lại"
_NO_DAY = "số này không thành ngày"


@dataclass(frozen=True)
class Cell:
    """One cell. `text` is what it says, a day as 05/03/2026; `fault` why that may not be what was meant."""

    text: str = ""
    number: bool = False
    fault: str = ""


def said(cell: Any, epoch: datetime) -> Cell:
    """Return what a cell of openpyxl says in a workbook whose days are counted from `epoch`."""
    value = cell.value
    if value is None:
        return Cell()
    if cell.data_type == "e":
        return Cell(value, fault=_error(value, cell.number_format))
    if isinstance(value, bool):
        return Cell("Có" if value else "Không")
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, str | list):  # a list of pieces, in several fonts
        return _words(value, cell.font.name or "")
    return _day(value, max(epoch, _FIRST_SOUND_DAY))


def _error(value: str, number_format: str) -> str:
    """openpyxl makes a number that is no day an error too."""
    from openpyxl.styles.numbers import is_date_format

    return f"ô báo lỗi {value}" + (f", hoặc {_NO_DAY}" if is_date_format(number_format) else "")


def _number(value: float, number_format: str) -> Cell:
    if abs(value) >= _EXACT:
        return Cell(f"{value:.0f}", number=True, fault="số dài hơn 15 chữ số, Excel đã làm tròn: gõ lại dạng chữ")
    if int(value) != value:
        return Cell(repr(value).replace(".", ","), number=True)
    zeros = _ZEROS.fullmatch(number_format)
    return Cell(f"{int(value):0{len(zeros[1]) if zeros else 0}d}", number=True)


def _day(value: date | time | timedelta, first: datetime) -> Cell:
    if isinstance(value, timedelta):  # shown as hours, which may be more than a day has
        return _day((_FIRST_SOUND_DAY + value).time(), first) if not value.days else Cell(f"{value}", fault=_NO_DAY)
    if isinstance(value, time):
        return Cell(f"{value:%H:%M}")
    text = f"{value:%d/%m/%Y}"
    return Cell(text, fault=_NO_DAY) if isinstance(value, datetime) and value < first else Cell(text)


def _words(value: str | list[Any], font: str) -> Cell:
    pieces = [value] if isinstance(value, str) else value
    fonts = [font, *(piece.font.rFont or "" for piece in pieces if not isinstance(piece, str))]
    words = "".join(map(str, pieces))
    return Cell(words, fault=old_letters(words, fonts))


def old_letters(words: str, fonts: Iterable[str]) -> str:
    """Return the fault of words set in a font of before Unicode, which are not the letters they show (TCVN3, VNI)."""
    old = next(filter(_LEGACY_FONT.match, fonts), "")
    if not old or words.isascii():
        return ""
    return f"gõ bằng phông {old} (bảng mã cũ): chuyển sang Unicode bằng bộ gõ rồi nhập lại"
