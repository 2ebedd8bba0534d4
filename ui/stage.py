"""Where the open page stands: one that wants more room than the window has is scrolled, never cut off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from ui.guarded import guarded


@guarded
class Pages(QStackedWidget):
    """The pages; when the open one changes, or what it needs, whoever holds them is told."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and (holder := self.parentWidget()) is not None:
            holder.updateGeometry()
        return super().event(event)


@guarded
class _Holder(QWidget):
    """Gives the pages all the room there is and asks only for what the open page cannot do without.

    A layout would ask for the tallest page at its best height, and show a scroll bar that nobody needs.
    """

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self.setProperty("body", True)
        self.pages = pages
        pages.setParent(self)
        pages.currentChanged.connect(lambda _place: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        shown = self.pages.currentWidget()
        return QSize() if shown is None else shown.minimumSizeHint().expandedTo(shown.minimumSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pages.setGeometry(self.rect())


def stage(pages: Pages) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(_Holder(pages))
    return area
