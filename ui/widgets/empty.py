"""What stands where nothing is yet: what this place is for, and one button to start."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import icons
from ui.guarded import guarded

_LETTERS, _FEWEST = 56, 40  # letters in a line of words: where there is room, and where there is not


@guarded
class EmptyState(QWidget):
    pressed = Signal()

    def __init__(self, icon: str, title: str, text: str, button_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(button_text, self)
        self.button.setProperty("primary", True)
        self.button.setAutoDefault(True)  # Enter presses it, as the keyboard is here when there is nothing else
        self.button.clicked.connect(self.pressed.emit)
        self.button.setVisible(bool(button_text))
        self.picture, self.said = _picture(icon), (_words(title, "heading"), _words(text, "muted"))
        self.box = QVBoxLayout(self)
        self.box.setSpacing(10)
        self.box.addStretch(2)
        for part in (self.picture, *self.said, self.button):
            self.box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self.box.addStretch(3)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * _FEWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the words stay whole and the picture goes."""
        super().resizeEvent(event)
        around = self.box.contentsMargins()
        room = self.width() - around.left() - around.right()
        for label in self.said:
            label.setMinimumWidth(min(label.fontMetrics().averageCharWidth() * _LETTERS, room))
        self.box.activate()
        for label in self.said:
            label.setMinimumHeight(label.heightForWidth(max(label.width(), label.minimumWidth())))
        parts = [*(label.minimumHeight() for label in self.said), self.picture.sizeHint().height()]
        if not self.button.isHidden():
            parts.append(self.button.sizeHint().height())
        gaps = self.box.spacing() * (len(parts) + 1) + around.top() + around.bottom()
        self.picture.setVisible(self.height() >= sum(parts) + gaps)


def _picture(icon: str) -> QLabel:
    label = QLabel()
    label.setPixmap(icons.icon(icon, "muted").pixmap(48, 48))
    return label


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
