"""A unit of which only some hamlets come: what is tied to them comes, the rest stays, what straddles is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.records import (
    Attachment,
    Election,
    Hamlet,
    MediationCase,
    MediationGroup,
    Mediator,
    Office,
    OutreachEvent,
    PaymentRequest,
    PlanTask,
    Propagandist,
    ShelfBook,
    Training,
)
from app.usecases import merging_totals, merging_undo, merging_units, reporting
from app.usecases.merging_plan import plan
from app.usecases.merging_split import MERGED, Part, sort_out
from db import SqliteStore
from tests.sync.merging import ASKED, CODES, TODAY, Past, everything, opened


@pytest.fixture
def source(past: list[Past]) -> Iterator[SqliteStore]:
    with opened(past[:1]) as sources:
        yield sources[0]


def group_of(source: SqliteStore, code: str) -> MediationGroup:
    return next(group for group in source.every(MediationGroup) if group.code == code)


def test_what_is_tied_to_the_hamlets_comes_and_the_rest_stays(new: SqliteStore, source: SqliteStore) -> None:
    groups = [group_of(source, code) for code in ("T01", "T02")]
    part = Part(frozenset(one for group in groups for one in group.hamlets))
    merging_units.apply(new, [source], replace(ASKED, parts={CODES[0]: part}, differences=True), today=TODAY)
    ids = {group.id for group in groups}
    assert {group.id for group in new.every(MediationGroup)} == ids
    assert {one.group for one in new.every(Mediator)} == ids
    cases = {one.id for one in source.every(MediationCase) if one.group in ids}
    assert {one.id for one in new.every(MediationCase)} == cases
    assert 0 < len(cases) < len(source.ids(MediationCase))
    requests = {one.id for one in source.every(PaymentRequest) if one.group in ids}
    assert {one.id for one in new.every(PaymentRequest)} == requests
    assert {one.id for one in new.every(Hamlet)} == part.hamlets
    for kind in (PlanTask, ShelfBook, Propagandist):
        assert len(new.ids(kind)) == 0
    for event in new.every(OutreachEvent):
        assert set(event.hamlets) <= part.hamlets
    office = next(office for office in new.every(Office) if office.code == CODES[0])
    assert office.valid_to is None  # it lives on with the other hamlets
    assert [one.manner for one in office.successors] == ["partial"]


def test_both_parts_together_are_the_whole_and_share_only_trainings(source: SqliteStore) -> None:
    half = frozenset(hamlet.id for hamlet in list(source.every(Hamlet))[::2])
    rest = frozenset(hamlet.id for hamlet in source.every(Hamlet)) - half
    one = sort_out(source, Part(half))
    other = sort_out(source, Part(rest, frozenset(row.id for row in one.straddling), common=True))
    whole = sort_out(source, None)
    assert one.coming | other.coming == whole.coming
    shared = one.coming & other.coming
    assert shared <= {office.id for office in source.every(Office)} | {one.id for one in source.every(Training)}
    assert one.coming.isdisjoint(one.staying)


def test_every_kind_of_a_whole_unit_comes(source: SqliteStore) -> None:
    found = sort_out(source, None)
    there = {kind.table for kind in MERGED if source.ids(kind)}
    assert set(found.rows) >= there


def test_a_group_that_straddles_the_border_is_shown_and_comes_only_when_chosen(
    new: SqliteStore, source: SqliteStore
) -> None:
    group = group_of(source, "T03")
    served = {one for some in source.every(MediationGroup) for one in some.hamlets}
    other = next(hamlet for hamlet in source.every(Hamlet) if hamlet.id not in served)
    group.hamlets = (*group.hamlets, other.id)
    source.put(group)
    part = Part(frozenset((other.id,)))
    asked = replace(ASKED, parts={CODES[0]: part})
    shown = plan(new, [source], asked, today=TODAY).predecessors[0]
    assert [choice.label for choice in shown.straddling] == [group.name]
    assert len(shown.hamlets) == len(source.ids(Hamlet))
    assert "mediation_group" not in shown.comes
    chosen = replace(asked, parts={CODES[0]: replace(part, groups=frozenset((group.id,)))})
    shown = plan(new, [source], chosen, today=TODAY).predecessors[0]
    assert shown.comes["mediation_group"] == 1
    assert shown.comes["mediation_case"] == sum(case.group == group.id for case in source.every(MediationCase))


def test_totals_of_the_part_that_comes_are_totals_after(new: SqliteStore, source: SqliteStore) -> None:
    groups = [group_of(source, code) for code in ("T01", "T02", "T05")]
    part = Part(frozenset(one for group in groups for one in group.hamlets), common=True)
    asked = replace(ASKED, parts={CODES[0]: part}, differences=True)
    done = merging_units.apply(new, [source], asked, today=TODAY)
    period = merging_totals.spans([source], TODAY)[-1]
    after = {total.name: total for total in done.totals if total.period == period}
    cases = after["mediation.received"]
    ids = {group.id for group in groups}
    counted = [one for one in reporting.facts(source, period).cases if one.group in ids]
    assert cases.after == cases.before()
    assert cases.after <= len(counted)
    assert {total.name for total in done.totals if not total.same()} <= {"PB70.done"}  # its events stayed behind
    for total in done.totals:
        assert total.same() or total.records


def test_undo_of_a_part_leaves_the_register_as_it_was(new: SqliteStore, source: SqliteStore) -> None:
    before = everything(new)
    part = Part(frozenset(group_of(source, "T01").hamlets))
    asked = replace(ASKED, parts={CODES[0]: part}, differences=True)
    done = merging_units.apply(new, [source], asked, today=TODAY)
    merging_undo.undo(new, done.id)
    assert everything(new) == before


def test_an_attachment_and_an_election_follow_what_they_belong_to(new: SqliteStore, source: SqliteStore) -> None:
    case = next(case for case in source.every(MediationCase) if case.id in _attached(source))
    group = source.get(MediationGroup, case.group)
    found = sort_out(source, Part(frozenset(group.hamlets)))
    assert {row.columns["of_record"] for row in found.rows[Attachment.table]} <= found.coming
    for row in found.rows.get(Election.table, []):
        assert row.columns["group"] == group.id
    nothing = sort_out(source, Part(frozenset(("x",))))
    assert set(nothing.rows) == {"office"}


def _attached(source: SqliteStore) -> set[str]:
    return {one.of_record for one in source.every(Attachment)}
