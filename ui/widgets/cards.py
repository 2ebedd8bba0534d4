"""A number that matters, with its name, a note and a picture; pressed, it opens the records behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from ui import icons, theme
from ui.guarded import guarded


@guarded
class NumberCard(QFrame):
    pressed = Signal()

    def __init__(self, icon: str, number: str, title: str, note: str = "", tone: str = "accent") -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tone = tone
        self.number, self.title, self.note, self.picture = QLabel(), QLabel(title), QLabel(), QLabel()
        self.title.setProperty("role", "label")
        self.note.setProperty("role", "small")
        for label in (self.title, self.note):
            label.setWordWrap(True)  # four cards stand side by side in large letters too
            label.setMinimumWidth(label.fontMetrics().averageCharWidth() * 10)
        self.picture.setPixmap(icons.icon(icon, tone).pixmap(26, 26))
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 8, 14, 10)
        grid.setVerticalSpacing(1)
        grid.addWidget(self.number, 0, 0)
        grid.addWidget(self.picture, 0, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.title, 1, 0, 1, 2)
        grid.addWidget(self.note, 2, 0, 1, 2)
        self.set(number, note)

    def set(self, number: str, note: str = "", tone: str = "") -> None:
        """Show another number; the picture keeps its colour, the number takes the new tone."""
        self._tone = tone or self._tone
        ink = getattr(theme.current(), self._tone)
        self.number.setText(number)
        self.number.setStyleSheet(
            f"color: {ink}; font-size: {2.1 * theme.POINTS * theme.percent() / 100}pt; font-weight: 600;"
        )
        self.note.setText(note)
        self.setAccessibleName(f"{self.title.text()}: {number}")
        self.setAccessibleDescription(note)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


def row_of(cards: list[QWidget]) -> QWidget:
    """Return cards side by side, all of one width."""
    row = QWidget()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    for place, card in enumerate(cards):
        grid.addWidget(card, 0, place)
        grid.setColumnStretch(place, 1)
    return row
