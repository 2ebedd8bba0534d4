"""The editor of a list of parts: a small table, and under it the boxes of the chosen line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from app.declaring import Field, Many, fields_of
from ui.guarded import guarded
from ui.texts import tip, tr
from ui.widgets.bits import button, set_property, words
from ui.widgets.editor import Editor
from ui.widgets.field_box import FieldBox
from ui.widgets.grid import FieldGrid
from ui.widgets.parts import PartsModel, stretch_columns
from ui.widgets.refs import References
from ui.widgets.typed import Typed, typed_part

_MOST_ROWS = 6


@guarded
class _PartsTable(QTableView):
    """The lines of a list of parts, as tall as they need."""

    def __init__(self, model: PartsModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setProperty("part", True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.75))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        stretch_columns(self, model)

    def fit(self) -> None:
        rows = min(self.model().rowCount(), _MOST_ROWS)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * self.rowHeight(0) + 4 if rows else 0)
        self.setVisible(bool(rows))


@guarded
class ManyEditor(Editor):
    """Insert adds a line, Delete in the table takes one out; the boxes below change the chosen line at once."""

    wide = True

    def __init__(self, field: Field, references: References) -> None:
        super().__init__(field)
        assert isinstance(field.kind, Many)
        self._references, self._part = references, field.kind.part
        self._loading = False
        self.model = PartsModel(field.kind.part, references)
        self.table = _PartsTable(self.model)
        self.add = button(tr("Thêm dòng"), self.add_part, icon="plus", hint=tip(tr("Thêm dòng"), "Insert"))
        self.remove = button(tr("Xóa dòng"), self.remove_part, icon="trash-2", hint=tip(tr("Xóa dòng"), "Delete"))
        self.add.setAccessibleName(tr("Thêm dòng vào “{label}”").format(label=tr(field.label)))
        self.remove.setAccessibleName(tr("Xóa dòng khỏi “{label}”").format(label=tr(field.label)))
        self.boxes: dict[str, FieldBox] = {}
        self._sheet: QFrame | None = None
        self.take(self.table)
        self.column.addLayout(self._buttons())
        self.box = self.table
        self.setFocusProxy(self.add)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self._shortcuts()
        self._refit()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        return row

    def _shortcuts(self) -> None:
        adding = QShortcut(QKeySequence(Qt.Key.Key_Insert), self, self.add_part)
        adding.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        removing = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table, self.remove_part)
        removing.setContext(Qt.ShortcutContext.WidgetShortcut)

    # --- what is typed ---

    def text(self) -> Typed:
        return [dict(part) for part in self.model.parts]

    def restore(self, typed: Typed) -> None:
        self.model.reset([dict(part) for part in typed or []])
        self._refit()
        if self.model.parts:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._fill()

    def stops(self) -> list[QWidget]:
        inner = [stop for box in self.boxes.values() for stop in box.editor.stops()]
        return [self.table, self.add, self.remove, *inner]

    def set_read_only(self, read_only: bool) -> None:
        self.add.setVisible(not read_only)
        self.remove.setVisible(not read_only)
        for box in self.boxes.values():
            box.editor.set_read_only(read_only)

    def describe(self, name: str, said: str, level: str = "") -> None:
        self.table.setAccessibleName(name)
        self.table.setAccessibleDescription(said)
        set_property(self.table, "level", level)

    # --- lines ---

    def add_part(self) -> None:
        """Add an empty line and go to its first box."""
        if self.add.isHidden():
            return
        self.model.append(typed_part(self._part()))
        self._refit()
        self.table.setCurrentIndex(self.model.index(len(self.model.parts) - 1, 0))
        self._fill()
        self.changed.emit()
        next(iter(self.boxes.values())).editor.setFocus()

    def remove_part(self) -> None:
        row = self.table.currentIndex().row()
        if row < 0 or self.add.isHidden():
            return
        self.model.take(row)
        self._refit()
        if self.model.parts:
            self.table.setCurrentIndex(self.model.index(min(row, len(self.model.parts) - 1), 0))
        self._fill()
        self.changed.emit()
        (self.table if self.model.parts else self.add).setFocus()

    def _row_chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._fill()

    def _refit(self) -> None:
        self.table.fit()
        self.remove.setEnabled(bool(self.model.parts))

    # --- the boxes of the chosen line ---

    def _fill(self) -> None:
        row = self.table.currentIndex().row()
        chosen = 0 <= row < len(self.model.parts)
        if chosen and self._sheet is None:
            self._build()
        if self._sheet is None:
            return
        self._sheet.setVisible(chosen)
        if not chosen:
            return
        self._loading = True
        for name, box in self.boxes.items():
            box.editor.restore(self.model.parts[row].get(name))
        self._title.setText(tr("Dòng {number}").format(number=row + 1))
        self._loading = False

    def _build(self) -> None:
        """Make the boxes the first time a line is chosen: most lists of most records stay empty."""
        from ui.widgets.making import editor_for

        for name, field in fields_of(self._part).items():
            box = FieldBox(name, field, editor_for(field, self._references))
            box.changed.connect(self._typed_in)
            self.boxes[name] = box
        self._sheet = QFrame()
        self._title = words("", "section")
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(12, 4, 0, 4)
        column.addWidget(self._title)
        column.addWidget(FieldGrid(list(self.boxes.values())))
        self.column.addWidget(self._sheet)
        self._order_tabs()
        if self.add.isHidden() and self.isVisible():
            self.set_read_only(True)

    def _order_tabs(self) -> None:
        before: QWidget = self.remove
        for stop in (stop for box in self.boxes.values() for stop in box.editor.stops()):
            QWidget.setTabOrder(before, stop)
            before = stop

    def _typed_in(self, name: str) -> None:
        row = self.table.currentIndex().row()
        if self._loading or not 0 <= row < len(self.model.parts):
            return
        self.model.change(row, name, self.boxes[name].editor.text())
        self.changed.emit()
