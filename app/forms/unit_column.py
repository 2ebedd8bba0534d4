"""The column that tells whose a line is, in any list whose lines are of several units."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from app.forms.blocks import Column, Grid, HeadCell, Span

OF_UNIT = "of_unit"  # of a row: the name of its unit, where the list is of several
_WIDTH = 0.075  # of the whole table
_PLACE = 1  # behind the running number


def of_unit(row: Mapping[str, str], unit: str) -> Mapping[str, str]:
    """Return a row that tells whose it is; the row as it is where nobody need be told."""
    return {**row, OF_UNIT: unit} if unit else row


def told(rows: Iterable[Mapping[str, str]]) -> bool:
    return any(row.get(OF_UNIT) for row in rows)


def with_units(grid: Grid) -> Grid:
    """Return a grid with the column of units behind its first; the others give way, each by its share."""
    whole = sum(column.width for column in grid.columns)
    columns = [dataclasses.replace(column, width=column.width * (1 - _WIDTH)) for column in grid.columns]
    columns.insert(_PLACE, Column(OF_UNIT, whole * _WIDTH))
    depth = max((cell.at[0] + cell.span[0] for cell in grid.head), default=0)
    top = max((cell.at[0] + cell.span[0] for cell in grid.head if _over(cell)), default=0)
    head = [_moved(cell) for cell in grid.head]
    head += [HeadCell(at=(top, _PLACE), text=(Span("Đơn vị"),), span=(depth - top, 1))] if depth > top else []
    return dataclasses.replace(grid, columns=tuple(columns), head=tuple(head), total_span=grid.total_span + 1)


def _over(cell: HeadCell) -> bool:
    """Tell whether a cell of the head reaches over the new column."""
    return cell.at[1] < _PLACE < cell.at[1] + cell.span[1]


def _moved(cell: HeadCell) -> HeadCell:
    """Return a cell of the head at its new place, or reaching over the new column."""
    row, column = cell.at
    if column >= _PLACE:
        return dataclasses.replace(cell, at=(row, column + 1))
    return dataclasses.replace(cell, span=(cell.span[0], cell.span[1] + _over(cell)))
