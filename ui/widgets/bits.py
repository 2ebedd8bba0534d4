"""Small pieces used everywhere: words in a role, buttons, cards, notices, pages that have nothing to show yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.guarded import guarded
from ui.texts import tip


def em(widget: QWidget) -> int:
    """Return the width of a letter: the unit every width is counted in, so that larger letters get more room."""
    return widget.fontMetrics().horizontalAdvance("n")


def words(text: str = "", role: str = "", tone: str = "") -> QLabel:
    """Return a label; `role` says what it is for (title, heading, muted …), `tone` what it means (ok, warn, bad)."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    if tone:
        label.setProperty("tone", tone)
    return label


_LEAST = 4  # letters below which words that give way say nothing


@guarded
class _Yielding(QLabel):
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        whole, room = self.text(), self.width()
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room)
        if shown != whole and room <= em(self) * _LEAST:
            shown = ""
        where, role = self.contentsRect(), self.foregroundRole()
        painter = QPainter(self)
        self.style().drawItemText(painter, where, int(self.alignment()), self.palette(), self.isEnabled(), shown, role)


def yielding(role: str = "") -> QLabel:
    """Return a label that gives way with an ellipsis where there is no room for it."""
    label = _Yielding()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def paragraph(text: str = "", role: str = "", tone: str = "") -> QLabel:
    label = words(text, role, tone)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.setMinimumWidth(1)
    return label


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change what the style sheet sees of a widget."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _fit_icon(made: QAbstractButton) -> None:
    size = made.fontMetrics().height()
    made.setIconSize(QSize(size, size))


@guarded
class _Button(QPushButton):
    """Its icon grows with the letters."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            _fit_icon(self)


@guarded
class _Tool(QToolButton):
    """Its icon grows with the letters."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            _fit_icon(self)


def button(
    text: str, action: Callable[[], object], *, icon: str = "", keys: str = "", primary: bool = False, hint: str = ""
) -> QPushButton:
    made = _Button(text)
    if icon:
        made.setIcon(icons.icon(icon, "on_accent" if primary else "muted"))
    made.setProperty("primary", primary)
    made.setToolTip(tip(hint or text, keys))
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked=False: action())
    return made


def link(text: str, action: Callable[[], object]) -> QPushButton:
    made = QPushButton(text)
    made.setProperty("link", True)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda _checked=False: action())
    return made


def tool(icon: str, name: str, action: Callable[[], object] | None = None, *, keys: str = "") -> QToolButton:
    """Return a button of one icon, with its name for the screen reader and its shortcut in the tooltip."""
    made = _Tool()
    made.setIcon(icons.icon(icon))
    made.setAccessibleName(name)
    made.setToolTip(tip(name, keys))
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    _fit_icon(made)
    if action:
        made.clicked.connect(lambda _checked=False: action())
    return made


def card() -> QFrame:
    frame = QFrame()
    frame.setProperty("card", True)
    return frame


def rule() -> QFrame:
    line = QFrame()
    line.setProperty("rule", True)
    return line


def picture(icon: str, token: str, ems: float = 2.0) -> QLabel:
    """Return an icon as an ornament beside words that say the same."""
    label = QLabel()
    size = round(em(label) * ems)
    label.setPixmap(icons.pixmap(icon, token, size, label.devicePixelRatioF()))
    return label


class Notice:
    """A strip with a sentence and what can be done about it; hidden until it has something to say."""

    def __init__(self, tone: str) -> None:
        self.frame = QFrame()
        self.frame.setProperty("notice", tone)
        self._said = paragraph()
        self._row = QHBoxLayout(self.frame)
        self._row.setContentsMargins(10, 6, 6, 6)
        self._row.addWidget(self._said, 1)
        self._buttons: list[QPushButton] = []
        self.frame.hide()

    def say(self, text: str, *ways: tuple[str, Callable[[], object]]) -> None:
        """Show a sentence with buttons; the ones before go."""
        self._said.setText(text)
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = [button(label, action) for label, action in ways]
        for made in self._buttons:
            self._row.addWidget(made)
        self.frame.show()

    def hide(self) -> None:
        self.frame.hide()

    def text(self) -> str:
        return "" if self.frame.isHidden() else self._said.text()


def empty_state(icon: str, title: str, teaches: str, start: QPushButton | None = None) -> QWidget:
    """Return what an empty list shows: what the page is for, and the one button to begin with."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.addStretch(2)
    ornament = picture(icon, "border", 6)
    for piece in (ornament, words(title, "heading")):
        column.addWidget(piece, 0, Qt.AlignmentFlag.AlignHCenter)
    said = words(teaches, "muted")
    said.setWordWrap(True)
    said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    said.setFixedWidth(em(said) * 48)
    column.addWidget(said, 0, Qt.AlignmentFlag.AlignHCenter)
    if start:
        column.addSpacing(8)
        column.addWidget(start, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    return widget


def labelled(boxes: Iterable[tuple[str, QLineEdit, str, int]]) -> QGridLayout:
    """Lay boxes out in a row, each under its label; a box comes with its hint and its share of the room."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    for place, (label, box, hint, share) in enumerate(boxes):
        said = words(label, "label")
        said.setBuddy(box)
        box.setAccessibleName(label)
        box.setPlaceholderText(hint)
        grid.addWidget(said, 0, place)
        grid.addWidget(box, 1, place)
        grid.setColumnStretch(place, share)
    return grid
