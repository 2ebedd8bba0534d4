"""A plain workbook: one sheet, one row of heads that stays in sight, texts as texts and days as days."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date

_WIDEST, _NARROWEST = 60, 10  # letters of a column
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}

Value = str | int | date | None


def workbook(name: str, heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return an .xlsx file; what people typed is written as text, so that “=1+1” never becomes a formula."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(name)
    head, plain = book.add_format(_FONT | {"bold": True, "border": 1}), book.add_format(_FONT)
    days = book.add_format(_FONT | {"num_format": "dd/mm/yyyy"})
    widths = [len(one) for one in heads]
    for column, words in enumerate(heads):
        sheet.write_string(0, column, words, head)
    for place, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(place, column, value, days)
            elif isinstance(value, int):
                sheet.write_number(place, column, value, plain)
            elif value:
                sheet.write_string(place, column, value, plain)
            widths[column] = max(widths[column], min(len(str(value or "")), _WIDEST))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, max(min(width, _WIDEST), _NARROWEST) + 2)
    sheet.freeze_panes(1, 0)
    book.close()
    return file.getvalue()
