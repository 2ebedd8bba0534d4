"""The words of mediation papers, taken from the case and the group's book: typed once, printed everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from app.ports import Query, Store
from app.records import legal
from app.records.catalogues import FOLLOW_UP, GROUNDS, INVITED_AS, MATTERS, PARTY_ROLES, REFERRALS
from app.records.mediation import MediationCase, Party
from app.records.mediators import MediationGroup, Mediator
from app.records.places import Hamlet
from app.usecases.deadlines import court_limit
from app.usecases.papers import Values, group_values, hour_in_words, office_values
from app.vietnamese import day_in_words, show_day, show_number

Words = Mapping[str, str]


def case_values(store: Store, case: MediationCase) -> Values:
    """Return what the source “mediation_case” publishes."""
    on = case.written_on or case.ended_on or case.received_on
    session = case.sessions[-1] if case.sessions else None
    return {
        **office_values(store, case),
        **group_values(store, store.find(MediationGroup, case.group) if case.group else None),
        "number": show_number(case.number),
        "received_on": show_day(case.received_on),
        "about": dict(MATTERS).get(case.matter, "").lower(),
        "ground_text": dict(GROUNDS).get(case.ground, ""),
        "legal_bases": [{"text": text} for text in legal.cited("mediation", on)] if on else [],
        "written_on": day_in_words(on) if on else "",
        "place": case.written_place or (session.place if session else ""),
        "hour": hour_in_words(session.hour if session else ""),
        "ended_hour": "",
        "parties": [_party(party, on) for party in case.parties if party.role == "party"],
        "related": [_related(party) for party in case.parties if party.role != "party"],
        "mediators": mediators_of(store, case),
        "invited": [{"full_name": i.full_name, "role": dict(INVITED_AS).get(i.capacity, "")} for i in case.invited],
        "content": case.content,
        "sessions": _sessions(case),
        **_result(case),
        **_more(store, case),
    }


def _more(store: Store, case: MediationCase) -> Values:
    """Return the keys of the case's other papers: failure, assignment, follow-up, court."""
    group = store.find(MediationGroup, case.group) if case.group else None
    head = head_of(store, group, case.assigned_on) if group else None
    states = dict(FOLLOW_UP)
    limit = court_limit(case)
    return {
        "failure_reason": case.failure_reason,
        "referred_to": case.referred_name or dict(REFERRALS).get(case.referred_to, ""),
        "ended_on": show_day(case.ended_on),
        "ended_in_words": day_in_words(case.ended_on) if case.ended_on else "",
        "assigned_on": show_day(case.assigned_on),
        "assigned_in_words": day_in_words(case.assigned_on) if case.assigned_on else "",
        "head_name": head.full_name if head else "",
        "parties_line": "; ".join(party.full_name for party in case.parties if party.role == "party"),
        "mediators_line": ", ".join(words["full_name"] for words in mediators_of(store, case)),
        "obligations": [
            {
                "who": f"Bên {d.who}" if d.who else "",
                "what": d.what,
                "due_on": show_day(d.due_on),
                "state": states.get(d.state, ""),
            }
            for d in case.obligations
        ],
        "follow_ups": [
            {
                "day": show_day(visit.visited_on),
                "content": visit.content,
                "state": states.get(visit.state, ""),
                "reported": "x" if visit.reported else "",
            }
            for visit in case.follow_ups
        ],
        "court_name": case.court_name,
        "court_limit": show_day(limit),
        "contact": head.full_name if head else "",
    }


def _result(case: MediationCase) -> Values:
    return {
        "agreement": case.agreement,
        "solution": case.solution,
        "rights_duties": case.rights_duties or "\n".join(_duties(case)),
        "method": case.method,
        "due_on": show_day(case.due_on),
        "agreed_on": show_day(case.ended_on),
        "copies": f"{case.copies:02d}" if case.copies else "",
        "capacity_statement": "1" if case.third_party_consent else "",
        "confirmation": "",
        "front_head_name": "",
    }


