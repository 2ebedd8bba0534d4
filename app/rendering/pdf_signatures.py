"""Signature blocks: rows shared by all who sign, kept on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, Spacer, Table

from app.forms.blocks import Line, Signature, Signatures
from app.rendering.layout import RECIPIENTS, ranks
from app.rendering.pdf_text import Style, paragraph, words

_MM = 72 / 25.4
_GAP = 16.0
_TABLE = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 1),
    ("RIGHTPADDING", (0, 0), (-1, -1), 1),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


def signatures(block: Signatures, width: float) -> Iterator[list[Flowable]]:
    """Yield the pieces of each row of signatures, which stay together."""
    for signers in ranks(block):
        yield [Spacer(1, _GAP), _table(block, signers, width)]


def _table(block: Signatures, signers: Sequence[Signature], width: float) -> Table:
    size = block.size
    rows: list[list[list[Flowable]]] = [
        [[paragraph(line, Style(size, "center", 1.15), bold=True) for line in signer.title] for signer in signers],
        _row([signer.note for signer in signers], size - 1, italic=True),
        [[] for _ in signers],
        _row([signer.name for signer in signers], size, bold=True),
    ]
    if any(signer.date for signer in signers):
        rows.insert(0, _row([signer.date for signer in signers], size, italic=True))
    heights: list[float | None] = [None] * len(rows)
    heights[-2] = block.space * _MM
    joined = list(_recipients(rows, signers, size))
    widths = [width / len(signers)] * len(signers)
    return Table(rows, colWidths=widths, rowHeights=heights, style=[*_TABLE, *joined], splitInRow=1)


def _recipients(
    rows: list[list[list[Flowable]]], signers: Sequence[Signature], size: float
) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """Put lists of recipients into their columns, from the titles down; yield the cells to join."""
    top = len(rows) - 4
    for column, signer in enumerate(signers):
        if signer.recipients:
            named = paragraph(words(RECIPIENTS), Style(size - 1, "left", 1.15), bold=True, italic=True)
            listed = [paragraph(line, Style(size - 2, "left", 1.15)) for line in signer.recipients]
            rows[top][column] = [named, *listed]
            yield ("SPAN", (column, top), (column, -1))


def _row(lines: Sequence[Line], size: float, **marks: bool) -> list[list[Flowable]]:
    return [[paragraph(line, Style(size, "center", 1.15), **marks)] if line else [] for line in lines]
