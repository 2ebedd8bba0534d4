"""What a mediation case needs from other records: mediators in office, the number in the group's book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.ports import Query, Store
from app.problems import Issue
from app.records.mediation import MediationCase
from app.records.mediators import MediationGroup, Mediator
from app.vietnamese import fold, show_day


def issues(store: Store, case: MediationCase) -> Iterator[Issue]:
    """Yield what is wrong between the case and the records it names."""
    on = case.assigned_on or case.received_on
    for entry in case.mediators:
        mediator = store.find(Mediator, entry.mediator) if entry.mediator else None
        if mediator is None:
            yield Issue("mediators", "Có dòng chưa chọn hòa giải viên. Chọn người hoặc xóa dòng.")
            continue
        yield from _mediator_issues(case, mediator, entry.since or on)


def _mediator_issues(case: MediationCase, mediator: Mediator, on: date | None) -> Iterator[Issue]:
    if on and not mediator.in_office(on):
        yield Issue(
            "mediators",
            f"{mediator.full_name} không làm hòa giải viên vào ngày {show_day(on)}. "
            "Chọn người khác, hoặc sửa ngày công nhận, ngày thôi của người này.",
        )
    if any(fold(party.full_name) == fold(mediator.full_name) for party in case.parties if party.full_name):
        yield Issue("mediators", f"{mediator.full_name} là một bên trong vụ này nên không thể hòa giải (Điều 18).")
    if mediator.group not in (case.group, case.co_group):
        yield Issue(
            "mediators", f"{mediator.full_name} thuộc tổ khác. Ghi tổ phối hợp nếu hai tổ cùng hòa giải.", blocks=False
        )


def give_number(store: Store, case: MediationCase) -> None:
    """Give a complete case the next number of its group's book in its year, and a code; numbers given stay."""
    if case.draft or not case.received_on or not case.group:
        return
    group = store.find(MediationGroup, case.group)
    if group is None:
        return
    if case.number is None:
        case.number = _next_number(store, group, case.received_on.year)
    if not case.code:
        case.code = f"HG-{case.received_on.year}-{group.code}-{case.number:02d}"


def _next_number(store: Store, group: MediationGroup, year: int) -> int:
    query = Query(where={"group": group.id, "received_on": (date(year, 1, 1), date(year, 12, 31))})
    used = [case.number or 0 for case in store.every(MediationCase, query)]
    reached = [volume.reached or 0 for volume in group.volumes if volume.year == year]
    return max([*used, *reached], default=0) + 1