def _duties(case: MediationCase) -> list[str]:
    return [_duty(duty.who, duty.what.rstrip(" .;"), duty.due_on) for duty in case.obligations]


def _duty(who: str, what: str, due_on: date | None) -> str:
    said = what if not who or what.lower().startswith("bên ") else f"Bên {who}: {what}"
    return said + (f", trước ngày {show_day(due_on)}." if due_on else ".")


def _party(party: Party, on: date | None) -> Words:
    age = on.year - party.birth_year if on and party.birth_year else None
    return {
        "side": party.side,
        "side_upper": f"BÊN {party.side}",
        "role": dict(PARTY_ROLES).get(party.role, ""),
        "full_name": party.full_name or party.known_as(),
        "birth_year": str(party.birth_year or ""),
        "age": show_number(age),
        "address": party.address,
        "request": party.request,
    }


def _related(party: Party) -> Words:
    return {
        "role": dict(PARTY_ROLES).get(party.role, ""),
        "full_name": party.full_name or party.known_as(),
        "birth_year": str(party.birth_year or ""),
        "address": party.address,
    }


def mediators_of(store: Store, case: MediationCase) -> list[Words]:
    """Return the mediators with their part in the case, the leading one first."""
    entries = sorted(case.mediators, key=lambda entry: not entry.lead)
    names = store.labels("mediator", [entry.mediator for entry in entries])
    roles = ("Hòa giải viên", "Hòa giải viên chủ trì")
    several = len(entries) > 1
    return [{"full_name": names.get(entry.mediator, ""), "role": roles[entry.lead and several]} for entry in entries]


def _sessions(case: MediationCase) -> list[Words]:
    return [
        {
            "day": show_day(session.held_on),
            "hour": hour_in_words(session.hour),
            "place": session.place,
            "course": session.course,
            "opinion_a": session.opinion_a,
            "opinion_b": session.opinion_b,
            "absent": session.absent,
        }
        for session in case.sessions
    ]


# --- the group's book -------------------------------------------------------------------------------------------------


def register_values(store: Store, group: MediationGroup, year: int, *, by_case: bool = False) -> Values:
    """Return what the source “mediation_register” publishes: the book of one group and year, both parts."""
    cases = cases_of(store, group, year)
    volume = next((volume for volume in group.volumes if volume.year == year), None)
    rows = [_register_row(store, case) for case in cases]
    part2, totals = tally(store, cases, by_case=by_case)
    head = head_of(store, group, None)
    return {
        **office_values(store),
        **group_values(store, group),
        "year": str(year),
        "volume": volume.volume if volume else "",
        "opened_on": show_day(volume.opened_on) if volume else "",
        "closed_on": show_day(volume.closed_on) if volume else "",
        "head_name": head.full_name if head else "",
        "rows": rows,
        "part2_rows": part2,
        "totals": [totals],
    }


def cases_of(store: Store, group: MediationGroup, year: int) -> list[MediationCase]:
    """Return the complete cases of a group's book in a year, in the order of their numbers."""
    days = (date(year, 1, 1), date(year, 12, 31))
    query = Query(where={"group": group.id, "received_on": days}, drafts=False)
    return sorted(store.every(MediationCase, query), key=lambda case: (case.number or 0, case.received_on or days[0]))


def head_of(store: Store, group: MediationGroup, on: date | None) -> Mediator | None:
    """Return who heads a group on a day."""
    day = on or date.today()  # noqa: DTZ011 (who is head on the calendar day of printing)
    mediators = store.every(Mediator, Query(where={"group": group.id}))
    return next((mediator for mediator in mediators if mediator.head_on(day)), None)


def front_head(store: Store, group: MediationGroup | None) -> str:
    """Return the head of the front committee of a group's first hamlet."""
    hamlets = (store.find(Hamlet, one) for one in group.hamlets) if group else ()
    return next((hamlet.front_head for hamlet in hamlets if hamlet and hamlet.front_head), "")


