"""The typefaces the program brings along, so that it looks the same on every machine."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

import resources

FAMILIES = ("Be Vietnam Pro", "Noto Serif Khmer")  # the second for Khmer letters in names
_FILES = (
    "BeVietnamPro-Regular.ttf",
    "BeVietnamPro-Medium.ttf",
    "BeVietnamPro-SemiBold.ttf",
    "BeVietnamPro-Bold.ttf",
    "NotoSerifKhmer-Regular.ttf",
)
_loaded: list[int] = []


def load() -> None:
    """Make the typefaces known to Qt, once a process."""
    if not _loaded:
        _loaded.extend(QFontDatabase.addApplicationFont(str(resources.path("fonts", name))) for name in _FILES)


def font(points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    load()
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPointSizeF(points)
    made.setWeight(weight)
    return made
