"""A printed form: its name, its law, how sure we are of it, its page and its blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.forms.blocks import Block, Line

Certainty = Literal["read", "internal", "unverified"]
PageNumber = Literal["", "top", "footer"]

INTERNAL = "(nội bộ)"
BY_HAND = "by_hand"  # a condition every form may use: true on the copy to be written by hand
SIZES = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}


@dataclass(frozen=True)
class Page:
    """Margins are top, bottom, left, right, in millimetres; `mirrored` swaps the last two on even pages (books).

    `number` is "top" (centred, not on page 1, NĐ 30/2020) or "footer" (Trang x/y). A `fit_width` lays the form out
    that many millimetres wide and scales it to the sheet.
    """

    size: Literal["A4", "A3"] = "A4"
    orientation: Literal["portrait", "landscape"] = "portrait"
    margins: tuple[float, ...] = (20, 20, 30, 15)
    mirrored: bool = False
    number: PageNumber = ""
    footer: Line = ()
    fit_width: float = 0
    text_size: float = 13
    first_line: float = 10
    leading: float = 1.25
    after: float = 6

    def sheet(self) -> tuple[float, float]:
        """Width and height of the paper as it lies."""
        width, height = SIZES[self.size]
        return (height, width) if self.orientation == "landscape" else (width, height)

    def scale(self) -> float:
        return self.printable() / self.fit_width if self.fit_width else 1.0

    def printable(self) -> float:
        """Millimetres between the left and the right margin."""
        return self.sheet()[0] - self.margins[2] - self.margins[3]


@dataclass(frozen=True)
class Basis:
    """An article of a document, and what it settles."""

    citation: str
    settles: str = ""


@dataclass(frozen=True)
class Doubt:
    """What of the form nobody has compared with its source, since when."""

    what: str
    since: date


@dataclass(frozen=True)
class Form:
    id: str
    version: int
    title: str
    source: str
    certainty: Certainty
    legal_basis: tuple[Basis, ...]
    blocks: tuple[Block, ...]
    page: Page = Page()
    place: int = 0  # among the forms, lower first
    states: tuple[str, ...] = ()  # of its record, for which it is offered before the papers of other states
    official_number: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    unverified: tuple[Doubt, ...] = ()
    strings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """A form with its values in their places: nothing is left to look up, a renderer only draws."""

    form: Form
    blocks: tuple[Block, ...]
    footer: Line = ()
    author: str = ""
    qr: str = ""
    qr_size: float = 0
