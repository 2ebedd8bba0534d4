"""What an officer looks for in the list of cases that no single column says: late, unpaid, unsent, of a mediator."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.fields import Options
from app.ports import Query, Store
from app.records.base import Record
from app.records.mediation import MediationCase
from app.usecases.deadlines import board
from app.usecases.money import unpaid_cases
from app.usecases.states import Progressing

SPECIAL: Options = (
    ("late", "Quá hạn"),
    ("unpaid", "Chưa thanh toán"),
    ("unsent", "Chưa gửi"),
    ("drafts", "Bản nháp"),
)
BY = "mediator:"  # before the id of a mediator: the cases he or she took part in
SCOPE = "scope:"  # before a code of SCOPES: the cases of that scope (NĐ 15/2014/NĐ-CP art 5)


def special(store: Store, name: str, today: date) -> frozenset[str]:
    """Return the ids of the cases a special filter means; `mediator:ID` means those of one mediator."""
    if name.startswith(BY):
        return of_mediator(store, name.removeprefix(BY))
    return _SPECIAL[name](store, today)


def narrowed(query: Query, name: str) -> Query:
    """Return a query that asks for one scope too, where a special filter names one; any other needs ids."""
    if not name.startswith(SCOPE):
        return query
    return replace(query, where={**query.where, "scope": name.removeprefix(SCOPE)})


def of_mediator(store: Store, mediator: str) -> frozenset[str]:
    """Return the ids of the cases a mediator took part in, also one who was replaced."""
    found = store.every(MediationCase)
    return frozenset(case.id for case in found if any(entry.mediator == mediator for entry in case.mediators))


def _late(store: Store, today: date) -> frozenset[str]:
    return frozenset(one.id for one in board(store, today) if one.kind == MediationCase.table and one.late(today))


def _unpaid(store: Store, _today: date) -> frozenset[str]:
    return frozenset(case.id for case in unpaid_cases(store))


def _unsent(store: Store, _today: date) -> frozenset[str]:
    return unsent(store, MediationCase)


def unsent(store: Store, kind: type[Record]) -> frozenset[str]:
    """Return the ids of our records of a kind whose last change has not left, or that came back refused."""
    states = Progressing(store).of(kind)
    return frozenset(one for one, state in states.items() if state.code in ("unsent", "changed", "refused"))


def _drafts(store: Store, _today: date) -> frozenset[str]:
    return frozenset(store.unfinished(MediationCase))


_SPECIAL: dict[str, Callable[[Store, date], frozenset[str]]] = {
    "late": _late,
    "unpaid": _unpaid,
    "unsent": _unsent,
    "drafts": _drafts,
}
