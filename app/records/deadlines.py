"""Working days: which days offices work, and the day a number of working days later.

Days off and make-up Saturdays come from a dated table with its sources; a year the table does not know is said, never
guessed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import resources
from app import installed
from app.problems import Problem

_SATURDAY = 5
_MADE_UP = "lam_bu"  # a Saturday worked in exchange for a free working day
_EXPECTED = "du_kien"  # computed, not yet announced
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SpecialDay:
    """A day that the week alone does not tell: off, or worked although a Saturday; `certain` when announced."""

    day: date
    name: str
    off: bool
    certain: bool
    source: str


_special: dict[date, SpecialDay] = {}
installed.on_change(_special.clear)


def special_days() -> dict[date, SpecialDay]:
    """Return the table of the program; a year that reference data brings stands in place of the program's."""
    if not _special:
        years = installed.installed(installed.HOLIDAYS)
        _special.update((found.day, found) for found in carried_days() if str(found.day.year) not in years)
        for item in years.values():
            _special.update((found.day, found) for found in read_days(item.content))
    return _special


def carried_days() -> list[SpecialDay]:
    path = resources.path("catalogues", "holidays_vn.csv")
    return list(read_days(path.read_text(encoding="utf-8-sig")))


def read_days(table: str) -> Iterator[SpecialDay]:
    """Yield the days of a table with a head; raises KeyError or ValueError when it is not one."""
    yield from map(_special_day, csv.DictReader(table.splitlines()))


def _special_day(row: dict[str, str]) -> SpecialDay:
    return SpecialDay(
        day=date.fromisoformat(row["date"]),
        name=row["name"],
        off=row["kind"] != _MADE_UP,
        certain=row["status"] != _EXPECTED,
        source=row["source"],
    )


def known_years() -> frozenset[int]:
    return frozenset(day.year for day in special_days())


def is_working_day(day: date, *, make_up: bool = True) -> bool:
    """Tell whether offices work on a day; raises Problem for a year whose days off nobody entered.

    With `make_up`, a Saturday worked in exchange counts as a working day.
    """
    if day.year not in known_years():
        raise Problem(
            f"Chưa có lịch nghỉ lễ năm {day.year} nên không tính được ngày làm việc.",
            f"Bổ sung các ngày nghỉ của năm {day.year} vào danh mục ngày nghỉ, hoặc tự tính ngày đến hạn.",
        )
    special = special_days().get(day)
    if special is None:
        return day.weekday() < _SATURDAY
    return False if special.off else make_up or day.weekday() < _SATURDAY


def next_working_day(day: date, *, make_up: bool = True) -> date:
    """Return the day itself when offices work on it, else the first working day after it."""
    while not is_working_day(day, make_up=make_up):
        day += _ONE_DAY
    return day


def working_days_after(day: date, count: int, *, make_up: bool = True) -> date:
    """Return the last of so many working days, the first of which is the working day after `day`."""
    for _ in range(count):
        day = next_working_day(day + _ONE_DAY, make_up=make_up)
    return day


def is_certain(day: date) -> bool:
    """Tell whether the days off of this day's year are announced, not merely expected."""
    return day.year in known_years() and all(s.certain for s in special_days().values() if s.day.year == day.year)
