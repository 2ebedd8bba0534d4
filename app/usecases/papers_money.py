"""The words of payment papers: cases by number and initials only, for an accountant reads no stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from app.ports import Store
from app.problems import Problem
from app.records import legal
from app.records.catalogues import CASE_STATES, MATTERS
from app.records.mediation import MediationCase
from app.records.mediators import MediationGroup, Mediator
from app.records.money import ACCIDENT_LINES, ACCIDENT_PAYEES, AccidentSupport, PaymentRequest
from app.usecases.office import own_office
from app.usecases.papers import Values, group_values, office_values
from app.usecases.papers_mediation import front_head, head_of
from app.vietnamese import day_in_words, initials, money_in_words, show_day, show_number

Words = Mapping[str, str]


def issuer_values(store: Store, topic: str, on: date | None) -> Values:
    """Return who issues a paper, its day in words and what it cites on that day."""
    office = own_office(store)
    return {
        "chair_name": office.chair,
        "officer_name": office.officer,
        "date_in_words": day_in_words(on) if on else "",
        "legal_bases": [{"text": text} for text in legal.cited(topic, on)] if on else [],
    }


def payment_values(store: Store, request: PaymentRequest) -> Values:
    """Return what the source “payment_request” publishes."""
    group = store.find(MediationGroup, request.group)
    head = head_of(store, group, request.made_on) if group else None
    cases, people = _cases(store, request), _people(store, request)
    total = show_number(request.total())
    return {
        **office_values(store, request),
        **group_values(store, group),
        **issuer_values(store, "mediation_money", request.made_on),
        "number": request.number,
        "made_in_words": day_in_words(request.made_on) if request.made_on else "",
        "head_name": head.full_name if head else "",
        "requester": head.full_name if head else "",
        "requester_address": head.address if head else "",
        "budget_year": str(request.budget_year or ""),
        "case_count": show_number(len(cases)),
        "total": total,
        "total_words": money_in_words(request.total(), southern=bool(store.setting("southern_numbers", False))),
        "cases": cases,
        "people": people,
        "totals": [
            {"n": "Tổng cộng", "number": "", "full_name": "", "amount": total, "cases": show_number(len(cases))}
        ],
    }


def refusal_values(store: Store, request: PaymentRequest) -> Values:
    """Return what the source “payment_refusal” publishes; raises Problem for a request that was not refused."""
    if request.state != "refused":
        named = request.named()
        raise Problem(
            f"{named[:1].upper()}{named[1:]} không ở trạng thái “Từ chối bằng văn bản”.",
            "Ghi trạng thái, ngày quyết định và lý do từ chối rồi in lại, hoặc in bản trống.",
        )
    return {
        **payment_values(store, request),
        "made_on": show_day(request.made_on),
        "decided_in_words": day_in_words(request.decided_on) if request.decided_on else "",
        "refused_because": request.refused_because,
    }


def _cases(store: Store, request: PaymentRequest) -> list[Words]:
    amounts: dict[str, int] = defaultdict(int)
    who: dict[str, list[str]] = defaultdict(list)
    for line in request.lines:
        amounts[line.case] += line.amount or 0
        who[line.case].append(line.mediator)
    names = store.labels("mediator", [line.mediator for line in request.lines])
    found = [(store.find(MediationCase, one), one) for one in amounts]
    return [
        _case_row(case, amounts[one], [names.get(mediator, "") for mediator in who[one]])
        for case, one in found
        if case is not None
    ]


def _case_row(case: MediationCase, amount: int, mediators: list[str]) -> Words:
    parties = [party for party in case.parties if party.role == "party"]
    return {
        "number": case.code or show_number(case.number),
        "received_on": show_day(case.received_on),
        "ended_on": show_day(case.ended_on),
        "matter": dict(MATTERS).get(case.matter, ""),
        "initials": " – ".join(initials(party.full_name) or party.known_as() for party in parties),
        "result": dict(CASE_STATES).get(case.state, ""),
        "mediators": ", ".join(mediators),
        "amount": show_number(amount),
    }


def _people(store: Store, request: PaymentRequest) -> list[Words]:
    amounts: dict[str, int] = defaultdict(int)
    cases: dict[str, set[str]] = defaultdict(set)
    for line in request.lines:
        amounts[line.mediator] += line.amount or 0
        cases[line.mediator].add(line.case)
    names = store.labels("mediator", amounts)
    return [
        {
            "full_name": names.get(mediator, ""),
            "cases": show_number(len(cases[mediator])),
            "amount": show_number(amount),
            "signature": "",
        }
        for mediator, amount in amounts.items()
    ]


def accident_values(store: Store, support: AccidentSupport) -> Values:
    """Return what the source “accident_support” publishes."""
    mediator = store.find(Mediator, support.mediator)
    group = store.find(MediationGroup, mediator.group) if mediator else None
    head = head_of(store, group, support.happened_on) if group else None
    case = store.find(MediationCase, support.case) if support.case else None
    total = sum(line.amount or 0 for line in support.lines)
    return {
        **office_values(store, support),
        **group_values(store, group),
        **issuer_values(store, "mediation_money", support.requested_on),
        "requested_by": support.requested_by,
        "requested_address": support.requested_address,
        "requested_in_words": day_in_words(support.requested_on) if support.requested_on else "",
        "mediator_name": mediator.full_name if mediator else "",
        "mediator_address": mediator.address if mediator else "",
        "happened_on": show_day(support.happened_on),
        "circumstance": "trên đường đi hoặc về khi thực hiện hòa giải" if support.on_the_way else "đang hòa giải",
        "what_happened": support.what_happened,
        "case_number": case.code if case else "",
        "head_name": head.full_name if head else "",
        "front_head_name": front_head(store, group),
        "lines": [
            {
                "item": dict(ACCIDENT_LINES).get(line.item, ""),
                "payee": dict(ACCIDENT_PAYEES).get(line.payee, ""),
                "amount": show_number(line.amount),
                "paper": line.paper,
            }
            for line in support.lines
        ],
        "total": show_number(total),
        "total_words": money_in_words(total, southern=bool(store.setting("southern_numbers", False))),
    }
