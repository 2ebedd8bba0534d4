"""What every editor is: a box for one kind of value; it knows what is typed, what is meant, and how to show a fault."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.declaring import Field
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import set_property
from ui.widgets.typed import Typed, meaning, typed_of

CALM, WARN, BAD = "", "warn", "bad"


@guarded
class Editor(QWidget):
    """Base of the editors. Children set `box`, the widget that takes the focus, and say what is typed."""

    changed = Signal()
    wide = False  # takes the whole width of the form

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.box: QWidget = self
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def take(self, box: QWidget) -> None:
        """Make a widget the one that is edited."""
        self.box = box
        self.column.addWidget(box)
        self.setFocusProxy(box)

    def text(self) -> Typed:
        raise NotImplementedError

    def restore(self, typed: Typed) -> None:
        """Put in what was typed once, readable or not."""
        raise NotImplementedError

    def value(self) -> Any:
        """Return what is meant; raises ValueError with a sentence."""
        return meaning(self.field.kind, self.text())

    def set_value(self, value: Any) -> None:
        self.restore(typed_of(self.field.kind, value))

    def stops(self) -> list[QWidget]:
        """Return the widgets the Tab key visits, in order."""
        return [self.box]

    def go_in(self) -> None:
        """Put the keyboard where something is to be typed, or to be mended."""
        self.setFocus()

    def set_read_only(self, read_only: bool) -> None:
        self.box.setEnabled(not read_only)

    def describe(self, name: str, said: str, level: str = CALM) -> None:
        """Say to a screen reader, and by the frame, what this box is and what is wrong with it."""
        for stop in self.stops():
            if not stop.accessibleName() or stop is self.box:
                stop.setAccessibleName(name)
        self.box.setAccessibleDescription(tr("Lỗi: {said}").format(said=said) if level == BAD else said)
        set_property(self.box, "level", level)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter move on to the next box, as on a typewriter."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)
