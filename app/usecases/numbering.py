"""Numbers that match the paper book: per group and year, after what the book has reached, without unexplained gaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.ports import Query, Store, Wanted
from app.problems import Issue, Problem
from app.records.books import NumberRange, VoidNumber
from app.records.case_extracts import CaseNumber
from app.records.mediation import MediationCase
from app.records.mediators import MediationGroup


def give_number(store: Store, case: MediationCase) -> None:
    """Give a complete case the next number of its group's book in its year, and a code; numbers given stay.

    A case that moves into another book keeps its number where it is free there; a gap it leaves is explained.
    """
    if case.draft or not case.received_on or not case.group:
        return
    group = store.find(MediationGroup, case.group)
    if group is None:
        return
    kept = store.find(MediationCase, case.id)
    if kept is not None and kept.number and _book(kept) != _book(case):
        _leave(store, kept)
        if case.number == kept.number and case.number in taken_numbers(store, group, case.received_on.year):
            case.number = None
    if case.number is None:
        case.number = next_number(store, group, case.received_on.year)
    if not case.code or (kept is not None and case.code == _code(store, kept)):
        case.code = _code(store, case)


def _book(case: MediationCase | CaseNumber) -> tuple[str, int]:
    return case.group, case.received_on.year if case.received_on else 0


def _code(store: Store, case: MediationCase) -> str:
    """Return the code the program gives a case: the year, the group and the number in its book."""
    group = store.find(MediationGroup, case.group)
    return f"HG-{_book(case)[1]}-{group.code}-{case.number or 0:02d}" if group else ""


def _leave(store: Store, kept: MediationCase) -> None:
    """Explain the number a case leaves in its old book, unless it was the last there and may be given again."""
    group = store.find(MediationGroup, kept.group)
    number = kept.number or 0
    if (
        group
        and kept.received_on
        and any(later > number for later in taken_numbers(store, group, kept.received_on.year))
    ):
        void(store, kept, "Vụ, việc chuyển sang sổ khác")


def number_issues(store: Store, case: MediationCase) -> Iterator[Issue]:
    """Say when a number somebody typed is another case's, is recorded as empty, or leaves a gap before it."""
    kept = store.find(MediationCase, case.id)
    group = store.find(MediationGroup, case.group) if case.group else None
    if case.number is None or group is None or case.received_on is None:
        return
    if kept is not None and not kept.draft and kept.number == case.number:
        return
    year = case.received_on.year
    if case.number < 1:
        yield Issue("number", "Số thứ tự trong sổ bắt đầu từ 1. Ghi số khác, hoặc để trống để chương trình cho số.")
    elif other := _owner(store, case, year):
        yield Issue("number", f"Số {case.number} năm {year} của tổ đã ghi cho {other}. Ghi số khác.")
    elif void := next((one for one in _voids(store, group.id, year) if one.number == case.number), None):
        yield Issue("number", f"Số {case.number} năm {year} đã ghi là bỏ trống: {void.reason}. Ghi số khác.")
    elif case.number > (highest := max(taken_numbers(store, group, year), default=0)) + 1:
        gap = f"{highest + 1}–{case.number - 1}" if highest + 2 < case.number else str(highest + 1)
        yield Issue(
            "number", f"Trước số {case.number} còn trống số {gap}. Ghi các vụ đó, hoặc lý do bỏ trống.", blocks=False
        )


def _owner(store: Store, case: MediationCase, year: int) -> str:
    """Return the label of another case that has the number in the same book, or nothing."""
    where: dict[str, Wanted] = {"group": case.group, "received_on": (date(year, 1, 1), date(year, 12, 31))}
    found = store.every(MediationCase, Query(where={**where, "number": case.number or 0}))
    return next((other.label() for other in found if other.id != case.id), "")


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


def void_issues(store: Store, entry: VoidNumber) -> Iterator[Issue]:
    """A number that a living case has is not empty."""
    if not entry.year or not entry.number:
        return
    where: dict[str, Wanted] = {
        "group": entry.group,
        "received_on": (date(entry.year, 1, 1), date(entry.year, 12, 31)),
        "number": entry.number,
    }
    for case in store.every(MediationCase, Query(where=where)):
        said = f"Số {entry.number} năm {entry.year} đang là số của {case.label()}, không bỏ trống. Ghi số khác."
        yield Issue("number", said)


def _voids(store: Store, group: str, year: int) -> list[VoidNumber]:
    return list(store.every(VoidNumber, Query(where={"group": group, "year": year})))


def _ranges(store: Store, group: MediationGroup, year: int) -> list[NumberRange]:
    return list(store.every(NumberRange, Query(where={"group": group.id, "year": year})))
