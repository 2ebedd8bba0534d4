"""What is counted: the records of a period, loaded once, and the figure an indicator makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from app.declaring import choice, day, many, ref
from app.records.base import Record
from app.records.bookshelf import BookLoan, ShelfBook
from app.records.catalogues import CASE_STATES, SCOPES
from app.records.event_extracts import CountedEvent
from app.records.mediation import EarlierEnd, MediationCase
from app.records.mediators import MediationGroup, Mediator, Training
from app.records.outreach import Propagandist
from app.records.surveys import LawClub

if TYPE_CHECKING:
    from app.statistics.periods import Period

T = TypeVar("T")


@dataclass(kw_only=True)
class CaseFact(Record):
    """What statistics know of a mediation case: its course, and nothing of its people or story.

    It reads six columns of the cases' table, so that ten thousand cases load quickly; it is never written.
    """

    table = MediationCase.table
    title = MediationCase.title

    received_on: date = day("Ngày tiếp nhận")
    group: str = ref("Tổ hòa giải", "mediation_group")
    scope: str = choice("Phạm vi hòa giải", SCOPES)
    state: str = choice("Trạng thái", CASE_STATES)
    ended_on: date | None = day("Ngày kết thúc")
    earlier: list[EarlierEnd] = many("Các lần không thành trước", EarlierEnd)


@dataclass(frozen=True)
class TaskFact:
    """A task of the annual plan as it stood on the cut-off day of a period."""

    id: str
    unit: str
    state: str
    outside_plan: bool = False


Counted = Record | TaskFact
_REPORTED = ("cases", "groups", "mediators", "events", "propagandists", "trainings")
_KINDS = (*_REPORTED, "clubs", "books", "loans", "tasks")


@dataclass(frozen=True)
class Facts:
    """Complete, living records. Cases and events may reach beyond the period; each indicator takes what is its own.

    `unit_names` names the offices by code. Parts of facts are facts again: a row of a table is counted from its part.
    `keepers` and `origins` tell, by record, which unit took it over in a merger and which office it came from then.
    """

    cases: tuple[CaseFact, ...] = ()
    groups: tuple[MediationGroup, ...] = ()
    mediators: tuple[Mediator, ...] = ()
    trainings: tuple[Training, ...] = ()
    events: tuple[CountedEvent, ...] = ()
    propagandists: tuple[Propagandist, ...] = ()
    clubs: tuple[LawClub, ...] = ()
    books: tuple[ShelfBook, ...] = ()
    loans: tuple[BookLoan, ...] = ()
    tasks: tuple[TaskFact, ...] = ()
    unit_names: Mapping[str, str] = field(default_factory=dict)
    keepers: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    _known: dict[object, object] = field(default_factory=dict, repr=False, compare=False)
    _of_events: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: object, make: Callable[[], T]) -> T:
        """Return what was made of these facts before under this key, or make it."""
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]  # type: ignore[return-value]

    def of_event(self, event: CountedEvent, make: Callable[[CountedEvent], T]) -> T:
        """Return what was made of one event before, here or in the facts these are part of, or make it."""
        if event.id not in self._of_events:
            self._of_events[event.id] = make(event)
        return self._of_events[event.id]  # type: ignore[return-value]

    def units(self) -> list[str]:
        """Return the codes of the units that look after something here, in order: by the boundaries of today."""
        return sorted({self.keepers.get(one.id, one.unit) for name in _REPORTED for one in getattr(self, name)})

    def by_group(self) -> dict[str, Facts]:
        """Split mediation by the group that leads; groups without anything have their part too."""
        cases, mediators = split(self.cases, _group), split(self.mediators, _group)
        groups = {group.id: (group,) for group in self.groups}
        return {
            one: Facts(
                cases=tuple(cases.get(one, ())),
                groups=groups.get(one, ()),
                mediators=tuple(mediators.get(one, ())),
                trainings=self.trainings,
                unit_names=self.unit_names,
            )
            for one in {**groups, **cases, **mediators}
        }

    def by_form(self) -> dict[str, Facts]:
        """Split events by their form; the propagandists stand behind all of them."""
        events = split(self.events, lambda event: event.form)
        return {form: replace(self, events=tuple(some), cases=(), _known={}) for form, some in events.items()}

    def by_unit(self) -> dict[str, Facts]:
        """Split by the unit that looks after each record: the boundaries of today."""
        return self._shared_out(lambda one: self.keepers.get(one.id, one.unit))

    def by_origin(self) -> dict[str, Facts]:
        """Split by the office each record was made in: the boundaries of before the mergers."""
        return self._shared_out(lambda one: self.origins.get(one.id, one.unit))

    def _shared_out(self, key: Callable[[Counted], str]) -> dict[str, Facts]:
        """Split everything by the unit that a key names; who has only clubs, books or tasks reports nothing."""
        parts = {name: split(getattr(self, name), key) for name in _KINDS}
        there = sorted({unit for name in _REPORTED for unit in parts[name]})
        return {unit: self._with({name: tuple(parts[name].get(unit, ())) for name in _KINDS}) for unit in there}

    def only(self, ids: frozenset[str]) -> Facts:
        """Return the facts of some records alone."""
        return self._with({name: tuple(one for one in getattr(self, name) if one.id in ids) for name in _KINDS})

    def _with(self, records: dict[str, Any]) -> Facts:
        return Facts(**records, unit_names=self.unit_names, _of_events=self._of_events)


@dataclass(frozen=True)
class Figure:
    """A number and the records behind it, all of one kind."""

    value: int
    table: str
    ids: tuple[str, ...] = ()

    @property
    def records(self) -> tuple[tuple[str, str], ...]:
        return tuple((self.table, one) for one in self.ids)


@dataclass(frozen=True)
class Indicator:
    """A named number. `counted` tells that it counts the records behind it, `stock` that it is of one day, no flow."""

    name: str
    label: str
    unit: str
    figure: Callable[[Facts, Period], Figure]
    counted: bool = False
    stock: bool = False


def split(records: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return found


def _group(record: CaseFact | Mediator) -> str:
    return record.group
