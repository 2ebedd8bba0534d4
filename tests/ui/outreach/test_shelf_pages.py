"""The bookshelf on the screen: a stock-take filled by one click, what is left of a leaflet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.records import MaterialStock, ShelfBook, StockTake
from app.records.bookshelf import StockMove
from db import SqliteStore
from tests.ui.outreach.conftest import TODAY
from ui.pages.shelf import Materials, StockTakes
from ui.window import Window


def test_a_stock_take_begins_with_the_books_of_the_shelf(window: Window, demo: SqliteStore, qtbot: QtBot) -> None:
    window.go("stock_takes")
    page = window.stack.currentWidget()
    assert isinstance(page, StockTakes)
    page.new()
    qtbot.mouseClick(page.fill, Qt.MouseButton.LeftButton)
    page.panel.form.take()
    take = page.panel.record
    assert isinstance(take, StockTake)
    assert {line.book for line in take.lines} == {book.id for book in demo.every(ShelfBook) if book.removed_on is None}
    assert page.panel.form.dirty()


def test_what_is_left_of_a_material_is_told(window: Window, demo: SqliteStore) -> None:
    window.go("materials")
    page = window.stack.currentWidget()
    assert isinstance(page, Materials)
    stock = next(demo.every(MaterialStock))
    page.show_record(stock.id)
    assert page.left.text().startswith(f"Còn lại {stock.left()} bản; đã cấp phát")


def test_the_list_of_material_says_what_is_left_and_can_be_put_in_that_order(window: Window, demo: SqliteStore) -> None:
    for name, left in (("Áp phích", 5), ("Băng rôn", 0), ("Cẩm nang", 1_200)):
        moves = [StockMove(TODAY, "in", left)] if left else []
        demo.put(MaterialStock(name=name, kind="leaflet", moves=moves))
    page = window.go("materials")
    assert isinstance(page, Materials)
    page.look_again()
    rows = page.table.rows
    names = [name for name, _ in rows.columns]
    assert {"name", "left"} <= set(page.table.shown_columns())

    def shown() -> list[tuple[str, str]]:
        places = names.index("name"), names.index("left")
        lines = range(rows.rowCount())
        return [(str(rows.index(line, places[0]).data()), str(rows.index(line, places[1]).data())) for line in lines]

    assert ("Cẩm nang", "1.200") in shown()
    page.table._sort_by(names.index("left"))
    assert [left for _, left in shown()] == ["0", "5", "200", "1.200"]
    page.table._sort_by(names.index("left"))
    assert [left for _, left in shown()] == ["1.200", "200", "5", "0"]
    first = rows.record(0)
    assert first is not None
    page.show_record(first.id)
    assert page.panel.record is not None
    assert page.panel.record.label() == "Cẩm nang"
