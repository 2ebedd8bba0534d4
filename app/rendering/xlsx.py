"""A filled form as an Excel workbook: one sheet for each part with a table, numbers as numbers, text as text.

What people typed is written as text, so that “=1+1” never becomes a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from app.forms.blocks import Block, Cover, Grid, PageBreak, Title
from app.forms.model import Filled, Page
from app.forms.texts import plain

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_PAPERS = {"A4": 9, "A3": 8}


def render_xlsx(filled: Filled) -> bytes:
    import xlsxwriter

    from app.rendering.xlsx_blocks import write
    from app.rendering.xlsx_sheet import Formats, SheetWriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": filled.form.title, "subject": f"{filled.form.id} v{filled.form.version}"})
    formats = Formats(book)
    names: list[str] = []
    for part in _parts(filled.blocks):
        names.append(_sheet_name(part, filled.form.title, names))
        sheet = book.add_worksheet(names[-1])
        _set_up(sheet, filled)
        write(SheetWriter(sheet, formats, _grid_of(part), filled.form.page), part)
    book.close()
    return file.getvalue()


def _parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the blocks sheet by sheet: a cover is one, a new page begins one, and so does a second table."""
    part: list[Block] = []
    for block in blocks:
        if part and (_begins_sheet(block, part) or isinstance(part[-1], Cover)):
            yield part
            part = []
        if not isinstance(block, PageBreak):
            part.append(block)
    if part:
        yield part


def _begins_sheet(block: Block, part: Sequence[Block]) -> bool:
    return isinstance(block, PageBreak) or (isinstance(block, Grid) and _grid_of(part) is not None)


def _grid_of(part: Sequence[Block]) -> Grid | None:
    return next((block for block in part if isinstance(block, Grid)), None)


def _sheet_name(part: Sequence[Block], form_title: str, taken: Sequence[str]) -> str:
    """Excel allows 31 letters, no two names alike in small letters."""
    title = next((plain(block.lines[0]) for block in part if isinstance(block, Title)), "") or form_title
    if isinstance(part[0], Cover):
        title = "Bìa"
    name = _FORBIDDEN.sub(" ", title)[:31].strip() or "Trang"
    if name.lower() in (other.lower() for other in taken):
        name = f"{name[:27].strip()} ({len(taken) + 1})"
    return name


def _set_up(sheet: Any, filled: Filled) -> None:
    page: Page = filled.form.page
    if page.orientation == "landscape":
        sheet.set_landscape()
    sheet.set_paper(_PAPERS[page.size])
    top, bottom, left, right = (margin / 25.4 for margin in page.margins)
    sheet.set_margins(left=left, right=right, top=top, bottom=bottom)
    sheet.fit_to_pages(1, 0)
    face = '&"Times New Roman,Italic"&10'
    footer = plain(filled.footer).replace("&", "&&")
    sheet.set_footer(f"&L{face}{footer}&R{face}Trang &P/&N")
