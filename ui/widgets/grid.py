"""Labelled boxes in as many columns as there is room for, in the order of the paper."""

from __future__ import annotations

from collections.abc import Container, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.guarded import guarded
from ui.widgets.bits import em
from ui.widgets.field_box import FieldBox

_EMS_A_COLUMN = 25
_MOST_COLUMNS = 3


@guarded
class FieldGrid(QWidget):
    def __init__(self, boxes: Sequence[FieldBox]) -> None:
        super().__init__()
        self.boxes = list(boxes)
        for box in self.boxes:
            box.setParent(self)
        self.columns = 0
        self._hidden: Container[str] = ()
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(10)
        self.reflow(2)

    def hide_fields(self, names: Container[str]) -> None:
        """Leave out the boxes that do not apply; their values stay."""
        if names != self._hidden:
            self._hidden = names
            self.reflow(self.columns, force=True)

    def shown_boxes(self) -> list[FieldBox]:
        return [box for box in self.boxes if box.name not in self._hidden]

    def reflow(self, columns: int, *, force: bool = False) -> None:
        if columns == self.columns and not force:
            return
        for box in self.boxes:
            self.grid.removeWidget(box)
            box.setHidden(box.name in self._hidden)
        for column in range(_MOST_COLUMNS):
            self.grid.setColumnStretch(column, 1 if column < columns else 0)
        self.columns = columns
        self._place(columns)

    def _place(self, columns: int) -> None:
        for row, boxes in enumerate(_rows(self.shown_boxes(), columns)):
            for column, box in enumerate(boxes):
                self.grid.addWidget(box, row, column, 1, columns if box.whole_row() else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() // (em(self) * _EMS_A_COLUMN)
        self.reflow(min(max(room, 1), _MOST_COLUMNS))

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), em(self) * _EMS_A_COLUMN), hint.height())


def _rows(boxes: list[FieldBox], columns: int) -> list[list[FieldBox]]:
    """Put boxes into rows: a wide one alone, others side by side, tick boxes after tick boxes."""
    rows: list[list[FieldBox]] = []
    for box in boxes:
        last = rows[-1] if rows else []
        fits = last and len(last) < columns and not last[0].whole_row() and not box.whole_row()
        if fits and last[0].is_flag == box.is_flag:
            last.append(box)
        else:
            rows.append([box])
    return rows
