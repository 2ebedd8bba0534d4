"""A month on one page: what stands on which day."""

from __future__ import annotations

from datetime import date

from app.records import Office
from app.usecases import calendar, outreach_duties
from db import SqliteStore
from tests.outreach.events import aired, held


def kinds(store: SqliteStore, year: int, month: int) -> dict[int, list[str]]:
    return {day.day: [entry.kind for entry in found] for day, found in calendar.month(store, year, month).items()}


def test_an_event_of_several_days_stands_on_each_of_them_within_the_month(store: SqliteStore) -> None:
    store.put(aired(starts_on=date(2026, 2, 27), ends_on=date(2026, 3, 2)))
    store.put(held(hour="08:00"))
    assert kinds(store, 2026, 2) == {27: ["event"], 28: ["event"]}
    assert kinds(store, 2026, 3) == {1: ["event"], 2: ["event"], 5: ["event"]}


def test_november_has_the_law_day(store: SqliteStore) -> None:
    (entry,) = calendar.month(store, 2026, 11)[date(2026, 11, 9)]
    assert (entry.kind, entry.words) == ("day", calendar.LAW_DAY_NAME)


def test_september_asks_for_its_notice_until_it_is_given(store: SqliteStore) -> None:
    store.put(Office(code=store.unit, name="Xã Mẫu", kind="commune"))
    (entry,) = calendar.month(store, 2026, 9)[date(2026, 9, 30)]
    assert entry.kind == "duty"
    outreach_duties.give_notice(store, 2026, date(2026, 9, 15))
    assert calendar.month(store, 2026, 9).get(date(2026, 9, 30)) is None


def test_a_month_of_the_fictional_commune_has_its_tasks_reports_and_events(demo_store: SqliteStore) -> None:
    found = calendar.month(demo_store, 2026, 3)
    assert list(found) == sorted(found)
    codes = [entry.words.split(" – ")[0] for day in found.values() for entry in day]
    assert {"SK-2026-003", "NV04", "NV16"} <= set(codes)
    reports = [entry for month in range(1, 13) for day in calendar.month(demo_store, 2026, month).values()
               for entry in day if entry.kind == "report"]  # fmt: skip
    assert len(reports) == len({entry.day for entry in reports}) > 1


def test_a_plan_of_last_year_ends_in_january(demo_store: SqliteStore) -> None:
    words = [entry.words for day in calendar.month(demo_store, 2027, 1).values() for entry in day]
    assert any(word.startswith("NV23") for word in words)


def test_a_report_day_of_a_year_whose_days_off_nobody_entered_is_told_with_its_doubt(store: SqliteStore) -> None:
    (entry,) = calendar.month(store, 2093, 1)[date(2093, 1, 10)]
    assert entry.kind == "report"
    assert entry.detail != ""
