"""Every indicator of the predecessors, summed, against the same indicator of the merged register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.ports import Query, Store
from app.records import MediationCase, OutreachEvent
from app.records.base import Record
from app.statistics.facts import Facts, Figure
from app.statistics.indicators import INDICATORS
from app.statistics.periods import Period
from app.usecases import reporting

_EVER = date(1900, 1, 1)
_FIRST_DAY = {MediationCase: "received_on", OutreachEvent: "starts_on"}


@dataclass(frozen=True)
class Total:
    """One indicator over one period: each predecessor's part, what was here before, what stands here after.

    `records` are (kind, id) of what was counted on one side only, when the two sides differ.
    """

    period: Period
    name: str
    label: str
    unit: str
    parts: tuple[int, ...]
    here: int
    after: int
    records: tuple[tuple[str, str], ...] = ()

    def before(self) -> int:
        return sum(self.parts) + self.here

    def same(self) -> bool:
        return self.before() == self.after


def spans(stores: Sequence[Store], today: date) -> list[Period]:
    """Return the whole time the registers know of, then each calendar year of it."""
    first = min((day for store in stores for day in _first_days(store)), default=today)
    whole = Period("", "Từ trước đến nay", min(first, today), today, today)
    return [whole, *(_year(year, today) for year in range(whole.first.year, today.year + 1))]


def _year(year: int, today: date) -> Period:
    last = min(date(year, 12, 31), today)
    return Period("", f"Năm {year}", date(year, 1, 1), last, last)


def _first_days(store: Store) -> Iterator[date]:
    for kind, name in _FIRST_DAY.items():
        if day := first_day(store, kind, name):
            yield day


def first_day(store: Store, kind: type[Record], name: str) -> date | None:
    """Return the earliest day a field of a kind has."""
    return _end(store, kind, Query(where={name: (_EVER, None)}, order=name))


def last_day(store: Store, kind: type[Record], name: str) -> date | None:
    return _end(store, kind, Query(where={name: (_EVER, None)}, order=name, descending=True))


def _end(store: Store, kind: type[Record], query: Query) -> date | None:
    found = store.window(kind, store.ids(kind, query)[:1])
    return getattr(found[0], query.order) if found else None


def facts_in(store: Store, periods: Sequence[Period], ids: frozenset[str] | None = None) -> list[Facts]:
    """Return what is counted in each period, of some records or of all."""
    counted = (reporting.facts(store, period) for period in periods)
    return [facts if ids is None else facts.only(ids) for facts in counted]


def compared(
    periods: Sequence[Period], parts: Sequence[list[Facts]], here: list[Facts], after: list[Facts]
) -> list[Total]:
    """Return every indicator over every period; those of a period stand together."""
    return [
        _total(name, period, [one[place] for one in parts], (here[place], after[place]))
        for place, period in enumerate(periods)
        for name in INDICATORS
    ]


def _total(name: str, period: Period, parts: Sequence[Facts], ours: tuple[Facts, Facts]) -> Total:
    known = INDICATORS[name]
    before = [known.figure(facts, period) for facts in (*parts, ours[0])]
    after = known.figure(ours[1], period)
    total = Total(
        period, name, known.label, known.unit, tuple(f.value for f in before[:-1]), before[-1].value, after.value
    )
    return total if total.same() else _with_records(total, before, after)


def _with_records(total: Total, before: Sequence[Figure], after: Figure) -> Total:
    counted = [one for figure in before for one in figure.ids]
    twice = {one for one in counted if counted.count(one) > 1}
    apart = sorted(set(counted) ^ set(after.ids) | twice)
    return Total(**{**vars(total), "records": tuple((after.table, one) for one in apart)})
