"""Breaking the words of a cell into lines; a word is measured once and remembered."""

from __future__ import annotations

from collections.abc import Iterator

from app.forms.blocks import Line
from app.rendering import fonts

Run = tuple[str, str]  # words and the face they are set in

_widths: dict[str, dict[str, float]] = {}


def word_width(word: str, font: str, size: float) -> float:
    known = _widths.setdefault(font, {})
    measured = known.get(word)
    if measured is None:
        if len(known) > 200_000:  # a book of names may be long, the memory of an old machine is not
            known.clear()
        measured = known[word] = fonts.width(word, font, 1000)
    return measured * size / 1000


def wrap(text: str, font: str, size: float, width: float) -> Iterator[str]:
    """Yield the lines of a text; a word wider than the cell is cut."""
    for part in text.split("\n"):
        yield from _wrapped(part, font, size, width)


def _wrapped(text: str, font: str, size: float, width: float) -> Iterator[str]:
    blank = word_width(" ", font, size)
    line: list[str] = []
    filled = 0.0
    for word in text.split(" "):
        wide = word_width(word, font, size)
        if line and filled + blank + wide > width:
            yield " ".join(line)
            line, filled = [], 0.0
        if wide > width and not line:
            *full, rest = _cut(word, font, size, width)
            yield from full
            line, filled = [rest], word_width(rest, font, size)
        else:
            filled += wide + (blank if line else 0.0)
            line.append(word)
    yield " ".join(line)


def _cut(word: str, font: str, size: float, width: float) -> list[str]:
    pieces, piece, filled = [], "", 0.0
    for letter in word:
        wide = word_width(letter, font, size)
        if piece and filled + wide > width:
            pieces.append(piece)
            piece, filled = "", 0.0
        piece += letter
        filled += wide
    return [*pieces, piece]


def wrap_runs(line: Line, size: float, width: float) -> list[list[Run]]:
    """Break a text of several faces; for the few cells of a head."""
    lines: list[list[Run]] = [[]]
    filled = 0.0
    for font, word, glued in _styled_words(line):
        if word == "\n":
            lines.append([])
            filled = 0.0
            continue
        lead = "" if glued or not lines[-1] else " "
        wide = word_width(lead + word, font, size)
        if lines[-1] and filled + wide > width and not glued:
            lines.append([])
            filled, lead, wide = 0.0, "", word_width(word, font, size)
        lines[-1].append((lead + word, font))
        filled += wide
    return lines


def _styled_words(line: Line) -> Iterator[tuple[str, str, bool]]:
    """Yield face, word, and whether it clings to the word before it."""
    clings = False
    for span in line:
        font = fonts.face(bold=span.bold, italic=span.italic)
        for place, part in enumerate(span.text.split("\n")):
            if place:
                yield font, "\n", False
                clings = False
            clings = clings and not part.startswith(" ")
            for word in part.split():
                yield font, word, clings
                clings = False
            clings = bool(part) and not part.endswith(" ")
