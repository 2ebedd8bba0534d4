"""Finding a thing by typing a part of its name without marks: “phu my” finds “Ấp Phú Mỹ”."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter

from app.vietnamese import fold
from ui.guarded import guarded

CODE = Qt.ItemDataRole.UserRole
_FOLDED = Qt.ItemDataRole.UserRole + 1


@guarded
class FoldCompleter(QCompleter):
    """A list under the line, never words put into it: typing tools that send Backspace would break those."""

    picked = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self._options: Mapping[str, str] | None = None
        self._offered = 0
        self.setCompletionRole(_FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setMaxVisibleItems(9)
        self.popup_view().setObjectName("completions")
        self.activated[QModelIndex].connect(self.picked.emit)  # type: ignore[index]

    def popup_view(self) -> QAbstractItemView:
        view = self.popup()
        assert view is not None
        return view

    def fill(self, options: Mapping[str, str], also: Mapping[str, str] | None = None) -> None:
        """Offer these words by their codes, found by what is `also` said of a code too.

        The same words again cost nothing.
        """
        if options is self._options and len(options) == self._offered:
            return
        self._options, self._offered = options, len(options)
        model = QStandardItemModel(self)
        for code, shown in options.items():
            item = QStandardItem(shown)
            item.setData(code, CODE)
            item.setData(fold(f"{shown} {also.get(code, '')}" if also else shown), _FOLDED)
            model.appendRow(item)
        self.setModel(model)

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))
