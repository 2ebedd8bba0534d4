"""Putting values into the places of a form; what comes out has nothing left to look up."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from app.forms.blocks import (
    Bar,
    Bars,
    Block,
    Columns,
    Grid,
    Line,
    Long,
    Qr,
    Repeat,
    Row,
    Signature,
    Signatures,
    Span,
    TextColumn,
    Ticks,
)
from app.forms.model import BY_HAND, Filled, Form
from app.forms.texts import clean, plain
from app.forms.unit_column import told, with_units

_PERCENT = re.compile(r"(\d{1,3}(?:,\d+)?) ?%")
_NOT_OF_CODE = re.compile(r"[^0-9A-Z $%*+\-./:]")  # the alphanumeric set of ISO/IEC 18004

Value = str | Sequence[Mapping[str, str]]
Values = Mapping[str, Value]


def fill(form: Form, values: Values) -> Filled:
    """Return the form with these values; what is missing is left to be written by hand."""
    return _filled(form, _Places(values, form.strings), by_hand=False)


def blank(form: Form, values: Values | None = None) -> Filled:
    """Return the form to be written by hand: empty rows, dotted lines; `values` may hold what is known beforehand."""
    return _filled(form, _Places({**(values or {}), BY_HAND: "1"}, form.strings), by_hand=True)


def _filled(form: Form, places: _Places, *, by_hand: bool) -> Filled:
    blocks = tuple(_blocks(form.blocks, places, by_hand))
    code = next((block for block in blocks if isinstance(block, Qr)), None)
    return Filled(
        form=form,
        blocks=tuple(block for block in blocks if not isinstance(block, Qr)),
        footer=_line(form.page.footer, places),
        author=places.text("unit_name"),
        qr=code.value if code else "",
        qr_size=code.size if code else 0,
    )


class _Places:
    """Where the values of places come from: the row at hand, then the record, then the form's own words."""

    def __init__(self, values: Values, strings: Mapping[str, str], row: Mapping[str, str] | None = None) -> None:
        self._values = values
        self._strings = strings
        self._row = row or {}

    def text(self, key: str) -> str:
        found = self._row.get(key) or self._values.get(key) or self._strings.get(key) or ""
        return clean(found) if isinstance(found, str) else ""

    def rows(self, key: str) -> Sequence[Mapping[str, str]]:
        found = self._values.get(key) or ()
        return () if isinstance(found, str) else found

    def has(self, key: str) -> bool:
        return bool(self.text(key) or self.rows(key))

    def within(self, row: Mapping[str, str], number: int) -> _Places:
        return _Places(self._values, self._strings, {"n": str(number), **row})

    def each(self, key: str, blanks: Sequence[Mapping[str, str]]) -> Iterator[_Places]:
        """Yield the places of each row of a list, or of the rows kept for handwriting when it is empty."""
        for number, row in enumerate(self.rows(key) or blanks, start=1):
            yield self.within(row, number)


def _blocks(blocks: Sequence[Block], places: _Places, by_hand: bool) -> Iterator[Block]:
    for block in blocks:
        if block.when and not places.has(block.when):
            continue
        if isinstance(block, Repeat):
            for row in places.each(block.repeat, block.blank):
                yield from _blocks(block.blocks, row, by_hand)
        elif isinstance(block, Grid):
            yield _grid(block, places, by_hand)
        else:
            fill_block: Callable[[Any, _Places], Block] = _SPECIAL.get(type(block), _lines_within)
            yield fill_block(block, places)


def _line(line: Line, places: _Places) -> Line:
    return tuple(_span(span, places) if span.key else span for span in line)


def _span(span: Span, places: _Places) -> Span:
    if text := places.text(span.key):
        return dataclasses.replace(span, text=text, key="", dots=0.0, leader=False)
    return dataclasses.replace(span, key="")


