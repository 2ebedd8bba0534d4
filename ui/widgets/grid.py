"""Labelled boxes in as many columns as there is room for, in the order of the paper."""

from __future__ import annotations

from collections.abc import Container, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.guarded import guarded
from ui.widgets.bits import em
from ui.widgets.field_box import FieldBox

_LETTERS_FOR = (0, 44, 110)  # the widths, in letters, from which there are one, two and three columns
_MOST_COLUMNS = len(_LETTERS_FOR)


@guarded
class FieldGrid(QWidget):
    def __init__(self, boxes: Sequence[FieldBox]) -> None:
        super().__init__()
        self.boxes = list(boxes)
        for box in self.boxes:
            box.setParent(self)
        self.columns = 0
        self._whole: list[bool] = []
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
            self.grid.setColumnMinimumWidth(column, 1 if column < columns else 0)
        self.columns = columns
        self._place(columns)

    def _place(self, columns: int) -> None:
        room = self._room(columns)
        for row, boxes in enumerate(_rows(self.shown_boxes(), columns, room)):
            for column, box in enumerate(boxes):
                last = box is boxes[-1]
                wide = box.whole_row(room) or (last and box.gives_room)
                self.grid.addWidget(box, row, column, 1, columns - column if wide else 1)

    def _room(self, columns: int) -> int:
        return (self.width() - self.grid.horizontalSpacing() * (columns - 1)) // max(columns, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letters = self.width() // em(self)
        columns = sum(letters >= least for least in _LETTERS_FOR)
        whole = [box.whole_row(self._room(columns)) for box in self.boxes]
        self.reflow(columns, force=whole != self._whole)
        self._whole = whole

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), em(self) * 20), hint.height())


def _rows(boxes: list[FieldBox], columns: int, room: int) -> list[list[FieldBox]]:
    """Put boxes into rows: a wide one alone, others side by side, tick boxes after tick boxes."""
    rows: list[list[FieldBox]] = []
    for box in boxes:
        last = rows[-1] if rows else []
        fits = last and len(last) < columns and not last[0].whole_row(room) and not box.whole_row(room)
        if fits and last[0].is_flag == box.is_flag:
            last.append(box)
        else:
            rows.append([box])
    return rows
