"""A split unit is told what went: it counts and writes there no more, sends it no more, and can take that back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.problems import Problem
from app.records import Hamlet, MediationCase, MediationGroup, Mediator, Office, Training
from app.statistics.periods import parse
from app.usecases import merging_leaving, merging_units, records, reporting
from app.usecases.custody import is_ours, succeeds
from app.usecases.merging_books import mergers
from app.usecases.merging_leaving import Leaving, let_go, read_leaving, undo_leaving
from app.usecases.merging_split import Part
from app.usecases.states import Progressing
from db import SqliteStore
from db.backup import verify
from tests.sync.merging import ASKED, CODES, NEW, TODAY, Past, everything, opened


@pytest.fixture
def old(past: list[Past]) -> Iterator[SqliteStore]:
    """The split unit's own register, which may be written here."""
    with opened(past[:1]) as sources:
        yield sources[0]


@pytest.fixture
def part(old: SqliteStore) -> Part:
    [group] = [group for group in old.every(MediationGroup) if group.code == "T01"]
    return Part(frozenset(group.hamlets))


@pytest.fixture
def leaving(new: SqliteStore, old: SqliteStore, part: Part) -> Leaving:
    """What the new unit tells, through its file."""
    merging_units.apply(new, [old], replace(ASKED, parts={CODES[0]: part}, differences=True), today=TODAY)
    files = merging_leaving.leavings(new, mergers(new)[0])
    assert list(files) == [f"roi-di-{CODES[0]}.json"]
    return read_leaving(files[f"roi-di-{CODES[0]}.json"])


def test_what_is_told_is_what_was_taken(leaving: Leaving, part: Part, new: SqliteStore) -> None:
    assert set(leaving.hamlets) == part.hamlets
    assert set(leaving.groups) == {group.id for group in new.every(MediationGroup)}
    assert (leaving.unit, leaving.heir, leaving.since) == (CODES[0], NEW, "2026-10-01")


def test_the_old_register_lets_go_of_exactly_what_the_new_one_took(
    leaving: Leaving, old: SqliteStore, new: SqliteStore
) -> None:
    let_go(old, leaving)
    for kind in (Hamlet, MediationGroup, Mediator, MediationCase):
        assert set(old.keepers(kind)) == {record.id for record in new.every(kind)}
    assert not old.keepers(Training)
    for case in old.every(MediationCase):
        assert is_ours(old, case) is (case.id not in old.keepers(MediationCase))
    case = next(case for case in old.every(MediationCase) if not is_ours(old, case))
    case.note = "sửa ở đơn vị cũ"
    with pytest.raises(Problem, match="chỉ xem được"):
        records.save(old, case)
    assert verify(old.connection) is None


def test_groups_and_mediators_are_counted_there_until_the_day_and_no_longer(leaving: Leaving, old: SqliteStore) -> None:
    before, after = parse("2026-01-01..2026-09-30"), parse("2026-01-01..2026-11-23")
    stands = figures(old, before)
    let_go(old, leaving)
    assert figures(old, before) == stands
    gone = len(old.keepers(Mediator))
    assert figures(old, after)["mediators"] == stands["mediators"] - gone < stands["mediators"]
    hamlet = old.get(Hamlet, leaving.hamlets[0])
    assert hamlet.valid_to == date(2026, 9, 30)


def figures(store: SqliteStore, period: object) -> dict[str, int]:
    facts = reporting.facts(store, period)  # type: ignore[arg-type]
    cut = period.cut_off  # type: ignore[attr-defined]
    return {"mediators": sum(one.in_office(cut) for one in facts.mediators), "cases": len(facts.cases)}


def test_it_sends_what_is_left_and_says_itself_what_went_where(
    leaving: Leaving, old: SqliteStore, tmp_path: Path
) -> None:
    let_go(old, leaving)
    away = set(old.keepers(MediationCase))
    assert away.isdisjoint(Progressing(old).of(MediationCase))
    assert away.isdisjoint(row.id for row in old.rows_after(MediationCase, 0, old.unit))
    office = next(office for office in old.every(Office) if office.code == old.unit)
    assert [(one.manner, one.since) for one in office.successors] == [("partial", date(2026, 10, 1))]
    assert succeeds(old, old.unit, NEW)


def test_letting_go_is_taken_back_until_a_bundle_left(leaving: Leaving, old: SqliteStore) -> None:
    before = everything(old)
    let_go(old, leaving)
    with pytest.raises(Problem, match="đã được ghi"):
        let_go(old, leaving)
    undo_leaving(old)
    assert everything(old) == before
    assert not old.keepers(MediationCase)
    with pytest.raises(Problem, match="Không có phần nào"):
        undo_leaving(old)
    let_go(old, leaving)


def test_what_was_mended_since_is_not_lost_by_taking_the_letting_go_back(leaving: Leaving, old: SqliteStore) -> None:
    let_go(old, leaving)
    [office] = [office for office in old.every(Office) if office.code == old.unit]
    office.officer = "Người mới nhận việc"
    records.save(old, office)
    with pytest.raises(Problem, match="đã sửa") as refused:
        undo_leaving(old)
    assert office.name in refused.value.message
    assert old.get(Office, office.id).officer == "Người mới nhận việc"


def test_a_file_for_another_unit_or_of_no_sense_is_refused(leaving: Leaving, old: SqliteStore, tmp_path: Path) -> None:
    before = everything(old)
    with pytest.raises(Problem, match="không phải của"):
        let_go(old, replace(leaving, unit="99999"))
    with pytest.raises(Problem, match="không có các ấp"):
        let_go(old, replace(leaving, hamlets=("x",)))
    for data in (b"", b"[]", b'{"format": "stp-leaving/1"}', b'{"format": "other"}'):
        with pytest.raises(Problem, match="không phải tin về phần"):
            read_leaving(data)
    assert everything(old) == before


def test_a_unit_that_went_in_whole_needs_no_telling(new: SqliteStore, past: list[Past]) -> None:
    with opened(past) as sources:
        merging_units.apply(new, sources, ASKED, today=TODAY)
    assert merging_leaving.leavings(new, mergers(new)[0]) == {}
