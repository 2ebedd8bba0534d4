"""The words of the book of printed material: a year's stock of each, what came, what was given out, what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from app.ports import Query, Store
from app.records import catalogues_outreach as outreach
from app.records.bookshelf import STOCK_MOVES, MaterialStock, StockMove
from app.records.catalogues import LANGUAGES
from app.usecases import by_unit
from app.usecases.papers import Values
from app.usecases.papers_planning import year_values
from app.vietnamese import show_day, show_number, sort_key

Words = Mapping[str, str]


def materials_values(store: Store, year: int) -> Values:
    """Return what the source “materials” publishes: material there or moved in a year, by name."""
    known = sorted(store.every(MaterialStock, Query(drafts=False)), key=lambda stock: sort_key(stock.name))
    stocks = [stock for stock in known if _left_before(stock, year) or _moves(stock, year)]
    units = by_unit.named(store, MaterialStock, stocks)
    moved = [move for stock in stocks for move in _moves(stock, year)]
    came, went = _copies(moved, coming=True), _copies(moved, coming=False)
    left = sum(_left_before(stock, year) for stock in stocks) + came - went
    totals = {"day": "Tổng cộng", "came": show_number(came), "went": show_number(went), "left": show_number(left)}
    return {
        **year_values(store, year),
        "rows": [row for stock in stocks for row in _rows(stock, year, units.get(stock.id, ""))],
        "totals": [totals] if stocks else [],
        "kind_count": show_number(len(stocks)),
        "given": show_number(sum(move.copies or 0 for move in moved if move.move == "out")),
    }


def _moves(stock: MaterialStock, year: int) -> list[StockMove]:
    """Return a year's moves by day."""
    found = [(move.moved_on, move) for move in stock.moves if move.moved_on and move.moved_on.year == year]
    return [move for _, move in sorted(found, key=lambda pair: pair[0])]


def _left_before(stock: MaterialStock, year: int) -> int:
    earlier = [move for move in stock.moves if move.moved_on and move.moved_on < date(year, 1, 1)]
    return _copies(earlier, coming=True) - _copies(earlier, coming=False)


def _copies(moves: list[StockMove], *, coming: bool) -> int:
    return sum(move.copies or 0 for move in moves if (move.move == "in") == coming)


def _rows(stock: MaterialStock, year: int, unit: str) -> Iterator[Words]:
    kinds = (dict(outreach.MATERIAL_KINDS).get(stock.kind, ""), dict(LANGUAGES).get(stock.language, ""))
    said = f"{stock.name} ({', '.join(word[0].lower() + word[1:] for word in kinds if word)})"
    yield {"section": f"{said}, {unit}" if unit else said}
    left = _left_before(stock, year)
    if left:
        yield {"what": "Còn từ năm trước", "left": show_number(left)}
    for move in _moves(stock, year):
        coming, copies = move.move == "in", move.copies or 0
        left += copies if coming else -copies
        yield {
            "day": show_day(move.moved_on),
            "what": dict(STOCK_MOVES).get(move.move, ""),
            "place": move.place,
            "came" if coming else "went": show_number(copies),
            "left": show_number(left),
        }
