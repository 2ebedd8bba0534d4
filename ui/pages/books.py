"""The registers used now and then, as cards under headings, each with how many records it holds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.records import kind_named
from app.vietnamese import show_number
from ui.books import SHELVES
from ui.guarded import guarded
from ui.navigation import Place
from ui.pages.base import Page
from ui.pages.scrolling import scrolling
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import paragraph, picture, words

_BESIDE = 4  # cards in a row


@guarded
class BookCard(QFrame):
    pressed = Signal()

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.held: QLabel = words("", "small")
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(paragraph(tr(place.words), "label"))
        said.addWidget(self.held)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 12, 9)
        row.setSpacing(12)
        row.addWidget(picture(place.icon, "accent", 2.6))
        row.addLayout(said, 1)

    def show_count(self, number: int) -> None:
        self.held.setText(f"{show_number(number)} {tr('hồ sơ')}" if number else tr("chưa có hồ sơ"))
        self.setAccessibleName(f"{tr(self.place.words)}, {self.held.text()}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


@guarded
class Books(Page):
    title = "Sổ khác"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.cards: dict[str, BookCard] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        for shelf in SHELVES:
            column.addWidget(words(tr(shelf.words), "section"))
            column.addLayout(self._grid(shelf.places))
        column.addStretch(1)
        self.box.addWidget(scrolling(inside), 1)

    def _grid(self, places: tuple[Place, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(10)
        for number, place in enumerate(places):
            card = BookCard(place)
            card.pressed.connect(partial(self.session.opened.emit, place.table, ""))
            self.cards[place.name] = card
            grid.addWidget(card, number // _BESIDE, number % _BESIDE)
        for column in range(_BESIDE):
            grid.setColumnStretch(column, 1)
        return grid

    def look_again(self) -> None:
        for card in self.cards.values():
            card.show_count(len(self.session.store.ids(kind_named(card.place.table))))

    def focus_first(self) -> None:
        next(iter(self.cards.values())).setFocus()
