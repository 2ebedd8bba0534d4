"""Blocks of a form as pieces of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from app.forms import blocks as b
from app.forms.blocks import Line, Signature
from app.forms.model import Page
from app.forms.texts import plain
from app.rendering.docx_grid import grid
from app.rendering.docx_xml import Cell, Style, page_break, paragraph, row, rule, table, words
from app.rendering.layout import MOTTO, NATION, RECIPIENTS, drawn, ranks

_BARS = 11  # points
_SAID = 1.5  # millimetres a point of size: room for “100,0 %”
_LETTER = 0.19  # mean width of a capital letter in millimetres per point of size


@dataclass(frozen=True)
class Room:
    """The free width and height in millimetres, and how much smaller everything is drawn."""

    page: Page
    width: float
    height: float
    scale: float

    def size(self, points: float) -> float:
        return round(points * self.scale * 2) / 2


def pieces(blocks: Sequence[b.Block], room: Room) -> Iterator[str]:
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, b.Paragraph):
            yield from _paragraph(block, room, keep_next=isinstance(following, b.Signatures))
        else:
            yield from _PIECES[type(block)](block, room)


def _head(block: b.Head, room: Room) -> Iterator[str]:
    size, left = room.size(block.size), room.width * block.left_share
    widths = [left, room.width - left]
    style = Style(size - 1, "center", 1.0)
    issuer = [paragraph(line, style) for line in block.above]
    issuer += [paragraph(line, style, bold=True) for line in block.left]
    issuer.append(rule(min(len(plain(block.left[-1])) * _LETTER * size, left) * 0.4 + 4, left))
    cells = [Cell("".join(issuer)), Cell(_nation(size, widths[1]))]
    rows = [row(cells, widths)]
    if block.number or block.place_date:
        below = Style(size, "center", 1.0, before=4)
        about = Style(size - 1, "center", 1.0, before=6)
        numbered = paragraph(block.number, below) + (paragraph(block.about, about) if block.about else "")
        dated = [numbered, paragraph(block.place_date, below, italic=True)]
        rows.append(row([Cell(cell) for cell in dated], widths))
    yield table(rows, widths)
    yield _gap()


def _nation(size: float, room: float) -> str:
    name = paragraph(words(NATION, bold=True), Style(size - 1, "center", 1.0))
    motto = paragraph(words(MOTTO, bold=True), Style(size, "center", 1.0))
    return name + motto + rule(56 * size / 13, room)


def _bookhead(block: b.BookHead, room: Room) -> Iterator[str]:
    size = room.size(block.size)
    sides: tuple[tuple[tuple[Line, ...], b.Align], ...] = ((block.left, "left"), (block.right, "right"))
    cells = [Cell("".join(paragraph(line, Style(size, align, 1.0)) for line in lines)) for lines, align in sides]
    widths = [room.width * 0.6, room.width * 0.4]
    yield table([row(cells, widths)], widths)


def _title(block: b.Title, room: Room) -> Iterator[str]:
    last = len(block.lines) - 1
    for place, line in enumerate(block.lines):
        before, after = (block.before if place == 0 else 0), (block.after if place == last and not block.rule else 0)
        yield paragraph(line, Style(room.size(block.size), "center", 1.0, before=before, after=after, keep_next=True))
    if block.rule:
        yield rule(45, room.width)
        yield _gap()


def _paragraph(block: b.Paragraph, room: Room, *, keep_next: bool = False) -> Iterator[str]:
    page = room.page
    small = 2 if block.style == "note" and not block.size else 0
    size = room.size((block.size or page.text_size) - small)
    align: b.Align = "justify"
    if block.style in ("center", "right"):
        align = "center" if block.style == "center" else "right"
    first = page.first_line if block.style in ("body", "basis") else 0
    style = Style(size, align, page.leading / 1.15, first, after=page.after, room=room.width, keep_next=keep_next)
    yield paragraph(block.text, style, italic=block.style in ("basis", "note"))


def _heading(block: b.Heading, room: Room) -> Iterator[str]:
    page = room.page
    style = Style(room.size(page.text_size), "left", 1.1, page.first_line, before=2, after=4, keep_next=True)
    yield paragraph(block.text, style, bold=True)


def _long(block: b.Long, room: Room) -> Iterator[str]:
    if not block.text:
        yield from _lines(b.Lines(count=block.lines), room)
    for part in block.text.split("\n") if block.text else ():
        yield from _paragraph(b.Paragraph(text=words(part)), room)


def _lines(block: b.Lines, room: Room) -> Iterator[str]:
    style = Style(room.size(room.page.text_size), "left", 1.4, room=room.width)
    for _ in range(block.count):
        yield paragraph((b.Span(leader=True),), style)


def _ticks(block: b.Ticks, room: Room) -> Iterator[str]:
    boxes = "    ".join(f"{'☒' if o.code in block.ticked else '☐'} {o.text}" for o in block.options)
    yield from _paragraph(b.Paragraph(text=words(boxes)), room)


def _columns(block: b.Columns, room: Room) -> Iterator[str]:
    whole = sum(column.width for column in block.columns)
    size = room.size(block.size or room.page.text_size)
    widths = [room.width * column.width / whole for column in block.columns]
    cells = [Cell("".join(paragraph(x, Style(size, c.align, 1.0)) for x in c.lines)) for c in block.columns]
    yield table([row(cells, widths)], widths)
    yield _gap()


def _grid(block: b.Grid, room: Room) -> Iterator[str]:
    yield grid(block, room.width, room.scale)
    yield _gap()


def _bars(block: b.Bars, room: Room) -> Iterator[str]:
    size, label = room.size(_BARS), room.width * block.label_part
    widths = [label, room.width - label - size * _SAID, size * _SAID]
    last = len(block.body) - 1
    rows = []
    for place, bar in enumerate(block.body):
        style = Style(size, "left", 1.0, before=4 if bar.heading else 0, keep_next=_goes_on(block.body, place, last))
        if bar.heading:
            rows.append(row([Cell(paragraph(words(bar.label), style, bold=True), span=3)], widths))
            continue
        texts = (bar.label, drawn(bar), bar.said)
        aligns: tuple[b.Align, ...] = ("left", "left", "right")
        rows.append(
            row(
                [Cell(paragraph(words(t), replace(style, align=a))) for t, a in zip(texts, aligns, strict=True)], widths
            )
        )
    yield table(rows, widths) if rows else ""
    yield _gap()


def _goes_on(body: Sequence[b.Bar], place: int, last: int) -> bool:
    """Tell whether the next line belongs under the same heading, so that a page does not part them."""
    return place < last and not body[place + 1].heading


def _signatures(block: b.Signatures, room: Room) -> Iterator[str]:
    for signers in ranks(block):
        yield _rank(block, signers, room)
        yield _gap()


def _rank(block: b.Signatures, signers: Sequence[Signature], room: Room) -> str:
    """Rows as on the PDF, so that names stand on one line however long a note is; each clings to the next."""
    size = room.size(block.size)
    widths = [room.width / len(signers)] * len(signers)
    style = Style(size, "center", 1.0, keep_next=True)
    titles = ["".join(paragraph(line, style, bold=True) for line in signer.title) for signer in signers]
    notes = [paragraph(s.note, Style(size - 1, "center", 1.0, keep_next=True), italic=True) for s in signers]
    room_to_sign = [paragraph((), style) for _ in signers]
    names = [paragraph(s.name, Style(size, "center", 1.0), bold=True) for s in signers]
    heights = (0, 0, block.space * room.scale, 0)
    rows = [
        row(
            tuple(_beside_recipients(cells, signers, size, top=cells is titles)),
            widths,
            height=height,
            exact=bool(height),
        )
        for cells, height in zip((titles, notes, room_to_sign, names), heights, strict=True)
    ]
    if any(signer.date for signer in signers):
        rows.insert(0, row([Cell(paragraph(s.date, style, italic=True)) for s in signers], widths))
    return table(rows, widths)


def _beside_recipients(
    contents: Sequence[str], signers: Sequence[Signature], size: float, *, top: bool
) -> Iterator[Cell]:
    """Yield the cells of a row; a list of recipients reaches over all of them."""
    for content, signer in zip(contents, signers, strict=True):
        if not signer.recipients:
            yield Cell(content)
        elif top:
            yield Cell(_recipients(signer, size), merge="start")
        else:
            yield Cell("", merge="go on")


def _recipients(signer: Signature, size: float) -> str:
    named = paragraph(words(RECIPIENTS), Style(size - 1, "left", 1.0, keep_next=True), bold=True, italic=True)
    return named + "".join(paragraph(line, Style(size - 2, "left", 1.0)) for line in signer.recipients)


def _space(block: b.Space, room: Room) -> Iterator[str]:
    yield paragraph((), Style(size=1, before=block.height * room.scale * 72 / 25.4, leading=1))


def _new_page(_block: b.PageBreak, _room: Room) -> Iterator[str]:
    yield page_break()


def _cover(block: b.Cover, room: Room) -> Iterator[str]:
    size, inner = room.size(block.size), room.width * 0.66
    indent = (room.width - inner) / 2
    title = [paragraph(x, Style(room.size(block.title_size), "center", 1.2), bold=True) for x in block.title]
    style = Style(size, "left", 1.2, indent=indent, after=6, room=inner + indent)
    lines = [paragraph(line, style) for line in block.lines]
    foot = [paragraph(line, Style(size - 4, "center", 1.0), italic=True) for line in block.foot]
    air = [paragraph((), Style(size=1, before=points)) for points in (20, 60, 45, 40)]
    content = [air[0], _nation(size - 1, room.width), air[1], *title, air[2], *lines, air[3], *foot]
    framed = row([Cell("".join(content))], [room.width], height=room.height - 8, exact=True)
    yield table([framed], [room.width], border="double")
    yield page_break()


def _statistics_head(block: b.StatisticsHead, room: Room) -> Iterator[str]:
    sides: tuple[tuple[tuple[Line, ...], float, b.Align], ...] = (
        (block.left, block.left_size, "left"),
        (block.center, block.size, "center"),
        (block.right, block.size, "left"),
    )
    cells = [
        Cell("".join(paragraph(line, Style(room.size(size), align, 1.0)) for line in lines))
        for lines, size, align in sides
    ]
    widths = [room.width * share for share in (0.29, 0.46, 0.25)]
    yield table([row(cells, widths)], widths)
    yield _gap()


def _notes(block: b.Notes, room: Room) -> Iterator[str]:
    for line in block.lines:
        yield paragraph(line, Style(room.size(block.size), "left", 1.0, before=2, room=room.width))


def _gap() -> str:
    """Word needs a paragraph between two tables, or it joins them."""
    return paragraph((), Style(size=4, leading=1))


_PIECES: dict[type[b.Block], Callable[[Any, Room], Iterator[str]]] = {
    b.Head: _head,
    b.BookHead: _bookhead,
    b.Title: _title,
    b.Heading: _heading,
    b.Long: _long,
    b.Lines: _lines,
    b.Ticks: _ticks,
    b.Columns: _columns,
    b.Grid: _grid,
    b.Signatures: _signatures,
    b.Bars: _bars,
    b.Space: _space,
    b.PageBreak: _new_page,
    b.Cover: _cover,
    b.StatisticsHead: _statistics_head,
    b.Notes: _notes,
}
