"""A line of small things that goes on in the next line where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.guarded import guarded

_BETWEEN = 6


@guarded
class Flow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add(self, part: QWidget) -> None:
        part.setParent(self)
        part.show()
        self._parts.append(part)
        self._place()

    def clear(self) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts.clear()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(0, self.minimumHeight())

    def _place(self) -> None:
        """Put every part where it goes and take the height that needs; each line is centred on its own height."""
        top = height = 0
        for line in self._lines():
            height = max(part.sizeHint().height() for part in line)
            left = 0
            for part in line:
                size = part.sizeHint()
                part.setGeometry(QRect(left, top + (height - size.height()) // 2, size.width(), size.height()))
                left += size.width() + _BETWEEN
            top += height + _BETWEEN
        self.setFixedHeight(max(top - _BETWEEN, 0))

    def _lines(self) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        used = 0
        for part in self._parts:
            wide = part.sizeHint().width()
            if not lines or used + wide > self.width():
                lines.append([])
                used = 0
            lines[-1].append(part)
            used += wide + _BETWEEN
        return lines
