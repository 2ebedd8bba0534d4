"""Editors for references to other records: one, found by typing a part of its name; or several, ticked in a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.declaring import Field, Ref
from app.records import kind_named
from app.vietnamese import fold, tidy
from ui import icons
from ui.guarded import guarded
from ui.texts import tip, tr
from ui.widgets.checks import Checks
from ui.widgets.editor import Editor
from ui.widgets.finding import CODE, FoldCompleter
from ui.widgets.typed import Typed


class References(Protocol):
    """Gives the labels of the living records of a table, by id."""

    def __call__(self, table: str, /) -> dict[str, str]: ...


def _table(field: Field) -> str:
    assert isinstance(field.kind, Ref)
    return field.kind.to


def _nothing(table: str) -> str:
    """Say that there is no record yet to refer to, and where the first is written."""
    said = tr("Sổ chưa có mục nào ở “{title}”: ghi ở trang đó trước, phần đang gõ ở đây được giữ lại.")
    return said.format(title=tr(kind_named(table).title))


@guarded
class RefEditor(Editor):
    """One other record, found by typing. Names are read when the box is first used, so that a form opens at once."""

    def __init__(self, field: Field, references: References) -> None:
        super().__init__(field)
        self._references, self._table, self._id = references, _table(field), ""
        self.short_names: Callable[[], Mapping[str, str]] = dict  # by id, where people know records by a code too
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Gõ vài chữ để tìm"))
        action = self.line.addAction(icons.icon("chevron-down", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        action.setToolTip(tip(tr("Xem tất cả"), "Alt+↓"))
        action.triggered.connect(self.offer_all)
        self.completer = FoldCompleter()
        self.completer.setParent(self)
        self.line.setCompleter(self.completer)
        self.completer.picked.connect(self._picked)
        self.line.textEdited.connect(self._edited)
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self.line.editingFinished.connect(self._settle)
        self.line.installEventFilter(self)
        self.take(self.line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read the names when the line is entered; open the whole list on Alt+↓."""
        if event.type() == QEvent.Type.FocusIn:
            names = self._references(self._table)
            self.completer.fill(names, self.short_names())
            self.line.setPlaceholderText(tr("Gõ vài chữ để tìm") if names else _nothing(self._table))
            self.line.setToolTip("" if names else _nothing(self._table))
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_Down and (alt or not self.line.text()):
                self.offer_all()
                return True
        return super().eventFilter(watched, event)

    def offer_all(self) -> None:
        if self.line.isReadOnly():
            return
        self.line.setFocus()
        self.completer.fill(self._references(self._table), self.short_names())
        self.completer.setCompletionPrefix("")
        self.completer.complete()

    def _picked(self, index: QModelIndex) -> None:
        self._id = str(index.data(CODE))
        self.line.setText(str(index.data(Qt.ItemDataRole.DisplayRole)))
        self.changed.emit()  # the words may stand there already while the record they mean is only known now

    def _edited(self, _text: str) -> None:
        self._id = ""

    def _settle(self) -> None:
        """Take a name or a code typed in full, with or without marks, when only one record has it."""
        wanted = fold(tidy(self.line.text()))
        if self._id or not wanted:
            return
        labels = self._references(self._table)
        exact = [one for one, label in labels.items() if fold(label) == wanted]
        exact = exact or [one for one, name in self.short_names().items() if one in labels and fold(name) == wanted]
        near = exact or [one for one, label in labels.items() if wanted in fold(label)]
        if len(near) == 1:
            self._id = near[0]
            self.line.setText(labels[near[0]])
            self.changed.emit()

    def text(self) -> Typed:
        text = tidy(self.line.text())
        return self._id if self._id or not text else {"text": text}

    def restore(self, typed: Typed) -> None:
        if isinstance(typed, dict):
            self._id = ""
            self.line.setText(str(typed.get("text", "")))
        else:
            self._id = str(typed or "")
            self.line.setText(self._name(self._id))
        self.line.setCursorPosition(0)

    def _name(self, id: str) -> str:
        return self._references(self._table).get(id, id) if id else ""

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)
        self.style().unpolish(self.line)
        self.style().polish(self.line)


@guarded
class RefsEditor(Editor):
    """Several other records, ticked in a list that opens."""

    wide = True

    def __init__(self, field: Field, references: References) -> None:
        super().__init__(field)
        table = _table(field)
        self.checks = Checks(
            lambda: references(table),
            lambda one: references(table).get(one, one),
        )
        self.checks.nothing = _nothing(table)
        self.checks.chosen.connect(self.changed.emit)
        self.take(self.checks)

    def text(self) -> Typed:
        return self.checks.codes()

    def restore(self, typed: Typed) -> None:
        self.checks.set_codes(list(typed or ()))
