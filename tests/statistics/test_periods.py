"""Periods: there and back, their cut-offs as data, and when a report is due."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.problems import Problem
from app.statistics.periods import due_on, free_period, next_due, parse, periods_of, regimes

DAYS = st.dates(date(1995, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("written", "first", "cut_off", "due"),
    [
        ("2026:SB6T", date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 10)),
        ("2026:SBN", date(2026, 1, 1), date(2026, 10, 31), date(2026, 11, 10)),
        ("2026:TN", date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 10)),
        ("2024:N", date(2024, 1, 1), date(2024, 10, 31), date(2024, 11, 7)),
    ],
)
def test_a_kind_of_period_has_its_days_its_cut_off_and_its_due_date(
    written: str, first: date, cut_off: date, due: date
) -> None:
    period = parse(written)
    assert (period.first, period.cut_off, period.due) == (first, cut_off, due)


def test_a_period_of_the_older_regime_ends_later_than_its_figures() -> None:
    period = parse("2024:6t")
    assert (period.last, period.until()) == (date(2024, 6, 30), date(2024, 5, 31))
    assert not period.has(date(2024, 6, 15))


@pytest.mark.parametrize("year", [2019, 2024, 2025, 2026, 2040])
def test_every_kind_of_period_is_read_back_as_it_is_spelled(year: int) -> None:
    periods = periods_of(year)
    assert periods
    assert [parse(period.spelled()) for period in periods] == periods


@given(DAYS, DAYS)
def test_a_free_period_is_read_back_as_it_is_spelled(one: date, other: date) -> None:
    period = free_period(min(one, other), max(one, other))
    assert parse(period.spelled()) == period


@pytest.mark.parametrize("written", ["2026:01/01..23/11", "2026-01-01..2026-11-23", "1/1/2026 .. 23.11.2026"])
def test_days_may_be_written_as_people_write_them(written: str) -> None:
    assert parse(written) == free_period(date(2026, 1, 1), date(2026, 11, 23))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2026",
        "2026:",
        "2026:XYZ",
        "2018:SB6T",
        "26:SB6T",
        "năm:SBN",
        "2026-05-05..2026-01-01",
        "2026-02-30..2026-03-01",
        "2026:2025-01-01..2026-02-01",
        "2026-01-01..",
        "..",
        "²026:SBN",
    ],
)
def test_what_is_no_period_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(Problem) as refused:
        parse(written)
    assert refused.value.remedy


def test_names_read_as_people_say_them() -> None:
    assert [period.name() for period in periods_of(2026)] == [
        "Sơ bộ 6 tháng năm 2026",
        "Sơ bộ năm 2026",
        "Tròn năm 2026",
    ]
    assert parse("2026:SBN").days_in_words() == "Từ ngày 01 tháng 01 năm 2026 đến ngày 31 tháng 10 năm 2026"


@given(DAYS, st.integers(0, 800))
def test_months_cover_a_period_without_gap_or_overlap(first: date, length: int) -> None:
    period = free_period(first, first + timedelta(days=length))
    months = [month for _, _, month in period.months()]
    assert (months[0].first, months[-1].last) == (period.first, period.last)
    assert all(before.last + timedelta(days=1) == after.first for before, after in itertools.pairwise(months))
    assert all(month.cut_off == period.cut_off for month in months)


def test_a_due_date_on_a_day_off_moves_to_the_next_working_day_and_says_what_is_doubtful() -> None:
    due = due_on(parse("2026:TN"))
    assert due is not None
    assert (due.printed, due.day) == (date(2027, 1, 10), date(2027, 1, 11))
    assert any("21a" in note for note in due.notes)
    assert any("dự kiến" in note for note in due.notes)


def test_a_due_date_on_a_working_day_stays() -> None:
    due = due_on(parse("2026:SB6T"))
    assert due is not None
    assert due.day == due.printed == date(2026, 6, 10)


def test_a_due_date_in_a_year_without_days_off_is_told_unmoved() -> None:
    due = due_on(parse("2040:SB6T"))
    assert due is not None
    assert due.day == due.printed == date(2040, 6, 10)
    assert any("2040" in note for note in due.notes)


def test_a_free_period_is_due_on_no_day() -> None:
    assert due_on(free_period(date(2026, 1, 1), date(2026, 2, 1))) is None


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (date(2026, 1, 8), "TN"),
        (date(2026, 1, 13), "SB6T"),
        (date(2026, 6, 11), "SBN"),
        (date(2026, 11, 23), "TN"),
        (date(2027, 1, 11), "TN"),
    ],
)
def test_the_next_report_due_is_the_first_one_not_yet_late(today: date, code: str) -> None:
    period, due = next_due(today)
    assert period.code == code
    assert due.day >= today


def test_every_regime_says_where_it_is_from_and_how_sure_it_is() -> None:
    for regime in regimes():
        assert regime.source
        assert regime.due_note
        assert {regime.certainty, regime.due_certainty} <= {"read", "secondary", "unverified"}
