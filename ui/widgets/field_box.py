"""A labelled editor: the label as on paper, a star where something must stand, a sentence below when it is wrong."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.declaring import Field, Many
from app.fields import Flag, Text
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import paragraph, set_property, words
from ui.widgets.editor import BAD, CALM, WARN, Editor

_SIGNS = {BAD: "⚠ ", WARN: "Lưu ý: ", CALM: ""}  # state is never told by colour alone
_TITLE_LIMIT = 1_000  # shorter ones are codes and numbers
_ROLES = {BAD: "error", WARN: "warning", CALM: "small"}


@guarded
class FieldBox(QWidget):
    changed = Signal(str)

    def __init__(self, name: str, field: Field, editor: Editor) -> None:
        super().__init__()
        self.name, self.field, self.editor = name, field, editor
        self.level, self.said = CALM, ""
        self.label: QLabel | None = None
        self.star = words("*", "star")
        self.star.setParent(self)  # without a parent it would flash as a window of its own
        self.star.setVisible(field.required and not isinstance(field.kind, Flag))
        self.message = paragraph("", "small")
        self.message.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self.is_flag = isinstance(field.kind, Flag)
        self.wide = editor.wide or _is_title(field)
        self.gives_room = isinstance(field.kind, Text) and field.kind.limit >= _TITLE_LIMIT  # words of any length
        if not self.is_flag:  # a tick box carries its label itself
            column.addLayout(self._label_row())
        column.addWidget(editor)
        column.addWidget(self.message)
        column.addStretch(1)
        editor.changed.connect(lambda: self.changed.emit(self.name))
        self.editor.describe(self.spoken(), "")

    def _label_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.label = label = words(tr(self.field.label), "label")
        label.setMinimumWidth(1)  # a label too long for its column gets a row, and never widens a column
        label.setBuddy(self.editor.box)
        row.addWidget(label)
        row.addWidget(self.star)
        row.addStretch(1)
        return row

    def hide_label(self) -> None:
        """Leave the label to the heading above, which says the same."""
        if self.label is not None:
            self.label.hide()
            self.star.hide()

    def demand(self, demanded: bool) -> None:
        """Show the star where something must stand now, or take it away."""
        if demanded != self.field.required:
            self.field = replace(self.field, required=demanded)
            self.star.setVisible(demanded)
            self.editor.describe(self.spoken(), self.said, self.level)

    def spoken(self) -> str:
        """Return what a screen reader says of the box."""
        label = tr(self.field.label)
        return tr("{label}, bắt buộc").format(label=label) if self.field.required else label

    def say(self, sentence: str, level: str) -> None:
        """Put a sentence under the box, or take it away."""
        if (sentence, level) == (self.said, self.level):
            return
        self.said, self.level = sentence, level if sentence else CALM
        self.message.setText(_SIGNS[self.level] + sentence)
        set_property(self.message, "role", _ROLES[self.level])
        self.message.setVisible(bool(sentence))
        self.editor.describe(self.spoken(), sentence, self.level)

    def whole_row(self, room: int) -> bool:
        """Tell whether this box needs a row of its own where a column is `room` pixels wide."""
        return self.wide or isinstance(self.field.kind, Many) or self.spoken_width() > room

    def spoken_width(self) -> int:
        """Return how wide the label is, with its star or its box to tick."""
        extra = 26 if self.is_flag else 12 if self.field.required else 0
        return self.fontMetrics().horizontalAdvance(tr(self.field.label)) * 106 // 100 + extra


def _is_title(field: Field) -> bool:
    """Tell whether a box holds what a record is called: a line of its own, since it is read more than any other."""
    kind = field.kind
    return type(kind) is Text and field.required and kind.limit >= _TITLE_LIMIT
