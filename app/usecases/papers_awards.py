"""The words of papers that propose awards: evidence of one, the year's list, the submission. Nothing is scored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.forms.unit_column import of_unit
from app.ports import Query, Store
from app.records.base import Record
from app.records.catalogues import ETHNICITY
from app.records.commendations import AWARD_FIELDS, AWARD_FORMS, AWARD_SUBJECTS, Commendation
from app.records.mediators import Mediator
from app.records.outreach import Propagandist
from app.usecases import by_unit
from app.usecases.achievements import evidence_sheet, subject_name
from app.usecases.papers import Values, office_values
from app.usecases.papers_money import issuer_values
from app.usecases.papers_outreach import period_words
from app.usecases.papers_planning import year_values
from app.vietnamese import show_number

Words = Mapping[str, str]
_PERSONS = ("propagandist", "mediator", "person")


def commendation_values(store: Store, proposal: Commendation, today: date) -> Values:
    """Return what the source “commendation” publishes: the evidence of a period, else of the year up to today."""
    year = proposal.year or today.year
    first, last = proposal.period(today)
    facts = evidence_sheet(store, proposal, first, last)
    return {
        **office_values(store, proposal),
        **issuer_values(store, "outreach", proposal.proposed_on),
        "year": str(year),
        "period": f"năm {year}",
        "subject_name": subject_name(store, proposal),
        "subject_kind": dict(AWARD_SUBJECTS).get(proposal.subject, ""),
        "field": dict(AWARD_FIELDS).get(proposal.field, ""),
        "award": dict(AWARD_FORMS).get(proposal.form, ""),
        "achievement": proposal.achievement,
        "awarded_before": proposal.awarded_before,
        "period_words": period_words(first, last),
        "facts": [{"what": f.what, "value": f.value, "behind": ", ".join(f.behind)} for f in facts],
    }


def commendations_values(store: Store, year: int) -> Values:
    """Return what the source “commendations” publishes: the year's proposals, collectives first."""
    found = store.every(Commendation, Query(where={"year": year}, drafts=False))
    proposals = sorted((p for p in found if p.state != "declined"), key=lambda p: (p.field, p.label()))
    persons = [proposal for proposal in proposals if proposal.subject in _PERSONS]
    collectives = [proposal for proposal in proposals if proposal.subject not in _PERSONS]
    units = by_unit.named(store, Commendation, proposals)
    rows: list[Words] = []
    for words, some in (("Tập thể", collectives), ("Cá nhân", persons)):
        if some:
            rows.append({"section": words})
        numbered = enumerate(some, start=1)
        rows += [of_unit(_row(store, one, place), units.get(one.id, "")) for place, one in numbered]
    return {
        **year_values(store, year),
        "rows": rows,
        "person_count": show_number(len(persons)),
        "collective_count": show_number(len(collectives)),
    }


def _row(store: Store, proposal: Commendation, number: int) -> Words:
    return {
        "number": str(number),
        "name": subject_name(store, proposal),
        **_about(_person(store, proposal)),
        "achievement": proposal.achievement,
        "award": dict(AWARD_FORMS).get(proposal.form, ""),
        "before": proposal.awarded_before,
    }


def _person(store: Store, proposal: Commendation) -> Record | None:
    if proposal.subject == "propagandist":
        return store.find(Propagandist, proposal.propagandist)
    return store.find(Mediator, proposal.mediator) if proposal.subject == "mediator" else None


def _about(person: Record | None) -> Words:
    if not isinstance(person, Propagandist | Mediator):
        return {}
    return {
        "birth_year": str(person.birth_year or ""),
        "female": "x" if person.sex == "female" else "",
        "ethnicity": dict(ETHNICITY).get(person.ethnicity, ""),
        "position": person.position if isinstance(person, Propagandist) else "Hòa giải viên",
    }
