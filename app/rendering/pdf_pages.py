"""Pages: margins and their mirror, page numbers, footers, the square code; and the document they make."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from app.forms.blocks import Cover, Line
from app.forms.model import Filled, Page
from app.forms.texts import plain
from app.rendering import fonts
from app.rendering.pdf_blocks import MM, Room, flow
from app.rendering.pdf_shapes import draw_square_code
from app.rendering.pdf_text import Style, paragraph

_FOOTER_SIZE = 10.0
_CODE_FOOT = 6 * MM  # what office printers cannot reach at the edge of the paper


@dataclass(frozen=True)
class Sheet:
    """One kind of page: paper and margins in points, after mirroring."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    scale: float

    def printable(self) -> float:
        return self.width - self.left - self.right


def build(filled: Filled, *, lang: str, invariant: bool) -> bytes:
    form, page = filled.form, filled.form.page
    sheet = _sheet(page, mirrored=False)
    file = io.BytesIO()
    document = BaseDocTemplate(
        file,
        pagesize=(sheet.width, sheet.height),
        title=form.title,
        author=filled.author or "Sổ Tư Pháp",
        subject=f"{form.id} v{form.version}",
        creator="Sổ Tư Pháp",
        lang=lang,
        invariant=int(invariant),
        pageCompression=1,
    )
    document.addPageTemplates(_templates(filled))
    document._firstPageTemplateIndex = ["first", "*", "even", "odd"]  # noqa: SLF001 (the way to a cycle from page 1 on)
    height = (sheet.height - sheet.top - sheet.bottom) / sheet.scale
    pieces = list(flow(filled.blocks, Room(page, sheet.printable() / sheet.scale, height)))
    if page.number == "footer":
        pieces.append(_PageNumbers())
    document.build(pieces)
    return file.getvalue()


def _sheet(page: Page, *, mirrored: bool) -> Sheet:
    width, height = (side * MM for side in page.sheet())
    top, bottom, left, right = (margin * MM for margin in page.margins)
    if mirrored:
        left, right = right, left
    return Sheet(width, height, top, bottom, left, right, page.scale())


def _templates(filled: Filled) -> list[PageTemplate]:
    """The first page, which may hold the square code; then odd and even pages in turn."""
    page = filled.form.page
    odd, even = _sheet(page, mirrored=False), _sheet(page, mirrored=page.mirrored)
    return [
        _template("first", odd, filled, code=filled.qr_size * MM if filled.qr else 0),
        _template("even", even, filled),
        _template("odd", odd, filled),
    ]


def _template(name: str, sheet: Sheet, filled: Filled, *, code: float = 0) -> PageTemplate:
    bottom = max(sheet.bottom, code + _CODE_FOOT + 2 * MM if code else 0)
    scale = sheet.scale
    frame = Frame(
        sheet.left / scale,
        bottom / scale,
        sheet.printable() / scale,
        (sheet.height - sheet.top - bottom) / scale,
        **dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0),
    )

    def decorate(canvas: Any, _document: Any) -> None:
        _decorate(canvas, sheet, filled)
        if code:
            draw_square_code(canvas, sheet.width - sheet.right - code, _CODE_FOOT, code, filled.qr)
        canvas.scale(scale, scale)

    return PageTemplate(name, [frame], onPage=decorate)


def _decorate(canvas: Any, sheet: Sheet, filled: Filled) -> None:
    number = canvas.getPageNumber()
    if number == 1 and isinstance(filled.blocks[0], Cover):
        return  # a cover carries neither number nor footer, but counts
    canvas.saveState()
    if filled.form.page.number == "top" and number > 1:
        canvas.setFont(fonts.REGULAR, 13)
        middle = sheet.left + sheet.printable() / 2
        canvas.drawCentredString(middle, sheet.height - sheet.top + 5 * MM, str(number))
    if filled.form.page.number == "footer":
        _number_in_footer(canvas, sheet, number)
    canvas.restoreState()
    if plain(filled.footer):
        _footer(canvas, sheet, filled.footer)


def _number_in_footer(canvas: Any, sheet: Sheet, number: int) -> None:
    """Leave a place for “Trang x/y”: what stands there is drawn last, when the number of pages is known."""
    canvas.translate(sheet.width - sheet.right, sheet.bottom - 7 * MM)
    canvas.doForm(f"page-{number}")


def _footer(canvas: Any, sheet: Sheet, footer: Line) -> None:
    text = paragraph(footer, Style(_FOOTER_SIZE, "left", 1.15), italic=True)
    _, height = text.wrap(sheet.printable() - 28 * MM, sheet.bottom)
    text.drawOn(canvas, sheet.left, sheet.bottom - 7 * MM + _FOOTER_SIZE - height)


class _PageNumbers(Flowable):  # type: ignore[misc]
    """The last piece of a document: it knows how many pages there are and draws the number of each."""

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        pages = self.canv.getPageNumber()
        for number in range(1, pages + 1):
            self.canv.beginForm(f"page-{number}", -90, -4, 1, 12)
            self.canv.setFont(fonts.ITALIC, _FOOTER_SIZE)
            self.canv.drawRightString(0, 0, f"Trang {number}/{pages}")
            self.canv.endForm()
