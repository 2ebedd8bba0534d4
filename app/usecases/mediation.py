"""What a mediation case needs from other records: mediators in office, a step that its life cycle allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from app.ports import Query, Store
from app.problems import Issue, Problem
from app.records import case_states
from app.records.mediation import EarlierEnd, MediationCase, Party
from app.records.mediators import MediationGroup, Mediator
from app.records.reports import FrozenReport
from app.usecases import money
from app.vietnamese import fold, show_day


def _frozen_issues(store: Store, case: MediationCase) -> Iterator[Issue]:
    """Warn about a case that comes, or moves, into a period whose report was already frozen."""
    kept = store.find(MediationCase, case.id)
    counted = kept is not None and not kept.draft and kept.received_on == case.received_on
    if case.received_on is None or counted:
        return
    around = Query(where={"first_day": (None, case.received_on), "cut_off": (case.received_on, None)})
    for report in islice(store.every(FrozenReport, around), 1):
        frozen = f"Kỳ “{report.period_name or report.period}” đã chốt ngày {show_day(report.frozen_on)}"
        yield Issue("received_on", f"{frozen}: số liệu sẽ khác báo cáo đã gửi.", blocks=False)


def _group_issues(store: Store, case: MediationCase) -> Iterator[Issue]:
    """A group that no longer exists receives no case; its successor does (NĐ 185/2026/NĐ-CP: hamlets merge)."""
    group = store.find(MediationGroup, case.group) if case.group else None
    if group is None or case.received_on is None:
        return
    if group.ended_on and case.received_on >= group.ended_on:
        heir = store.labels("mediation_group", [group.successor]).get(group.successor, "")
        instead = f"Chọn {heir}." if heir else "Chọn tổ đang hoạt động."
        yield Issue("group", f"{group.name} đã thôi hoạt động từ ngày {show_day(group.ended_on)}. {instead}")
    elif group.founded_on and case.received_on < group.founded_on:
        said = f"{group.name} thành lập ngày {show_day(group.founded_on)}, sau ngày tiếp nhận của vụ này. "
        yield Issue("group", f"{said}Sửa ngày tiếp nhận, hoặc ghi vào tổ ngày thành lập lần đầu, không phải kiện toàn.")


def _paid_issues(store: Store, case: MediationCase) -> Iterator[Issue]:
    """A case closed without mediation earns nothing (NĐ 15/2014/NĐ-CP art 14)."""
    if case.state in case_states.NOT_MEDIATED and (request := money.request_for(store, case)):
        said = f"{case.label()} đang có trong {request.named()}. Bỏ vụ này khỏi đề nghị trước, rồi mới đổi trạng thái."
        yield Issue("state", said)


def check_removal(store: Store, case: MediationCase) -> None:
    """Raise Problem when a case that somebody asked money for is to leave the register."""
    if request := money.request_for(store, case):
        raise Problem(
            f"{case.label()} đang có trong {request.named()} nên chưa xóa được.",
            "Bỏ vụ này khỏi đề nghị trước, rồi xóa.",
        )


def _close_to(mediator: Mediator, parties: list[Party]) -> str:
    """Return the party of the same family name and address, if there is one."""
    family = fold(mediator.full_name).split()[:1]
    home = fold(mediator.address)
    for party in parties:
        if home and fold(party.full_name).split()[:1] == family and home == fold(party.address):
            return party.full_name
    return ""


def settle(case: MediationCase) -> None:
    """Say what follows from an outcome by law: a success ended because the parties agreed (art 23.1)."""
    if case.state == "success" and not case.end_reason:
        case.end_reason = "agreed"


def resume(store: Store, case: MediationCase, today: date) -> None:
    """Keep the end of a round when the parties go on after a failure (art 27), and clear it for the next one."""
    kept = store.find(MediationCase, case.id)
    if kept is None or kept.draft or kept.ended_on is None or (kept.state, case.state) != ("failure", "in_progress"):
        return
    after = (session.held_on for session in case.sessions if session.held_on and session.held_on > kept.ended_on)
    resumed = min(after, default=max(today, kept.ended_on))
    end = EarlierEnd(kept.ended_on, resumed, kept.end_reason, kept.failure_reason, kept.referred_to)
    case.earlier = [*case.earlier, end]
    case.ended_on, case.end_reason, case.failure_reason = None, "", ""
    case.referred_to = case.referred_name = ""


def check_step(store: Store, case: MediationCase) -> None:
    """Raise Problem when a kept, complete case would take a step that is not in the life cycle."""
    before = store.find(MediationCase, case.id)
    if before is not None and not before.draft:
        case_states.check_step(before.label(), before.state, case.state)


def issues(store: Store, case: MediationCase) -> Iterator[Issue]:
    """Yield what is wrong between the case and the records it names."""
    on = case.assigned_on or case.received_on
    for other in duplicates(store, case):
        if other.id == case.relapse_of:
            continue  # it was looked at: the same quarrel came back
        said = f"{other.label()} cùng các bên, tiếp nhận {show_day(other.received_on)}: có phải một vụ không?"
        yield Issue("parties", said, blocks=False)
    yield from _frozen_issues(store, case)
    yield from _group_issues(store, case)
    yield from _paid_issues(store, case)
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
    if near := _close_to(mediator, case.parties):
        said = f"{mediator.full_name} cùng họ và nơi ở với {near}: xem có xung đột lợi ích không (Điều 18)."
        yield Issue("mediators", said, blocks=False)
    if mediator.group not in (case.group, case.co_group):
        yield Issue(
            "mediators", f"{mediator.full_name} thuộc tổ khác. Ghi tổ phối hợp nếu hai tổ cùng hòa giải.", blocks=False
        )


# --- the same quarrel twice -------------------------------------------------------------------------------------------

_WITHIN = timedelta(days=366)
_DISMISSED = "not_duplicates"


def duplicates(store: Store, case: MediationCase) -> list[MediationCase]:
    """Return earlier or later cases of the same parties within twelve months that nobody has called different."""
    names = _names(case)
    if len(names) < 2 or case.received_on is None:
        return []
    span = (case.received_on - _WITHIN, case.received_on + _WITHIN)
    text = " ".join(sorted(names))
    found = store.every(MediationCase, Query(text=text, where={"received_on": span}))
    dismissed = set(store.setting(_DISMISSED, []))
    return [
        other
        for other in found
        if other.id != case.id and _names(other) == names and _pair(case, other) not in dismissed
    ]


def dismiss_duplicate(store: Store, case: MediationCase, other: MediationCase) -> None:
    """Remember that two cases of the same parties are not the same quarrel."""
    kept = store.setting(_DISMISSED, [])
    store.set_setting(_DISMISSED, sorted({*kept, _pair(case, other)}))


def _names(case: MediationCase) -> frozenset[str]:
    return frozenset(fold(p.full_name) for p in case.parties if p.role == "party" and p.full_name)


def _pair(one: MediationCase, other: MediationCase) -> str:
    return "+".join(sorted((one.id, other.id)))
