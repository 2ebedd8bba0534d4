"""What paper costs: one form, and a book of two thousand rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.records import MediationCase
from app.usecases.founding import Founding, found
from app.usecases.printing import Selection, print_form
from db import create_register
from tests.bench.measuring import Measured, seconds, timed
from tests.bench.registers import KEY, UNIT
from tests.synthetic import cases, commune, take

ROWS = 2_000


def measure(folder: Path) -> Iterator[Measured]:
    from app.records.units import Unit

    place = folder / "papers"
    place.mkdir(parents=True)
    store = create_register(place, KEY, unit=UNIT)
    found(store, Founding(Unit(UNIT, "Xã Sen Vàng", "commune", "92", "Thành phố Cần Thơ"), "Người Đo"))
    made = commune(hamlets=1)
    for record in (*made.hamlets, *made.groups, *made.mediators):
        store.put(record)
    of_one_year = []
    for number, case in enumerate(cases(ROWS, place=made), start=1):
        case.received_on = case.received_on and case.received_on.replace(year=2026, month=1, day=1)
        case.number = number
        of_one_year.append(case)
    take(store, of_one_year)
    one = store.window(MediationCase, store.ids(MediationCase)[:1])[0]
    chosen = Selection(record=one.id)
    first = seconds(lambda: print_form(store, "van-ban-hoa-giai-thanh", chosen, ".pdf"))
    yield Measured("first form as PDF, libraries loaded with it", first * 1000, "ms")
    yield timed("one form as PDF", lambda: print_form(store, "van-ban-hoa-giai-thanh", chosen, ".pdf"))
    yield timed("one form as Word", lambda: print_form(store, "van-ban-hoa-giai-thanh", chosen, ".docx"))
    book = Selection(group=made.groups[0].id, year=2026)
    for suffix in (".pdf", ".xlsx"):
        took = seconds(lambda suffix=suffix: print_form(store, "so-theo-doi-hoa-giai", book, suffix))  # type: ignore[misc]
        yield Measured(f"book of {ROWS:,} rows as {suffix}", took, "s")
    store.close()
