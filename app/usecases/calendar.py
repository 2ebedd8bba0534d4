"""A month on one page: events, tasks that fall due, reports, duties by law, and the Law Day of 9 November."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.ports import Query, Store, Wanted
from app.records.event_extracts import EventDays
from app.records.event_rules import LAW_DAY
from app.usecases import outreach_duties, planning, reporting

LAW_DAY_NAME = "Ngày Pháp luật nước Cộng hòa xã hội chủ nghĩa Việt Nam"


@dataclass(frozen=True)
class Entry:
    """One line of a day; `table` and `id` lead to the record, if there is one."""

    day: date
    kind: str  # event | task | report | duty | day
    words: str
    table: str = ""
    id: str = ""
    detail: str = ""


def month(store: Store, year: int, month: int) -> Mapping[date, list[Entry]]:
    """Return the days of a month that have something, in order; an event stands on each day it lasts."""
    days = (date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    found: dict[date, list[Entry]] = defaultdict(list)
    for entry in (*_law_day(days), *_reports(store, days), *_duties(store, days), *_tasks(store, days)):
        found[entry.day].append(entry)
    for entry in _events(store, days):
        found[entry.day].append(entry)
    return dict(sorted(found.items()))


Days = tuple[date, date]
Range = tuple[date | None, date | None]


def _within(day: date | None, days: Days) -> bool:
    return day is not None and days[0] <= day <= days[1]


def _law_day(days: Days) -> Iterator[Entry]:
    day = date(days[0].year, *LAW_DAY)
    if _within(day, days):
        yield Entry(day, "day", LAW_DAY_NAME)


def _reports(store: Store, days: Days) -> Iterator[Entry]:
    """Yield the day each report falls due, with what is doubtful about it."""
    day = days[0]
    while day <= days[1]:
        period, due = reporting.next_due(store, day)
        if not _within(due.day, days):
            return
        yield Entry(due.day, "report", f"Hạn gửi báo cáo {period.name()}", detail="; ".join(due.notes))
        day = due.day + timedelta(days=1)


def _each(days: Days) -> Iterable[date]:
    return (days[0] + timedelta(days=n) for n in range((days[1] - days[0]).days + 1))


def _duties(store: Store, days: Days) -> Iterator[Entry]:
    for duty in outreach_duties.all_of(store, days[0].year):
        if duty.due_on and duty.done_on is None and _within(duty.due_on, days):
            table = "propagandist" if duty.propagandist else ""
            yield Entry(duty.due_on, "duty", duty.what, table, duty.propagandist, duty.basis)


def _tasks(store: Store, days: Days) -> Iterator[Entry]:
    for year in (days[0].year - 1, days[0].year):  # what a plan ends with may fall into January
        plan = planning.plan_of(store, year)
        for shown in planning.due_between(store, plan, *days) if plan else ():
            task, state = shown.task, dict(planning.TASK_STATES).get(shown.state, "")
            if task.due_on:
                yield Entry(task.due_on, "task", f"{task.code} – {task.content}", task.table, task.id, state)


def _events(store: Store, days: Days) -> Iterator[Entry]:
    before: Range = (None, days[0] - timedelta(days=1))
    began: dict[str, Wanted] = {"starts_on": days}
    lasting: dict[str, Wanted] = {"starts_on": before, "ends_on": (days[0], None)}
    reaching = [e for where in (began, lasting) for e in store.every(EventDays, Query(where=where, drafts=False))]
    for event in sorted(reaching, key=lambda one: (one.hour, one.name)):
        first, last = event.starts_on, event.last_day()
        if first is None or last is None:
            continue
        for day in _each((max(first, days[0]), min(last, days[1]))):
            yield Entry(day, "event", event.label(), event.table, event.id, event.hour)
