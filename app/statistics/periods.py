"""Reporting periods: from which day to which, counted up to which, due on which.

The kinds of period are data (`resources/statistics/periods.toml`), dated by the regime that set them. A period is
written “2026:SB6T”, or by its days: “2026-01-01..2026-11-23”, “2026:01/01..23/11”.
"""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import orjson

import resources
from app import installed
from app.problems import Problem
from app.records import deadlines
from app.vietnamese import day_in_words, parse_day, show_day

FREE = ""  # the code of a period given by its days
_FIRST_YEAR, _LAST_YEAR = 1990, 2200
_REMEDY = "Ghi kỳ dạng 2026:SB6T, 2026:SBN, 2026:TN, hoặc từ ngày đến ngày: 2026-01-01..2026-11-23."


@dataclass(frozen=True)
class Period:
    """A stretch of days. Flows are counted from `first` up to `until()`; states and stocks are those of `cut_off`.

    `due` is the day as the regime prints it, moved nowhere; see `due_on`.
    """

    code: str
    label: str
    first: date
    last: date
    cut_off: date
    due: date | None = None
    regime: str = ""

    def until(self) -> date:
        """Return the last day whose events are counted: after the cut-off nothing is."""
        return min(self.last, self.cut_off)

    def has(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.until()

    def spelled(self) -> str:
        """Return the period as `parse` reads it."""
        days = f"{self.first.isoformat()}..{self.last.isoformat()}"
        return f"{self.first.year}:{self.code}" if self.code else days

    def name(self) -> str:
        """Return “Sơ bộ 6 tháng năm 2026”, “Tròn năm 2026”, or the days of a free period."""
        if not self.code:
            return self.label
        word = "" if self.label.lower().endswith("năm") else "năm "
        return f"{self.label} {word}{self.first.year}"

    def days_in_words(self) -> str:
        return f"Từ {day_in_words(self.first)} đến {day_in_words(self.until())}"

    def months(self) -> Iterator[tuple[int, int, Period]]:
        """Yield (year, month, that part of the period); the outcome is still that of the whole period's cut-off."""
        day = self.first
        while day <= self.until():
            end = day.replace(day=calendar.monthrange(day.year, day.month)[1])
            yield day.year, day.month, replace(self, first=day, last=min(end, self.until()))
            day = end + timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """When a report is due: the printed day, the day after moving it off days nobody works, and what is doubtful."""

    printed: date
    day: date
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Regime:
    """A set of period kinds and the years it serves, with what is known of it."""

    id: str
    title: str
    from_year: int
    to_year: int
    certainty: str
    source: str
    due_certainty: str
    due_note: str
    kinds: tuple[Mapping[str, Any], ...]


_regimes: list[Regime] = []
installed.on_change(_regimes.clear)


def regimes() -> list[Regime]:
    """Return the regimes of the program with what reference data changed and added, the newest last."""
    if not _regimes:
        entries = {entry["id"]: entry for entry in carried_regimes()}
        added = installed.installed(installed.REGIME)
        entries |= {name: orjson.loads(item.content) for name, item in added.items()}
        _regimes.extend(read_regime(entry) for entry in entries.values())
    return _regimes


def carried_regimes() -> list[dict[str, Any]]:
    with resources.path("statistics", "periods.toml").open("rb") as file:
        entries: list[dict[str, Any]] = tomllib.load(file)["regime"]
    return entries


def read_regime(entry: dict[str, Any]) -> Regime:
    kinds = tuple(entry.pop("period"))
    return Regime(**{"to_year": _LAST_YEAR, **entry}, kinds=kinds)


def periods_of(year: int) -> list[Period]:
    """Return the periods that some regime sets for a year, newest regime first."""
    served = [regime for regime in reversed(regimes()) if regime.from_year <= year <= regime.to_year]
    return [period for regime in served for period in of_regime(regime, year)]


def of_regime(regime: Regime, year: int) -> list[Period]:
    """Return the periods of a regime in a year; raises KeyError or ValueError when it does not say them in full."""
    return [_period(regime, kind, year) for kind in regime.kinds]


def _period(regime: Regime, kind: Mapping[str, Any], year: int) -> Period:
    return Period(
        code=kind["code"],
        label=kind["label"],
        first=_day(year, kind["first"]),
        last=_day(year, kind["last"]),
        cut_off=_day(year, kind["cut_off"]),
        due=_day(year + kind["due_year"], kind["due"]),
        regime=regime.id,
    )


def _day(year: int, month_day: str) -> date:
    month, day = month_day.split("-")
    return date(year, int(month), int(day))


def free_period(first: date, last: date) -> Period:
    """Return a period between two days, counted up to the last; raises Problem when they are the wrong way round."""
    if last < first:
        raise Problem(f"Ngày đầu kỳ {show_day(first)} sau ngày cuối kỳ {show_day(last)}.", "Đổi lại hai ngày.")
    return Period(FREE, f"Từ {show_day(first)} đến {show_day(last)}", first, last, last)


def parse(text: str) -> Period:
    """Return the period a text means; raises Problem with the ways to write one."""
    head, colon, rest = text.strip().partition(":")
    if not colon:
        return _between(text, 0)
    if not (head.isascii() and head.isdigit() and _FIRST_YEAR <= int(head) <= _LAST_YEAR):
        raise Problem(f"“{head}” không phải là năm báo cáo.", _REMEDY)
    return _between(rest, int(head)) if ".." in rest else _named(rest.strip().upper(), int(head))


def _named(code: str, year: int) -> Period:
    known = {period.code: period for period in periods_of(year)}
    if code not in known:
        said = f"Các kỳ của năm {year}: {', '.join(known)}." if known else _REMEDY
        raise Problem(f"Năm {year} không có kỳ báo cáo “{code}”.", said)
    return known[code]


def _between(text: str, year: int) -> Period:
    """Read FROM..TO; with a year, both days are of that year and may leave it out."""
    first, dots, last = text.partition("..")
    if not dots:
        raise Problem(f"“{text.strip()}” không phải là kỳ báo cáo.", _REMEDY)
    days = [_typed_day(part, year) for part in (first, last)]
    if year and any(day.year != year for day in days):
        raise Problem(f"Kỳ “{text.strip()}” có ngày ngoài năm {year}.", "Bỏ năm ở đầu, hoặc sửa ngày.")
    return free_period(*days)


def _typed_day(text: str, year: int) -> date:
    try:
        day = parse_day(text, date(year, 1, 1) if year else None)
    except ValueError as fault:
        raise Problem(str(fault), _REMEDY) from None
    if day is None:
        raise Problem("Kỳ báo cáo thiếu một ngày.", _REMEDY)
    return day


def due_on(period: Period, *, make_up: bool = True) -> Due | None:
    """Return when a period's report is due, moved to the next working day (Thông tư 03/2019/TT-BTP art 6.2.b)."""
    if period.due is None:
        return None
    notes = [regime.due_note for regime in regimes() if regime.id == period.regime]
    try:
        day = deadlines.next_working_day(period.due, make_up=make_up)
    except Problem as problem:  # the day as printed is still worth knowing
        return Due(period.due, period.due, (*notes, f"{problem.message} Ngày ghi ở đây chưa dời qua ngày nghỉ."))
    if not deadlines.is_certain(period.due):
        notes.append(f"Lịch nghỉ năm {period.due.year} là dự kiến, chưa có thông báo chính thức.")
    return Due(period.due, day, tuple(notes))


def next_due(today: date, *, make_up: bool = True) -> tuple[Period, Due]:
    """Return the period whose report is due next, and when."""
    coming = [
        (period, due)
        for year in (today.year - 1, today.year)
        for period in _newest(year)
        if (due := due_on(period, make_up=make_up)) and due.day >= today
    ]
    return min(coming, key=lambda pair: pair[1].day)


def _newest(year: int) -> list[Period]:
    periods = periods_of(year)
    return [period for period in periods if period.regime == periods[0].regime]
