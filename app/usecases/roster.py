"""Whether a mediation group is composed as the law says (Luật 35/2013/QH13 art 12.1), and who may serve on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.ports import Query, Store
from app.problems import Issue
from app.records.mediators import MediationGroup, Mediator
from app.records.places import Hamlet

LEAST = 3


def serving(store: Store, group: MediationGroup, on: date) -> list[Mediator]:
    """Return a group's mediators in office on a day."""
    found = store.every(Mediator, Query(where={"group": group.id}, drafts=False))
    return [mediator for mediator in found if mediator.in_office(on)]


def composition(store: Store, group: MediationGroup, on: date) -> list[Issue]:
    """Return what a group lacks on a day: warnings, for the officer must be able to record what is."""
    return list(_composition(store, group, serving(store, group, on), on))


def _composition(store: Store, group: MediationGroup, members: list[Mediator], on: date) -> Iterator[Issue]:
    if group.state != "active":
        return
    law = "(khoản 1 Điều 12 Luật Hòa giải ở cơ sở)"
    if len(members) < LEAST:
        yield Issue("name", f"Tổ có {len(members)} hòa giải viên, phải có từ {LEAST} người {law}.", blocks=False)
    if not any(member.sex == "female" for member in members):
        yield Issue("name", f"Tổ chưa có hòa giải viên nữ {law}.", blocks=False)
    hamlets = [hamlet for one in group.hamlets if (hamlet := store.find(Hamlet, one))]
    if any(hamlet.minority_area for hamlet in hamlets) and not any(member.minority() for member in members):
        yield Issue("name", f"Vùng nhiều đồng bào dân tộc thiểu số nhưng tổ chưa có người dân tộc {law}.", blocks=False)
    heads = sum(member.head_on(on) for member in members)
    if heads != 1:
        said = "chưa có tổ trưởng" if heads == 0 else f"có {heads} tổ trưởng"
        yield Issue("name", f"Tổ {said}; mỗi tổ có một tổ trưởng (Điều 14).", blocks=False)
    if group.approved_size and len(members) > group.approved_size:
        yield Issue("approved_size", f"Tổ có {len(members)} người, được duyệt {group.approved_size}.", blocks=False)


def composition_of_all(store: Store, on: date) -> dict[str, list[Issue]]:
    """Return what each living group lacks, by the group's id; groups that lack nothing are left out."""
    groups = store.every(MediationGroup, Query(where={"state": "active"}, drafts=False))
    found = {group.id: composition(store, group, on) for group in groups}
    return {one: issues for one, issues in found.items() if issues}
