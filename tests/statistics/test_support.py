"""Clubs, the bookshelf and the plan's tasks in numbers."""

from __future__ import annotations

from datetime import date

from app.records.bookshelf import BookLoan, ShelfBook
from app.records.planning import AnnualPlan, PlanTask
from app.records.surveys import LawClub
from app.statistics.facts import Facts, TaskFact
from app.statistics.indicators import indicator
from app.statistics.periods import parse
from app.usecases import freezing, reporting
from app.usecases.comparing import compare
from db import SqliteStore
from tests.statistics.made import event

FIRST_HALF = parse("2026:SB6T")  # cut off on 30 April
PERIOD = parse("2026:SBN")


def value(name: str, facts: Facts) -> int:
    return indicator(name).figure(facts, FIRST_HALF).value


def test_clubs_are_those_that_exist_on_the_cut_off_day() -> None:
    clubs = (
        LawClub(id="a", name="A", founded_on=date(2024, 1, 1), members=30),
        LawClub(id="b", name="B", members=12),
        LawClub(id="late", name="C", founded_on=date(2026, 12, 1), members=9),
        LawClub(id="gone", name="D", founded_on=date(2024, 1, 1), ended_on=date(2026, 1, 1), members=9),
    )
    facts = Facts(clubs=clubs)
    assert (value("PB60", facts), value("PB60.members", facts)) == (2, 42)
    assert indicator("PB60").figure(facts, FIRST_HALF).ids == ("a", "b")


def test_the_shelf_counts_titles_there_and_readings_of_the_period() -> None:
    books = (
        ShelfBook(id="a", unit="1", name="A", entered_on=date(2025, 1, 1), copies=5),
        ShelfBook(id="b", unit="1", name="B", entered_on=date(2026, 1, 1), copies=2),
        ShelfBook(id="c", unit="2", name="C", entered_on=date(2025, 1, 1), removed_on=date(2026, 1, 1), copies=9),
        ShelfBook(id="d", unit="2", name="D", entered_on=date(2026, 12, 1), copies=9),
    )
    loans = tuple(BookLoan(id=day.isoformat(), lent_on=day) for day in (date(2026, 2, 1), date(2026, 12, 1)))
    facts = Facts(books=books, loans=loans)
    assert [value(name, facts) for name in ("PB61", "PB61.titles", "PB61.copies", "PB61.readings")] == [1, 2, 7, 1]


def test_dropped_tasks_are_not_counted_and_those_outside_the_plan_are_told_apart() -> None:
    states = ("done", "done", "overdue", "dropped", "partly")
    tasks = tuple(TaskFact(str(place), "1", state, outside_plan=place == 1) for place, state in enumerate(states))
    facts = Facts(tasks=tasks)
    assert [value(name, facts) for name in ("PB70", "PB70.done", "PB70.outside")] == [4, 2, 1]


def test_the_fictional_commune_has_its_club_shelf_and_tasks(read_only_demo: SqliteStore) -> None:
    facts = reporting.facts(read_only_demo, PERIOD)
    names = ("PB60", "PB60.members", "PB61", "PB61.titles", "PB61.readings", "PB70")
    assert [indicator(name).figure(facts, PERIOD).value for name in names] == [1, 32, 1, 1, 1, 35]
    done = indicator("PB70.done").figure(facts, PERIOD)
    behind = [one.label for one in reporting.behind(read_only_demo, done)]
    assert len(behind) == done.value > 0


def test_the_tasks_of_one_office_are_not_helped_by_the_events_of_another(store: SqliteStore) -> None:
    plan = AnnualPlan(year=2026, name="Kế hoạch")
    store.put(plan)
    store.put(
        PlanTask(plan=plan.id, code="NV01", group=1, content="Hội nghị", lead="UBND", due_on=date(2026, 3, 31),
                 target=1, unit_kind="session")
    )  # fmt: skip
    other = event("x", starts_on=date(2026, 2, 1))
    other.unit, other.task_code = "77701", "NV01"
    store.put(other)
    facts = reporting.facts(store, FIRST_HALF)
    assert [task.state for task in facts.tasks] == ["overdue"]


def test_the_table_is_frozen_with_its_numbers_and_is_the_same_right_after(demo: SqliteStore) -> None:
    shown = reporting.table(demo, "tong-hop-noi-bo", "pbgdpl-dieu-kien", PERIOD)
    report = freezing.freeze(demo, shown, on=date(2026, 11, 5))
    assert [number for row in report.rows for number in row.numbers()][:4] == [1, 32, 1, 1]
    assert compare(demo, report).same()
