"""Blocks of a form written down a worksheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.forms import blocks as b
from app.forms.blocks import Line
from app.rendering.layout import MOTTO, NATION, RECIPIENTS, drawn, ranks
from app.rendering.xlsx_sheet import SheetWriter


def write(to: SheetWriter, blocks: Sequence[b.Block]) -> None:
    for block in blocks:
        _WRITERS[type(block)](to, block)


def _head(to: SheetWriter, block: b.Head) -> None:
    left, right = to.shares(2)
    issuer = [*block.above, *((*((_bold(span)) for span in line),) for line in block.left)]
    nation = [(b.Span(NATION, bold=True),), (b.Span(MOTTO, bold=True),)]
    below = [line for line in (block.number, block.about) if line]
    dated = [block.place_date] if block.place_date else []
    sides = [*issuer, *below], [*nation, *dated]
    for place in range(max(map(len, sides))):
        cells = [
            (side[place] if place < len(side) else (), *span) for side, span in zip(sides, (left, right), strict=True)
        ]
        to.across(cells, align="center")
    to.skip()


def _bold(span: b.Span) -> b.Span:
    return b.Span(span.text, True, span.italic, "", span.dots, span.leader)


def _bookhead(to: SheetWriter, block: b.BookHead) -> None:
    left, right = to.shares(2)
    for place in range(max(len(block.left), len(block.right))):
        to.across(((block.left[place] if place < len(block.left) else (), *left),))
        if place < len(block.right):
            to.skip(-1)
            to.across(((block.right[place], *right),), align="right")


def _title(to: SheetWriter, block: b.Title) -> None:
    for line in block.lines:
        to.line(line, align="center", font_size=13)


def _paragraph(to: SheetWriter, block: b.Paragraph) -> None:
    to.line(block.text, italic=block.style in ("basis", "note"))


def _heading(to: SheetWriter, block: b.Heading) -> None:
    to.line(tuple(_bold(span) for span in block.text))


def _long(to: SheetWriter, block: b.Long) -> None:
    for part in (block.text or "\n" * (block.lines - 1)).split("\n"):
        to.line((b.Span(part),))


def _lines(to: SheetWriter, block: b.Lines) -> None:
    to.skip(block.count)


def _ticks(to: SheetWriter, block: b.Ticks) -> None:
    for option in block.options:
        to.line((b.Span(f"{'[x]' if option.code in block.ticked else '[  ]'} {option.text}"),))


def _columns(to: SheetWriter, block: b.Columns) -> None:
    shares = to.shares(len(block.columns))
    for place in range(max(len(column.lines) for column in block.columns)):
        pairs = zip(block.columns, shares, strict=True)
        to.across([(c.lines[place] if place < len(c.lines) else (), *share) for c, share in pairs])


def _bars(to: SheetWriter, block: b.Bars) -> None:
    shares = to.shares(3)
    for bar in block.body:
        if bar.heading:
            to.line((b.Span(bar.label, bold=True),))
        else:
            texts = (bar.label, drawn(bar), bar.said)
            to.across([((b.Span(text),), *share) for text, share in zip(texts, shares, strict=True)])


def _cover(to: SheetWriter, block: b.Cover) -> None:
    for text in (NATION, MOTTO):
        to.line((b.Span(text, bold=True),), align="center")
    to.skip(2)
    for line in block.title:
        to.line(tuple(_bold(span) for span in line), align="center", font_size=20)
    to.skip(2)
    for line in (*block.lines, *block.foot):
        to.line(line)


def _statistics_head(to: SheetWriter, block: b.StatisticsHead) -> None:
    shares = to.shares(3)
    sides = (block.left, block.center, block.right)
    for place in range(max(map(len, sides))):
        for side, share, align in zip(sides, shares, ("left", "center", "left"), strict=True):
            if side is not block.left:
                to.skip(-1)
            to.across(((side[place] if place < len(side) else (), *share),), align=align)
    to.skip()


def _signatures(to: SheetWriter, block: b.Signatures) -> None:
    for signers in ranks(block):
        shares = to.shares(len(signers))
        to.skip()
        depth = max(len(signer.title) for signer in signers)
        rows: list[list[Line]] = [[signer.date for signer in signers]] if any(s.date for s in signers) else []
        rows += [[_title_line(signer, place) for signer in signers] for place in range(depth)]
        for row in rows:
            to.across([(line, *share) for line, share in zip(row, shares, strict=True)], align="center")
        to.across([(s.note, *share) for s, share in zip(signers, shares, strict=True)], align="center", italic=True)
        to.skip(4)
        names = [tuple(_bold(span) for span in signer.name) for signer in signers]
        to.across([(name, *share) for name, share in zip(names, shares, strict=True)], align="center")
        for recipients in filter(None, (signer.recipients for signer in signers)):
            to.line((b.Span(RECIPIENTS, bold=True, italic=True),))
            for line in recipients:
                to.line(line)


def _title_line(signer: b.Signature, place: int) -> Line:
    return tuple(_bold(span) for span in signer.title[place]) if place < len(signer.title) else ()


def _notes(to: SheetWriter, block: b.Notes) -> None:
    for line in block.lines:
        to.line(line)


def _space(to: SheetWriter, _block: b.Space) -> None:
    to.skip()


_WRITERS: dict[type[b.Block], Callable[[SheetWriter, Any], None]] = {
    b.Head: _head,
    b.BookHead: _bookhead,
    b.Title: _title,
    b.Paragraph: _paragraph,
    b.Heading: _heading,
    b.Long: _long,
    b.Lines: _lines,
    b.Ticks: _ticks,
    b.Columns: _columns,
    b.Grid: SheetWriter.grid,
    b.Signatures: _signatures,
    b.Cover: _cover,
    b.StatisticsHead: _statistics_head,
    b.Notes: _notes,
    b.Bars: _bars,
    b.Space: _space,
}
