"""Lucide icons, drawn sharp at any size and in the colour of the theme at the moment of painting."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui import theme
from ui.guarded import guarded


def icon(name: str, color: str = "") -> QIcon:
    """Return an icon by its Lucide name; `color` is the name of a token or #rrggbb, empty is the colour of text."""
    return QIcon(_Engine(name, color))


def pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture of `size` logical pixels."""
    return _drawn(name, round(size * ratio), _hex(color), ratio)


def _hex(color: str) -> str:
    return color if color.startswith("#") else str(getattr(theme.current(), color or "text"))


@cache
def _source(name: str) -> str:
    return resources.path("icons", f"{name}.svg").read_text("utf-8")


@cache
def _drawn(name: str, pixels: int, color: str, ratio: float) -> QPixmap:
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _renderer(name, color).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))


@guarded
class _Engine(QIconEngine):
    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name, self._color = name, color

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._color)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        color = theme.current().faint if mode == QIcon.Mode.Disabled else _hex(self._color)
        _renderer(self._name, QColor(color).name()).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        color = theme.current().faint if mode == QIcon.Mode.Disabled else _hex(self._color)
        side = max(min(size.width(), size.height()), 1)  # a button squeezed flat still asks
        return _drawn(self._name, side, color, 1.0)
