"""Paying mediators: what a case earns on its day, which cases nobody has paid, a request from them, never twice."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

import resources
from app import installed
from app.ports import Query, Store, Wanted
from app.problems import Problem
from app.records.case_states import ENDED
from app.records.mediation import MediationCase
from app.records.mediators import MediationGroup
from app.records.money import PaymentLine, PaymentRequest, Rate
from app.records.office import in_force
from app.vietnamese import show_day

CASE_ITEMS = {"success": "case_success", "failure": "case_failure"}


@dataclass(frozen=True)
class Tariff:
    """What applies on a day: the amount, where it comes from, and the national ceiling beside it."""

    amount: int
    basis: str
    ceiling: int | None


def tariff(store: Store, item: str, on: date) -> Tariff:
    """Return the rate of an item on a day: the province's where one is typed, else the national ceiling itself.

    Raises Problem when neither is known for the day.
    """
    found = rate_on(store, item, on)
    if found is None:
        raise Problem(f"Chưa có mức chi áp dụng ngày {show_day(on)}.", "Vào Mức chi, ghi mức và căn cứ của tỉnh.")
    return found


def rate_on(store: Store, item: str, on: date) -> Tariff | None:
    """Return the rate of an item on a day as `tariff` does, or None for a day of which nobody knows a rate."""
    ceilings = [rate for rate in national_rates() if rate["item"] == item and in_force(rate["valid_from"], None, on)]
    ceiling = max(ceilings, key=lambda rate: rate["valid_from"], default=None)
    typed = [rate for rate in store.every(Rate, Query(where={"item": item}, drafts=False)) if _applies(rate, on)]
    if typed:
        chosen = max(typed, key=lambda rate: rate.valid_from or date.min)
        return Tariff(chosen.amount or 0, chosen.basis, ceiling["amount"] if ceiling else None)
    return Tariff(ceiling["amount"], ceiling["basis"], ceiling["amount"]) if ceiling else None


_national: list[dict[str, Any]] = []
installed.on_change(_national.clear)


def national_rates() -> list[dict[str, Any]]:
    """Return the national ceilings of the program with what reference data changed and added."""
    if not _national:
        entries = {(rate["item"], rate["valid_from"]): rate for rate in carried_rates()}
        added = map(read_rate, installed.installed(installed.RATE).values())
        entries |= {(rate["item"], rate["valid_from"]): rate for rate in added}
        _national.extend(entries.values())
    return _national


def carried_rates() -> list[dict[str, Any]]:
    with resources.path("catalogues", "rates.toml").open("rb") as file:
        entries: list[dict[str, Any]] = tomllib.load(file)["rate"]
    return entries


def read_rate(item: installed.Item) -> dict[str, Any]:
    said: dict[str, Any] = orjson.loads(item.content)
    return said | {"valid_from": date.fromisoformat(said["valid_from"])}


def _applies(rate: Rate, on: date) -> bool:
    return in_force(rate.valid_from, rate.valid_to, on)


def due_for(store: Store, case: MediationCase) -> int:
    """Return what an ended case earns in whole đồng, by the rate of the day it ended.

    It is 0 for a case that earns nothing, and for one of a day of which nobody knows a rate.
    """
    rate = rate_for(store, case)
    return rate.amount if rate else 0


def rate_for(store: Store, case: MediationCase) -> Tariff | None:
    item = CASE_ITEMS.get(case.state)
    return rate_on(store, item, case.ended_on) if item and case.ended_on else None


def shares(amount: int, mediators: list[str]) -> list[tuple[str, int]]:
    """Split a case's amount among its mediators; what cannot be split goes to the first, who led."""
    if not mediators:
        return []
    each, rest = divmod(amount, len(mediators))
    return [(mediator, each + (rest if place == 0 else 0)) for place, mediator in enumerate(mediators)]


def requested(store: Store) -> dict[str, int]:
    """Return what has been requested for each case, in requests that were not refused."""
    sums: dict[str, int] = defaultdict(int)
    for request in store.every(PaymentRequest):
        if request.state != "refused":
            for line in request.lines:
                sums[line.case] += line.amount or 0
    return sums


def unpaid_cases(store: Store, group: str = "") -> list[MediationCase]:
    """Return the complete ended cases for which nothing has been requested, oldest end first."""
    where: dict[str, Wanted] = {"state": frozenset(ENDED)}
    if group:
        where["group"] = group
    done = requested(store)
    found = store.every(MediationCase, Query(where=where, drafts=False))
    return sorted((case for case in found if not done.get(case.id)), key=lambda c: c.ended_on or date.max)


def propose(store: Store, group: MediationGroup, on: date) -> PaymentRequest:
    """Return a request, not yet kept, for all unpaid cases of a group; raises Problem when there are none.

    Cases of years of which nobody knows a rate, as an old paper book holds them, are left out.
    """
    unpaid = unpaid_cases(store, group.id)
    cases = [case for case in unpaid if rate_for(store, case)]
    if not unpaid:
        raise Problem(f"{group.name} không còn vụ, việc nào chưa đề nghị thanh toán.", "Chọn tổ khác.")
    if not cases:
        said = f"{group.name}: {len(unpaid)} vụ chưa thanh toán đều kết thúc vào những ngày chưa có mức chi."
        raise Problem(said, "Vào Mức chi, ghi mức và căn cứ của những năm đó.")
    lines = [line for case in cases for line in lines_for(store, case)]
    return PaymentRequest(made_on=on, group=group.id, budget_year=on.year, lines=lines)


def lines_for(store: Store, case: MediationCase) -> list[PaymentLine]:
    entries = sorted(case.mediators, key=lambda entry: not entry.lead)
    acting = [entry.mediator for entry in entries if not entry.until] or [entry.mediator for entry in entries]
    return [PaymentLine(case.id, mediator, part) for mediator, part in shares(due_for(store, case), acting)]


def request_for(store: Store, case: MediationCase) -> PaymentRequest | None:
    """Return a request, not refused, that names a case."""
    living = (request for request in store.every(PaymentRequest) if request.state != "refused")
    return next((request for request in living if any(line.case == case.id for line in request.lines)), None)


@dataclass(frozen=True)
class Balance:
    """The money of a set of cases: due in all, paid out, on its way or not yet requested."""

    due: int
    paid: int

    @property
    def waiting(self) -> int:
        return self.due - self.paid


def balance(store: Store, group: str = "", year: int = 0) -> Balance:
    """Return due and paid sums of ended cases, of a group or all, of a budget year or all."""
    wanted: dict[str, Wanted] = {"state": frozenset(ENDED)}
    if group:
        wanted["group"] = group
    if year:
        wanted["ended_on"] = (date(year, 1, 1), date(year, 12, 31))
    counted = {case.id: due_for(store, case) for case in store.every(MediationCase, Query(where=wanted, drafts=False))}
    paid = sum(
        line.amount or 0
        for request in store.every(PaymentRequest)
        if request.state == "paid"
        for line in request.lines
        if line.case in counted
    )
    return Balance(sum(counted.values()), paid)


def payment_state(store: Store, case: MediationCase) -> str:
    """Return “none”, “waiting”, “paid” or “ineligible”: what the list of cases shows."""
    if case.state not in ENDED:
        return "ineligible" if case.state in ("out_of_scope", "refused") else "none"
    states = {
        request.state
        for request in store.every(PaymentRequest)
        for line in request.lines
        if line.case == case.id and request.state != "refused"
    }
    return "paid" if states == {"paid"} else "waiting"
