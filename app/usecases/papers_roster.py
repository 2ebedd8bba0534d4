"""The words of papers about mediators: elections, lists, decisions, a group's year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from app.ports import Query, Store
from app.records.catalogues import ELECTION_MANNERS, ETHNICITY, LAW_TRAINING, LEAVE_REASONS, SCOPES, SEX
from app.records.elections import ELECTED_AS, Candidate, Election
from app.records.mediation import MediationCase
from app.records.mediators import MediationGroup, Mediator, Training
from app.records.places import Hamlet
from app.usecases import by_unit, money
from app.usecases.office import own_office
from app.usecases.papers import Values, group_values, in_sentence, office_values
from app.usecases.papers_mediation import cases_of, front_head, head_of
from app.usecases.papers_money import issuer_values
from app.vietnamese import day_in_words, name_key, show_day, show_number, show_percent

Words = Mapping[str, str]
_TITLES = {
    ("mediator", "open"): "Về kết quả biểu quyết bầu hòa giải viên tại cuộc họp đại diện các hộ gia đình",
    ("mediator", "secret"): "Kiểm phiếu bầu hòa giải viên tại cuộc họp đại diện các hộ gia đình",
    ("mediator", "households"): "Kiểm phiếu bầu hòa giải viên bằng phát phiếu đến hộ gia đình",
    ("head", "open"): "Về kết quả biểu quyết bầu tổ trưởng tổ hòa giải",
    ("head", "secret"): "Kiểm phiếu bầu tổ trưởng tổ hòa giải",
}


def election_values(store: Store, election: Election) -> Values:
    """Return what the source “election” publishes."""
    group = store.find(MediationGroup, election.group)
    hamlet = store.find(Hamlet, election.hamlet) if election.hamlet else None
    title = _TITLES.get((election.elected_as, election.manner), "Về kết quả bầu")
    return {
        **office_values(store, election),
        **group_values(store, group),
        **issuer_values(store, "mediators", election.sent_on or election.held_on),
        "title": title,
        "elected_as": dict(ELECTED_AS).get(election.elected_as, "").lower(),
        "manner": dict(ELECTION_MANNERS).get(election.manner, "").lower(),
        "open": "1" if election.manner == "open" else "",
        "secret": "1" if election.manner == "secret" else "",
        "households_way": "1" if election.manner == "households" else "",
        "ballot": "" if election.manner == "open" else "1",
        "held_in_words": day_in_words(election.held_on) if election.held_on else "",
        "hour": election.hour.replace(":", " giờ "),
        "place": election.place,
        **_counts(election),
        "witness": election.witness,
        "board": [{"full_name": member.full_name, "duty": member.duty} for member in election.board],
        "board_head": election.board[0].full_name if election.board else "",
        "front_head_name": hamlet.front_head if hamlet else front_head(store, group),
        "hamlet_head_name": hamlet.head if hamlet else "",
        "candidates": [_candidate(election, candidate) for candidate in election.candidates],
        "elected": [_candidate(election, candidate) for candidate in election.candidates if candidate.elected],
    }


def _counts(election: Election) -> dict[str, str]:
    names = ("households", "present", "ballots_out", "ballots_in", "ballots_valid", "ballots_invalid")
    return {name: show_number(getattr(election, name)) for name in names}


def _candidate(election: Election, candidate: Candidate) -> Words:
    return {
        "full_name": candidate.full_name,
        "birth_year": str(candidate.birth_year or ""),
        "votes": show_number(candidate.votes),
        "percent": show_percent(candidate.votes or 0, election.households or 0),
        "elected": "x" if candidate.elected else "",
        "tick": "",
    }


def mediator_values(store: Store, mediator: Mediator, on: date) -> Values:
    """Return what the source “mediator” publishes: one person's decision of recognition or of leaving."""
    group = store.find(MediationGroup, mediator.group)
    words = _person(mediator, group, on)
    return {
        **office_values(store, mediator),
        **group_values(store, group),
        **issuer_values(store, "mediators", mediator.left_on or mediator.recognised_on or on),
        **{name: words[name] for name in words if name not in ("head", "note", "number", "group_name", "hamlet_name")},
        "head_in_words": day_in_words(mediator.head_from) if mediator.head_from else "",
        "title_word": "bà" if mediator.sex == "female" else "ông",
        "left_on": show_day(mediator.left_on),
        "leave_reason": dict(LEAVE_REASONS).get(mediator.leave_reason, ""),
        "front_head_name": front_head(store, group),
    }


