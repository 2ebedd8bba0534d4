"""Printing: which forms a record or a register has, and the finished file of one.

A new source of forms is a line in SOURCES: what it is filled from, and the function that fills it.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from app.forms.filling import Values, blank, fill
from app.forms.model import Filled, Form
from app.forms.packs import form as form_named
from app.forms.packs import forms
from app.ports import Store
from app.problems import Problem, os_said
from app.records.base import Record
from app.records.elections import Election
from app.records.mediation import MediationCase
from app.records.mediators import MediationGroup, Mediator
from app.records.money import AccidentSupport, PaymentRequest
from app.usecases.paper_titles import title_words
from app.usecases.papers import office_values
from app.usecases.papers_deadlines import deadline_values
from app.usecases.papers_mediation import case_values, register_values
from app.usecases.papers_money import accident_values, payment_values, refusal_values
from app.usecases.papers_roster import election_values, group_year_values, mediator_values, roster_values
from app.usecases.papers_urgent import urgent_values
from app.usecases.printing_sources import OUTREACH_SOURCES, Selection, Source
from app.usecases.printing_sync import SYNC_SOURCES

__all__ = [
    "SOURCES",
    "SUFFIXES",
    "Selection",
    "Source",
    "filled",
    "forms_of",
    "offered",
    "paper_name",
    "print_form",
    "registers",
    "write_paper",
]

SUFFIXES = (".pdf", ".docx", ".xlsx")


def _case(store: Store, chosen: Selection) -> Values:
    return case_values(store, store.get(MediationCase, chosen.record))


def _group_book(store: Store, chosen: Selection) -> Values:
    group = store.get(MediationGroup, chosen.group)
    return register_values(store, group, chosen.year, by_case=chosen.by_case)


def _payment(store: Store, chosen: Selection) -> Values:
    return payment_values(store, store.get(PaymentRequest, chosen.record))


def _refusal(store: Store, chosen: Selection) -> Values:
    return refusal_values(store, store.get(PaymentRequest, chosen.record))


def _urgent(store: Store, chosen: Selection) -> Values:
    return urgent_values(store, store.get(MediationCase, chosen.record))


def _election(store: Store, chosen: Selection) -> Values:
    return election_values(store, store.get(Election, chosen.record))


def _mediator(store: Store, chosen: Selection) -> Values:
    today = date.today()  # noqa: DTZ011 (a paper of today)
    return mediator_values(store, store.get(Mediator, chosen.record), today)


def _roster(store: Store, chosen: Selection) -> Values:
    group = store.get(MediationGroup, chosen.group) if chosen.group else None
    return roster_values(store, chosen.year, group)


def _group_year(store: Store, chosen: Selection) -> Values:
    return group_year_values(store, store.get(MediationGroup, chosen.group), chosen.year)


def _accident(store: Store, chosen: Selection) -> Values:
    return accident_values(store, store.get(AccidentSupport, chosen.record))


def _deadlines(store: Store, chosen: Selection) -> Values:  # noqa: ARG001 (a family of functions)
    return deadline_values(store, date.today())  # noqa: DTZ011 (the board of today)


SOURCES: dict[str, Source] = {
    "mediation_case": Source(MediationCase, ("record",), _case),
    "mediation_register": Source(None, ("group", "year"), _group_book, (MediationCase, MediationGroup)),
    "payment_request": Source(PaymentRequest, ("record",), _payment),
    "payment_refusal": Source(PaymentRequest, ("record",), _refusal),
    "urgent_report": Source(MediationCase, ("record",), _urgent),
    "election": Source(Election, ("record",), _election),
    "mediator": Source(Mediator, ("record",), _mediator),
    "mediator_roster": Source(None, ("year",), _roster, (Mediator, MediationGroup)),
    "group_year": Source(None, ("group", "year"), _group_year, (MediationGroup,)),
    "accident_support": Source(AccidentSupport, ("record",), _accident),
    "deadlines": Source(None, (), _deadlines, (MediationCase,)),
    **OUTREACH_SOURCES,
    **SYNC_SOURCES,
}


def forms_of(kind: type[Record]) -> list[Form]:
    """Return the forms printed of one record of a kind."""
    return [form for form in forms() if SOURCES[form.source].kind is kind]


def registers() -> list[Form]:
    """Return the forms printed of many records: the books."""
    sources = {name for name, source in SOURCES.items() if source.kind is None and "record" not in source.needs}
    return [form for form in forms() if form.source in sources]


def offered(kind: type[Record] | None, *, one: bool, state: str = "") -> list[Form]:
    """Return what somebody may want to print at a page of a kind, the likeliest first: with `one` record open its own
    papers, those of its state before the others, else the books of its kind.
    """
    books = registers()
    kept = [form for form in books if kind in SOURCES[form.source].lists]
    own = sorted(
        forms_of(kind) if kind else [], key=lambda form: bool(state and form.states) and state not in form.states
    )
    first = [*own, *kept] if one else [*kept, *own]
    return [*first, *(form for form in books if form not in first)]


def filled(store: Store, form_id: str, chosen: Selection) -> Filled:
    """Return a form filled from the store, or to be written by hand; raises Problem when something is not chosen."""
    form = form_named(form_id)
    titled = title_words(store, form_id, chosen.as_minutes)
    if chosen.by_hand:
        return blank(form, {**office_values(store), "qr": "", **titled})
    source = SOURCES[form.source]
    words = {"record": "hồ sơ", "group": "tổ hòa giải", "year": "năm"}
    if missing := [words[need] for need in source.needs if not getattr(chosen, need)]:
        raise Problem(f"Mẫu “{form.title}” cần chọn {', '.join(missing)}.", "Chọn rồi in lại, hoặc in bản trống.")
    return fill(form, {**source.values(store, chosen), **titled})


def print_form(store: Store, form_id: str, chosen: Selection, suffix: str) -> bytes:
    """Return the finished file of a form: “.pdf”, “.docx” or “.xlsx”."""
    if suffix not in SUFFIXES:
        raise Problem(f"Không in ra được tệp “{suffix}”.", f"Chọn một trong: {', '.join(SUFFIXES)}.")
    from app.rendering import render

    return render(filled(store, form_id, chosen), suffix)


def write_paper(store: Store, form_id: str, chosen: Selection, target: Path) -> Path:
    """Write a form to a file; what stood there before is replaced only by a whole new file."""
    contents = print_form(store, form_id, chosen, target.suffix.lower())
    partial = target.with_name(target.name + ".part")
    try:
        with partial.open("wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Problem(
            f"Không ghi được tệp {target.name}: {os_said(error)}.",
            "Chọn thư mục khác, hoặc đóng tệp đang mở bằng chương trình khác rồi in lại.",
        ) from error
    return target


def _bundle_number(store: Store, bundle: str) -> str:
    """Return what a person knows a bundle by: its sender and its number."""
    if sent := store.notes("sent_bundle", {"bundle": bundle}):
        return f"{store.unit}-{sent[0]['number']}"
    if gone := store.notes("hand_over", {"bundle": bundle}):
        return f"{store.unit}-{gone[0]['kind']}-{gone[0]['number']}"
    received = store.notes("received_bundle", {"bundle": bundle})
    return f"{received[0]['unit']}-{received[0]['number']}" if received else bundle[-8:]


def paper_name(store: Store, form: Form, chosen: Selection) -> str:
    """Return a file name a person can find again: the form, what it is of, without marks that old systems dislike."""
    kind = SOURCES[form.source].kind
    about = ""
    if chosen.by_hand:
        about = "ban-trong"
    elif kind and chosen.record:
        record = store.get(kind, chosen.record)
        about = str(getattr(record, "code", "") or record.id[:8])
    elif chosen.record:
        about = f"goi-{_bundle_number(store, chosen.record)}"
    elif chosen.group:
        about = f"{store.get(MediationGroup, chosen.group).code}-{chosen.year}"
    else:
        about = str(chosen.year or date.today().year)  # noqa: DTZ011 (a name for people)
        about += f"-{chosen.month:02d}" if chosen.month else ""
    return f"{form.id}-{about}".replace("/", "-").replace(" ", "-")
