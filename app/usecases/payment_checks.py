"""What is wrong with a request for remuneration: open cases, people who took no part, the same case paid twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from app.ports import Query, Store, Wanted
from app.problems import Issue
from app.records import payment_states
from app.records.case_states import ENDED, NOT_MEDIATED
from app.records.mediation import MediationCase
from app.records.money import PaymentRequest
from app.usecases.money import due_for, rate_for
from app.vietnamese import show_day, show_money

LATE_AFTER = "payment_late_after_days"  # the setting: so many days after its end a request for a case deserves a look


@dataclass
class _Asked:
    """What other requests, not refused, ask for: the sum of each case, the request of each case and mediator."""

    sums: dict[str, int]
    pairs: dict[tuple[str, str], PaymentRequest]


def _asked_by_others(store: Store, request: PaymentRequest) -> _Asked:
    found = _Asked(defaultdict(int), {})
    others = store.every(PaymentRequest) if request.state != "refused" else ()
    for other in others:
        if other.id != request.id and other.state != "refused":
            for line in other.lines:
                found.sums[line.case] += line.amount or 0
                found.pairs[line.case, line.mediator] = other
    return found


def issues(store: Store, request: PaymentRequest) -> list[Issue]:
    """Return what is wrong between a request and the cases it pays."""
    asked = _asked_by_others(store, request)
    sums: dict[str, int] = defaultdict(int)
    for line in request.lines:
        sums[line.case] += line.amount or 0
    found: list[Issue] = list(_same_number(store, request))
    for case_id, amount in sums.items():
        case = store.find(MediationCase, case_id) if case_id else None
        if case is None:
            found.append(Issue("lines", "Có dòng chưa chọn vụ, việc. Chọn vụ hoặc xóa dòng."))
        else:
            found += _case_issues(store, request, case)
            found += _twice(store, request, case, asked) or _too_much(store, case, amount, asked)
    return found


def _same_number(store: Store, request: PaymentRequest) -> Iterator[Issue]:
    """A number names one request of a group in a year; one that was refused may be made again under it."""
    where: dict[str, Wanted] = {"group": request.group, "number": request.number}
    for other in store.every(PaymentRequest, Query(where=where)) if request.number else ():
        living = "refused" not in (request.state, other.state)
        if other.id != request.id and other.budget_year == request.budget_year and living:
            said = f"Số {request.number} đã là số của {other.named()} cùng tổ, cùng năm. Ghi số khác."
            yield Issue("number", said)


def check_step(store: Store, request: PaymentRequest) -> None:
    """Raise Problem when a kept, complete request would take a step that is not in the table of its states."""
    before = store.find(PaymentRequest, request.id)
    if before is not None and not before.draft:
        payment_states.check_step(before.named(), before.state, request.state)


def _case_issues(store: Store, request: PaymentRequest, case: MediationCase) -> Iterator[Issue]:
    """NĐ 15/2014/NĐ-CP art 14: the case has ended as art 23 says, stands in the book, and the payee mediated it."""
    if request.group and request.group not in (case.group, case.co_group):
        yield Issue("lines", f"{case.label()} không phải của tổ này. Bỏ vụ này, lập đề nghị riêng cho tổ của vụ.")
    if case.state not in ENDED:
        why = "không thuộc vụ đã hòa giải" if case.state in NOT_MEDIATED else "chưa kết thúc"
        said = f"{case.label()} {why} nên không đủ điều kiện chi (Điều 14 Nghị định 15/2014/NĐ-CP). Bỏ vụ này."
        yield Issue("lines", said)
        return
    if case.draft or not case.number:
        yield Issue("lines", f"{case.label()} còn là bản nháp, chưa vào sổ. Hoàn thành vụ này trước.")
    took_part = {entry.mediator for entry in case.mediators}
    strangers = [line.mediator for line in request.lines if line.case == case.id and line.mediator not in took_part]
    for mediator in strangers:
        yield Issue("lines", f"{_name(store, mediator)} không hòa giải {_of(case)}. Chọn đúng hòa giải viên của vụ.")
    yield from _late_issues(store, request, case)


def _late_issues(store: Store, request: PaymentRequest, case: MediationCase) -> Iterator[Issue]:
    days = store.setting(LATE_AFTER)
    if days and request.made_on and case.ended_on and (request.made_on - case.ended_on).days > days:
        said = f"{case.label()} kết thúc {show_day(case.ended_on)}, đã quá {days} ngày mới đề nghị."
        yield Issue("lines", said, blocks=False)


def _twice(store: Store, request: PaymentRequest, case: MediationCase, asked: _Asked) -> list[Issue]:
    """The same mediator is not paid twice for the same case, however small the sums."""
    again = [
        (line.mediator, other)
        for line in request.lines
        if line.case == case.id and (other := asked.pairs.get((case.id, line.mediator)))
    ]
    said = "{name} đã được đề nghị thù lao {case} trong {other}. Xóa dòng này."
    return [
        Issue("lines", said.format(name=_name(store, mediator), case=_of(case), other=other.named()))
        for mediator, other in again
    ]


def _too_much(store: Store, case: MediationCase, amount: int, asked: _Asked) -> list[Issue]:
    if case.state not in ENDED:
        return []
    due, before = due_for(store, case), asked.sums.get(case.id, 0)
    if rate_for(store, case) is None:
        said = f"{case.label()} kết thúc {show_day(case.ended_on)}: chưa có mức chi áp dụng ngày đó. "
        return [Issue("lines", f"{said}Vào Mức chi, ghi mức và căn cứ của tỉnh.")]
    if before + amount <= due:
        return []
    already = f" (đã đề nghị {show_money(before)})" if before else ""
    said = f"{case.label()}: {show_money(before + amount)}{already} vượt mức {show_money(due)} của ngày kết thúc "
    return [Issue("lines", f"{said}{show_day(case.ended_on)}. Giảm số tiền, hoặc ghi mức chi của tỉnh.")]


def _name(store: Store, mediator: str) -> str:
    return store.labels("mediator", [mediator]).get(mediator) or "Dòng chưa chọn hòa giải viên"


def _of(case: MediationCase) -> str:
    label = case.label()
    return label[:1].lower() + label[1:]
