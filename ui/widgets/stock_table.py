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
        """Return the row ids in order; asked for one by one, for one that is gone meanwhile is left out."""
        stocks = [(rid, stock) for rid in self.rids for stock in self.store.window(MaterialStock, [rid])]
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

    def _rows_of(self, store: Records, telling: Telling | None) -> StockRows:
        return StockRows(store, telling)
