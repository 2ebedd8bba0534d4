"""What a receiving office sees of its communes: who has sent which month, what is lacking, what was refused."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from app.ports import Store
from app.records import KINDS, kind_named
from app.statistics import periods
from app.statistics.periods import Period
from app.usecases import reporting
from app.usecases.receiving import reached
from app.usecases.reporting_units import Reporting, made_on, reporting_units
from app.usecases.unit_lives import Life, absent
from app.versions import dominates
from app.vietnamese import show_day, show_number, sort_key

COMING, FULL, LACKING, OVERDUE, FAULTY, ABSENT = "coming", "full", "lacking", "overdue", "faulty", "absent"
CELL_WORDS = {
    COMING: "chưa đến kỳ",
    FULL: "đủ",
    LACKING: "thiếu",
    OVERDUE: "quá hạn",
    FAULTY: "có lỗi",
    ABSENT: "không có đơn vị",
}
_TABLES = frozenset(kind.table for kind in KINDS)
_DATED = ("received_on", "starts_on", "held_on")  # the day by which a refused record belongs to a month


@dataclass(frozen=True)
class Cell:
    """A month of a unit: one of CELL_WORDS and the sentence behind it."""

    code: str
    why: str

    def words(self) -> str:
        return CELL_WORDS[self.code]


@dataclass(frozen=True)
class OpenRefusal:
    """A record that was refused and has not come again in a state that could be taken."""

    unit: str
    kind: str
    id: str
    reason: str
    month: tuple[int, int]
    bundle: str
    at: str


@dataclass(frozen=True)
class UnitLine:
    """A unit with its twelve months; `gaps` are the ranges of changes that never came."""

    unit: str
    name: str
    cells: tuple[Cell, ...]
    refused: tuple[OpenRefusal, ...]
    gaps: tuple[tuple[int, int], ...]
    last_at: str
    carrier: str = ""  # the name of the office in whose post the last bundle came


@dataclass(frozen=True)
class _Came:
    """A received bundle: the day it was made, whether nothing is lacking before it."""

    made: date
    unbroken: bool


@dataclass(frozen=True)
class _Calendar:
    """The year that is looked at, today, and for each month the report that takes it in with the day it is due."""

    year: int
    today: date
    dues: Mapping[int, tuple[Period, date]]


def matrix(store: Store, year: int, today: date | None = None) -> list[UnitLine]:
    """Return a line for each unit that reports to us and existed in a year, by name.

    A month has come once a bundle made after its last day is here with nothing lacking before it: bundles carry states,
    not reports. What a unit left open before it went into others comes with theirs. A month without one is overdue
    once the report of the first period that takes it in was due; a month before or after a unit's days asks for none.
    """
    now = _Calendar(year, today or date.today(), _dues(store, year))  # noqa: DTZ011 (months of the calendar here)
    refused, received = open_refusals(store), _received(store)
    units = reporting_units(store, year, now.today)
    return [
        _line(store, unit, received, [one for one in refused if one.unit == unit.code], now)
        for unit in sorted(units, key=lambda unit: (sort_key(unit.name), unit.code))
    ]


def _received(store: Store) -> dict[str, list[dict[str, Any]]]:
    by_unit: dict[str, list[dict[str, Any]]] = {}
    for row in store.notes("received_bundle"):
        by_unit.setdefault(row["unit"], []).append(row)
    return by_unit


def _dues(store: Store, year: int) -> dict[int, tuple[Period, date]]:
    """Return, for each month, the period of the newest regime that takes it in and whose report is due first."""
    regime = next((period.regime for period in periods.periods_of(year)), "")
    found: dict[int, tuple[Period, date]] = {}
    for period in periods.periods_of(year):
        if period.regime == regime and (due := reporting.due(store, period)):
            for month in range(period.first.month, period.last.month + 1):
                if month not in found or due.day < found[month][1]:
                    found[month] = (period, due.day)
    return found


# --- a unit -----------------------------------------------------------------------------------------------------------


def _line(
    store: Store,
    unit: Reporting,
    received: Mapping[str, Sequence[dict[str, Any]]],
    refused: Sequence[OpenRefusal],
    now: _Calendar,
) -> UnitLine:
    rows = received.get(unit.code, ())
    came, gaps = _came(store, unit.code, rows)
    for heir in unit.heirs:  # what it left open comes with theirs
        came += _came(store, heir, received.get(heir, ()))[0]
    by_month = {month: [one for one in refused if one.month == (now.year, month)] for month in _YEAR}
    cells = tuple(_cell(month, came, by_month[month], now, unit.lives) for month in _YEAR)
    last = max(rows, key=lambda row: str(row["at"]), default={"at": "", "carrier": ""})
    carrier = _name_of(store, last["carrier"]) if last["carrier"] else ""
    return UnitLine(unit.code, unit.name, cells, tuple(refused), tuple(gaps), last["at"], carrier)


def _name_of(store: Store, unit: str) -> str:
    cards = store.notes("enrolled_key", {"unit": unit})
    return str(cards[-1]["name"]) if cards else unit


_YEAR = range(1, 13)


def _came(store: Store, unit: str, rows: Sequence[dict[str, Any]]) -> tuple[list[_Came], list[tuple[int, int]]]:
    came, gaps = [], []
    for replica in {row["replica"] for row in rows}:
        top, missing = reached(store, unit, replica)
        gaps += missing
        came += [_Came(made_on(row), row["last_seq"] <= top) for row in rows if row["replica"] == replica]
    return came, gaps


def _cell(
    month: int, came: Sequence[_Came], refused: Sequence[OpenRefusal], now: _Calendar, lives: Sequence[Life]
) -> Cell:
    end = date(now.year, month, calendar.monthrange(now.year, month)[1])
    if refused:
        return Cell(FAULTY, f"{show_number(len(refused))} hồ sơ bị trả lại, chưa thấy gửi lại.")
    if why := absent(lives, date(now.year, month, 1), end):
        return Cell(ABSENT, why)
    if end >= now.today:
        return Cell(COMING, f"Tháng {month} chưa hết.")
    return _over(month, end, came, now)


def _over(month: int, end: date, came: Sequence[_Came], now: _Calendar) -> Cell:
    """Tell of a month that is over whether it came."""
    after = [bundle for bundle in came if bundle.made > end]
    if unbroken := [bundle.made for bundle in after if bundle.unbroken]:
        return Cell(FULL, f"Có gói lập ngày {show_day(min(unbroken))}, không thiếu gói nào trước đó.")
    if after:
        return Cell(LACKING, "Đã có gói nhưng còn thiếu gói ở giữa: đề nghị đơn vị xuất gói đầy đủ.")
    period, due = now.dues.get(month, (None, date.max))
    if period and due < now.today:
        return Cell(OVERDUE, f"Chưa có dữ liệu; báo cáo {period.name().lower()} hạn {show_day(due)} đã qua.")
    return Cell(LACKING, f"Chưa có gói nào lập sau ngày {show_day(end)}.")


# --- what was refused -------------------------------------------------------------------------------------------------


def open_refusals(store: Store) -> list[OpenRefusal]:
    """Return what was refused and still is, the newest first; a record refused in several bundles stands once."""
    rows = sorted(store.notes("quarantine"), key=lambda row: (row["at"], row["bundle"]))
    newest = {(row["unit"], row["kind"], row["id"]): row for row in rows}
    bundles = {row["bundle"]: row for row in store.notes("received_bundle")}
    return [
        OpenRefusal(
            unit=row["unit"],
            kind=row["kind"],
            id=row["id"],
            reason=row["reason"],
            month=_month(row),
            bundle=row["bundle"],
            at=row["at"],
        )
        for row in reversed(newest.values())
        if not (_taken_since(store, row) or _gone_since(row, bundles, rows))
    ]


def _taken_since(store: Store, row: Mapping[str, Any]) -> bool:
    """Tell whether the record is here in a state its author made from, or after, the refused one."""
    vector = _said(row).get("vv")
    if row["kind"] not in _TABLES or not row["id"] or not isinstance(vector, dict):
        return False
    known = store.known_rows(kind_named(row["kind"]), [row["id"]]).get(row["id"])
    return known is not None and dominates(orjson.loads(known.vv), vector)


def _gone_since(
    row: Mapping[str, Any], bundles: Mapping[str, Mapping[str, Any]], refused: Sequence[Mapping[str, Any]]
) -> bool:
    """Tell whether a later bundle with the whole state came without the refused line in it."""
    mine = bundles.get(row["bundle"])
    if mine is None:
        return False
    whole = {
        later["bundle"]
        for later in bundles.values()
        if later["replica"] == mine["replica"] and later["first_seq"] == 0 and later["last_seq"] > mine["last_seq"]
    }
    again = {one["bundle"] for one in refused if (one["kind"], one["id"]) == (row["kind"], row["id"])}
    return bool(whole - again)


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    try:
        said = orjson.loads(row["raw"])
    except orjson.JSONDecodeError:
        return {}
    return said if isinstance(said, dict) else {}


def _month(row: Mapping[str, Any]) -> tuple[int, int]:
    """Return the month a refused record belongs to: that of its day, or else the one its bundle was made in."""
    fields = _said(row).get("d")
    day = next((fields[name] for name in _DATED if fields.get(name)), "") if isinstance(fields, dict) else ""
    try:
        found = date.fromisoformat(str(day))
    except ValueError:
        found = made_on(row)
    return found.year, found.month
