"""The money of a budget year group by group, and the monthly support of the groups (TT 56/2023/TT-BTC art 3.17.đ)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.ports import Query, Store, Touched, Wanted
from app.problems import Issue, Problem
from app.records.case_states import ENDED
from app.records.mediation import MediationCase
from app.records.mediators import MediationGroup
from app.records.money import GroupSupport, PaymentRequest, Rate
from app.records.office import in_force
from app.usecases.deadlines import months_after
from app.usecases.money import national_rates, rate_for, rate_on, tariff
from app.vietnamese import show_day, show_money

GROUP_MONTH = "group_month"


@dataclass(frozen=True)
class GroupMoney:
    """A group in a budget year, in whole đồng: `due` for cases that ended in it, the rest as its papers say.

    `unrated` counts ended cases for whose day nobody knows a rate; they are in no sum.
    """

    group: str
    name: str
    cases: int = 0
    unrated: int = 0
    due: int = 0
    requested: int = 0
    paid: int = 0
    support: int = 0


def by_group(store: Store, year: int) -> list[GroupMoney]:
    """Return the groups that had cases, requests or support in a budget year, by name."""
    cases, unrated, due = _due(store, year)
    requested, paid = _asked(store, year)
    support: Counter[str] = Counter()
    for given in store.every(GroupSupport, Query(where={"year": year}, drafts=False)):
        support[given.group] += given.amount or 0
    groups = sorted({*cases, *requested, *support})
    names = store.labels("mediation_group", groups)
    columns = (cases, unrated, due, requested, paid, support)
    found = [GroupMoney(one, names.get(one, ""), *(column[one] for column in columns)) for one in groups]
    return sorted(found, key=lambda money: money.name)


def _due(store: Store, year: int) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return, by group, how many cases ended, for how many nobody knows a rate, and what the others earn."""
    ended: Counter[str] = Counter()
    unrated: Counter[str] = Counter()
    due: Counter[str] = Counter()
    where: dict[str, Wanted] = {"state": frozenset(ENDED), "ended_on": (date(year, 1, 1), date(year, 12, 31))}
    for case in store.every(MediationCase, Query(where=where, drafts=False)):
        ended[case.group] += 1
        if rate := rate_for(store, case):
            due[case.group] += rate.amount
        else:
            unrated[case.group] += 1
    return ended, unrated, due


def _asked(store: Store, year: int) -> tuple[Counter[str], Counter[str]]:
    requested: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    for request in store.every(PaymentRequest):
        if request.state == "refused" or _budget_year(request) != year:
            continue
        requested[request.group] += request.total()
        paid[request.group] += request.total() if request.state == "paid" else 0
    return requested, paid


def _budget_year(request: PaymentRequest) -> int:
    return request.budget_year or (request.made_on.year if request.made_on else 0)


# --- the monthly support ----------------------------------------------------------------------------------------------


def support_month(store: Store, year: int, month: int) -> Touched:
    """Write down a month's support for each group that exists then and has none yet.

    Raises Problem when every group has it already, or when nobody knows the rate of the month.
    """
    first = date(year, month, 1)
    amount = tariff(store, GROUP_MONTH, first).amount
    groups = [group for group in store.every(MediationGroup, Query(drafts=False)) if _exists(group, first)]
    given = {one.group for one in store.every(GroupSupport, Query(where={"year": year, "month": month}))}
    made = [GroupSupport(group=one.id, year=year, month=month, amount=amount) for one in groups if one.id not in given]
    if not made:
        raise Problem(f"Tháng {month}/{year} mọi tổ đang hoạt động đều đã có dòng hỗ trợ.", "Chọn tháng khác.")
    touched = Touched()
    with store.atomic():
        for one in made:
            touched |= store.put(one)
    return touched


def _exists(group: MediationGroup, first: date) -> bool:
    """Tell whether a group existed on some day of a month."""
    last = months_after(first, 1)
    return (group.founded_on is None or group.founded_on < last) and (group.ended_on is None or group.ended_on > first)


def support_issues(store: Store, support: GroupSupport) -> Iterator[Issue]:
    """One support a group and month, not above the rate of the month."""
    if not support.year or not support.month or not 1 <= support.month <= 12:
        return
    where: dict[str, Wanted] = {"group": support.group, "year": support.year, "month": support.month}
    if any(other.id != support.id for other in store.every(GroupSupport, Query(where=where))):
        name = store.labels("mediation_group", [support.group]).get(support.group, "Tổ này")
        yield Issue("month", f"{name} đã có dòng hỗ trợ tháng {support.month}/{support.year}. Sửa dòng đó.")
    rate = rate_on(store, GROUP_MONTH, date(support.year, support.month, 1))
    if rate and (support.amount or 0) > rate.amount:
        said = f"{show_money(support.amount)} vượt mức {show_money(rate.amount)} mỗi tháng ({rate.basis})."
        yield Issue("amount", f"{said} Giảm số tiền, hoặc ghi mức chi của tỉnh.")


# --- rates ------------------------------------------------------------------------------------------------------------


def rate_issues(store: Store, rate: Rate) -> Iterator[Issue]:  # noqa: ARG001 (a family of functions)
    """Warn about a rate above the national ceiling; a province may add a percentage for some cases."""
    day = rate.valid_from
    known = [
        one for one in national_rates() if one["item"] == rate.item and day and in_force(one["valid_from"], None, day)
    ]
    ceiling = max(known, key=lambda one: one["valid_from"], default=None)
    if ceiling and (rate.amount or 0) > ceiling["amount"]:
        said = f"{show_money(rate.amount)} cao hơn mức tối đa {show_money(ceiling['amount'])} ({ceiling['basis']}) "
        yield Issue("amount", f"{said}từ {show_day(ceiling['valid_from'])}. Xem lại số tiền và căn cứ.", blocks=False)
