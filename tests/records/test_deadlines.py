"""Working days as the calendar of the government has them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.problems import Problem
from app.records.deadlines import is_certain, is_working_day, next_working_day, working_days_after

KNOWN_DAYS = st.dates(date(2024, 1, 1), date(2027, 10, 1))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 11, 18), date(2026, 11, 30)),  # over 24/11, a day off since 2026
        (date(2025, 4, 24), date(2025, 5, 7)),  # 26/04 is worked for 02/05
        (date(2026, 2, 10), date(2026, 2, 26)),  # over Tết
    ],
)
def test_seven_working_days_later_is_the_day_the_calendar_gives(start: date, end: date) -> None:
    assert working_days_after(start, 7) == end


def test_a_make_up_saturday_counts_unless_the_setting_says_no() -> None:
    saturday = date(2025, 4, 26)
    assert is_working_day(saturday)
    assert not is_working_day(saturday, make_up=False)
    assert working_days_after(date(2025, 4, 24), 7, make_up=False) == date(2025, 5, 8)


def test_a_day_off_in_exchange_is_not_worked() -> None:
    assert not is_working_day(date(2026, 8, 31))
    assert next_working_day(date(2026, 8, 29)) == date(2026, 9, 3)


def test_a_working_day_is_its_own_next_working_day() -> None:
    assert next_working_day(date(2026, 6, 10)) == date(2026, 6, 10)


def test_a_year_without_rows_is_said_and_not_guessed() -> None:
    with pytest.raises(Problem, match="2031"):
        is_working_day(date(2031, 3, 3))
    with pytest.raises(Problem, match="2028"):
        working_days_after(date(2027, 12, 30), 5)


def test_only_announced_years_are_certain() -> None:
    assert is_certain(date(2026, 5, 5))
    assert not is_certain(date(2027, 5, 5))
    assert not is_certain(date(2031, 5, 5))


@given(KNOWN_DAYS, st.integers(1, 40))
def test_between_two_days_there_are_exactly_so_many_working_days(start: date, count: int) -> None:
    end = working_days_after(start, count)
    passed = [start + timedelta(days=ahead) for ahead in range(1, (end - start).days + 1)]
    assert sum(is_working_day(day) for day in passed) == count
    assert is_working_day(end)
