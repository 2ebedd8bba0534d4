"""Numbers that match the paper book: per group and year, after what the book has reached, without unexplained gaps."""

from __future__ import annotations

from datetime import date

from app.ports import Query, Store, Wanted
from app.problems import Problem
from app.records.books import NumberRange, VoidNumber
from app.records.case_extracts import CaseNumber
from app.records.mediation import MediationCase
from app.records.mediators import MediationGroup


def give_number(store: Store, case: MediationCase) -> None:
    """Give a complete case the next number of its group's book in its year, and a code; numbers given stay."""
    if case.draft or not case.received_on or not case.group:
        return
    group = store.find(MediationGroup, case.group)
    if group is None:
        return
    if case.number is None:
        case.number = next_number(store, group, case.received_on.year)
    if not case.code:
        case.code = f"HG-{case.received_on.year}-{group.code}-{case.number:02d}"


def next_number(store: Store, group: MediationGroup, year: int) -> int:
    """Return the number after the highest that is used, voided or already reached on paper.

    Where numbers were leased to the PCs of the commune, only this PC's ranges are used; raises Problem when they are
    full.
    """
    taken = taken_numbers(store, group, year)
    leased = _ranges(store, group, year)
    if not leased:
        return max(taken, default=0) + 1
    for span in sorted(leased, key=lambda span: span.first or 0):
        if span.replica == store.replica:
            first, last = span.first or 1, span.last or 0
            following = max([number for number in taken if first <= number <= last], default=first - 1) + 1
            if following <= last:
                return following
    raise Problem(
        f"Máy này đã dùng hết khoảng số của {group.name} năm {year}.",
        "Cấp thêm một khoảng số cho máy này (Tổ hòa giải → Khoảng số) rồi lưu lại.",
    )


def taken_numbers(store: Store, group: MediationGroup, year: int) -> set[int]:
    """Return the numbers that may not be given again, those of removed cases included."""
    where: dict[str, Wanted] = {"group": group.id, "received_on": (date(year, 1, 1), date(year, 12, 31))}
    used = {
        case.number
        for deleted in (False, True)
        for case in store.every(CaseNumber, Query(where=where, deleted=deleted))
        if case.number
    }
    voided = {void.number for void in _voids(store, group.id, year) if void.number}
    reached = {volume.reached for volume in group.volumes if volume.year == year and volume.reached}
    return used | voided | reached


def gaps(store: Store, group: MediationGroup, year: int) -> list[int]:
    """Return the numbers below the highest that neither a living case nor a recorded void explains."""
    where: dict[str, Wanted] = {"group": group.id, "received_on": (date(year, 1, 1), date(year, 12, 31))}
    living = {case.number for case in store.every(CaseNumber, Query(where=where)) if case.number}
    voided = {void.number for void in _voids(store, group.id, year) if void.number}
    reached = max((volume.reached or 0 for volume in group.volumes if volume.year == year), default=0)
    starts = [span.first or 1 for span in _ranges(store, group, year)] or [reached + 1]
    known = living | voided
    found: list[int] = []
    for start, end in zip(starts, [*starts[1:], 10**9], strict=True):
        within = [number for number in known if start <= number < end]
        found += [number for number in range(start, max(within, default=start - 1)) if number not in known]
    return found


def void(store: Store, case: MediationCase, reason: str) -> None:
    """Record why a removed case's number stays empty in the book."""
    if case.number and case.received_on:
        year = case.received_on.year
        store.put(VoidNumber(group=case.group, year=year, number=case.number, reason=reason))


def unvoid(store: Store, case: MediationCase) -> None:
    """Take back the void of a case that returns to its place."""
    if case.number and case.received_on:
        for entry in _voids(store, case.group, case.received_on.year):
            if entry.number == case.number:
                store.delete(entry)


def _voids(store: Store, group: str, year: int) -> list[VoidNumber]:
    return list(store.every(VoidNumber, Query(where={"group": group, "year": year})))


def _ranges(store: Store, group: MediationGroup, year: int) -> list[NumberRange]:
    return list(store.every(NumberRange, Query(where={"group": group.id, "year": year})))
