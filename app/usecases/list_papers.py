"""A list as somebody narrowed it, on paper or as a sheet: the columns and lines of the screen, under what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.forms.blocks import Column, Grid, HeadCell, Notes, Row, Span, StatisticsHead
from app.forms.model import Filled, Form, Page
from app.ports import Store
from app.usecases.files import write_file
from app.usecases.office import own_office
from app.vietnamese import show_day, show_number

_ACROSS = 272.0  # millimetres of A4 lying
_NUMBER = 12.0  # millimetres of the column of running numbers
_LEAST, _MOST = 8, 48  # letters of a column that count for its width
_TITLE = "Danh sách: "
_INTERNAL = "Danh sách nội bộ, không phải biểu mẫu do cơ quan nhà nước ban hành"


@dataclass(frozen=True)
class Listing:
    """What a list shows; `asked` are the conditions in words."""

    title: str
    asked: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def write_list(store: Store, listing: Listing, target: Path, today: date) -> Path:
    """Write a list to a .pdf, .docx or .xlsx file."""
    from app.rendering import render

    return write_file(target, render(list_paper(store, listing, today), target.suffix.lower()))


def list_paper(store: Store, listing: Listing, today: date) -> Filled:
    office = own_office(store)
    said = f"{show_number(len(listing.rows))} dòng, lập ngày {show_day(today)}."
    head = StatisticsHead(
        left=((Span(office.name, bold=True),),),
        center=(
            (Span(f"{_TITLE}{listing.title}".upper() + " (nội bộ)", bold=True),),
            *((Span(line),) for line in listing.asked),
        ),
        right=(),
    )
    blocks = (head, _grid(listing), Notes(lines=((Span(said, italic=True),),), size=11))
    form = Form(
        id="danh-sach",
        version=1,
        title=f"{_TITLE}{listing.title} (nội bộ)",
        source="list",
        certainty="internal",
        legal_basis=(),
        blocks=blocks,
        page=Page(orientation="landscape", margins=(13, 13, 12, 12), number="footer", text_size=13),
    )
    return Filled(form=form, blocks=blocks, footer=(Span(_INTERNAL),), author=office.name)


def _grid(listing: Listing) -> Grid:
    letters = [_letters(listing, place) for place in range(len(listing.heads))]
    share = (_ACROSS - _NUMBER) / max(sum(letters), 1)
    columns = [Column(f"c{place}", width * share) for place, width in enumerate(letters, start=1)]
    return Grid(
        rows="rows",
        columns=(Column("n", _NUMBER, "center"), *columns),
        head=tuple(HeadCell(at=(0, at), text=(Span(head),)) for at, head in enumerate(("TT", *listing.heads))),
        size=11,
        head_size=11,
        body=tuple(Row((str(place), *row)) for place, row in enumerate(listing.rows, start=1)),
    )


def _letters(listing: Listing, column: int) -> int:
    """Return the longest words of a column in letters, within what a column may be."""
    longest = max((len(row[column]) for row in listing.rows), default=0)
    return min(max(longest, len(listing.heads[column]), _LEAST), _MOST)
