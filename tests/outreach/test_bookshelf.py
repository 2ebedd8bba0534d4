"""The shelf on a day, what is lent out, and what a stock-take is to find."""

from __future__ import annotations

from datetime import date

from app.records import BookLoan, ShelfBook, StockTake
from app.records.bookshelf import CountedBook
from app.usecases import bookshelf
from db import SqliteStore

ON = date(2026, 12, 20)


def book(store: SqliteStore, name: str, **values: object) -> ShelfBook:
    made = ShelfBook(name=name, entered_on=date(2026, 1, 5), copies=4)
    for field, value in values.items():
        setattr(made, field, value)
    store.put(made)
    return made


def test_a_stock_take_asks_for_each_book_of_the_shelf_and_says_what_is_lent(store: SqliteStore) -> None:
    land, civil = book(store, "Luật Đất đai"), book(store, "Bộ luật Dân sự")
    book(store, "Sách cũ", removed_on=date(2026, 6, 1))
    book(store, "Sách mai sau", entered_on=date(2027, 1, 1))
    for loan in (
        BookLoan(book=land.id, lent_on=date(2026, 12, 1), copies=2),
        BookLoan(book=land.id, lent_on=date(2026, 11, 1), copies=1, returned_on=date(2026, 11, 9)),
        BookLoan(book=civil.id, lent_on=date(2026, 12, 1), copies=1, read_here=True),
    ):
        store.put(loan)
    lines = bookshelf.lines_to_count(store, StockTake(), ON)
    assert [(line.book, line.expected, line.counted, line.note) for line in lines] == [
        (civil.id, 4, None, ""),
        (land.id, 4, None, "Đang cho mượn 2 bản"),
    ]


def test_what_is_counted_already_stays(store: SqliteStore) -> None:
    land, civil = book(store, "Luật Đất đai"), book(store, "Bộ luật Dân sự")
    counted = CountedBook(land.id, 4, 3, "mất một bản")
    lines = bookshelf.lines_to_count(store, StockTake(lines=[counted]), ON)
    assert lines[0] == counted
    assert [line.book for line in lines] == [land.id, civil.id]
