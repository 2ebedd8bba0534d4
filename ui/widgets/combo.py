"""A list that opens: cuts too long words, finds by typing without marks, lets the wheel pass."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from app.vietnamese import fold
from ui.guarded import guarded

_FORGET_MS = 1200  # how long what was typed into a closed list counts as one word


@guarded
class Combo(QComboBox):
    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sought = ""
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(_FORGET_MS)
        self._forget.timeout.connect(self._forgotten)

    def shown(self) -> str:
        return self.currentText()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form: scrolling past must not change a value."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letters = event.text()
        if letters.isprintable() and (letters.strip() or (letters and self._sought)):
            self._seek(letters)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.findData("") >= 0:
            self.setCurrentIndex(self.findData(""))
        else:
            super().keyPressEvent(event)

    def _seek(self, letters: str) -> None:
        self._sought += fold(letters)
        self._forget.start()
        places = range(self.count())
        begins = [place for place in places if fold(self.itemText(place)).startswith(self._sought)]
        holds = [place for place in places if f" {self._sought}" in fold(self.itemText(place))]
        if found := begins + holds:
            self.setCurrentIndex(found[0])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the letters with the keyboard: in the next record the same list is typed into anew."""
        self._forgotten()
        super().focusOutEvent(event)

    def _forgotten(self) -> None:
        self._sought = ""

    def showPopup(self) -> None:  # noqa: N802 (Qt's name)
        """Open the list wide enough for its longest words."""
        widest = max((self.fontMetrics().horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        self.view().setMinimumWidth(min(widest + 48, self.screen().availableGeometry().width() // 2))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        size = self.fontMetrics().height()
        room = QRect(8, 0, self.width() - size * 2 - 6, self.height())
        text = self.fontMetrics().elidedText(self.shown(), Qt.TextElideMode.ElideRight, room.width())
        role = self.palette().ColorRole
        painter.setPen(self.palette().color(role.Text if self.shown() else role.PlaceholderText))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text or self.placeholderText())