def _lines_within(block: Any, places: _Places) -> Any:
    """Fill every text of a block or part, wherever it declares one."""
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(block):
        value = getattr(block, field.name)
        if isinstance(value, tuple) and value:
            changes[field.name] = _series(value, places)
    return dataclasses.replace(block, **changes)


def _series(value: tuple[Any, ...], places: _Places) -> tuple[Any, ...]:
    if isinstance(value[0], Span):
        return _line(value, places)
    if isinstance(value[0], tuple) and all(isinstance(span, Span) for line in value for span in line):
        return tuple(_line(line, places) for line in value)
    return value


def _long(block: Long, places: _Places) -> Long:
    return dataclasses.replace(block, text=places.text(block.key))


def _ticks(block: Ticks, places: _Places) -> Ticks:
    return dataclasses.replace(block, ticked=tuple(places.text(block.key).split()))


def _columns(block: Columns, places: _Places) -> Columns:
    columns: tuple[TextColumn, ...] = tuple(_lines_within(column, places) for column in block.columns)
    return dataclasses.replace(block, columns=columns)


def _signatures(block: Signatures, places: _Places) -> Signatures:
    columns = tuple(filled for column in block.columns for filled in _signers(column, places))
    return dataclasses.replace(block, columns=columns)


def _signers(column: Signature, places: _Places) -> Iterator[Signature]:
    rows = places.each(column.repeat, column.blank) if column.repeat else iter((places,))
    for row in rows:
        filled = _lines_within(column, row)
        # a name nobody knows yet is written by its owner: no dots under the signature
        yield dataclasses.replace(filled, name=filled.name if plain(filled.name).strip() else ())


def _qr(block: Qr, places: _Places) -> Qr:
    if _NOT_OF_CODE.search(places.text(block.key)):
        raise ValueError("the square code takes digits, capitals and $%*+-./: only")
    return dataclasses.replace(block, value=places.text(block.key))


def _bars(block: Bars, places: _Places) -> Bars:
    return dataclasses.replace(block, body=tuple(_bar(block, row) for row in places.rows(block.rows)))


def _bar(block: Bars, row: Mapping[str, str]) -> Bar:
    if block.group and row.get(block.group):
        return Bar(clean(row[block.group]), heading=True)
    said = clean(row.get(block.share) or "")
    found = _PERCENT.fullmatch(said)
    share = min(float(found[1].replace(",", ".")) / 100, 1.0) if found else None
    return Bar(clean(row.get(block.label) or ""), said, share)


_SPECIAL: dict[type[Block], Callable[[Any, _Places], Block]] = {
    Long: _long,
    Ticks: _ticks,
    Columns: _columns,
    Signatures: _signatures,
    Qr: _qr,
    Bars: _bars,
}


def _grid(grid: Grid, places: _Places, by_hand: bool) -> Grid:
    rows = places.rows(grid.rows)
    grid = with_units(grid) if told(rows) else grid
    body = [_row(grid, row, number) for number, row in enumerate(rows, start=1)]
    more = grid.spare_rows if body or not by_hand else grid.blank_rows
    body += [Row(("",) * len(grid.columns), min_height=grid.blank_height)] * more
    body += [_row(grid, row, 0, total=True) for row in (places.rows(grid.totals) if grid.totals else ())]
    head = tuple(dataclasses.replace(cell, text=_line(cell.text, places)) for cell in grid.head)
    return dataclasses.replace(grid, body=tuple(body or [Row(("",) * len(grid.columns))]), head=head)


def _row(grid: Grid, row: Mapping[str, str], number: int, *, total: bool = False) -> Row:
    if grid.group and row.get(grid.group):
        return Row((clean(row[grid.group]),) + ("",) * (len(grid.columns) - 1), "group")
    known = {"n": str(number), **row}
    cells = tuple(clean(known.get(column.key) or "") for column in grid.columns)
    return Row(cells, "total" if total or (grid.bold and row.get(grid.bold)) else "row")
