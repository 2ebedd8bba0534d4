"""A chart of bars on a page: each heading with its bars, their words at the left and what they come to at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table

from app.forms.blocks import Bar, Bars
from app.rendering.pdf_text import Style, paragraph, words

_SIZE = 11
_SAID = 4.2  # times the size of the type: room for “100,0 %”
_TOGETHER = 8  # bars that stay on the page of their heading
_INK, _GROUND = 0.35, 0.9  # greys that a copier keeps apart
_TABLE = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")] + [
    (f"{side}PADDING", (0, 0), (-1, -1), room)
    for side, room in (("LEFT", 0), ("RIGHT", 5), ("TOP", 1), ("BOTTOM", 1.5))
]


class _BarShape(Flowable):  # type: ignore[misc]
    """The whole as a pale bar, the share of it as a dark one; a share nobody can tell is an empty frame."""

    def __init__(self, share: float | None, height: float) -> None:
        super().__init__()
        self._share, self._high = share, height

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, self._high
        return self.width, self.height

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.setLineWidth(0.4)
        self.canv.setFillGray(1 if self._share is None else _GROUND)
        self.canv.rect(0, 0, self.width, self.height, stroke=1, fill=1)
        self.canv.setFillGray(_INK)
        if self._share:
            self.canv.rect(0, 0, self.width * self._share, self.height, stroke=0, fill=1)
        self.canv.restoreState()


def bars(block: Bars, width: float) -> Iterator[Flowable]:
    for heading, lines in _groups(block.body):
        yield CondPageBreak(_SIZE * 1.5 * (min(len(lines), _TOGETHER) + 1))
        yield Spacer(1, _SIZE * 0.5)
        if heading:
            yield paragraph(words(heading), Style(_SIZE, "left", 1.2, after=2), bold=True)
        if lines:
            yield _table(block, lines, width)
    yield Spacer(1, _SIZE * 0.7)


def _groups(body: Sequence[Bar]) -> Iterator[tuple[str, list[Bar]]]:
    """Yield each heading with the bars under it; bars before the first heading have none."""
    heading, lines = "", list[Bar]()
    for bar in body:
        if bar.heading:
            if heading or lines:
                yield heading, lines
            heading, lines = bar.label, []
        else:
            lines.append(bar)
    if heading or lines:
        yield heading, lines


def _table(block: Bars, lines: Sequence[Bar], width: float) -> Table:
    said, label = _SIZE * _SAID, width * block.label_part
    style = Style(_SIZE, "left", 1.15)
    rows = [
        [
            paragraph(words(bar.label), style),
            _BarShape(bar.share, _SIZE * 0.8),
            paragraph(words(bar.said), Style(_SIZE, "right", 1.15)),
        ]
        for bar in lines
    ]
    return Table(rows, colWidths=[label, width - label - said, said], style=_TABLE, splitInRow=1)
