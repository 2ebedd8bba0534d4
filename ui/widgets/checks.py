"""Choosing several things from a list that opens: a search line without marks above boxes to tick."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from app.vietnamese import fold
from ui import icons
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import em, paragraph
from ui.widgets.combo import Combo

_CODE = Qt.ItemDataRole.UserRole
_MANY = 10  # from here on a search line helps


@guarded
class Checks(Combo):
    """Looks like a list that opens; what it holds is a set of codes, shown by their words."""

    chosen = Signal()

    def __init__(self, options: Callable[[], dict[str, str]], known: Callable[[str], str] | None = None) -> None:
        super().__init__()
        self.nothing = tr("Chưa có gì để chọn.")  # what the opened list says when there is nothing in it
        self._options, self._known = options, known or (lambda code: options().get(code, code))
        self._codes: list[str] = []

    def codes(self) -> list[str]:
        return list(self._codes)

    def set_codes(self, codes: list[str]) -> None:
        if codes != self._codes:
            self._codes = list(codes)
            self._say()
            self.chosen.emit()

    def shown(self) -> str:
        return ", ".join(self._known(code) for code in self._codes)

    def _say(self) -> None:
        self.setToolTip(self.shown())
        self.setAccessibleDescription(self.shown())
        self.update()

    def flip(self, code: str, checked: bool) -> None:
        """Put a code in or out; codes stay in the order of the list."""
        kept = (set(self._codes) | {code}) if checked else (set(self._codes) - {code})
        order = [*self._options(), *(old for old in self._codes if old not in self._options())]
        self.set_codes([one for one in order if one in kept])

    def showPopup(self) -> None:  # noqa: N802 (Qt's name)
        popup = CheckPopup(self, self._options())
        popup.open_under(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = (Qt.Key.Key_Space, Qt.Key.Key_F4, Qt.Key.Key_Down)
        if event.key() in opens and self.isEnabled():
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.isEnabled() and event.button() == Qt.MouseButton.LeftButton:
            self.showPopup()


@guarded
class CheckPopup(QFrame):
    """The opened list. Space ticks, typing in the line narrows, Enter or Esc closes."""

    def __init__(self, owner: Checks, options: dict[str, str]) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", True)
        self._owner = owner
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Tìm (không cần gõ dấu)"))
        self.search.setAccessibleName(tr("Tìm trong danh sách"))
        self.search.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._narrow)
        self.search.installEventFilter(self)
        self.list = QListView()
        self.list.setAccessibleName(owner.accessibleName())
        self.model = self._filled(options, set(owner.codes()))
        self.list.setModel(self.model)
        self.list.installEventFilter(self)
        self.model.itemChanged.connect(self._ticked)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.search.setVisible(len(options) >= _MANY)
        self.said = paragraph(owner.nothing, "muted")
        column.addWidget(self.said)
        self.said.setVisible(not options)
        self.list.setVisible(bool(options))

    def _filled(self, options: dict[str, str], chosen: set[str]) -> QStandardItemModel:
        model, row = QStandardItemModel(self), round(self.fontMetrics().height() * 1.6)
        for code, shown in options.items():
            item = QStandardItem(shown)
            item.setData(code, _CODE)
            item.setEditable(False)
            item.setSizeHint(QSize(0, row))
            item.setCheckable(True)
            item.setCheckState(Qt.CheckState.Checked if code in chosen else Qt.CheckState.Unchecked)
            model.appendRow(item)
        return model

    def open_under(self, widget: QWidget) -> None:
        row = self.list.sizeHintForRow(0) if self.model.rowCount() else 24
        rows = min(max(self.model.rowCount(), 2), 10)
        extra = self.search.sizeHint().height() + 10 if self.search.isVisibleTo(self) else 0
        self.resize(max(widget.width(), em(self) * 34), rows * row + extra + 24)
        place = widget.mapToGlobal(QPoint(0, widget.height()))
        room = widget.screen().availableGeometry()
        if place.y() + self.height() > room.bottom():
            place = widget.mapToGlobal(QPoint(0, -self.height()))
        place.setX(min(place.x(), room.right() - self.width()))
        self.move(place)
        self.show()
        self.list.setCurrentIndex(self.model.index(0, 0))
        (self.search if self.search.isVisible() else self.list if self.list.isVisible() else self).setFocus()

    def _narrow(self, text: str) -> None:
        wanted = fold(text).split()
        for row in range(self.model.rowCount()):
            shown = fold(self.model.item(row).text())
            self.list.setRowHidden(row, not all(word in shown for word in wanted))
        first = next((row for row in range(self.model.rowCount()) if not self.list.isRowHidden(row)), 0)
        self.list.setCurrentIndex(self.model.index(first, 0))

    def _ticked(self, item: QStandardItem) -> None:
        self._owner.flip(item.data(_CODE), item.checkState() == Qt.CheckState.Checked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let ↓ go from the line into the list, and Enter close both."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.close()
                self._owner.setFocus()
                return True
            if watched is self.search and event.key() == Qt.Key.Key_Down:
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)
