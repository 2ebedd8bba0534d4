"""What stands where nothing is yet: what this place is for, and one button to start."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import icons
from ui.guarded import guarded


@guarded
class EmptyState(QWidget):
    pressed = Signal()

    def __init__(self, icon: str, title: str, text: str, button_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(button_text, self)
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.pressed.emit)
        self.button.setVisible(bool(button_text))
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addStretch(2)
        for part in (_picture(icon), _words(title, "heading"), _words(text, "muted"), self.button):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(3)


def _picture(icon: str) -> QLabel:
    label = QLabel()
    label.setPixmap(icons.icon(icon, "muted").pixmap(48, 48))
    return label


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMinimumWidth(label.fontMetrics().averageCharWidth() * 56)
    return label
