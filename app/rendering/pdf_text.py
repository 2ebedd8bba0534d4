"""Prose on paper: spans to ReportLab's markup, with dots to write on and Khmer in its own face."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from app.forms.blocks import Align, Line, Span
from app.rendering import fonts, khmer

_DOTS = "....."
_ALIGNMENTS = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}


@dataclass(frozen=True)
class Style:
    """How a paragraph is set, in points; `leading` counts in sizes; a `loose` one may leave single lines behind."""

    size: float = 13
    align: Align = "justify"
    leading: float = 1.25
    first: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    loose: bool = False


def paragraph(line: Line, style: Style, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """Return a paragraph of these spans; `bold` and `italic` set all of it."""
    spans = [replace(span, bold=span.bold or bold, italic=span.italic or italic) for span in line]
    text = "".join(_markup(span, style.size) for span in spans)
    if style.align == "justify" and any(span.dots or _DOTS in span.text for span in spans):
        style = replace(style, align="left")  # dots cannot be broken: justified, the words before them fly apart
    leader = any(span.leader for span in spans)
    shaped = any(khmer.has_khmer(span.text) for span in spans)
    if shaped:
        khmer.prepare()
    return Paragraph(text + " " * leader, _style(style, leader, shaped))


def line_width(line: Line, size: float) -> float:
    """Return the width of a line set bold, in points, counting the dots it leaves to write on."""
    return sum(fonts.width(span.text or fonts.dots(span.dots, size), fonts.BOLD, size) for span in line)


def words(text: str) -> Line:
    """Return a plain text as a line."""
    return (Span(text),)


def _markup(span: Span, size: float) -> str:
    if span.dots:
        return fonts.dots(span.dots, size)
    text = khmer.marked(escape(span.text)).replace("\n", "<br/>")
    if span.bold:
        text = f"<b>{text}</b>"
    return f"<i>{text}</i>" if span.italic else text


_styles: dict[tuple[Style, bool, bool], ParagraphStyle] = {}


def _style(style: Style, leader: bool, shaped: bool) -> ParagraphStyle:
    known = _styles.get((style, leader, shaped))
    if known is None:
        known = _styles[style, leader, shaped] = ParagraphStyle(
            f"paper-{len(_styles)}",
            fontName=fonts.REGULAR,
            fontSize=style.size,
            leading=style.size * style.leading,
            alignment=_ALIGNMENTS[style.align],
            firstLineIndent=style.first,
            leftIndent=style.left,
            spaceBefore=style.before,
            spaceAfter=style.after,
            allowWidows=int(style.loose),
            allowOrphans=int(style.loose),
            endDots="." if leader else None,
            shaping=int(shaped),
        )
    return known
