"""The bookshelf and the material in hand: a stock-take begins with what should be there; what is left is told."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from app.records.bookshelf import MaterialStock, StockTake
from app.usecases import bookshelf
from app.vietnamese import show_number
from ui.guarded import guarded
from ui.pages.record_page import RecordPage
from ui.texts import tr
from ui.widgets.bits import link, paragraph
from ui.widgets.stock_table import StockTable


@guarded
class StockTakes(RecordPage):
    kind = StockTake
    one = "lần kiểm kê"
    icon = "list-checks"
    teaches = "Mỗi lần kiểm kê tủ sách: thành phần, số theo sổ, số thực tế."

    def _lay_out(self) -> None:
        self.fill = link(tr("Lấy sách đang có trong tủ"), self.fill_lines)
        super()._lay_out()
        self.panel.above.addWidget(self.fill, 0, Qt.AlignmentFlag.AlignLeft)

    def shape(self) -> None:
        super().shape()
        self.fill.setVisible(self.panel.record is not None and not self.panel.locked())

    def fill_lines(self) -> None:
        """Put a line for each book that should be on the shelf; what is counted already stays."""
        self.panel.form.take()
        take = self.panel.record
        if isinstance(take, StockTake):
            on = take.taken_on or date.today()  # noqa: DTZ011 (the officer's own calendar day)
            editor = self.panel.form.editor("lines")
            editor.set_value(bookshelf.lines_to_count(self.session.store, take, on))
            editor.changed.emit()


@guarded
class Materials(RecordPage):
    kind = MaterialStock
    one = "tài liệu"
    icon = "package"
    teaches = "Tờ gấp, sổ tay, áp phích đang có: nhập bao nhiêu, cấp phát cho ai, còn lại bao nhiêu."

    def _lay_out(self) -> None:
        self.left = paragraph("", "small")
        self.table = StockTable(self.session.store, self._telling())
        super()._lay_out()
        self.panel.above.addWidget(self.left)

    def shape(self) -> None:
        super().shape()
        stock = self.panel.record
        if isinstance(stock, MaterialStock):
            given = sum(move.copies or 0 for move in stock.moves if move.move == "out")
            said = tr("Còn lại {left} bản; đã cấp phát {given} bản.")
            self.left.setText(said.format(left=show_number(stock.left()), given=show_number(given)))
