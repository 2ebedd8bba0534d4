"""What a statistics pack says: its law, how sure we are of it, its tables with their heads, rows, rules and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.statistics.facts import Indicator
from app.statistics.indicators import indicator
from app.statistics.rules import Rule, Sum

READY, NO_FORM = "ready", "no_form"
CERTAINTIES = ("read", "internal", "unverified")
INTERNAL = "(nội bộ)"
BY_TOTAL, BY_GROUP, BY_FORM, BY_MONTH, BY_UNIT, LIST = "total", "group", "form", "month", "unit", "list"
BY_ORIGIN = "origin"
ROWS = (BY_TOTAL, BY_GROUP, BY_FORM, BY_MONTH, BY_UNIT, BY_ORIGIN, LIST)


@dataclass(frozen=True)
class Head:
    """A cell of the head: over other cells, or over a column of one indicator.

    `distinct` says that the total may be less than the sum of the rows, because something stands in several of them.
    `width` is in millimetres.
    """

    label: str
    unit: str = ""
    indicator: str = ""
    distinct: bool = False
    width: float = 0
    columns: tuple[Head, ...] = ()

    def leaves(self) -> Iterator[Head]:
        if not self.columns:
            yield self
        for column in self.columns:
            yield from column.leaves()


@dataclass(frozen=True)
class Line:
    """A line of a list: an indicator under its own name, or a heading."""

    indicator: str = ""
    label: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Below:
    """A number told under the table, not in it."""

    label: str
    indicator: str


@dataclass(frozen=True)
class Rate:
    """A share of the total row, in percent, with its name; several ways of reckoning are in use."""

    label: str
    part: Sum
    whole: Sum


@dataclass(frozen=True)
class TableSpec:
    id: str
    title: str
    rows: str
    stub: str
    total: str = ""
    columns: tuple[Head, ...] = ()
    lines: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = ()
    rates: tuple[Rate, ...] = ()
    below: tuple[Below, ...] = ()
    notes: tuple[str, ...] = ()
    stub_width: float = 50
    official_number: str = ""

    def leaves(self) -> list[Head]:
        return [leaf for column in self.columns for leaf in column.leaves()]

    def named(self) -> dict[str, Indicator]:
        """Return the indicator of each column (c1, c2 …), or of each line of a list by its own name."""
        if self.rows == LIST:
            return {line.indicator: indicator(line.indicator) for line in self.lines if line.indicator}
        return {f"c{place}": indicator(leaf.indicator) for place, leaf in enumerate(self.leaves(), start=1)}


@dataclass(frozen=True)
class Signer:
    """Who signs; `office` limits the signer to communes or to the province."""

    title: tuple[str, ...]
    note: str = ""
    dated: bool = False
    office: str = ""


@dataclass(frozen=True)
class Doubt:
    what: str
    since: date


@dataclass(frozen=True)
class Pack:
    """A family of tables. One with the status “no_form” only says that its official form is missing."""

    id: str
    version: int
    title: str
    certainty: str
    status: str = READY
    legal_basis: tuple[str, ...] = ()
    unverified: tuple[Doubt, ...] = ()
    left: tuple[str, ...] = ()  # the lines above on the left
    signers: tuple[Signer, ...] = ()
    tables: tuple[TableSpec, ...] = ()
