"""The rows of a register as a table sees them: an array of row ids, and pages of records read as they come to view."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.declaring import Field, Many, Ref, Refs, fields_of
from app.fields import Count, Text
from app.ports import Query, Records
from app.records.base import Record
from app.usecases.by_unit import Telling, Whose
from app.vietnamese import sort_key
from ui.guarded import guarded
from ui.texts import tr
from ui.widgets.columns import is_state

PAGE = 128
_KEPT = 24  # pages in memory; the screen shows thirty rows at most
CODE = Qt.ItemDataRole.UserRole  # the code of a state, for its pill
DRAFT = Qt.ItemDataRole.UserRole + 1  # whether to mark the row as a draft here
ID = Qt.ItemDataRole.UserRole + 2
_SAID = frozenset(  # a cell is asked for colours and fonts, too, each time it is painted
    int(role)
    for role in (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        *(CODE, DRAFT, ID),
    )
)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
UNIT, BEFORE = "unit", "made_in"  # columns of whose a record is, which no field declares
_UNIT = Field("Đơn vị", Text(limit=60), group="Đơn vị")
_MADE_IN = Field("Đơn vị trước sáp nhập", Text(limit=60), group="Đơn vị")


@guarded
class RowsModel(QAbstractTableModel):
    """`telling` gives the list a column of whose each record is, for registers with records of several units."""

    def __init__(self, store: Records, kind: type[Record], telling: Telling | None = None) -> None:
        super().__init__()
        self.store, self.kind = store, kind
        self.query = Query()
        self.rids: array[int] = array("q")
        known = fields_of(kind)
        self.columns = [
            (name, field) for name, field in known.items() if not isinstance(field.kind, Many) or field.listed
        ]
        self.listed = [name for name, field in known.items() if field.listed]
        self._telling, self._whose = telling, dict[str, Whose]()
        if telling is not None:
            self.columns = [(UNIT, _UNIT), (BEFORE, _MADE_IN), *self.columns]
            self.listed = [UNIT, *self.listed]
        self._pages: OrderedDict[int, list[Record | None]] = OrderedDict()
        self._labels: dict[str, dict[str, str]] = {}

    # --- which rows ---

    def ask(self, query: Query) -> None:
        """Show what a query means; labels and pages are read anew."""
        self.beginResetModel()
        self.query = query
        self.rids = self.store.ids(self.kind, query)
        self._pages.clear()
        self._labels.clear()
        self._whose.clear()
        if self._telling is not None:
            self._telling.forget()
        self.endResetModel()

    def record(self, row: int) -> Record | None:
        """Return the record of a row; None when it was taken away meanwhile."""
        if not 0 <= row < len(self.rids):
            return None
        page = self._pages.get(row // PAGE)
        if page is None:
            page = self._read(row // PAGE)
        self._pages.move_to_end(row // PAGE)
        return page[row % PAGE]

    def _read(self, number: int) -> list[Record | None]:
        wanted = self.rids[number * PAGE : (number + 1) * PAGE]
        found = self.store.window(self.kind, wanted)
        page: list[Record | None] = list(found)
        if len(found) < len(wanted):  # some are gone: find out which, so that no row shows another's words
            one_by_one = (self.store.window(self.kind, [rid]) for rid in wanted)
            page = [rows[0] if rows else None for rows in one_by_one]
        self._pages[number] = page
        if self._telling is not None:
            self._whose |= self._telling.of(found)
        if len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        return page

    def row_of(self, id: str) -> int:
        """Return the row of a record, or -1 when the list does not hold it."""
        rid = self.store.rid(self.kind, id)
        try:
            return self.rids.index(rid) if rid is not None else -1
        except ValueError:
            return -1

    # --- what Qt asks ---

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return tr(self.columns[section][1].label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role not in _SAID:
            return None
        record = self.record(index.row())
        if record is None:
            return tr("(đã xóa)") if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        return self._said(record, index.column(), role)

    def _said(self, record: Record, column: int, role: int) -> Any:
        name, field = self.columns[column]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._draft_tip(record, column, role) or self.words(record, name, field)
        if role == ID:
            return record.id
        if role == Qt.ItemDataRole.AccessibleTextRole and record.draft and column == self._first():
            return f"{self.words(record, name, field)}, {tr('bản nháp')}"
        if role == CODE and is_state(name, field):
            return getattr(record, name)
        if role == DRAFT:
            return record.draft and column == self._first()
        return None

    def _draft_tip(self, record: Record, column: int, role: int) -> str:
        tips = role == Qt.ItemDataRole.ToolTipRole and record.draft and column == self._first()
        return tr("Bản nháp: chưa tính vào số liệu") if tips else ""

    def _first(self) -> int:
        return next((place for place, (name, _) in enumerate(self.columns) if name in self.listed), 0)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        number = isinstance(self.columns[column][1].kind, Count)
        return (Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter

    def words(self, record: Record, name: str, field: Field) -> str:
        """Return what stands in a cell of a record."""
        if name in (UNIT, BEFORE):
            whose = self._whose[record.id]
            return whose.now if name == UNIT else whose.before
        return self.shown(field, getattr(record, name))

    def shown(self, field: Field, value: Any) -> str:
        """Return a value as people read it: words of codes, labels of references, short labels of parts."""
        kind = field.kind
        if isinstance(kind, Ref):
            labels = self.labels(kind.to)
            ids = value if isinstance(kind, Refs) else (value,)
            said = (labels.get(one, tr("(không còn trong sổ)")) for one in ids if one)
            return ", ".join(_without(field.label, label) for label in said)
        if isinstance(kind, Many):
            return " – ".join(_brief(part) for part in value)
        return " ".join(kind.show(value).split())

    def labels(self, table: str) -> dict[str, str]:
        if table not in self._labels:
            self._labels[table] = self.store.labels(table)
        return self._labels[table]


def _brief(part: Any) -> str:
    """Return what a part is called in a list: a person by the name alone."""
    return str(getattr(part, "full_name", "") or (part.label() if hasattr(part, "label") else part))


def _without(title: str, label: str) -> str:
    """Leave out what the heading says already: “Tổ hòa giải ấp Giồng Sao” under “Tổ hòa giải” is “ấp Giồng Sao”."""
    rest = label[len(title) :].strip() if label.lower().startswith(title.lower()) else ""
    return rest or label


def in_order(labels: dict[str, str]) -> list[tuple[str, str]]:
    """Return ids and labels in Vietnamese order of the labels."""
    return sorted(labels.items(), key=lambda pair: sort_key(pair[1]))
