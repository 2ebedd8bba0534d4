"""What the law asks of dissemination by the calendar: the September notice, recognitions, months without anything."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.ports import Query, Store, Touched
from app.problems import Problem
from app.records.event_extracts import EventMonths
from app.records.office import Notice
from app.records.outreach import Propagandist
from app.usecases.office import office_of, own_office
from app.usecases.outreach import LEAVE_WITHIN, RECOGNISE_WITHIN
from app.usecases.working_days import working_days_after
from app.vietnamese import show_day

_NOTICE = "propagandist_notices"
_RECOGNITION = "Điều 5 Thông tư 10/2016/TT-BTP"
_DISMISSAL = "Điều 6 Thông tư 10/2016/TT-BTP"


@dataclass(frozen=True)
class Duty:
    """Something to do by a day; `done_on` when it was done, `why_unknown` when nobody can tell the day."""

    what: str
    due_on: date | None
    basis: str
    done_on: date | None = None
    propagandist: str = ""
    why_unknown: str = ""

    def late(self, today: date) -> bool:
        """Tell whether it was done after its day, or is not done and the day has gone."""
        return self.due_on is not None and (self.done_on or today) > self.due_on


def notice(store: Store, year: int) -> Duty:
    """Return the duty to announce in September how to become a propagandist (Thông tư 10/2016/TT-BTP)."""
    office = office_of(store, store.unit)
    done = next((one.given_on for one in office.notices if one.year == year), None) if office else None
    if done is None and (given := store.setting(_NOTICE, {}).get(str(year))):
        done = date.fromisoformat(given)  # kept by version 0.1 on this PC alone
    what = f"Thông báo tháng 9 năm {year} về đăng ký làm tuyên truyền viên pháp luật"
    return Duty(what, date(year, 9, 30), "Thông tư 10/2016/TT-BTP", done)


def give_notice(store: Store, year: int, on: date | None) -> Touched:
    """Write into our office the day a year's notice was given, so that its other PCs know; None forgets it.

    Raises Problem when nobody has said which office this is.
    """
    with store.atomic():
        office = own_office(store)
        known = next((one for one in office.notices if one.year == year), Notice(year))
        others = [one for one in office.notices if one.year != year]
        told = [replace(known, given_on=on)] if on else []
        office.notices = sorted([*others, *told], key=lambda one: one.year or 0)
        store.set_setting(_NOTICE, {key: day for key, day in store.setting(_NOTICE, {}).items() if key != str(year)})
        return store.put(office)


def recognitions(store: Store) -> list[Duty]:
    """Return the decisions still to be made about people on a list, each five working days after it."""
    waiting = [p for p in store.every(Propagandist, Query(drafts=False)) if p.listed_on and not p.recognised_on]
    what = "Quyết định công nhận tuyên truyền viên"
    return [_decision(store, person, what, since=person.listed_on, within=RECOGNISE_WITHIN) for person in waiting]


def dismissals(store: Store) -> list[Duty]:
    """Return the decisions still to be made to let somebody go, each three working days after its ground."""
    waiting = [p for p in store.every(Propagandist, Query(drafts=False)) if p.leave_asked_on and not p.left_on]
    what = "Quyết định cho thôi tuyên truyền viên"
    return [_decision(store, person, what, since=person.leave_asked_on, within=LEAVE_WITHIN) for person in waiting]


def _decision(store: Store, person: Propagandist, what: str, *, since: date | None, within: int) -> Duty:
    due, why = None, ""
    try:
        due = working_days_after(store, since, within) if since else None
    except Problem as unknown:
        why = unknown.message
    basis = _DISMISSAL if within == LEAVE_WITHIN else _RECOGNITION
    return Duty(f"{what} {person.full_name}", due, basis, propagandist=person.id, why_unknown=why)


def all_of(store: Store, year: int) -> list[Duty]:
    """Return the year's notice and every decision that waits."""
    return [notice(store, year), *recognitions(store), *dismissals(store)]


@dataclass(frozen=True)
class Quiet:
    """A month that has ended without a broadcast, without an event, or without both."""

    month: int
    no_events: bool
    no_broadcasts: bool

    def words(self) -> str:
        missing = [w for w, lacking in (("hoạt động", self.no_events), ("phát thanh", self.no_broadcasts)) if lacking]
        return f"Tháng {self.month} chưa ghi {', '.join(missing)} nào."


def quiet_months(store: Store, year: int, today: date) -> list[Quiet]:
    """W10: return the months of a year, over by today, in which nothing was held or nothing was aired."""
    held, aired = _busy_months(store, year)
    over = [month for month in range(1, 13) if date(year, month, calendar.monthrange(year, month)[1]) < today]
    return [Quiet(m, m not in held, m not in aired) for m in over if m not in held or m not in aired]


def _busy_months(store: Store, year: int) -> tuple[set[int], set[int]]:
    held: set[int] = set()
    aired: set[int] = set()
    days = (date(year - 1, 1, 1), date(year, 12, 31))  # a campaign may have begun the year before
    for event in store.every(EventMonths, Query(where={"starts_on": days}, drafts=False)):
        last = event.last_day()
        if not event.happened() or last is None:
            continue
        if event.form != "loudspeaker" and last.year == year:
            held.add(last.month)
        aired |= {on.month for b in event.broadcasts if b.times and (on := b.aired_on or last).year == year}
    return held, aired


def late_words(duty: Duty) -> str:
    """Return a late duty as a sentence."""
    done = f"làm ngày {show_day(duty.done_on)}" if duty.done_on else "chưa làm"
    return f"{duty.what}: hạn {show_day(duty.due_on)}, {done} ({duty.basis})."


def warnings(store: Store, year: int, today: date) -> Iterator[str]:
    """Yield what a year's dissemination lacks by today, one sentence each (W10, W11)."""
    for quiet in quiet_months(store, year, today):
        yield quiet.words()
    for duty in all_of(store, year):
        if duty.late(today):
            yield late_words(duty)
