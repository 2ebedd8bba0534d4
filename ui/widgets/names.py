"""A line of several names with semicolons between them; the name being typed is found without marks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit

from app.declaring import Field
from app.vietnamese import fold
from ui.guarded import guarded
from ui.widgets.finding import FoldCompleter
from ui.widgets.lines import LineEditor

_BETWEEN = ";,"


@guarded
class NamesEditor(LineEditor):
    """Offers known names under the line; Enter takes the first. Names nobody offered may be typed in full."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.completer = FoldCompleter()
        self.completer.setParent(self)
        self.completer.setWidget(self.line)
        self.completer.picked.connect(self._picked)
        self.line.textEdited.connect(self._typed)
        self._names: list[str] = []

    def make_line(self) -> QLineEdit:
        return QLineEdit()

    def offer(self, names: Mapping[str, str]) -> None:
        """Offer these names, by their ids."""
        self._names = [fold(name) for name in names.values()]
        self.completer.fill(names)

    def _span(self) -> tuple[int, int]:
        """Return where the name around the cursor begins and ends."""
        text, cursor = self.line.text(), self.line.cursorPosition()
        begin = max(text.rfind(sign, 0, cursor) for sign in _BETWEEN) + 1
        ends = [place for sign in _BETWEEN if (place := text.find(sign, cursor)) >= 0]
        return begin, min(ends, default=len(text))

    def _typed(self, _text: str) -> None:
        begin, end = self._span()
        typed = self.line.text()[begin:end].strip()
        if not typed or fold(typed) in self._names:  # a whole name needs no list over the boxes below
            self.completer.popup_view().hide()
            return
        self.completer.setCompletionPrefix(typed)
        self.completer.complete()
        first = self.completer.completionModel().index(0, 0)
        self.completer.popup_view().setCurrentIndex(first)

    def _picked(self, index: QModelIndex) -> None:
        begin, end = self._span()
        text = self.line.text()
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        before = text[:begin] + (" " if begin else "")
        self.line.setText(before + name + text[end:])
        self.line.setCursorPosition(len(before + name))
