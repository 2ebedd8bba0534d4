"""Working days as this office counts them: whether a Saturday worked in exchange counts is its own choice."""

from __future__ import annotations

from datetime import date

from app.ports import Store
from app.records import deadlines

MAKE_UP_SATURDAYS = "count_make_up_saturdays"  # the setting; no law says it, so they count unless the office says no


def make_up(store: Store) -> bool:
    return bool(store.setting(MAKE_UP_SATURDAYS, True))


def working_days_after(store: Store, day: date, count: int) -> date:
    """Return the last of so many working days after a day; raises Problem for a year without a list of days off."""
    return deadlines.working_days_after(day, count, make_up=make_up(store))