def _register_row(store: Store, case: MediationCase) -> Words:
    people = [words["full_name"] for words in mediators_of(store, case)]
    people += [f"mời: {invited.full_name}" for invited in case.invited]
    requests = "; ".join(f"Bên {p.side}: {p.request}" for p in case.parties if p.request)
    return {
        "number": show_number(case.number),
        "received_on": show_day(case.received_on),
        "mediators": "; ".join(people),
        "parties": "; ".join(_register_party(party, case.received_on) for party in case.parties),
        "content": case.content,
        "agreement": case.agreement or requests or case.failure_reason,
        "success": "x" if case.state == "success" else "",
        "failure": "x" if case.state == "failure" else "",
        "signatures": "",
        "note": _register_note(case),
    }


def _register_party(party: Party, on: date | None) -> str:
    age = f"{on.year - party.birth_year} tuổi" if on and party.birth_year else ""
    return ", ".join(word for word in (party.full_name or party.known_as(), age, party.address) if word)


def _register_note(case: MediationCase) -> str:
    said = {
        "out_of_scope": "Không thuộc phạm vi hòa giải",
        "refused": "Từ chối hòa giải",
        "success": f"Kết thúc {show_day(case.ended_on)}",
        "failure": f"Kết thúc {show_day(case.ended_on)}",
    }
    earlier = [f"Không thành {show_day(end.ended_on)}, tiếp tục {show_day(end.resumed_on)}" for end in case.earlier]
    return ". ".join((*earlier, said.get(case.state, "Đang hòa giải")))


_TALLIED = ("conflict", "civil", "family", "violation", "other", "success", "failure", "pending")
_SCOPE_COLUMN = {
    "conflict": "conflict",
    "civil": "civil",
    "family": "family",
    "violation": "violation",
    "criminal_not_prosecuted": "violation",
    "education_measure": "violation",
}


def tally(store: Store, cases: list[MediationCase], *, by_case: bool = False) -> tuple[list[Words], Words]:
    """Return Part II: one row per leading mediator, or per case, and the totals.

    Which of the two the paper book means could not be read. Cases out of scope are not mediated cases.
    """
    counted = [case for case in cases if case.state not in ("out_of_scope", "refused", "scope_asked")]
    rows = [_row_of(store, case) for case in counted] if by_case else _by_mediator(store, counted)
    total = sum((Counter(_columns_of(case)) for case in counted), Counter())
    return rows, {"number": "Tổng số", "mediator": "", **_shown(total), "note": ""}


def _row_of(store: Store, case: MediationCase) -> Words:
    people = ", ".join(words["full_name"] for words in mediators_of(store, case))
    marks = dict.fromkeys(_TALLIED, "") | dict.fromkeys(_columns_of(case), "1")
    return {
        "number": show_number(case.number),
        "mediator": people,
        **marks,
        "note": f"Nhận {show_day(case.received_on)}",
    }


def _by_mediator(store: Store, cases: list[MediationCase]) -> list[Words]:
    by_mediator: dict[str, Counter[str]] = {}
    for case in cases:
        by_mediator.setdefault(_leading(case), Counter()).update(_columns_of(case))
    names = store.labels("mediator", by_mediator)
    return [
        {"number": str(place), "mediator": names.get(one, ""), **_shown(count), "note": ""}
        for place, (one, count) in enumerate(by_mediator.items(), start=1)
    ]


def _leading(case: MediationCase) -> str:
    entries = sorted(case.mediators, key=lambda entry: not entry.lead)
    return entries[0].mediator if entries else ""


def _columns_of(case: MediationCase) -> list[str]:
    outcome = case.state if case.state in ("success", "failure") else "pending"
    scopes = [_SCOPE_COLUMN.get(case.scope, "other")] if case.scope else []  # nobody has said it yet
    return [*scopes, outcome]


def _shown(count: Counter[str]) -> dict[str, str]:
    return {column: show_number(count[column]) for column in _TALLIED}
