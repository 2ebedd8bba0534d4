"""What all pages have: a title with a count and buttons above, and looking again only when what they show changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ports import Touched
from ui.guarded import guarded
from ui.session import Session
from ui.texts import tr
from ui.widgets.bits import tool, words, yielding


@guarded
class Page(QWidget):
    """A page of the window. `kinds` names the tables it shows: when one is touched it looks again, now or when seen."""

    title = ""
    kinds: frozenset[str] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.title)
        self._stale = True
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(20, 14, 20, 14)
        self.box.setSpacing(10)
        self.count = yielding("muted")
        self.actions_row = QHBoxLayout()
        self.actions_row.setSpacing(8)
        self.header = self._header()
        self.box.addLayout(self.header)
        session.touched.connect(self._touched)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(words(self.title, "title"))
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addLayout(self.actions_row)
        return row

    def lead_back(self, where: str, act: Callable[[], object]) -> None:
        """Put before the title a way to the page this one was reached from."""
        back = tool("chevron-left", tr("Về ") + where, act, keys="Alt+Left")
        QShortcut(QKeySequence("Alt+Left"), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.header.insertWidget(0, back)

    def look_again(self) -> None:
        """Show the register as it is now."""

    def catch_up(self) -> None:
        """Do at once what the page puts off until the window is drawn."""

    def settle(self) -> None:
        """Put away what is still being typed: the window closes, or another page comes."""

    def show_record(self, id: str) -> None:
        """Bring a record of this page into view."""

    def focus_first(self) -> None:
        """Put the keyboard where people start: on the page, from which Tab goes to its first piece."""
        self.setFocus()

    def _touched(self, touched: Touched) -> None:
        if self.kinds & touched.kinds or not self.kinds:
            self._stale = True
            if self.isVisible():
                self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        self.look_again()
