"""The words of dissemination papers, taken from the event's card and the year's events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from app.forms.unit_column import of_unit
from app.ports import Query, Store
from app.records import catalogues_outreach as outreach
from app.records.catalogues import LANGUAGES
from app.records.legal_aid import LegalDocument
from app.records.outreach import Document, OutreachEvent, Speaker
from app.usecases import by_unit
from app.usecases.office import own_office
from app.usecases.papers import Values, hour_in_words, office_values, place_and_day
from app.usecases.papers_contests import contest_values
from app.vietnamese import day_in_words, show_day, show_number

Words = Mapping[str, str]
ATTENDEES = 30  # rows of a list to sign


def event_values(store: Store, event: OutreachEvent) -> Values:
    """Return what the source “outreach_event” publishes."""
    shown = {name: show_number(getattr(event, name)) for name in ("attended", "men", "women", "kinh", "khmer", "hoa")}
    return {
        **office_values(store, event),
        **shown,
        "code": event.code,
        "form": dict(outreach.EVENT_FORMS).get(event.form, ""),
        "name": event.name,
        "day_in_words": day_in_words(event.starts_on) if event.starts_on else "",
        "starts_at": hour_in_words(event.hour),
        "ends_at": hour_in_words(_end_hour(event)),
        "ended_in_words": day_in_words(event.last_day()) if event.last_day() else "",
        "place": event.place,
        "hamlets": _hamlets(store, event),
        "organiser": event.organiser,
        "co_organisers": event.co_organisers,
        "chair": event.chair,
        "chair_name": event.chair,
        "secretary": event.secretary,
        "secretary_name": event.secretary,
        "speakers": [_speaker(store, speaker) for speaker in event.speakers],
        "guests": [],
        "audiences": _words(event.audiences, outreach.AUDIENCES),
        "other_ethnic": show_number(event.other_ethnic),
        "documents": [_cited(store, document) for document in event.documents],
        "summary": event.summary or event.name,
        "languages": _words(event.languages, LANGUAGES),
        "questions": show_number(event.questions),
        "opinions": "",
        "materials": _materials(event),
        "outcome": event.outcome,
        "suggestions": event.suggestions,
        "copies": "02",
        **_more(store, event),
    }


def _more(store: Store, event: OutreachEvent) -> Values:
    """Return what invitations, attendance lists and the file of a contest need besides."""
    office = own_office(store)
    sources = dict(outreach.COST_SOURCES)
    spent = sum(cost.amount or 0 for cost in event.costs)
    return {
        "officer_name": office.officer,
        "chairman_name": office.chair,
        "rules_document": event.rules_document,
        "entrants": show_number(event.entrants),
        "period_words": period_words(event.starts_on, event.ends_on),
        "invitees": [{**who, "next": "1" if place else ""} for place, who in enumerate(_invitees(event))],
        "attendees": [{}] * ATTENDEES,
        **contest_values(event),
        "costs": [
            {"content": c.content, "amount": show_number(c.amount), "source": sources.get(c.source, "")}
            for c in event.costs
        ],
        "cost_totals": [{"n": "Tổng cộng", "amount": show_number(spent)}] if event.costs else [],
    }


def _invitees(event: OutreachEvent) -> list[Words]:
    """Return who is invited: those on the list by name, else one letter for each kind of audience."""
    if event.invited:
        return [{"full_name": one.full_name, "invitee": one.position} for one in event.invited]
    return [{"invitee": _words((code,), outreach.AUDIENCES)} for code in event.audiences] or [{"invitee": ""}]


def _cited(store: Store, document: Document) -> Words:
    known = store.find(LegalDocument, document.known) if document.known else None
    if known is None:
        return {"number": document.number, "title": document.title}
    return {"number": document.number or known.number, "title": document.title or known.name}


def period_words(start: date | None, end: date | None) -> str:
    """Return “từ ngày … đến ngày …”, or one day."""
    if start and end and end != start:
        return f"từ ngày {show_day(start)} đến ngày {show_day(end)}"
    return f"ngày {show_day(start)}" if start else ""


def _end_hour(event: OutreachEvent) -> str:
    if not event.hour or not event.minutes:
        return ""
    start = datetime.strptime(event.hour, "%H:%M")  # noqa: DTZ007 (an hour of the day, not a moment)
    return (start + timedelta(minutes=event.minutes)).strftime("%H:%M")


def _hamlets(store: Store, event: OutreachEvent) -> str:
    if event.whole_commune:
        return "toàn xã"
    return ", ".join(store.labels("hamlet", event.hamlets).values())


def speaker_name(store: Store, speaker: Speaker) -> str:
    for table, known_by in (("propagandist", speaker.propagandist), ("higher_speaker", speaker.higher)):
        if known_by and (name := store.labels(table, [known_by]).get(known_by, "")):
            return name
    return speaker.full_name or "(người ngoài danh sách)"


def _speaker(store: Store, speaker: Speaker) -> Words:
    return {
        "full_name": speaker_name(store, speaker),
        "role": dict(outreach.SPEAKER_KINDS).get(speaker.kind or ("reporter" if speaker.higher else ""), ""),
    }


def _materials(event: OutreachEvent) -> list[Words]:
    kinds, languages = dict(outreach.MATERIAL_KINDS), dict(LANGUAGES)
    return [
        {
            "kind": kinds.get(m.kind, ""),
            "title": m.title,
            "language": languages.get(m.language, ""),
            "copies": show_number(m.copies),
        }
        for m in event.materials
    ]


def _words(codes: tuple[str, ...], options: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(dict(options).get(code, code) for code in codes)


# --- the register -----------------------------------------------------------------------------------------------------


def events_register_values(store: Store, year: int, month: int | None = None) -> Values:
    """Return what the source “outreach_register” publishes: a year's events, or a month's, that happened."""
    office = own_office(store)
    events = events_of(store, year, month)
    last = last_day_of(year, month)
    return {
        **office_values(store),
        "year": str(year),
        "period": f"tháng {month} năm {year}" if month else f"năm {year}",
        "volume": "",
        "place_date": place_and_day(office, last, day_in_words(last)),
        "pages": "",
        "officer_name": office.officer,
        "chairman_name": office.chair,
        "rows": _register_rows(store, events, by_month=month is None),
        "totals": [_totals(events)],
    }


def events_of(store: Store, year: int, month: int | None = None) -> list[OutreachEvent]:
    days = (date(year, month or 1, 1), last_day_of(year, month))
    found = store.every(OutreachEvent, Query(where={"starts_on": days}, drafts=False))
    return sorted((event for event in found if event.happened()), key=lambda e: (e.starts_on or days[0], e.code))


def last_day_of(year: int, month: int | None) -> date:
    return date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1) - timedelta(days=1)


def _register_rows(store: Store, events: list[OutreachEvent], *, by_month: bool) -> list[Words]:
    rows: list[Words] = []
    units = by_unit.named(store, OutreachEvent, events)
    month = 0
    for place, event in enumerate(events, start=1):
        if by_month and event.starts_on and event.starts_on.month != month:
            month = event.starts_on.month
            rows.append({"month": f"Tháng {month}"})
        rows.append(of_unit(_register_row(store, event, place), units.get(event.id, "")))
    return rows


def _register_row(store: Store, event: OutreachEvent, place: int) -> Words:
    return {
        "number": str(place),
        "day": _days(event),
        "place": ", ".join(word for word in (event.place, _hamlets(store, event)) if word),
        "form": dict(outreach.EVENT_FORMS).get(event.form, ""),
        "content": event.name,
        "organisers": " – ".join(word for word in (event.organiser, event.co_organisers) if word),
        "speakers": "; ".join(speaker_name(store, speaker) for speaker in event.speakers),
        "audiences": _words(event.audiences, outreach.AUDIENCES),
        "attended": show_number(event.attended),
        "women": show_number(event.women),
        "minority": show_number(_minority(event)),
        "languages": _words(event.languages, LANGUAGES).replace("Tiếng ", ""),
        "copies": show_number(event.printed_copies() or None),
        "airings": show_number(_airings(event) or None),
        "cost": show_number(event.spent()),
        "cost_source": _sources(event),
        "task": event.task_code,
        "note": event.note,
    }


def _days(event: OutreachEvent) -> str:
    start, end = event.starts_on, event.ends_on
    first = f"{start.day:02d}/{start.month:02d}" if start else ""
    return f"{first} – {end.day:02d}/{end.month:02d}" if end and end != start else first


def _minority(event: OutreachEvent) -> int | None:
    parts = (event.khmer, event.hoa, event.other_ethnic)
    return None if event.khmer is None else sum(part or 0 for part in parts)


def _airings(event: OutreachEvent) -> int:
    return sum(b.times or 0 for b in event.broadcasts) + sum(p.items or 0 for p in event.posts)


def _sources(event: OutreachEvent) -> str:
    names = dict(outreach.COST_SOURCES)
    used = dict.fromkeys(cost.source for cost in event.costs if cost.amount and cost.payer == "commune")
    return ", ".join(names.get(source, "") for source in used)


def _totals(events: list[OutreachEvent]) -> Words:
    return {
        "number": "Tổng cộng",
        "attended": show_number(sum(event.attended or 0 for event in events)),
        "women": show_number(sum(event.women or 0 for event in events)),
        "minority": show_number(sum(_minority(event) or 0 for event in events)),
        "copies": show_number(sum(event.printed_copies() for event in events)),
        "airings": show_number(sum(_airings(event) for event in events)),
        "cost": show_number(sum(event.spent() for event in events)),
    }
