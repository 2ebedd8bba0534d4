"""One part of a list of parts: a line of words with its buttons, and under it the boxes when it is open."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.declaring import fields_of
from ui import icons
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import set_property, tool
from ui.widgets.editor import BAD, CALM, WARN
from ui.widgets.field_box import FieldBox
from ui.widgets.grid import FieldGrid
from ui.widgets.parts import summary
from ui.widgets.refs import References
from ui.widgets.typed import Typed, meaning, typed_part


@guarded
class PartHead(QToolButton):
    """The line itself. Its keys are its own: in the boxes below, Delete takes a letter and Alt+↓ opens a calendar."""

    removed = Signal()
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(steps)
        else:
            super().keyPressEvent(event)


@guarded
class PartRow(QFrame):
    """Holds a part as typed; its boxes are made when it is first opened, and then used for any part shown here."""

    changed = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, part: type, references: References, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("part", True)
        self._part, self._references = part, references
        self._typed: dict[str, Typed] = {}
        self._blank = typed_part(part())
        self._place, self._words, self._loading, self._read_only = 0, "", False, False
        self.boxes: dict[str, FieldBox] = {}
        self.grid: FieldGrid | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 2, 6, 2)
        self._column.setSpacing(4)
        self._column.addLayout(self._heading())

    def _heading(self) -> QHBoxLayout:
        self.head = PartHead()
        self.head.removed.connect(self.removed.emit)
        self.head.moved.connect(self.moved.emit)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head.setProperty("line", False)
        self.head.clicked.connect(lambda: self.set_open(not self.is_open()))
        self.up = tool("chevron-up", tr("Chuyển lên"), lambda: self.moved.emit(-1), keys="Alt+↑")
        self.down = tool("chevron-down", tr("Chuyển xuống"), lambda: self.moved.emit(1), keys="Alt+↓")
        self.remove = tool("trash-2", tr("Xóa dòng này"), self.removed.emit, keys="Delete")
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.head, 1)
        for made in (self.up, self.down, self.remove):
            row.addWidget(made)
        return row

    # --- open and closed ---

    def is_open(self) -> bool:
        return self.grid is not None and not self.grid.isHidden()

    def set_open(self, now: bool) -> None:
        if now and self.grid is None:
            self._build()
        if self.grid is not None:
            self.grid.setVisible(now)
            if now:
                self._fill()
        self._tell()

    def _build(self) -> None:
        from ui.widgets.making import editor_for

        for name, field in fields_of(self._part).items():
            box = FieldBox(name, field, editor_for(field, self._references))
            box.changed.connect(self._typed_in)
            box.editor.set_read_only(self._read_only)
            self.boxes[name] = box
        self.grid = FieldGrid(list(self.boxes.values()))
        self.grid.setContentsMargins(6, 2, 6, 8)
        self._column.addWidget(self.grid)

    def stops(self) -> list[QWidget]:
        inner = [stop for box in self.boxes.values() for stop in box.editor.stops()] if self.is_open() else []
        return [self.head, self.up, self.down, self.remove, *inner]

    def focus_first(self) -> None:
        """Put the keyboard into the first box that must be filled, what goes without saying being chosen before it."""
        asked = [box for box in self.boxes.values() if box.field.required] or list(self.boxes.values())
        (asked[0].editor if asked else self.head).setFocus()

    def wanting(self) -> FieldBox | None:
        """Return the first box that is wrong or must still be filled, the line opened to show it."""
        lacking = self._missing()
        if lacking:
            self.set_open(True)
        return next((box for name, box in self.boxes.items() if box.said or name in lacking), None)

    def _missing(self) -> list[str]:
        known = fields_of(self._part)
        return [name for name, field in known.items() if field.required and not self._typed.get(name)]

    # --- what is typed ---

    def text(self) -> dict[str, Typed]:
        return dict(self._typed)

    def restore(self, typed: dict[str, Typed]) -> None:
        self._typed = self._blank | typed
        if self.is_open():
            self._fill()
        self._tell()

    def _fill(self) -> None:
        self._loading = True
        for name, box in self.boxes.items():
            box.editor.restore(self._typed.get(name))
            box.say("", CALM)
        self._loading = False

    def _typed_in(self, name: str) -> None:
        if self._loading:
            return
        self._typed[name] = self.boxes[name].editor.text()
        self.boxes[name].say("", CALM)
        self._tell()
        self.changed.emit()

    def number(self, place: int, of: int) -> None:
        """Say which line of how many this is."""
        self._place = place
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < of - 1)
        self._tell()

    def _tell(self) -> None:
        words = summary(self._part, self._typed, self._blank, self._references)
        self._words = f"{self._place + 1}.  {words or tr('(chưa ghi)')}"
        self.head.setIcon(icons.icon("chevron-down" if self.is_open() else "chevron-right", "accent"))
        self.head.setToolTip(words)
        state = tr("đang mở") if self.is_open() else tr("đang đóng")
        self.head.setAccessibleName(f"{self._words}, {state}")
        self._elide()

    def _elide(self) -> None:
        room = self.head.width() - self.head.iconSize().width() - 18
        self.head.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 60)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def sizeHint(self) -> QSize:
        return QSize(200, super().sizeHint().height())

    # --- what is wrong ---

    def show_unread(self) -> None:
        """Open the line where something cannot be read, and say it under its box."""
        for name, said in self._unread().items():
            if not self.is_open():
                self.set_open(True)
            self.boxes[name].say(said, BAD)

    def _unread(self) -> dict[str, str]:
        faults = {}
        for name, field in fields_of(self._part).items():
            try:
                meaning(field.kind, self._typed.get(name))
            except ValueError as error:
                faults[name] = str(error)
        return faults

    def show_faults(self, *, shown: bool) -> None:
        """Mark what a part should have and has not; a part with nothing missing stays as it is."""
        known = fields_of(self._part)
        missing = self._missing()
        set_property(self, "level", WARN if shown and missing else CALM)
        if not shown or not missing:
            return
        self.set_open(True)
        for name in missing:
            self.boxes[name].say(tr("Chưa nhập “{label}”.").format(label=tr(known[name].label)), WARN)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for made in (self.up, self.down, self.remove):
            made.setVisible(not read_only)
        for box in self.boxes.values():
            box.editor.set_read_only(read_only)
