"""The editor of a list of parts: one line of words for each part, which opens into the boxes of the part."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.declaring import Field, Many
from ui.guarded import guarded
from ui.texts import tip, tr
from ui.widgets.bits import button
from ui.widgets.editor import BAD, Editor
from ui.widgets.part_row import PartRow
from ui.widgets.refs import References
from ui.widgets.typed import Typed, meaning, typed_part


@guarded
class ManyEditor(Editor):
    """Insert adds a part; on its line, Delete takes a part out, Alt+↑ and Alt+↓ move it."""

    wide = True

    def __init__(self, field: Field, references: References) -> None:
        super().__init__(field)
        assert isinstance(field.kind, Many)
        self._references, self._part = references, field.kind.part
        self._read_only = False
        self.rows: list[PartRow] = []
        self._spare: list[PartRow] = []  # rows are made once and used again for the next record
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.add = button(self._adding(), self.add_part, icon="plus", hint=tip(tr("Thêm một dòng"), "Insert"))
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self.column.addLayout(self._lines)
        self.column.addLayout(foot)
        self.box = self.add
        self.setFocusProxy(self.add)
        self._shortcuts()

    def _adding(self) -> str:
        return tr("Thêm một dòng: {label}").format(label=tr(self.field.label))

    def _shortcuts(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Insert), self, self.add_part, context=within)

    # --- what is typed ---

    def text(self) -> Typed:
        return [row.text() for row in self.rows]

    def restore(self, typed: Typed) -> None:
        parts = list(typed or [])
        while len(self.rows) > len(parts):
            self._put_away(self.rows[-1])
        for place, part in enumerate(parts):
            row = self.rows[place] if place < len(self.rows) else self._bring_out()
            row.restore(dict(part))
        self._number()

    def _bring_out(self) -> PartRow:
        row = self._spare.pop() if self._spare else self._make()
        row.set_read_only(self._read_only)
        self.rows.append(row)
        self._lines.addWidget(row)
        row.show()
        return row

    def _make(self) -> PartRow:
        row = PartRow(self._part, self._references, self)
        row.changed.connect(self.changed.emit)
        row.removed.connect(partial(self.remove_part, row))
        row.moved.connect(partial(self.move_part, row))
        return row

    def _put_away(self, row: PartRow) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.set_open(False)
        self._spare.append(row)

    def _number(self) -> None:
        for place, row in enumerate(self.rows):
            row.number(place, len(self.rows))

    # --- lines ---

    def add_part(self) -> None:
        """Add an empty part, open it and go to its first box."""
        if self._read_only:
            return
        row = self._bring_out()
        row.restore(typed_part(self._following(row)))
        self._number()
        row.set_open(True)
        self.order_tabs()
        self.changed.emit()
        row.focus_first()

    def _following(self, row: PartRow) -> object:
        """Return the part that comes after those that are there; a kind of part may know how it differs from them."""
        begin = getattr(self._part, "following", None)
        return begin([other.text() for other in self.rows if other is not row]) if begin else self._part()

    def remove_part(self, row: PartRow) -> None:
        if self._read_only:
            return
        place = self.rows.index(row)
        self._put_away(row)
        self._number()
        self.changed.emit()
        (self.rows[min(place, len(self.rows) - 1)].head if self.rows else self.add).setFocus()

    def move_part(self, row: PartRow, steps: int) -> None:
        place = self.rows.index(row) + steps
        if self._read_only or not 0 <= place < len(self.rows):
            return
        self.rows.remove(row)
        self.rows.insert(place, row)
        self._lines.removeWidget(row)
        self._lines.insertWidget(place, row)
        self._number()
        self.order_tabs()
        self.changed.emit()
        row.head.setFocus()

    # --- how it looks ---

    def stops(self) -> list[QWidget]:
        return [*(stop for row in self.rows for stop in row.stops()), self.add]

    def order_tabs(self) -> None:
        stops = self.stops()
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def go_in(self) -> None:
        """Go to the box of a part that is wrong or must still be filled, or else to where a part is added."""
        wanting = next((box for row in self.rows if (box := row.wanting())), None)
        (wanting.editor if wanting else self).setFocus()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.add.setVisible(not read_only)
        for row in self.rows:
            row.set_read_only(read_only)

    def describe(self, name: str, said: str, level: str = "") -> None:
        """Say what is wrong with the whole; each part says what is wrong with it in its own boxes."""
        self.add.setAccessibleName(f"{name}: {self._adding()}")
        self.add.setAccessibleDescription(said)
        for row in self.rows:
            row.show_faults(shown=level == BAD)

    def value(self) -> list[object]:
        """Return the parts; raises ValueError naming the line and the box that cannot be read."""
        for row in self.rows:
            row.show_unread()
        found: list[object] = meaning(self.field.kind, self.text())
        return found
