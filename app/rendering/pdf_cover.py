"""The cover of a book: a double frame, the nation's name, the book's name, and the lines that say whose it is."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Paragraph

from app.forms.blocks import Cover
from app.rendering.pdf_head import nation
from app.rendering.pdf_text import Style, paragraph

_FRAME_GAP = 3.0
_LINES_TOP = 0.53  # of the height
_SMALLEST = 6
_INSET = 26.0
_LINES_SHARE = 0.66  # of the width: lines of a cover are read as a block in the middle


class CoverPage(Flowable):  # type: ignore[misc]
    """Takes a whole page."""

    def __init__(self, cover: Cover, width: float, height: float) -> None:
        super().__init__()
        self._cover, self.width, self.height = cover, width, height - 1

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self._border()
        cover, wide = self._cover, self.width - 2 * _INSET
        inner = self.width * _LINES_SHARE
        title = [paragraph(line, Style(cover.title_size, "center", 1.3), bold=True) for line in cover.title]
        foot = [paragraph(line, Style(cover.size - 4, "center", 1.2), italic=True) for line in cover.foot]
        self._stack(nation(cover.size - 1), self.height - _INSET, wide)
        self._stack(title, self.height * 0.76, wide)
        self._stack(self._lines(inner), self.height * _LINES_TOP, inner)
        self._stack(foot, _INSET + 14.0 * len(foot), wide)

    def _lines(self, width: float) -> list[Paragraph]:
        """The lines in the largest size in which all of them fit above the frame."""
        room, size = self.height * _LINES_TOP - _INSET, self._cover.size
        while True:
            lines = [paragraph(line, Style(size, "left", 1.25, after=6)) for line in self._cover.lines]
            if sum(line.wrap(width, room)[1] + 6 for line in lines) <= room or size <= _SMALLEST:
                return lines
            size -= 1

    def _border(self) -> None:
        self.canv.setLineWidth(1.6)
        self.canv.rect(0, 0, self.width, self.height)
        self.canv.setLineWidth(0.6)
        gap = _FRAME_GAP
        self.canv.rect(gap, gap, self.width - 2 * gap, self.height - 2 * gap)

    def _stack(self, pieces: Sequence[Flowable], top: float, width: float) -> None:
        left = (self.width - width) / 2
        for piece in pieces:
            _, height = piece.wrap(width, self.height)
            top -= height
            piece.drawOn(self.canv, left, top)
            top -= piece.getSpaceAfter()
