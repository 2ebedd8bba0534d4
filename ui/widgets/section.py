"""A heading of the paper form that opens and closes; what is under it is built when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Container

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.declaring import Field
from ui import icons
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import words
from ui.widgets.field_box import FieldBox
from ui.widgets.grid import FieldGrid

Maker = Callable[[str, Field], FieldBox]


@guarded
class Section(QWidget):
    """One group of fields. `build` is asked for each box, once; without a title it is always open."""

    built = Signal()

    def __init__(self, title: str, fields: dict[str, Field], make: Maker) -> None:
        super().__init__()
        self.title, self.fields, self._make = title, fields, make
        self.grid: FieldGrid | None = None
        self._hidden: Container[str] = ()
        self.head, self.digest = QToolButton(self), words("", "small")
        self.digest.setParent(self)  # without a parent it would flash as a window of its own
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        if title:
            self._column.addLayout(self._heading())
        else:
            self.head.hide()
            self.digest.hide()

    def _heading(self) -> QHBoxLayout:
        self.head.setProperty("section", True)
        alone = [field for field in self.fields.values() if field.required] if len(self.fields) == 1 else []
        self.head.setText(tr(self.title) + (" *" if alone else ""))
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.head.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        size = self.head.fontMetrics().height()
        self.head.setIconSize(QSize(size, size))
        self.head.clicked.connect(lambda: self.set_open(not self.is_open()))
        self._tell_open(now=False)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.head)
        row.addWidget(self.digest)
        row.addStretch(1)
        return row

    def is_open(self) -> bool:
        return self.grid is not None and not self.grid.isHidden()

    def set_open(self, now: bool) -> None:
        if now and self.grid is None:
            self._build()
        if self.grid is not None and (self.title or now):
            self.grid.setVisible(now)
            self._tell_open(now=now)

    def _build(self) -> None:
        boxes = [self._make(name, field) for name, field in self.fields.items()]
        if len(boxes) == 1 and boxes[0].field.label == self.title:
            boxes[0].hide_label()
        self.grid = FieldGrid(boxes)
        self.grid.hide_fields(self._hidden)
        self._column.addWidget(self.grid)
        self.built.emit()

    def _tell_open(self, *, now: bool) -> None:
        self.head.setIcon(icons.icon("chevron-down" if now else "chevron-right", "accent"))
        state = tr("đang mở") if now else tr("đang đóng")
        self.head.setAccessibleName(f"{tr(self.title)}, {state}")
        self.digest.setVisible(not now)

    def tell_filled(self, filled: int) -> None:
        """Say beside a closed heading how much is written under it."""
        said = tr("đã ghi {number} ô").format(number=filled) if filled else tr("chưa ghi")
        self.digest.setText(said)
        self.head.setAccessibleDescription(said)

    def hide_fields(self, names: Container[str]) -> None:
        self._hidden = names
        if self.grid is not None:
            self.grid.hide_fields(names)
        self.setVisible(any(name not in names for name in self.fields))

    def boxes(self) -> list[FieldBox]:
        return self.grid.boxes if self.grid is not None else []


def runs(fields: dict[str, Field]) -> list[tuple[str, dict[str, Field]]]:
    """Return the groups of fields in the order of the paper; what comes after the last group without one is “khác”."""
    found: dict[str, dict[str, Field]] = {}
    for name, field in fields.items():
        title = field.group or (_REST if any(found) else "")
        found.setdefault(title, {})[name] = field
    return list(found.items())


_REST = "Thông tin khác"
