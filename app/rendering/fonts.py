"""The typefaces of paper: Times New Roman where Windows has it, else the bundled serif of the same widths.

Both break lines and pages alike: every advance width that could be compared is equal. NĐ 30/2020, Phụ lục I asks for
Times New Roman; its file may not be redistributed, so it is never bundled.
"""

from __future__ import annotations

import os
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Paper", "Paper-Bold", "Paper-Italic", "Paper-BoldItalic"
KHMER, KHMER_BOLD = "Khmer", "Khmer-Bold"

_FACES = (REGULAR, BOLD, ITALIC, BOLD_ITALIC)
_WINDOWS_FILES = ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")
_OUR_FILES = ("STPSerif-Regular.ttf", "STPSerif-Bold.ttf", "STPSerif-Italic.ttf", "STPSerif-BoldItalic.ttf")


def register(*, bundled: bool = False) -> None:
    """Make the faces known, once a process: the first call decides; `bundled` leaves Times New Roman alone.

    Must run before reportlab.platypus is imported: otherwise every page names Helvetica, which is not embedded.
    """
    if REGULAR in pdfmetrics.getRegisteredFontNames():
        return
    files = None if bundled else _windows_files()
    for face, file in zip(_FACES, files or _bundled_files(), strict=True):
        pdfmetrics.registerFont(TTFont(face, str(file)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)
    rl_config.canvas_basefontname = REGULAR


def register_khmer() -> None:
    """Make the Khmer faces known; they hold no Latin letters, so text is set in runs."""
    if KHMER in pdfmetrics.getRegisteredFontNames():
        return
    for face, name in ((KHMER, "NotoSerifKhmer-Regular.ttf"), (KHMER_BOLD, "NotoSerifKhmer-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(face, str(resources.path("fonts", name))))
    pdfmetrics.registerFontFamily(KHMER, normal=KHMER, bold=KHMER_BOLD, italic=KHMER, boldItalic=KHMER_BOLD)


def face(*, bold: bool = False, italic: bool = False) -> str:
    return _FACES[bold + 2 * italic]


def width(text: str, font: str, size: float) -> float:
    """Return the width of a run in points."""
    measured: float = pdfmetrics.stringWidth(text, font, size)
    return measured


def dots(millimetres: float, size: float) -> str:
    """Return so many dots to write on as fit the width."""
    return "." * max(3, round(millimetres * 72 / 25.4 / width(".", REGULAR, size)))


def _windows_files() -> list[Path] | None:
    folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
    files = [folder / name for name in _WINDOWS_FILES]
    return files if all(file.is_file() for file in files) else None


def _bundled_files() -> list[Path]:
    return [resources.path("fonts", name) for name in _OUR_FILES]
