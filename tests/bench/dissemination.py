"""What a year of dissemination costs: indicators, the plan's board, lists, a month, and the pages that show them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.ports import Query
from app.records import AnnualPlan, OutreachEvent, PlanTask
from app.records.catalogues_outreach import DIRECT_BY_DEFAULT
from app.statistics.indicators import INDICATORS
from app.statistics.periods import parse
from app.usecases import calendar, planning, reporting
from app.usecases.planning_start import sample_groups
from app.usecases.records import issues_of
from db import SqliteStore, create_register
from tests.bench.measuring import Measured, timed
from tests.bench.registers import KEY, UNIT
from tests.synthetic import events

if TYPE_CHECKING:
    from ui.pages.base import Page

EVENTS = 5_000  # in one year, twenty times what a commune holds
TASKS = 2_000  # in the plans of five years, ten times what a commune writes down
YEARS = range(2022, 2027)
YEAR = YEARS[-1]
INDICATORS_OF_A_YEAR, SHOWN = 100.0, 60.0  # milliseconds
PAGE = 50  # rows that a window shows at once


def measure(folder: Path) -> Iterator[Measured]:
    place = folder / "dissemination"
    place.mkdir(parents=True)
    store = create_register(place, KEY, unit=UNIT, author="Đo")
    plan = _filled(store)
    yield from _figures(store)
    today = date(YEAR, 11, 1)
    what = f"{EVENTS:,} events, {TASKS:,} tasks"
    yield timed(f"plan's board, {what}", lambda: planning.board(store, plan, today), budget=SHOWN)
    yield timed(f"a month's calendar, {what}", lambda: calendar.month(store, YEAR, 5), budget=SHOWN)
    yield from _lists(store, plan)
    one = store.window(OutreachEvent, store.ids(OutreachEvent)[:1])[0]
    yield timed(f"questions about one event, {what}", lambda: issues_of(store, one))
    yield from _pages(store, place)
    store.close()


def _figures(store: SqliteStore) -> Iterator[Measured]:
    period, what = parse(f"{YEAR}:SBN"), f"{EVENTS:,} events"
    facts = reporting.facts(store, period)
    dissemination = [one for name, one in INDICATORS.items() if name.startswith("PB")]

    def count() -> None:
        fresh = replace(facts, _known={}, _of_events={})
        for one in dissemination:
            one.figure(fresh, period)

    yield timed(f"facts of a year read, {what}", lambda: reporting.facts(store, period), times=3)
    yield timed(f"all {len(dissemination)} indicators of a year, {what}", count, budget=INDICATORS_OF_A_YEAR)


def _lists(store: SqliteStore, plan: AnnualPlan) -> Iterator[Measured]:
    half = (date(YEAR, 1, 1), date(YEAR, 6, 30))
    events_asked = {
        "open": Query(),
        "sort by name": Query(order="name"),
        "sort by form": Query(order="form"),
        "sort by day": Query(order="starts_on"),
        "sort by those present": Query(order="attended", descending=True),
        "filter by state and form": Query(where={"state": "held", "form": "conference"}),
        "filter by half a year": Query(where={"starts_on": half}, order="place"),
        "search": Query(text="dat dai ap 3"),
    }
    tasks_asked = {
        "open": Query(where={"plan": plan.id}),
        "sort by lead": Query(where={"plan": plan.id}, order="lead"),
        "filter by group": Query(where={"plan": plan.id, "group": 3}, order="due_on"),
        "search": Query(text="tuyen truyen 12", where={"plan": plan.id}),
    }
    kinds: dict[type[OutreachEvent | PlanTask], dict[str, Query]] = {
        OutreachEvent: events_asked,
        PlanTask: tasks_asked,
    }
    for kind, asked in kinds.items():
        what = f"{EVENTS:,} events" if kind is OutreachEvent else f"{TASKS:,} tasks"
        for name, query in asked.items():

            def shown(kind: type[OutreachEvent | PlanTask] = kind, query: Query = query) -> None:
                store.window(kind, store.ids(kind, query)[:PAGE])

            yield timed(f"list: {name}, {what}", shown, budget=SHOWN)


def _pages(store: SqliteStore, folder: Path) -> Iterator[Measured]:
    """Let the pages read again and paint; the window itself is not measured."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui.pages.calendar import Calendar
    from ui.pages.events import Events
    from ui.pages.plan import Plan
    from ui.screens import no_services
    from ui.session import Session

    application = QApplication.instance() or QApplication([])
    session, what = Session(store, no_services(folder)), f"{EVENTS:,} events, {TASKS:,} tasks"
    pages = {"events": Events(session), "plan": Plan(session), "month": Calendar(session)}
    acts: dict[str, Callable[[], object]] = {
        f"page {name}: look again": page.look_again for name, page in pages.items()
    }
    acts["page plan: an event saved, look again"] = lambda: _one_more_guest(store, pages["plan"])
    acts["page plan: choose a group"] = lambda: pages["plan"].choose_group(3)  # type: ignore[attr-defined]
    acts["page plan: sort by state"] = lambda: pages["plan"].table._sort_by(4)  # type: ignore[attr-defined]
    acts["page month: next month"] = lambda: pages["month"].turn(1)  # type: ignore[attr-defined]
    for page in pages.values():
        page.resize(1180, 700)
        page.show()
        application.processEvents()
    for name, act in acts.items():
        page = pages[name.split()[1].rstrip(":")]

        def shown(act: Callable[[], object] = act, page: Page = page) -> None:
            act()
            page.grab()

        yield timed(f"{name}, {what}", shown, budget=SHOWN)
    for page in pages.values():
        page.close()


def _one_more_guest(store: SqliteStore, page: Page) -> None:
    event = store.window(OutreachEvent, store.ids(OutreachEvent)[:1])[0]
    store.put(replace(event, attended=(event.attended or 0) + 1))
    page.look_again()


def _filled(store: SqliteStore) -> AnnualPlan:
    """Fill a register; return the plan of the last year, whose tasks have all the events."""
    number = TASKS // len(YEARS)
    with store.atomic():
        for year in YEARS:
            plan = AnnualPlan(year=year, name="Kế hoạch", groups=sample_groups())
            store.put(plan)
            for at in range(number):
                store.put(_task(plan, at))
        for at, event in enumerate(events(EVENTS)):
            event.starts_on, event.state = date(YEAR, 1, 1) + timedelta(days=at % 300), "held"
            event.direct, event.task_code = event.form in DIRECT_BY_DEFAULT, f"NV{at % number:04d}"
            store.put(event)
    return plan


def _task(plan: AnnualPlan, number: int) -> PlanTask:
    return PlanTask(
        plan=plan.id,
        code=f"NV{number:04d}",
        group=number % 10 + 1,
        content=f"Tuyên truyền, phổ biến pháp luật cho nhân dân ấp {number % 12 + 1}",
        lead=f"Đơn vị {number % 17}",
        due_on=date(plan.year or YEAR, number % 12 + 1, number % 28 + 1),
        target=number % 5 + 1,
        unit_kind="session",
    )
