"""A heading under the form of a record that opens and closes: for what belongs to it but is no box."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import icons
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import words


@guarded
class Foldable(QWidget):
    """What is inside is filled when it is opened; the digest says beside the heading what a closed one holds."""

    opened = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.head, self.digest, self.inside = QToolButton(), words("", "small"), QWidget()
        self.body = QVBoxLayout(self.inside)
        self.body.setContentsMargins(4, 0, 0, 4)
        self.body.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._heading())
        column.addWidget(self.inside)
        self.set_open(False)

    def _heading(self) -> QHBoxLayout:
        self.head.setProperty("section", True)
        self.head.setText(self.title)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.head.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        size = self.head.fontMetrics().height()
        self.head.setIconSize(QSize(size, size))
        self.head.clicked.connect(lambda: self.set_open(not self.is_open()))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.head)
        row.addWidget(self.digest)
        row.addStretch(1)
        return row

    def is_open(self) -> bool:
        return not self.inside.isHidden()

    def set_open(self, now: bool) -> None:
        self.inside.setVisible(now)
        self.head.setIcon(icons.icon("chevron-down" if now else "chevron-right", "accent"))
        state = tr("đang mở") if now else tr("đang đóng")
        self.head.setAccessibleName(f"{self.title}, {state}")
        if now:
            self.opened.emit()

    def tell(self, said: str) -> None:
        """Say beside the heading what is inside."""
        self.digest.setText(said)
        self.head.setAccessibleDescription(said)

    def empty(self) -> None:
        """Take everything out, with what it holds."""
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
