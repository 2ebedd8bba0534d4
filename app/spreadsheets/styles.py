"""What a cell's style says of its value: whether a number is a day, how many digits it shows, its font."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.spreadsheets.parts import MAIN, Parts

# ECMA-376 part 1, 18.8.30: the built-in formats that show days or hours, those of East Asian editions included.
_DAYS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_OF_DAYS = re.compile(r"[dmyhs]", re.IGNORECASE)
_ZEROS = re.compile(r"0+")


@dataclass(frozen=True)
class Style:
    """`day` tells that numbers are days or hours, `digits` how many are shown at least, `font` its name."""

    day: bool = False
    digits: int = 0
    font: str = ""


def styles_of(parts: Parts) -> list[Style]:
    """Return the styles of a workbook by the numbers its cells know them by."""
    root = parts.read("xl/styles.xml")
    if root is None:
        return []
    own = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iter(f"{MAIN}numFmt")}
    fonts = [_font(one) for one in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    return [_style(one, own, fonts) for one in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")]


def _font(font: Element) -> str:
    name = font.find(f"{MAIN}name")
    return name.get("val", "") if name is not None else ""


def _style(xf: Element, own: dict[int, str], fonts: list[str]) -> Style:
    number, font = int(xf.get("numFmtId", "0")), int(xf.get("fontId", "0"))
    bare = _QUOTED.sub("", own.get(number, ""))
    day = number in _DAYS or (number in own and bool(_OF_DAYS.search(bare)))
    digits = len(bare) if _ZEROS.fullmatch(bare) else 0
    return Style(day, digits, fonts[font] if font < len(fonts) else "")
