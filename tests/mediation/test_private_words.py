"""Free words about cases and people stay at home: whatever may leave without being private is named here, and why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.bundles.policy import DEIDENTIFIED, columns_at
from app.declaring import Many, fields_of, to_row
from app.fields import Text
from app.records import AccidentSupport, MediationCase, Mediator, PaymentRequest, Propagandist
from app.records.base import Record
from app.records.mediation import CaseMediator

KINDS: tuple[type[Record], ...] = (MediationCase, Mediator, PaymentRequest, AccidentSupport, Propagandist)
# Papers of offices, names of offices, and what public rosters say of a person; none of it tells a story.
PUBLIC = {
    *("code", "referred_name", "court_name", "court_decision", "receiver", "number", "decision", "fields"),
    *("education", "occupation", "head_decision", "leave_decision", "paper", "position", "workplace", "qualification"),
}


def free_words(kind: type) -> Iterator[str]:
    for name, field in fields_of(kind).items():
        if isinstance(field.kind, Many) and not field.private:
            yield from free_words(field.kind.part)
        elif type(field.kind) is Text and not field.private:
            yield name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_no_free_words_leave_but_those_that_are_named(kind: type[Record]) -> None:
    assert sorted(set(free_words(kind)) - PUBLIC) == []


def test_why_a_mediator_was_replaced_stays_at_home() -> None:
    case = MediationCase(mediators=[CaseMediator("m", replaced_because="Là cháu ruột của bên A")])
    sent = columns_at(MediationCase, to_row(case), DEIDENTIFIED)
    assert '"mediator":"m"' in str(sent["mediators"])
    assert "cháu ruột" not in str(sent)
