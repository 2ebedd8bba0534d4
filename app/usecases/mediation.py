"""What a mediation case needs from other records: mediators in office, a step that its life cycle allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.ports import Store
from app.problems import Issue
from app.records import case_states
from app.records.mediation import MediationCase
from app.records.mediators import Mediator
from app.vietnamese import fold, show_day


def check_step(store: Store, case: MediationCase) -> None:
    """Raise Problem when a kept, complete case would take a step that is not in the life cycle."""
    before = store.find(MediationCase, case.id)
    if before is not None and not before.draft:
        case_states.check_step(before.state, case.state)


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
