"""The law bookshelf: which books are there on a day, how many are lent out, and what a stock-take is to find."""

from __future__ import annotations

from datetime import date

from app.ports import Query, Store
from app.records.bookshelf import BookLoan, CountedBook, ShelfBook, StockTake


def books_on(store: Store, day: date) -> list[ShelfBook]:
    """Return the books that belong to the shelf on a day."""
    entered = store.every(ShelfBook, Query(where={"entered_on": (None, day)}, drafts=False))
    return [book for book in entered if book.removed_on is None or day < book.removed_on]


def lent_on(store: Store, day: date) -> dict[str, int]:
    """Return how many copies of each book are out of the house on a day; what is read here is not."""
    out: dict[str, int] = {}
    for loan in store.every(BookLoan, Query(where={"lent_on": (None, day)}, drafts=False)):
        if not loan.read_here and (loan.returned_on is None or day < loan.returned_on):
            out[loan.book] = out.get(loan.book, 0) + (loan.copies or 0)
    return out


def lines_to_count(store: Store, take: StockTake, day: date) -> list[CountedBook]:
    """Return the lines of a stock-take: what is on it already, then each book of the shelf that is not.

    Books that are lent out belong to the shelf; a note says how many are not to be found on it.
    """
    known, out = {line.book for line in take.lines}, lent_on(store, day)
    books = sorted(books_on(store, day), key=lambda book: (book.entered_on or date.min, book.name))
    more = [_line(book, out.get(book.id, 0)) for book in books if book.id not in known]
    return [*take.lines, *more]


def _line(book: ShelfBook, lent: int) -> CountedBook:
    return CountedBook(book.id, book.copies, None, f"Đang cho mượn {lent} bản" if lent else "")
