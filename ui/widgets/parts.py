"""The lines of a list of parts as a table shows them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from app.declaring import Field, Ref, Refs, fields_of
from app.fields import Choice, Choices, Clock, Count, Day, Flag, Kind, Money, Text
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.bits import em
from ui.widgets.refs import References
from ui.widgets.typed import Typed

_MOST_COLUMNS = 4
Index = QModelIndex | QPersistentModelIndex


def shown_typed(kind: Kind, typed: Typed, references: References) -> str:
    """Return what was typed as a person reads it: words for codes, names for ids."""
    if isinstance(typed, dict):
        return str(typed.get("text", ""))
    if isinstance(kind, Ref):
        labels, ids = references(kind.to), (typed or ()) if isinstance(kind, Refs) else (typed,)
        return ", ".join(labels.get(one, one) for one in ids if one)
    if isinstance(kind, Choice):
        words = kind.words()
        codes = (typed or ()) if isinstance(kind, Choices) else (typed,)
        return ", ".join(words.get(code, code) for code in codes if code)
    if isinstance(kind, Flag):
        return tr("Có") if typed else ""
    return " ".join(str(typed or "").split())


@guarded
class PartsModel(QAbstractTableModel):
    """Parts as typed; the columns are the first short fields of the part."""

    def __init__(self, part: type, references: References) -> None:
        super().__init__()
        self.parts: list[dict[str, Typed]] = []
        self._references = references
        short = [(name, field) for name, field in fields_of(part).items() if not _long(field.kind)]
        self.columns: list[tuple[str, Field]] = short[:_MOST_COLUMNS]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.parts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        name, field = self.columns[index.column()]
        return shown_typed(field.kind, self.parts[index.row()].get(name), self._references)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(self.columns[section][1].label)
        return None

    def reset(self, parts: list[dict[str, Typed]]) -> None:
        self.beginResetModel()
        self.parts = parts
        self.endResetModel()

    def append(self, part: dict[str, Typed]) -> None:
        self.beginInsertRows(QModelIndex(), len(self.parts), len(self.parts))
        self.parts.append(part)
        self.endInsertRows()

    def take(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.parts[row]
        self.endRemoveRows()

    def change(self, row: int, name: str, typed: Typed) -> None:
        self.parts[row][name] = typed
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))


def _long(kind: Kind) -> bool:
    return isinstance(kind, Text) and kind.long


def stretch_columns(table: QTableView, model: PartsModel) -> None:
    """Give short kinds the room they need and share the rest."""
    header = table.horizontalHeader()
    for column, (_, field) in enumerate(model.columns):
        if isinstance(field.kind, Flag | Clock | Count | Day) and not isinstance(field.kind, Money):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, em(table) * max(len(field.label) + 3, 12))
        else:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
