"""The words of papers about propagandists: the September notice, lists, decisions (Thông tư 10/2016/TT-BTP)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.forms.unit_column import of_unit
from app.ports import Query, Store
from app.records.catalogues import ETHNICITY, LANGUAGES, PROPAGANDIST_LEAVE, SEX
from app.records.outreach import Propagandist
from app.usecases import by_unit
from app.usecases.papers import Values, office_values
from app.usecases.papers_money import issuer_values
from app.usecases.papers_planning import year_values
from app.vietnamese import name_key, show_day, show_number

Words = Mapping[str, str]


def propagandist_values(store: Store, person: Propagandist, on: date) -> Values:
    """Return what the source “propagandist” publishes: one person's decision of recognition or of leaving."""
    words = {name: word for name, word in _person(store, person).items() if name != "number"}
    return {
        **office_values(store, person),
        **issuer_values(store, "propagandists", person.left_on or person.recognised_on or on),
        **words,
        "title_word": "bà" if person.sex == "female" else "ông",
        "left_on": show_day(person.left_on),
        "leave_reason": dict(PROPAGANDIST_LEAVE).get(person.leave_reason, "").lower(),
    }


def propagandist_roster_values(store: Store, year: int, today: date) -> Values:
    """Return what the source “propagandist_roster” publishes: those in office, and those on the year's list."""
    on = min(date(year, 12, 31), today)
    people = sorted(store.every(Propagandist, Query(drafts=False)), key=lambda person: name_key(person.full_name))
    serving = [person for person in people if person.recognised_on and person.in_office(on)]
    proposed = [person for person in people if person.listed_on and person.listed_on.year == year]
    units = by_unit.named(store, Propagandist, people)

    def listed(some: list[Propagandist]) -> list[Words]:
        numbered = enumerate(some, start=1)
        return [of_unit(_person(store, one, place), units.get(one.id, "")) for place, one in numbered]

    return {
        **year_values(store, year, topic="propagandists"),
        **issuer_values(store, "propagandists", on),
        "on_day": show_day(on),
        "people": listed(serving),
        "proposed": listed(proposed),
        "person_count": show_number(len(serving)),
        "proposed_count": show_number(len(proposed)),
        "women": show_number(sum(person.sex == "female" for person in serving)),
        "minority": show_number(sum(person.minority() for person in serving)),
        "law": show_number(sum(person.law_training == "law" for person in serving)),
    }


def _person(store: Store, person: Propagandist, number: int = 0) -> Words:
    hamlet = store.labels("hamlet", [person.hamlet]).get(person.hamlet, "")
    tongues = [dict(LANGUAGES)[code].replace("Tiếng ", "") for code in person.languages if code != "vietnamese"]
    return {
        "number": show_number(number or None),
        "full_name": person.full_name,
        "birth_year": str(person.birth_year or ""),
        "sex": dict(SEX).get(person.sex, ""),
        "ethnicity": dict(ETHNICITY).get(person.ethnicity, ""),
        "position": ", ".join(word for word in (person.position, hamlet) if word),
        "education": person.education or ("Luật" if person.law_training == "law" else ""),
        "fields": person.fields,
        "languages": ", ".join(tongues),
        "recognised_on": show_day(person.recognised_on),
        "decision": person.decision,
        "note": person.note,
    }
