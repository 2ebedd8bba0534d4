"""Statistical reports: the facts of a period from the store, tables of them, and the records behind any number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from typing import TypeVar

from app.ports import Kept, Query, Store, Wanted
from app.records import kind_named
from app.records.base import Record
from app.records.bookshelf import BookLoan, ShelfBook
from app.records.case_states import ENDED, NOT_MEDIATED, OPEN
from app.records.catalogues_outreach import COUNTED_STATES
from app.records.event_extracts import EventFact
from app.records.mediators import MediationGroup, Mediator, Training
from app.records.office import Office
from app.records.outreach import Propagandist
from app.records.planning import AnnualPlan, PlanTask
from app.records.surveys import LawClub
from app.statistics import periods, tables
from app.statistics.facts import CaseFact, Facts, Figure, TaskFact
from app.statistics.packs import table_spec
from app.statistics.periods import Due, Period
from app.statistics.spec import BY_GROUP, BY_UNIT
from app.statistics.tables import Table
from app.usecases import planning
from app.usecases.routes import offices_above
from app.usecases.working_days import make_up

R = TypeVar("R", bound=Record)
_CLOSED = frozenset((*ENDED, *NOT_MEDIATED))
_DAY = timedelta(days=1)
_COUNTED: tuple[type[Record], ...] = (
    *(CaseFact, MediationGroup, Mediator, Training, EventFact),
    *(Propagandist, LawClub, ShelfBook, BookLoan, PlanTask),
)


@dataclass(frozen=True)
class Behind:
    """A record behind a number, as a list of them shows it."""

    table: str
    id: str
    unit: str
    label: str


def facts(store: Store, period: Period, units: Iterable[str] = ()) -> Facts:
    """Load what is counted in a period: complete, living records, of some units or of all.

    Cases and events are found by their days; of both only what is counted is read.
    """
    read = _Reader(store, frozenset(units))
    events = tuple(_events(read, period))
    kept = {one: kept for kind in _COUNTED for one, kept in store.keepers(kind).items()}
    return Facts(
        cases=tuple(_cases(read, period)),
        groups=tuple(read.every(MediationGroup)),
        mediators=tuple(read.every(Mediator)),
        trainings=tuple(read.every(Training, {"held_on": (period.first, period.until())})),
        events=events,
        propagandists=tuple(read.every(Propagandist)),
        clubs=tuple(read.every(LawClub)),
        books=tuple(read.every(ShelfBook)),
        loans=tuple(read.every(BookLoan, {"lent_on": (period.first, period.until())})),
        tasks=tuple(_tasks(store, read, period, events)),
        unit_names=_unit_names(store),
        keepers={one: kept.unit for one, kept in kept.items()},
        origins=_origins(store, kept),
    )


def _origins(store: Store, kept: Mapping[str, Kept]) -> dict[str, str]:
    """Return from which office each record came: its code, as of what it still makes, unless another has it now."""
    offices = list(store.every(Office))
    names: dict[str, set[str]] = {}
    for office in offices:
        names.setdefault(office.code, set()).add(office.name)
    known = {office.id: office.code for office in offices if len(names[office.code]) == 1}
    return {one: known.get(found.origin, found.origin) for one, found in kept.items() if found.origin}


def _unit_names(store: Store) -> dict[str, str]:
    """Return the names of offices by code, that of the living one where several had it, and by id."""
    offices = sorted(store.every(Office), key=lambda office: office.valid_to is None)
    return {office.id: office.name for office in offices} | {office.code: office.name for office in offices}


class _Reader:
    """Complete, living records of some units."""

    def __init__(self, store: Store, units: frozenset[str]) -> None:
        self._store, self._units = store, units

    def every(self, kind: type[R], where: dict[str, Wanted] | None = None) -> Iterator[R]:
        wanted = Query(where=where or {}, drafts=False, units=self._units, taken_over=True)
        return self._store.every(kind, wanted)


def _cases(read: _Reader, period: Period) -> Iterator[CaseFact]:
    """Yield the cases received in a period, and those received before it that were open when it began."""
    before: tuple[date | None, date | None] = (None, period.first - _DAY)
    return chain(
        read.every(CaseFact, {"received_on": (period.first, period.until())}),
        read.every(CaseFact, {"received_on": before, "state": frozenset(OPEN)}),
        read.every(CaseFact, {"received_on": before, "state": _CLOSED, "ended_on": (period.first, None)}),
    )


def _events(read: _Reader, period: Period) -> Iterator[EventFact]:
    """Yield the events that were held within a period or reach into it."""
    held = frozenset(COUNTED_STATES)
    return chain(
        read.every(EventFact, {"starts_on": (period.first, period.until()), "state": held}),
        read.every(
            EventFact,
            {"starts_on": (None, period.first - _DAY), "ends_on": (period.first, None), "state": held},
        ),
    )


def _tasks(store: Store, read: _Reader, period: Period, events: tuple[EventFact, ...]) -> Iterator[TaskFact]:
    """Yield the tasks of the plans of a period's year, each as it stood on the cut-off day.

    The events of a period that begins with the year are all that a plan counts, and are not read a second time.
    The plan of an office above is kept here to be followed; its tasks are that office's to count.
    """
    above = frozenset(offices_above(store, period.cut_off))
    for plan in read.every(AnnualPlan, {"year": period.last.year}):
        if plan.unit in above:
            continue
        whole = period.first <= date(period.last.year, 1, 1)
        for shown in planning.board(store, plan, period.cut_off, events if whole else None):
            yield TaskFact(shown.task.id, shown.task.unit, shown.state, shown.task.outside_plan)


# --- tables -----------------------------------------------------------------------------------------------------------


def table(
    store: Store, pack_id: str, table_id: str, period: Period, *, units: Iterable[str] = (), rows: str = ""
) -> Table:
    """Count a table of a pack. `rows` shares it out in another way than the pack says: total, group, form, month, unit.

    Where several offices report, a table by group is one by office unless asked otherwise.
    """
    pack, spec = table_spec(pack_id, table_id)
    units = tuple(units)
    counted = facts(store, period, units)
    if not rows and spec.rows == BY_GROUP and len(counted.units()) > 1:
        rows = BY_UNIT
    return replace(tables.build(pack, tables.with_rows(spec, rows), counted, period), units=units)


def explain(store: Store, counted: Table, cell: str) -> list[Behind]:
    """Return the records behind a cell (“T01:c3”, “c3” of the total, “PB10” of a list), in the order they were counted.

    Raises Problem for a cell the table does not have.
    """
    return behind(store, counted.cell(cell))


def behind(store: Store, figure: Figure) -> list[Behind]:
    """Return the records a figure was counted from."""
    if not figure.ids:
        return []
    kind = kind_named(figure.table)
    found = [store.find(kind, one) for one in figure.ids]
    return [Behind(figure.table, record.id, record.unit, record.label()) for record in found if record]


def due(store: Store, period: Period) -> Due | None:
    """Return when a period's report is due here; the office may have set whether make-up Saturdays count."""
    return periods.due_on(period, make_up=make_up(store))


def next_due(store: Store, today: date) -> tuple[Period, Due]:
    """Return the period whose report is due next here, and when."""
    return periods.next_due(today, make_up=make_up(store))