def roster_values(store: Store, year: int, group: MediationGroup | None = None) -> Values:
    """Return what the source “mediator_roster” publishes: the mediators in office, of a group or of all."""
    on = min(date(year, 12, 31), date.today())  # noqa: DTZ011 (a roster is of a calendar day)
    groups = [group] if group else list(store.every(MediationGroup, Query(where={"state": "active"}, order="code")))
    units = by_unit.named(store, MediationGroup, groups)
    people: list[Words] = []
    found: list[Mediator] = []
    for one in groups:
        members = in_office(store, one, on)
        if group is None:
            people.append({"section": ", ".join(word for word in (one.name, units.get(one.id, "")) if word)})
        people += [_person(member, one, on, len(found) + place) for place, member in enumerate(members, start=1)]
        found += members
    head = head_of(store, group, on) if group else None
    return {
        **office_values(store),
        **(group_values(store, group) if group else _all_groups(store)),
        **issuer_values(store, "mediators", on),
        "year": str(year),
        "on_day": show_day(on),
        "front_head_name": front_head(store, group),
        "head_name": head.full_name if head else "",
        "people": people,
        "group_count": show_number(len(groups)),
        "person_count": show_number(len(found)),
        **_roster_counts(store, found, year),
    }


def _all_groups(store: Store) -> dict[str, str]:
    """Return what stands where a paper names a group and its hamlet when it is about all of them."""
    unit = in_sentence(own_office(store).name)
    return {"group_name": f"các tổ hòa giải {unit}", "group_upper": "", "hamlet_name": "các ấp, khóm"}


def in_office(store: Store, group: MediationGroup, on: date) -> list[Mediator]:
    """Return a group's mediators in office on a day: the head first, then by name."""
    members = store.every(Mediator, Query(where={"group": group.id}, drafts=False))
    serving = [member for member in members if member.in_office(on)]
    return sorted(serving, key=lambda member: (not member.head_on(on), name_key(member.full_name)))


def _roster_counts(store: Store, people: list[Mediator], year: int) -> dict[str, str]:
    trained = trained_in(store, year)
    return {
        "women": show_number(sum(member.sex == "female" for member in people)),
        "minority": show_number(sum(member.minority() for member in people)),
        "law": show_number(sum(member.law_training == "law" for member in people)),
        "trained": show_number(sum(member.id in trained for member in people)),
    }


def trained_in(store: Store, year: int) -> set[str]:
    days = (date(year, 1, 1), date(year, 12, 31))
    trainings = store.every(Training, Query(where={"held_on": days}, drafts=False))
    return {mediator for training in trainings for mediator in training.mediators}


def _person(mediator: Mediator, group: MediationGroup | None, on: date, number: int = 0) -> Words:
    return {
        "number": show_number(number or None),
        "full_name": mediator.full_name,
        "birth_year": str(mediator.birth_year or ""),
        "sex": dict(SEX).get(mediator.sex, ""),
        "ethnicity": dict(ETHNICITY).get(mediator.ethnicity, ""),
        "address": mediator.address,
        "law_training": dict(LAW_TRAINING).get(mediator.law_training, ""),
        "occupation": mediator.occupation,
        "group_name": group.name if group else "",
        "hamlet_name": "",
        "head": "x" if mediator.head_on(on) else "",
        "recognised_on": show_day(mediator.recognised_on),
        "decision": mediator.decision,
        "note": "Tổ trưởng" if mediator.head_on(on) else "",
    }


def group_year_values(store: Store, group: MediationGroup, year: int) -> Values:
    """Return what the source “group_year” publishes: a group's report of a year (Luật 35/2013 art 15.5)."""
    on = min(date(year, 12, 31), date.today())  # noqa: DTZ011 (a report is of a calendar day)
    cases = cases_of(store, group, year)
    members = in_office(store, group, on)
    counted = [case for case in cases if case.state not in ("out_of_scope", "refused")]
    states = Counter(case.state for case in cases)
    ended = states["success"] + states["failure"]
    balance = money.balance(store, group.id, year)
    head = head_of(store, group, on)
    return {
        **office_values(store),
        **group_values(store, group),
        **issuer_values(store, "mediation", on),
        "year": str(year),
        "head_name": head.full_name if head else "",
        "mediators": show_number(len(members)),
        **{k: v for k, v in _roster_counts(store, members, year).items() if k != "law"},
        "received": show_number(len(counted)),
        "success": show_number(states["success"]),
        "failure": show_number(states["failure"]),
        "pending": show_number(len(counted) - ended),
        "out_of_scope": show_number(states["out_of_scope"]),
        "success_rate": show_percent(states["success"], ended),
        "scopes": [_scope(code, words, counted) for code, words in SCOPES],
        "paid": show_number(balance.paid),
        "waiting": show_number(balance.waiting),
    }


def _scope(code: str, words: str, cases: list[MediationCase]) -> Words:
    states = Counter(case.state for case in cases if case.scope == code)
    return {
        "scope": words,
        "received": show_number(sum(states.values())),
        "success": show_number(states["success"]),
        "failure": show_number(states["failure"]),
    }
