"""Text with places and marks, read once into spans: `Ông {full_name:45}, **bên A**`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.forms.blocks import Line, Span

_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)(?::(>|\d+(?:\.\d+)?))?\}")
_MARK = re.compile(r"(\*\*|//)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

EMPTY_DOTS = 20.0  # millimetres of dots for a place that does not say how many


def parse(text: str) -> Line:
    """Read a text into spans; raises ValueError with a sentence about what does not close."""
    spans: list[Span] = []
    bold = italic = False
    for part in _MARK.split(clean(text)):
        if part == "**":
            bold = not bold
        elif part == "//":
            italic = not italic
        else:
            spans.extend(_places(part, bold, italic))
    if bold or italic:
        raise ValueError(f"Dấu {'**' if bold else '//'} trong “{text}” mở mà không đóng.")
    if any(span.leader for span in spans[:-1]):
        raise ValueError(f"Trong “{text}”, chỗ điền kéo chấm đến lề phải (:>) phải đứng cuối.")
    return tuple(spans)


def clean(text: str) -> str:
    """Return composed text without control characters, which neither paper nor Word can hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


def plain(line: Line) -> str:
    """Return the words alone."""
    return "".join(span.text for span in line)


def _places(text: str, bold: bool, italic: bool) -> Iterator[Span]:
    position = 0
    for found in _PLACE.finditer(text):
        yield from _words(text[position : found.start()], bold, italic)
        option = found[2] or ""
        dots = 0.0 if option == ">" else float(option or EMPTY_DOTS)
        yield Span("", bold, italic, found[1], dots, option == ">")
        position = found.end()
    yield from _words(text[position:], bold, italic)


def _words(text: str, bold: bool, italic: bool) -> Iterator[Span]:
    if "{" in text or "}" in text:
        raise ValueError(f"Chỗ điền trong “{text}” viết sai: phải là {{khoa}}, {{khoa:30}} hoặc {{khoa:>}}.")
    if text:
        yield Span(text, bold, italic)
