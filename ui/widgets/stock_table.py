"""The list of printed material: beside its own columns how many copies are left of each."""

from __future__ import annotations

from array import array
from dataclasses import replace

from app.declaring import Field
from app.fields import Count
from app.ports import Query, Records
from app.records import MaterialStock
from app.records.base import Record
from app.usecases.by_unit import Telling
from app.vietnamese import show_number
from ui.guarded import guarded
from ui.widgets.rows import RowsModel
from ui.widgets.table import RecordTable

LEFT = "left"


@guarded
class StockRows(RowsModel):
    def __init__(self, store: Records, telling: Telling | None = None) -> None:
        super().__init__(store, MaterialStock, telling)
        after = [name for name, _ in self.columns].index("name") + 1
        self.columns.insert(after, (LEFT, Field("Còn lại", Count())))
        self.listed = [*self.listed, LEFT]

    def ask(self, query: Query) -> None:
        """Show what a query means; ordered by what is left, which no column of the register holds."""
        super().ask(query if query.order != LEFT else replace(query, order=""))
        if query.order == LEFT:
            self.beginResetModel()
            self.query, self.rids = query, self._by_left(query.descending)
            self._pages.clear()
            self.endResetModel()

    def _by_left(self, descending: bool) -> array[int]:
        stocks = zip(self.rids, self.store.window(MaterialStock, self.rids), strict=False)
        ordered = sorted(stocks, key=lambda pair: pair[1].left(), reverse=descending)
        return array("q", (rid for rid, _ in ordered))

    def words(self, record: Record, name: str, field: Field) -> str:
        if name == LEFT and isinstance(record, MaterialStock):
            return show_number(record.left())
        return super().words(record, name, field)


@guarded
class StockTable(RecordTable):
    def __init__(self, store: Records, telling: Telling | None = None) -> None:
        super().__init__(store, MaterialStock, telling)
        self.rows = StockRows(store, telling)
        self.setModel(self.rows)
        self._show({name: 80 for name in self.rows.listed})
        self.selectionModel().selectionChanged.connect(self._selected)
