"""Saving, removing and bringing back records of any kind; the only door for what an officer writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from app.declaring import fields_of
from app.ports import Query, Store, Touched
from app.problems import Incomplete, Issue, Problem
from app.records.attachments import Attachment
from app.records.base import Record
from app.records.books import VoidNumber
from app.records.commendations import Commendation
from app.records.mediation import MediationCase
from app.records.mediators import MediationGroup, Mediator
from app.records.money import GroupSupport, PaymentRequest, Rate
from app.records.outreach import OutreachEvent, Propagandist
from app.usecases import (
    achievements,
    attachments,
    budget,
    mediation,
    numbering,
    outreach,
    payment_checks,
    references,
    roster,
)
from app.usecases.custody import is_ours


def issues_of(store: Store, record: Record) -> list[Issue]:
    """Return what the record's own rules and the rules between records say, blocking ones first.

    Only the office that made a record can mend it, and another's copy may lack what did not travel: it is not judged.
    """
    if not is_ours(store, record):
        return []
    between = (issue for kind, rules in _BETWEEN if isinstance(record, kind) for issue in rules(store, record))
    found = (*record.issues(), *references.issues(store, record), *between)
    return sorted(found, key=lambda issue: not issue.blocks)


# The rules between records, by the kind that is judged.
_BETWEEN: tuple[tuple[type[Record], Callable[[Store, Any], Iterable[Issue]]], ...] = (
    (MediationCase, mediation.issues),
    (MediationCase, numbering.number_issues),
    (PaymentRequest, payment_checks.issues),
    (GroupSupport, budget.support_issues),
    (Rate, budget.rate_issues),
    (Mediator, roster.recognition_issues),
    (Mediator, roster.leaving_issues),
    (MediationGroup, roster.ending_issues),
    (MediationGroup, roster.code_issues),
    (VoidNumber, numbering.void_issues),
    (Attachment, attachments.issues),
    (OutreachEvent, outreach.issues),
    (Propagandist, lambda _store, record: outreach.propagandist_issues(record)),
)


def save(store: Store, record: Record, *, as_draft: bool = False, correction: str = "") -> Touched:
    """Keep a record. Raises Incomplete when it is to be complete and something blocks; a draft is never refused.

    Raises Problem when it is another office's, was removed, or takes a step that is not open.
    `correction` is the reason of one who mends a state entered by mistake; it stands in the history.
    """
    return save_telling(store, record, as_draft=as_draft, correction=correction)[0]


def save_telling(
    store: Store, record: Record, *, as_draft: bool = False, correction: str = ""
) -> tuple[Touched, list[Issue]]:
    """Keep a record as `save` does; return too what was found in it before it was kept."""
    _own(store, record)
    check_not_removed(store, record)
    _write_what_follows(store, record, correction=correction)
    if isinstance(record, OutreachEvent):
        outreach.check_change(store, record, correction=correction)
    if isinstance(record, PaymentRequest) and not correction:
        payment_checks.check_step(store, record)
    found = issues_of(store, record)
    blocking = [issue for issue in found if issue.blocks]
    if blocking and not as_draft:
        labels = {name: field.label for name, field in fields_of(type(record)).items()}
        raise Incomplete(record.label() or type(record).title, blocking, labels)
    record.draft = bool(blocking) and as_draft
    with store.atomic():
        if isinstance(record, MediationCase):
            if not correction:
                mediation.check_step(store, record)
            numbering.give_number(store, record)
        return store.put(record, note=correction), found


def _write_what_follows(store: Store, record: Record, *, correction: str) -> None:
    """Write into a record what follows from the rest of it, and from those it names."""
    if isinstance(record, MediationCase):
        mediation.settle(record)
        if not correction:
            mediation.resume(store, record, date.today())  # noqa: DTZ011 (the officer's own calendar day)
    if isinstance(record, Commendation):
        record.name = achievements.subject_name(store, record)


def remove(store: Store, record: Record, *, reason: str = "") -> Touched:
    """Take a record out of the lists; it stays in the history and can be brought back.

    The number of a removed case stays empty in its book, with the reason.
    """
    _own(store, record)
    if isinstance(record, OutreachEvent):
        outreach.check_removal(store, record)
    if isinstance(record, MediationCase):
        mediation.check_removal(store, record)
    with store.atomic():
        touched = store.delete(record)
        if isinstance(record, MediationCase) and record.number:
            numbering.void(store, record, reason or "Vụ, việc đã xóa khỏi sổ")
            touched |= Touched(frozenset({"void_number"}), 1)
        return touched


def bring_back(store: Store, record: Record) -> Touched:
    _own(store, record)
    with store.atomic():
        if isinstance(record, MediationCase):
            numbering.unvoid(store, record)
        return store.restore(record)


def check_not_removed(store: Store, record: Record) -> None:
    """Raise Problem for a record that was taken out of the lists: nobody would see what is written into it."""
    kind = type(record)
    if store.rid(kind, record.id) is not None and not store.ids(kind, Query(ids=frozenset((record.id,)))):
        raise Problem(
            f"Hồ sơ “{record.label()}” đã xóa khỏi sổ.", "Xem các hồ sơ đã xóa, lấy lại hồ sơ này rồi làm lại."
        )


def _own(store: Store, record: Record) -> None:
    if not is_ours(store, record):
        raise Problem(
            f"Hồ sơ “{record.label()}” của đơn vị {record.unit}, ở đây chỉ xem được.",
            "Đề nghị đơn vị đó sửa và gửi gói dữ liệu mới.",
        )
