"""The kinds of record the register keeps, one module a register.

To add a field: one line in its record, one numbered migration step. To add a kind: its module, its place in `kinds`,
its line here, one migration step; form, list, search, Excel, bundle and history follow from the declaration.

A name is looked up when it is first asked for: making thirty kinds takes a good part of what opening the program may
cost, and its first page needs few of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.records.attachments import Attachment
    from app.records.base import Record, new_id
    from app.records.books import NumberRange, VoidNumber
    from app.records.bookshelf import BookLoan, MaterialStock, ShelfBook, StockTake
    from app.records.commendations import Commendation
    from app.records.conflicts import Conflict
    from app.records.elections import Election
    from app.records.higher_speakers import HigherSpeaker
    from app.records.kinds import KINDS, kind_named
    from app.records.legal_aid import LegalAidReferral, LegalDocument
    from app.records.mediation import MediationCase
    from app.records.mediators import MediationGroup, Mediator, Training
    from app.records.money import AccidentSupport, GroupSupport, PaymentRequest, Rate
    from app.records.office import Office, Route
    from app.records.outreach import OutreachEvent, Propagandist
    from app.records.places import Hamlet
    from app.records.planning import AnnualPlan, PlanTask
    from app.records.reports import FrozenReport
    from app.records.surveys import LawClub, Survey

__all__ = [
    "KINDS",
    "AccidentSupport",
    "AnnualPlan",
    "Attachment",
    "BookLoan",
    "Commendation",
    "Conflict",
    "Election",
    "FrozenReport",
    "GroupSupport",
    "Hamlet",
    "HigherSpeaker",
    "LawClub",
    "LegalAidReferral",
    "LegalDocument",
    "MaterialStock",
    "MediationCase",
    "MediationGroup",
    "Mediator",
    "NumberRange",
    "Office",
    "OutreachEvent",
    "PaymentRequest",
    "PlanTask",
    "Propagandist",
    "Rate",
    "Record",
    "Route",
    "ShelfBook",
    "StockTake",
    "Survey",
    "Training",
    "VoidNumber",
    "kind_named",
    "new_id",
]

_KEPT_IN = {
    "KINDS": "kinds",
    "kind_named": "kinds",
    "AccidentSupport": "money",
    "AnnualPlan": "planning",
    "Attachment": "attachments",
    "BookLoan": "bookshelf",
    "Commendation": "commendations",
    "Conflict": "conflicts",
    "Election": "elections",
    "FrozenReport": "reports",
    "GroupSupport": "money",
    "Hamlet": "places",
    "HigherSpeaker": "higher_speakers",
    "LawClub": "surveys",
    "LegalAidReferral": "legal_aid",
    "LegalDocument": "legal_aid",
    "MaterialStock": "bookshelf",
    "MediationCase": "mediation",
    "MediationGroup": "mediators",
    "Mediator": "mediators",
    "NumberRange": "books",
    "Office": "office",
    "OutreachEvent": "outreach",
    "PaymentRequest": "money",
    "PlanTask": "planning",
    "Propagandist": "outreach",
    "Rate": "money",
    "Record": "base",
    "Route": "office",
    "ShelfBook": "bookshelf",
    "StockTake": "bookshelf",
    "Survey": "surveys",
    "Training": "mediators",
    "VoidNumber": "books",
    "new_id": "base",
}


def __getattr__(name: str) -> Any:
    if name not in _KEPT_IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_KEPT_IN[name]}"), name)
    globals()[name] = found
    return found
