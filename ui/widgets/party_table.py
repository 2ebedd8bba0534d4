"""The parties of a case as a small table: one line for each person, every cell typed over where it is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.declaring import Field, fields_of
from app.fields import Choice
from app.records.mediation import Party
from app.vietnamese import fold, tidy
from ui import theme
from ui.guarded import guarded
from ui.texts import tr

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SHOWN = ("side", "full_name", "birth_year", "sex", "address", "role")
_LETTERS = (7, 0, 10, 10, 0, 17)  # the widths of columns, in letters; 0 shares what is left
_LEAST = 13  # letters a column needs that shares what is left
_GIVING_WAY = (5, 3)  # the columns that go first where there is no room: the role, the sex
_ROWS = 4  # lines that are seen without scrolling


@guarded
class PartiesModel(QAbstractTableModel):
    edited = Signal()  # a person typed; filling says nothing

    def __init__(self) -> None:
        super().__init__()
        self.parties: list[Party] = []
        self.unread: dict[tuple[int, str], tuple[str, str]] = {}  # what was typed where, and why it cannot be read
        self.fields: list[tuple[str, Field]] = [(name, fields_of(Party)[name]) for name in _SHOWN]

    def fill(self, parties: list[Party]) -> None:
        self.beginResetModel()
        self.parties, self.unread = list(parties), {}
        self.endResetModel()

    def faults(self) -> list[str]:
        """Return the sentences of the cells that cannot be read."""
        return [said for _, said in self.unread.values()]

    # --- what Qt asks ---

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.parties)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(self.fields[section][1].label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name, field = self.fields[index.column()]
        typed, said = self.unread.get((index.row(), name), ("", ""))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return typed or self._shown(name, field, self.parties[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return said
        if role == Qt.ItemDataRole.ForegroundRole and said:
            return QColor(theme.current().tone("bad")[0])
        return None

    def _shown(self, name: str, field: Field, party: Party) -> str:
        if name == "side" and not party.side:
            return ""
        return str(field.kind.show(getattr(party, name)))

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        name, field = self.fields[index.column()]
        place, text = index.row(), tidy(str(value))
        try:
            self.parties[place] = replace(self.parties[place], **{name: _meant(field, text)})
            self.unread.pop((place, name), None)
        except ValueError as error:
            self.unread[place, name] = (text, tr("Người thứ {place}: {error}").format(place=place + 1, error=error))
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def remove(self, place: int) -> None:
        self.fill([party for at, party in enumerate(self.parties) if at != place])
        self.edited.emit()


def _meant(field: Field, text: str) -> Any:
    """Read a cell; of a catalogue the beginning of a word is enough: “B”, “nữ”, “liên quan”. Raises ValueError."""
    kind = field.kind
    if not isinstance(kind, Choice):
        return kind.parse(text)
    wanted = fold(text)
    for code, words in kind.options:
        said = fold(tr(words))
        if wanted == code.lower() or said.startswith(wanted) or f" {wanted}" in said:
            return code if wanted else ""
    known = ", ".join(tr(words) for code, words in kind.options if code)
    raise ValueError(tr("“{text}” không có trong danh mục: {known}.").format(text=text, known=known))


@guarded
class PartyTable(QTableView):
    """F2 or typing changes a cell; Ctrl+Delete takes a person out."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = PartiesModel()
        self.setModel(self.rows)
        self.rows.edited.connect(self.edited)
        self.setProperty("part", True)
        self.setAccessibleName(tr("Các bên, như chương trình hiểu"))
        self.setToolTip(tr("Gõ đè hoặc F2 để sửa một ô, Ctrl+Delete để bỏ một người"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)

    def fit(self) -> None:
        """Take the widths and the height that fit the letters in use; what says least goes where there is no room."""
        letter, head = self.fontMetrics().horizontalAdvance("n"), self.horizontalHeader()
        needed = [letter * letters + 16 if letters else letter * _LEAST for letters in _LETTERS]
        for column in _GIVING_WAY:
            self.setColumnHidden(column, sum(needed) > self.width())
            needed[column] = 0 if self.isColumnHidden(column) else needed[column]
        for column, letters in enumerate(_LETTERS):
            way = QHeaderView.ResizeMode.Fixed if letters else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(column, way)
            if letters:
                head.resizeSection(column, letter * letters + 16)
        line = round(self.fontMetrics().height() * 1.7)
        self.verticalHeader().setMinimumSectionSize(10)
        self.verticalHeader().setDefaultSectionSize(line)
        self.setFixedHeight(line * _ROWS + head.sizeHint().height() + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Delete and control and self.currentIndex().isValid():
            self.rows.remove(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
