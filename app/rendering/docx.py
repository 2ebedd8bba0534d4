"""A filled form as a Word document, to be edited before it is printed.

The square code is left out: what is edited may no longer say what the record says.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from app.forms.blocks import Cover, Line
from app.forms.model import Filled, Page
from app.forms.texts import plain
from app.rendering.docx_blocks import Room, pieces
from app.rendering.docx_xml import NAMESPACE, Style, field, paragraph, twips

_FONT = "Times New Roman"


def render_docx(filled: Filled) -> bytes:
    from docx import Document

    document = Document()
    form, page = filled.form, filled.form.page
    _properties(document, filled)
    _normal_style(document, page.text_size)
    _section(document.sections[0], page)
    _running_lines(document, filled)
    width, height = page.printable(), page.sheet()[1] - page.margins[0] - page.margins[1]
    _write(document, pieces(filled.blocks, Room(form.page, width, height, page.scale())))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _properties(document: Any, filled: Filled) -> None:
    core = document.core_properties
    core.title, core.language = filled.form.title, "vi-VN"
    core.author = filled.author or "Sổ Tư Pháp"
    core.subject = f"{filled.form.id} v{filled.form.version}"
    core.comments = ""


def _normal_style(document: Any, size: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    for name in ("Header", "Footer"):  # Word's own tab stops would catch the page number half way
        settings = document.styles[name].element.pPr
        if settings is not None and settings.tabs is not None:
            settings.remove(settings.tabs)


def _section(section: Any, page: Page) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    width, height = page.sheet()
    section.orientation = WD_ORIENT.LANDSCAPE if page.orientation == "landscape" else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    sides = ("top_margin", "bottom_margin", "left_margin", "right_margin")
    for side, margin in zip(sides, page.margins, strict=True):
        setattr(section, side, Mm(margin))
    section.header_distance, section.footer_distance = Mm(10), Mm(8)


def _running_lines(document: Any, filled: Filled) -> None:
    """Page numbers and the footer; a cover and page 1 of a paper of NĐ 30/2020 have no number."""
    section, page = document.sections[0], filled.form.page
    cover = bool(filled.blocks) and isinstance(filled.blocks[0], Cover)
    section.different_first_page_header_footer = cover or page.number == "top"
    if page.number == "top":
        _replace(section.header, field("PAGE", 13), align="center")
        _replace(section.first_page_footer, _footer(filled.footer), align="left")
    number = f"<w:r><w:tab/></w:r>{_words('Trang ')}{_number('PAGE')}{_words('/')}{_number('NUMPAGES')}"
    runs = _footer(filled.footer) + (number if page.number == "footer" else "")
    _replace(section.footer, runs, align="left", tab=page.printable())
    if page.mirrored:
        settings = document.settings.element  # the schema wants it right after the zoom
        settings.insert(1, _element("<w:mirrorMargins {ns}/>"))


def _footer(line: Line) -> str:
    return _words(plain(line)) if plain(line) else ""


def _words(text: str) -> str:
    from app.forms.blocks import Span
    from app.rendering.docx_xml import run

    return run(Span(text, italic=True), 10)


def _number(code: str) -> str:
    return field(code, 10, italic=True)


def _replace(part: Any, runs: str, *, align: str, tab: float = 0) -> None:
    """Put these runs into a header or footer, in place of its empty paragraph."""
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(tab)}"/></w:tabs>' if tab else ""
    settings = f'<w:pPr>{stop}<w:jc w:val="{align}"/></w:pPr>'
    old = part.paragraphs[0]._p  # noqa: SLF001 (python-docx has no other way to the element)
    old.getparent().replace(old, _element(f"<w:p {{ns}}>{settings}{runs}</w:p>"))


def _write(document: Any, parts: Iterator[str]) -> None:
    """Put the content before the settings of the section. Read as one text: moving elements takes seconds a table."""
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml

    before, settings, after = serialize_part_xml(document.element).rpartition(b"<w:sectPr")
    content = "".join(parts) + paragraph((), Style(size=2))
    document.part._element = parse_xml(before + content.encode() + settings + after)  # noqa: SLF001 (no other way in)


def _element(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml.replace("{ns}", NAMESPACE, 1))
