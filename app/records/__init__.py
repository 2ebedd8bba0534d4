"""The kinds of record the register keeps, one module a register.

To add a field: one line in its record, one numbered migration step. To add a kind: its module, its place in KINDS, one
migration step; form, list, search, Excel, bundle and history follow from the declaration.
"""

from __future__ import annotations

from app.problems import Problem
from app.records.attachments import Attachment
from app.records.base import Record, new_id
from app.records.books import NumberRange, VoidNumber
from app.records.bookshelf import BookLoan, MaterialStock, ShelfBook, StockTake
from app.records.commendations import Commendation
from app.records.conflicts import Conflict
from app.records.elections import Election
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

KINDS: tuple[type[Record], ...] = (
    Office,
    Route,
    Hamlet,
    MediationGroup,
    Mediator,
    Training,
    MediationCase,
    Propagandist,
    OutreachEvent,
    Election,
    Rate,
    PaymentRequest,
    GroupSupport,
    AccidentSupport,
    VoidNumber,
    NumberRange,
    Attachment,
    AnnualPlan,
    PlanTask,
    LegalDocument,
    LegalAidReferral,
    ShelfBook,
    BookLoan,
    StockTake,
    MaterialStock,
    Survey,
    LawClub,
    Commendation,
    FrozenReport,
    Conflict,
)
_BY_TABLE = {kind.table: kind for kind in KINDS}


def kind_named(table: str) -> type[Record]:
    """Return the kind kept under a table's name; raises Problem for a name nobody knows."""
    if table not in _BY_TABLE:
        known = ", ".join(_BY_TABLE)
        raise Problem(f"Không có loại hồ sơ “{table}”.", f"Dùng một trong các loại: {known}.")
    return _BY_TABLE[table]


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
