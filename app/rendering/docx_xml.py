"""WordprocessingML in small pieces: runs, paragraphs, cells, tables. Lengths are millimetres, sizes points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from app.forms.blocks import Align, Line, Span

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOT_WIDTH = 0.25  # of the size, in Times New Roman

_ALIGNMENTS = {"left": "left", "center": "center", "right": "right", "justify": "both"}


@dataclass(frozen=True)
class Style:
    """How a paragraph is set; `room` is the width a leader may run to."""

    size: float = 13
    align: Align = "justify"
    leading: float = 1.1
    first: float = 0
    indent: float = 0
    before: float = 0
    after: float = 0
    room: float = 165
    keep_next: bool = False
    rule: bool = False


@dataclass(frozen=True)
class Cell:
    """`merge` is "start" or "go on" for a cell that reaches over rows; `span` counts columns."""

    content: str
    span: int = 1
    merge: str = ""
    middle: bool = False


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def run(span: Span, size: float) -> str:
    if span.leader:
        return f"<w:r>{_run_style(span, size)}<w:tab/></w:r>"
    text = span.text or "." * max(3, round(span.dots / (DOT_WIDTH * size * 25.4 / 72)))
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    return f"<w:r>{_run_style(span, size)}{'<w:br/>'.join(parts)}</w:r>"


def _run_style(span: Span, size: float) -> str:
    marks = "<w:b/>" * span.bold + "<w:i/>" * span.italic
    return f'<w:rPr>{marks}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr>'


def paragraph(line: Line, style: Style, *, bold: bool = False, italic: bool = False) -> str:
    spans = [replace(span, bold=span.bold or bold, italic=span.italic or italic) for span in line]
    leader = any(span.leader for span in spans)
    if leader or (style.align == "justify" and any(span.dots or "....." in span.text for span in spans)):
        style = replace(style, align="left")
    return f"<w:p>{_paragraph_style(style, leader)}{''.join(run(span, style.size) for span in spans)}</w:p>"


def words(text: str, **marks: bool) -> Line:
    return (Span(text, bold=marks.get("bold", False), italic=marks.get("italic", False)),)


def _paragraph_style(style: Style, leader: bool) -> str:
    parts = ["<w:keepNext/>"] if style.keep_next else []
    if style.rule:
        parts.append('<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>')
    if leader:
        parts.append(f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(style.room)}"/></w:tabs>')
    exact = f'w:line="{round(style.leading * 240)}" w:lineRule="auto"'
    parts.append(f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" {exact}/>')
    if style.first or style.indent:
        indent = twips(style.indent)
        parts.append(f'<w:ind w:left="{indent}" w:right="{indent}" w:firstLine="{twips(style.first)}"/>')
    parts.append(f'<w:jc w:val="{_ALIGNMENTS[style.align]}"/>')
    return f"<w:pPr>{''.join(parts)}</w:pPr>"


def rule(width: float, room: float) -> str:
    """A short centred rule: an almost flat paragraph with a line under it."""
    style = Style(size=3, leading=1, indent=max((room - width) / 2, 0), align="center", rule=True)
    return paragraph((), style)


def page_break() -> str:
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def row(
    cells: Sequence[Cell], widths: Sequence[float], *, height: float = 0, exact: bool = False, head: bool = False
) -> str:
    """A row that no page parts; `head` rows are repeated on every page."""
    rule_of_height = "exact" if exact else "atLeast"
    size = f'<w:trHeight w:val="{twips(height)}" w:hRule="{rule_of_height}"/>' if height else ""
    settings = f"<w:trPr><w:cantSplit/>{size}{'<w:tblHeader/>' * head}</w:trPr>"
    drawn, column = [], 0
    for cell in cells:
        drawn.append(_cell(cell, sum(widths[column : column + cell.span])))
        column += cell.span
    return f"<w:tr>{settings}{''.join(drawn)}</w:tr>"


def _cell(cell: Cell, width: float) -> str:
    parts = [f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>']
    if cell.span > 1:
        parts.append(f'<w:gridSpan w:val="{cell.span}"/>')
    if cell.merge:
        parts.append('<w:vMerge w:val="restart"/>' if cell.merge == "start" else "<w:vMerge/>")
    if cell.middle:
        parts.append('<w:vAlign w:val="center"/>')
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{cell.content or paragraph((), Style(size=8))}</w:tc>"


def table(rows: Sequence[str], widths: Sequence[float], *, border: str = "") -> str:
    """A table of fixed columns; `border` is a line style of Word (single, double) or nothing."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="{border}" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    padding = twips(0.7) if border else 0
    margins = "".join(f'<w:{side} w:w="{padding}" w:type="dxa"/>' for side in ("left", "right"))
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f"{f'<w:tblBorders>{lines}</w:tblBorders>' if border else ''}"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def field(code: str, size: float, *, italic: bool = False) -> str:
    """A field of Word, such as PAGE."""
    style = _run_style(Span(italic=italic), size)
    marks = [f'<w:r>{style}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code_run = f'<w:r>{style}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    shown = f"<w:r>{style}<w:t>1</w:t></w:r>"
    return marks[0] + code_run + marks[1] + shown + marks[2]
