"""The small drawn things of a form: rules, dotted lines to write on, tick boxes, the square code."""

from __future__ import annotations

import math
from typing import Any

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.platypus import Flowable

from app.forms.blocks import Option
from app.rendering import fonts

_QUIET = 2  # modules left white around a square code


class Rule(Flowable):  # type: ignore[misc]
    """A short centred line under a heading; width in points."""

    def __init__(self, width: float, gap: float = 3.5) -> None:
        super().__init__()
        self._line = width
        self._gap = gap

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, self._gap + 1
        return self.width, self.height

    def draw(self) -> None:
        middle = self.width / 2
        self.canv.setLineWidth(0.7)
        self.canv.line(middle - self._line / 2, 0, middle + self._line / 2, 0)


class DottedLines(Flowable):  # type: ignore[misc]
    """Lines to write on, as many as asked for, parted by pages where needed."""

    def __init__(self, count: int, size: float, pitch: float) -> None:
        super().__init__()
        self._count, self._size, self._pitch = count, size, pitch

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, self._count * self._pitch
        return self.width, self.height

    def split(self, _available_width: float, available_height: float) -> list[Flowable]:
        fitting = int(available_height // self._pitch)
        if fitting < 1:
            return []
        if fitting >= self._count:
            return [self]
        return [DottedLines(part, self._size, self._pitch) for part in (fitting, self._count - fitting)]

    def draw(self) -> None:
        dot = fonts.width(".", fonts.REGULAR, self._size)
        text = "." * math.floor(self.width / dot)
        self.canv.setFont(fonts.REGULAR, self._size)
        for line in range(self._count):
            base = self.height - (line + 1) * self._pitch + self._size * 0.25
            self.canv.drawRightString(self.width, base, text)


class TickBoxes(Flowable):  # type: ignore[misc]
    """Boxes with words, as many on a line as fit."""

    def __init__(self, options: tuple[Option, ...], ticked: tuple[str, ...], size: float, indent: float) -> None:
        super().__init__()
        self._options, self._ticked, self._size, self._indent = options, set(ticked), size, indent
        self._lines: list[list[tuple[float, Option]]] = []

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self._lines, left = [[]], self._indent
        for option in self._options:
            needed = self._size * 0.8 + 4 + fonts.width(option.text, fonts.REGULAR, self._size)
            if left + needed > available_width and self._lines[-1]:
                self._lines.append([])
                left = self._indent
            self._lines[-1].append((left, option))
            left += needed + 14
        self.width, self.height = available_width, len(self._lines) * self._size * 1.4
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFont(fonts.REGULAR, self._size)
        for number, line in enumerate(self._lines, start=1):
            base = self.height - number * self._size * 1.4 + 0.3 * self._size
            for left, option in line:
                self._box(left, base - 0.08 * self._size, option.code in self._ticked)
                self.canv.drawString(left + self._size * 0.8 + 4, base, option.text)

    def _box(self, left: float, bottom: float, ticked: bool) -> None:
        side = self._size * 0.8
        self.canv.setLineWidth(0.7)
        self.canv.rect(left, bottom, side, side)
        if ticked:
            self.canv.setLineWidth(1.2)
            self.canv.line(left + 2, bottom + 2, left + side - 2, bottom + side - 2)
            self.canv.line(left + 2, bottom + side - 2, left + side - 2, bottom + 2)


def draw_square_code(canvas: Any, left: float, bottom: float, side: float, payload: str) -> None:
    """Draw the payload as one path of squares, with the quiet border inside the side; side in points.

    ReportLab's own drawing of its code would bring Helvetica into the file.
    """
    code = QrCodeWidget(payload, barLevel="M").qr
    code.make()
    module = side / (len(code.modules) + 2 * _QUIET)
    path = canvas.beginPath()
    for row, modules in enumerate(code.modules):
        for column, dark in enumerate(modules):
            if dark:
                x, y = (column + _QUIET) * module, side - (row + _QUIET + 1) * module
                path.rect(left + x, bottom + y, module, module)
    canvas.drawPath(path, stroke=0, fill=1)
