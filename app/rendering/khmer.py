"""Khmer names among Vietnamese text: set in runs of their own face and shaped run by run.

ReportLab 5.1.0 shapes Khmer with two faults, mended here for that version alone; the test of Khmer tells whether
another version still needs it. Running Khmer text has no line breaking here and belongs to another renderer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import reportlab

from app.rendering import fonts

MENDED_VERSION = "5.1.0"

_KHMER = "\u1780-\u17ff\u19e0-\u19ff"
_RUN = re.compile(f"[{_KHMER}](?:[{_KHMER}\u200b\u200c ]*[{_KHMER}])?")
_JOINERS = re.compile("[\u200b\u200c\u200d]")  # drawn as a blank or a box: ReportLab knows no break of width zero
_ONE = re.compile(f"[{_KHMER}]")


def has_khmer(text: str) -> bool:
    return _ONE.search(text) is not None


def marked(markup: str) -> str:
    """Put Khmer runs of escaped text into their face."""
    if not has_khmer(markup):
        return markup
    return _RUN.sub(lambda found: f'<font name="{fonts.KHMER}">{_JOINERS.sub("", found[0])}</font>', markup)


def prepare() -> None:
    """Register the face and mend the library before Khmer is set."""
    fonts.register_khmer()
    if reportlab.__version__ == MENDED_VERSION:
        _mend()


def _mend() -> None:
    from reportlab.pdfgen.textobject import PDFTextObject
    from reportlab.platypus import paragraph

    PDFTextObject.setRise = _set_rise
    paragraph.shapeFragWord = _shape_runs


def _set_rise(text: Any, rise: float) -> None:
    """Move the base line; the original forgets the new rise where it replaces the operator before it."""
    text._y += text._rise - rise  # noqa: SLF001
    text._rise = rise  # noqa: SLF001
    operator = f"{rise:.6f}".rstrip("0").rstrip(".") + " Ts"
    if text._code and text._code[-1].endswith(" Ts"):  # noqa: SLF001
        text._code[-1] = operator  # noqa: SLF001
    else:
        text._code.append(operator)  # noqa: SLF001


def _shape_runs(word: Any, **_options: Any) -> Any:
    """Shape the Khmer runs of a word; the original shapes all of it with the face of its first letter.

    Other faces are left alone: their widths must not change with the language of a neighbour.
    """
    from reportlab.pdfbase import ttfonts

    if isinstance(word, ttfonts.ShapedFragWord):
        return word
    if any(isinstance(text, ttfonts.ShapedStr) for _, text in word[1:]):
        return ttfonts.makeShapedFragWord(word)(word)  # of a paragraph broken before
    runs = [(font, list(parts)) for font, parts in groupby(word[1:], key=lambda part: part[0].fontName)]
    shaped = [
        ttfonts.shapeFragWord([_width(run), *run]) if font in (fonts.KHMER, fonts.KHMER_BOLD) else [_width(run), *run]
        for font, run in runs
    ]
    if not any(isinstance(part, ttfonts.ShapedFragWord) for part in shaped):
        return word
    joined = ttfonts.makeShapedFragWord(word)([sum(part[0] for part in shaped)])
    joined.extend(_fragments(shaped))
    return joined


def _fragments(shaped: list[Any]) -> Iterator[Any]:
    for part in shaped:
        yield from part[1:]


def _width(run: list[Any]) -> float:
    return sum(fonts.width(text, fragment.fontName, fragment.fontSize) for fragment, text in run)
