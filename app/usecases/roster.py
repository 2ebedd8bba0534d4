"""Whether a mediation group is composed as the law says (Luật 35/2013/QH13 art 12.1), who may serve, who is recognised.

Why what a recognition must carry depends on the day its list came is told in docs/decisions.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.ports import Query, Store, Wanted
from app.problems import Issue, Problem
from app.records.case_states import OPEN
from app.records.elections import Election
from app.records.mediation import MediationCase
from app.records.mediators import MediationGroup, Mediator
from app.records.places import Hamlet
from app.usecases.deadlines import DECIDE_WITHIN
from app.usecases.working_days import working_days_after
from app.vietnamese import fold, show_day

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


def ending_issues(store: Store, group: MediationGroup) -> Iterator[Issue]:
    """Say what a group that stops leaves behind: cases nobody ended, mediators still in office."""
    if group.state == "active" or group.ended_on is None:
        return
    heir = store.labels("mediation_group", [group.successor]).get(group.successor) or "tổ khác"
    after: dict[str, Wanted] = {"group": group.id, "received_on": (group.ended_on, None)}
    if late := len(store.ids(MediationCase, Query(where=after))):
        said = f"Tổ có {late} vụ tiếp nhận từ ngày {show_day(group.ended_on)} trở đi. "
        yield Issue("ended_on", f"{said}Chuyển các vụ đó sang {heir} trước, hoặc sửa ngày thôi hoạt động.")
    where: dict[str, Wanted] = {"group": group.id, "state": frozenset(OPEN)}
    if cases := len(store.ids(MediationCase, Query(where=where))):
        yield Issue("ended_on", f"Tổ còn {cases} vụ chưa kết thúc: chuyển sang {heir} hoặc kết thúc.", blocks=False)
    if members := len(serving(store, group, group.ended_on)):
        said = f"Tổ còn {members} hòa giải viên đang làm: chuyển sang {heir} hoặc ghi ngày thôi."
        yield Issue("ended_on", said, blocks=False)


def code_issues(store: Store, group: MediationGroup) -> Iterator[Issue]:
    """Cases carry the code of their group, so an office gives each code once."""
    others = store.every(MediationGroup, Query(where={"code": group.code}, drafts=False)) if group.code else ()
    for other in others:
        if other.id != group.id and other.unit == (group.unit or store.unit):
            yield Issue("code", f"Mã {group.code} đã là của {other.name}. Đặt mã khác, vì mã vụ, việc có mã tổ.")


def leaving_issues(store: Store, mediator: Mediator) -> Iterator[Issue]:
    """Say which cases somebody who leaves is still to mediate, or began after the day of leaving."""
    if mediator.left_on is None:
        return
    where: dict[str, Wanted] = {"state": frozenset(OPEN)}
    held = [
        case.label()
        for case in store.every(MediationCase, Query(where=where))
        if any(entry.mediator == mediator.id and not entry.until for entry in case.mediators)
    ]
    if held:
        said = f"{mediator.full_name} còn được phân công {', '.join(held[:3])}{'…' if len(held) > 3 else ''}. "
        yield Issue("left_on", f"{said}Phân công người khác, ghi ngày và lý do thay.", blocks=False)


# --- recognition ------------------------------------------------------------------------------------------------------


def recognition_issues(store: Store, mediator: Mediator) -> Iterator[Issue]:
    """Return what a recognition lacks: it blocks where the list came to this office, and warns about older ones."""
    if not mediator.recognised_on:
        return
    ours = mediator.list_received_on is not None
    if not mediator.decision:
        yield Issue("decision", "Ghi số quyết định công nhận của Chủ tịch UBND cấp xã (khoản 4 Điều 8).", blocks=ours)
    if (mediator.votes is None or not mediator.households) and not elected(store, mediator):
        said = "Ghi số hộ đồng ý và tổng số hộ, hoặc ghi biên bản bầu có tên người này (khoản 3 Điều 8)."
        yield Issue("votes", said, blocks=ours)
    yield from _decided_late(store, mediator)


def elected(store: Store, mediator: Mediator) -> bool:
    """Tell whether an election of the group names this person as elected."""
    held = store.every(Election, Query(where={"group": mediator.group, "elected_as": "mediator"}, drafts=False))
    name = fold(mediator.full_name)
    return any(fold(one.full_name) == name and one.elected for election in held for one in election.candidates)


def _decided_late(store: Store, mediator: Mediator) -> Iterator[Issue]:
    if mediator.list_received_on is None or mediator.recognised_on is None:
        return
    try:
        due = working_days_after(store, mediator.list_received_on, DECIDE_WITHIN)
    except Problem as unknown:
        yield Issue("recognised_on", str(unknown), blocks=False)
        return
    if mediator.recognised_on > due:
        said = f"Công nhận sau hạn {show_day(due)}: {DECIDE_WITHIN} ngày làm việc từ ngày nhận danh sách."
        yield Issue("recognised_on", said, blocks=False)
