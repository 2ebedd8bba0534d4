"""How a paper ends: signatures with something of what they sign above them, never alone on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer

from app.rendering.pdf_grid import GridTable
from app.rendering.pdf_shapes import DottedLines

_MM = 72 / 25.4
_ENDLESS = 1_000_000.0
_CLINGS = 60 * _MM  # a piece of text not taller than this goes to the page of the signatures under it


class Together(KeepTogether):  # type: ignore[misc]
    """Pieces that share a page, and whose height can be asked before there is one."""

    def __init__(self, pieces: Sequence[Flowable]) -> None:
        super().__init__(list(pieces))
        self.pieces = pieces


class SignedTable(Flowable):  # type: ignore[misc]
    """A table with what follows it to the end of the signatures; parted, its last row stays with them."""

    def __init__(self, table: GridTable, after: Sequence[Flowable]) -> None:
        super().__init__()
        self._table, self._after = table, list(after)

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = height_of([self._table, *self._after], available_width)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        _, tall = self._table.wrap(available_width, available_height)
        parts = self._table.split_off_end() if tall <= available_height else []
        parts = parts or self._table.split(available_width, available_height)
        return [*parts[:-1], SignedTable(parts[-1], self._after)] if len(parts) > 1 else []

    def draw(self) -> None:
        top = self.height
        for piece in (self._table, *self._after):
            _, tall = piece.wrapOn(self.canv, self.width, top)
            top -= tall
            piece.drawOn(self.canv, 0, top)


def signed(before: list[Flowable], ranks: list[list[Flowable]], width: float, height: float) -> Iterator[Flowable]:
    """Yield what was held back and the rows of signatures under it, on pages so wide and high.

    Signatures alone on a page say nothing of what was signed: a short piece of text, or the last row of a table, goes
    along. More signatures than a page holds are parted between their rows.
    """
    signers = list(chain.from_iterable(ranks))
    table = next((place for place, piece in enumerate(before) if isinstance(piece, GridTable)), len(before))
    after = [*before[table + 1 :], *signers]
    if table < len(before) and height_of([_end_of(before[table]), *after], width) < height:
        yield from (*before[:table], SignedTable(before[table], after))
        return
    if not _clings(before, width):
        yield from before
        before = []
    together = [*before, *signers]
    if height_of(together, width) < height:
        yield Together(together)
    else:
        yield from (*before, *map(Together, ranks))


def _end_of(table: GridTable) -> Flowable:
    return [table, *table.split_off_end()][-1]


def _clings(pieces: list[Flowable], width: float) -> bool:
    said = [piece for piece in pieces if not isinstance(piece, CondPageBreak | Spacer)]
    text = bool(said) and all(isinstance(piece, Paragraph | DottedLines) for piece in said)
    return text and height_of(said, width) < _CLINGS


def height_of(pieces: Sequence[Flowable], width: float) -> float:
    """Return how much of a page pieces take that have not been given one yet."""
    return sum(_height(piece, width) for piece in pieces)


def _height(piece: Flowable, width: float) -> float:
    if isinstance(piece, Together):
        return height_of(piece.pieces, width)
    return 0.0 if isinstance(piece, CondPageBreak) else float(piece.wrap(width, _ENDLESS)[1])
