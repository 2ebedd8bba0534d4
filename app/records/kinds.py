"""The kinds of record the register keeps, in the order in which they travel: a record comes after what it names."""

from __future__ import annotations

from app.problems import Problem
from app.records.attachments import Attachment
from app.records.base import Record
from app.records.books import NumberRange, VoidNumber
from app.records.bookshelf import BookLoan, MaterialStock, ShelfBook, StockTake
from app.records.commendations import Commendation
from app.records.conflicts import Conflict
from app.records.elections import Election
from app.records.higher_speakers import HigherSpeaker
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
    HigherSpeaker,
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
