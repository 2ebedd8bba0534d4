"""The words of which a printed form is made: text with places to fill, and the blocks that hold it.

A text is written `Ông {full_name:45}, **bên A**, //ghi chú//`: `{key}` is a place; `{key:30}` leaves 30 mm of dots when
the value is missing, `{key:>}` dots to the right edge; `**bold**` and `//italic//` are the only marks.
Lengths are millimetres, type sizes and gaps between paragraphs are points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Align = Literal["left", "center", "right", "justify"]
ParagraphStyle = Literal["body", "plain", "basis", "center", "right", "note"]


def _filled_in(default: Any) -> Any:
    """A field that only filling may set; a file may not name it."""
    return field(default=default, metadata={"filled_in": True})


@dataclass(frozen=True)
class Span:
    """A run of one typeface. With a `key` it is a place to fill; without one it is ready for a renderer.

    `dots` are millimetres of dots to write on; a `leader` runs dots from here to the right edge.
    """

    text: str = ""
    bold: bool = False
    italic: bool = False
    key: str = ""
    dots: float = 0.0
    leader: bool = False


Line = tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Block:
    """What every block may say: print me only if this key has a value (`if` in the file)."""

    when: str = ""


@dataclass(frozen=True, kw_only=True)
class Head(Block):
    """The two-column head of NĐ 30/2020, Phụ lục I: who issues it on the left, the nation's name on the right."""

    above: tuple[Line, ...] = ()  # upright: the body above
    left: tuple[Line, ...]  # bold: the body itself, with a short rule under it
    number: Line = ()
    about: Line = ()  # “V/v …” under the number of a letter (công văn)
    place_date: Line = ()
    size: float = 13
    left_share: float = 0.42


@dataclass(frozen=True, kw_only=True)
class BookHead(Block):
    """The lines above a page of a register: whose book it is, which volume."""

    left: tuple[Line, ...]
    right: tuple[Line, ...] = ()
    size: float = 12


@dataclass(frozen=True, kw_only=True)
class Title(Block):
    lines: tuple[Line, ...]
    size: float = 14
    before: float = 10
    after: float = 8
    rule: bool = False  # the short rule under a trích yếu


@dataclass(frozen=True, kw_only=True)
class Paragraph(Block):
    text: Line
    style: ParagraphStyle = "body"
    size: float = 0  # 0: the size of the page


@dataclass(frozen=True, kw_only=True)
class Heading(Block):
    text: Line


@dataclass(frozen=True, kw_only=True)
class Long(Block):
    """A long value, one paragraph a line of it; dotted lines to write on when there is none."""

    key: str
    lines: int = 3
    text: str = _filled_in("")


@dataclass(frozen=True, kw_only=True)
class Lines(Block):
    count: int


@dataclass(frozen=True)
class Option:
    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Ticks(Block):
    """Boxes to tick, drawn as shapes: no serif of ours has the signs. Several codes are parted by blanks."""

    key: str
    options: tuple[Option, ...]
    ticked: tuple[str, ...] = _filled_in(())


@dataclass(frozen=True, kw_only=True)
class Repeat(Block):
    """The same blocks for each row of a list; `blank` are the rows of a copy to be written by hand."""

    repeat: str
    blocks: tuple[Block, ...]
    blank: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class TextColumn:
    lines: tuple[Line, ...]
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, kw_only=True)
class Columns(Block):
    columns: tuple[TextColumn, ...]
    size: float = 0


@dataclass(frozen=True)
class Column:
    """A column of a grid. `label` stands in the row of numbers; a `total` column is summed."""

    key: str
    width: float
    align: Align = "left"
    label: str = ""
    number: bool = False
    total: bool = False


@dataclass(frozen=True)
class HeadCell:
    """A cell of the head at (row, column), reaching over so many rows and columns."""

    at: tuple[int, int]
    text: Line
    span: tuple[int, int] = (1, 1)
    bold: bool = True


RowKind = Literal["row", "group", "total"]


@dataclass(frozen=True)
class Row:
    """A filled row. A `group` has one text over the whole width; a `total` is bold, its first cells joined."""

    cells: tuple[str, ...]
    kind: RowKind = "row"
    min_height: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Grid(Block):
    """A ruled table whose head is repeated on every page.

    Rows come from the list `rows`; a row with a value under `group` is a line over the whole width, one with a value
    under `bold` is a total. `totals` is a list of rows for the end, whose first `total_span` cells are joined.
    `page_total` names the sum line printed at the foot of every page.
    A filled copy has `spare_rows` more, to go on by hand.
    """

    rows: str
    columns: tuple[Column, ...]
    head: tuple[HeadCell, ...]
    size: float = 10
    head_size: float = 10
    label_size: float = 9
    label_italic: bool = True
    min_height: float = 0
    group: str = ""
    bold: str = ""
    totals: str = ""
    total_span: int = 1
    page_total: str = ""
    blank_rows: int = 10
    blank_height: float = 10
    spare_rows: int = 0
    body: tuple[Row, ...] = _filled_in(())


@dataclass(frozen=True)
class Signature:
    """Who signs: every column of a block shares the lines of date, title, note, room and name.

    A column of `recipients` holds nobody's signature but the list “Nơi nhận”, level with the titles beside it
    (NĐ 30/2020, Phụ lục I, box 9b).
    """

    title: tuple[Line, ...] = ()
    note: Line = ()
    date: Line = ()
    name: Line = ()
    repeat: str = ""
    blank: tuple[dict[str, str], ...] = ()
    recipients: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Signatures(Block):
    """Signatures side by side, never parted by a page; `space` is the room to sign or press a finger in."""

    columns: tuple[Signature, ...]
    space: float = 22
    across: int = 3
    size: float = 13


@dataclass(frozen=True, kw_only=True)
class Space(Block):
    height: float


@dataclass(frozen=True, kw_only=True)
class PageBreak(Block):
    pass


@dataclass(frozen=True, kw_only=True)
class Cover(Block):
    """The first page of a book, in a frame: the nation's name, the book's name, whose it is."""

    title: tuple[Line, ...]
    lines: tuple[Line, ...]
    foot: tuple[Line, ...] = ()
    title_size: float = 26
    size: float = 15


@dataclass(frozen=True, kw_only=True)
class Qr(Block):
    """A square code at the foot of the first page; the value is `STP1:…` in capitals, and names nobody."""

    key: str
    size: float = 17
    value: str = _filled_in("")


@dataclass(frozen=True, kw_only=True)
class StatisticsHead(Block):
    """The three blocks above a table of TT 17/2025/TT-BTP: form and due dates, title, who reports to whom."""

    left: tuple[Line, ...]
    center: tuple[Line, ...]
    right: tuple[Line, ...]
    left_size: float = 14
    size: float = 14


@dataclass(frozen=True, kw_only=True)
class Notes(Block):
    """The remarks under a table, or under the part of a form that nobody could check yet."""

    lines: tuple[Line, ...]
    size: float = 11


@dataclass(frozen=True)
class Bar:
    """A line of a chart: `share` from 0 to 1, or None where nobody can tell; a heading has no bar."""

    label: str
    said: str = ""
    share: float | None = None
    heading: bool = False


@dataclass(frozen=True, kw_only=True)
class Bars(Block):
    """A bar for each row of a list, as long as its `share` says: “66,4 %”; under `group` a row has a heading."""

    rows: str
    label: str
    share: str
    group: str = ""
    label_part: float = 0.42
    body: tuple[Bar, ...] = _filled_in(())
