"""Where the words of dissemination's forms come from: for each source, the function that fills it for a selection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.ports import Store
from app.records.base import Record
from app.records.bookshelf import BookLoan, MaterialStock, ShelfBook, StockTake
from app.records.commendations import Commendation
from app.records.legal_aid import LegalAidReferral
from app.records.outreach import OutreachEvent, Propagandist
from app.records.planning import AnnualPlan, PlanTask
from app.records.surveys import Survey
from app.usecases.papers import Values
from app.usecases.papers_awards import commendation_values, commendations_values
from app.usecases.papers_materials import materials_values
from app.usecases.papers_outreach import event_values, events_register_values
from app.usecases.papers_planning import broadcast_values, plan_values, work_values
from app.usecases.papers_propagandists import propagandist_roster_values, propagandist_values
from app.usecases.papers_support import bookshelf_values, referral_values, stock_take_values, survey_values


@dataclass(frozen=True)
class Selection:
    """What to print: a record's id, or a group's and a year, or a year and perhaps a month; `by_hand` prints blanks.

    `by_case` gives Part II of a group's book a row for each case instead of one for each mediator. `as_minutes` calls
    the paper of a success “biên bản”; None leaves it as this office chose last.
    """

    record: str = ""
    group: str = ""
    year: int = 0
    month: int = 0
    by_hand: bool = False
    by_case: bool = False
    as_minutes: bool | None = None


@dataclass(frozen=True)
class Source:
    """Where a form's words come from: `kind` for forms of one record, `needs` for what else must be chosen.

    `lists` are the kinds of record that a book is kept of.
    """

    kind: type[Record] | None
    needs: tuple[str, ...]
    values: Callable[[Store, Selection], Mapping[str, Any]]
    lists: tuple[type[Record], ...] = ()


def _today() -> date:
    return date.today()  # noqa: DTZ011 (papers carry calendar days)


def _event(store: Store, chosen: Selection) -> Values:
    return event_values(store, store.get(OutreachEvent, chosen.record))


def _events_book(store: Store, chosen: Selection) -> Values:
    return events_register_values(store, chosen.year, chosen.month or None)


def _plan(store: Store, chosen: Selection) -> Values:
    return plan_values(store, store.get(AnnualPlan, chosen.record), _today())


def _broadcasts(store: Store, chosen: Selection) -> Values:
    return broadcast_values(store, chosen.year, chosen.month or None)


def _work(store: Store, chosen: Selection) -> Values:
    return work_values(store, chosen.year, chosen.month or None)


def _survey(store: Store, chosen: Selection) -> Values:
    return survey_values(store, store.get(Survey, chosen.record))


def _propagandist(store: Store, chosen: Selection) -> Values:
    return propagandist_values(store, store.get(Propagandist, chosen.record), _today())


def _propagandists(store: Store, chosen: Selection) -> Values:
    return propagandist_roster_values(store, chosen.year, _today())


def _bookshelf(store: Store, chosen: Selection) -> Values:
    return bookshelf_values(store, chosen.year)


def _stock_take(store: Store, chosen: Selection) -> Values:
    return stock_take_values(store, store.get(StockTake, chosen.record))


def _materials(store: Store, chosen: Selection) -> Values:
    return materials_values(store, chosen.year)


def _commendation(store: Store, chosen: Selection) -> Values:
    return commendation_values(store, store.get(Commendation, chosen.record), _today())


def _commendations(store: Store, chosen: Selection) -> Values:
    return commendations_values(store, chosen.year)


def _referrals(store: Store, chosen: Selection) -> Values:
    return referral_values(store, chosen.year)


OUTREACH_SOURCES: dict[str, Source] = {
    "outreach_event": Source(OutreachEvent, ("record",), _event),
    "outreach_register": Source(None, ("year",), _events_book, (OutreachEvent,)),
    "annual_plan": Source(AnnualPlan, ("record",), _plan),
    "broadcast_log": Source(None, ("year",), _broadcasts, (OutreachEvent,)),
    "work_of_month": Source(None, ("year",), _work, (OutreachEvent, PlanTask)),
    "survey": Source(Survey, ("record",), _survey),
    "propagandist": Source(Propagandist, ("record",), _propagandist),
    "propagandist_roster": Source(None, ("year",), _propagandists, (Propagandist,)),
    "bookshelf": Source(None, ("year",), _bookshelf, (ShelfBook, BookLoan, StockTake)),
    "stock_take": Source(StockTake, ("record",), _stock_take),
    "materials": Source(None, ("year",), _materials, (MaterialStock,)),
    "commendation": Source(Commendation, ("record",), _commendation),
    "commendations": Source(None, ("year",), _commendations, (Commendation,)),
    "referrals": Source(None, ("year",), _referrals, (LegalAidReferral,)),
}
