"""What a year of dissemination costs: every indicator, the plan's board, a month, the questions about one event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.records import AnnualPlan, OutreachEvent, PlanTask
from app.records.catalogues_outreach import DIRECT_BY_DEFAULT
from app.statistics.indicators import INDICATORS
from app.statistics.periods import parse
from app.usecases import calendar, planning, reporting
from app.usecases.records import issues_of
from db import SqliteStore, create_register
from tests.bench.measuring import Measured, seconds, timed
from tests.bench.registers import KEY, UNIT
from tests.synthetic import events

EVENTS = 5_000  # in one year, twenty times what a commune holds
TASKS = 35
YEAR = 2026


def measure(folder: Path) -> Iterator[Measured]:
    place = folder / "dissemination"
    place.mkdir(parents=True)
    store = create_register(place, KEY, unit=UNIT, author="Đo")
    plan = _filled(store)
    period = parse(f"{YEAR}:SBN")
    what = f"{EVENTS:,} events"
    yield Measured(f"facts of a year read, {what}", seconds(lambda: reporting.facts(store, period)), "s")
    facts = reporting.facts(store, period)
    dissemination = [one for name, one in INDICATORS.items() if name.startswith("PB")]

    def count() -> None:
        fresh = replace(facts, _known={}, _of_events={})
        for one in dissemination:
            one.figure(fresh, period)

    yield timed(f"all {len(dissemination)} indicators of a year, {what}", count)
    yield timed(f"board of {TASKS} tasks, {what}", lambda: planning.board(store, plan, date(YEAR, 11, 1)), times=3)
    yield timed(f"a month's calendar, {what}", lambda: calendar.month(store, YEAR, 5), times=3)
    one = store.window(OutreachEvent, store.ids(OutreachEvent)[:1])[0]
    yield timed(f"questions about one event, {what}", lambda: issues_of(store, one))
    store.close()


def _filled(store: SqliteStore) -> AnnualPlan:
    plan = AnnualPlan(year=YEAR, name="Kế hoạch")
    with store.atomic():
        store.put(plan)
        for number in range(TASKS):
            store.put(_task(plan, f"NV{number:02d}"))
        for at, event in enumerate(events(EVENTS)):
            event.starts_on, event.state = date(YEAR, 1, 1) + timedelta(days=at % 300), "held"
            event.direct, event.task_code = event.form in DIRECT_BY_DEFAULT, f"NV{at % TASKS:02d}"
            store.put(event)
    return plan


def _task(plan: AnnualPlan, code: str) -> PlanTask:
    due = date(YEAR, 12, 31)
    return PlanTask(
        plan=plan.id,
        code=code,
        group=1,
        content="Tuyên truyền",
        lead="UBND",
        due_on=due,
        target=100,
        unit_kind="session",
    )
