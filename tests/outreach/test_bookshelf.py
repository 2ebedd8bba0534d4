"""The shelf on a day, what is lent out, and what a stock-take is to find."""

from __future__ import annotations

from datetime import date

from app.records import BookLoan, Office, ShelfBook, StockTake
from app.records.bookshelf import CountedBook, MaterialStock, StockMove
from app.usecases import bookshelf
from app.usecases.papers_materials import materials_values
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


def test_the_book_of_material_carries_over_what_is_left_and_sums_the_year(store: SqliteStore) -> None:
    store.put(Office(code=store.unit, name="Xã Mẫu", kind="commune"))
    store.put(
        MaterialStock(
            name="Tờ gấp về hụi",
            kind="folder",
            language="khmer",
            moves=[
                StockMove(date(2026, 4, 10), "out", 100, "Chùa Mẫu"),
                StockMove(date(2025, 12, 1), "in", 300, "Nhà in"),
                StockMove(date(2026, 6, 20), "lost", 10, "Bị ướt"),
                StockMove(date(2027, 1, 5), "out", 50, "Ấp 1"),
            ],
        )
    )
    store.put(MaterialStock(name="Hết từ lâu", kind="leaflet", moves=[StockMove(date(2024, 1, 2), "in", 5)]))
    store.put(MaterialStock(name="Chưa có", kind="leaflet", moves=[StockMove(date(2027, 1, 2), "in", 5)]))
    values = materials_values(store, 2026)
    rows = values["rows"]
    assert isinstance(rows, list)
    assert [row.get("section") or (row.get("day", ""), row["left"]) for row in rows] == [
        "Hết từ lâu (tờ rơi, tiếng Việt)",
        ("", "5"),
        "Tờ gấp về hụi (tờ gấp, tiếng Khmer)",
        ("", "300"),
        ("10/04/2026", "200"),
        ("20/06/2026", "190"),
    ]
    assert values["totals"] == [{"day": "Tổng cộng", "came": "0", "went": "110", "left": "195"}]
    assert values["given"] == "100"
