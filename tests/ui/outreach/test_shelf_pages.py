"""The bookshelf on the screen: a stock-take filled by one click, what is left of a leaflet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.records import MaterialStock, ShelfBook, StockTake
from db import SqliteStore
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
