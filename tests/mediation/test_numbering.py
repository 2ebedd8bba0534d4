"""Numbers match the paper book: after what it reached, per year, voids recorded, ranges of two PCs apart."""

from __future__ import annotations

from datetime import date

import pytest

from app.ports import Query
from app.problems import Incomplete, Problem
from app.records import Hamlet, MediationCase, MediationGroup, NumberRange, VoidNumber
from app.records.mediation import Party
from app.records.mediators import BookVolume
from app.usecases import numbering
from app.usecases.records import bring_back, issues_of, remove, save
from db import SqliteStore


@pytest.fixture
def group(store: SqliteStore) -> MediationGroup:
    hamlet = Hamlet(name="Giồng Thử", kind="ap")
    made = MediationGroup(code="T01", name="Tổ thử", hamlets=(hamlet.id,))
    made.volumes = [BookVolume(year=2026, volume="02", reached=37)]
    for record in (hamlet, made):
        store.put(record)
    return made


def new_case(group: MediationGroup, on: date) -> MediationCase:
    parties = [Party(side="A", full_name="Người Thử Một"), Party(side="B", full_name="Người Thử Hai")]
    return MediationCase(received_on=on, group=group.id, ground="one_party", parties=parties, content="Thử")


def saved(store: SqliteStore, group: MediationGroup, on: date) -> MediationCase:
    case = new_case(group, on)
    save(store, case)
    return case


def test_numbers_go_on_where_the_paper_book_stopped(store: SqliteStore, group: MediationGroup) -> None:
    assert [saved(store, group, date(2026, 2, day)).number for day in (1, 2)] == [38, 39]
    assert store.get(MediationCase, saved(store, group, date(2026, 3, 1)).id).code == "HG-2026-T01-40"


def test_each_year_begins_anew(store: SqliteStore, group: MediationGroup) -> None:
    assert saved(store, group, date(2025, 12, 31)).number == 1
    assert saved(store, group, date(2026, 1, 1)).number == 38


def test_a_draft_takes_no_number(store: SqliteStore, group: MediationGroup) -> None:
    draft = new_case(group, date(2026, 2, 1))
    draft.content = ""
    save(store, draft, as_draft=True)
    assert draft.number is None
    assert saved(store, group, date(2026, 2, 2)).number == 38


def test_a_removed_case_leaves_a_void_with_its_reason(store: SqliteStore, group: MediationGroup) -> None:
    first, second = (saved(store, group, date(2026, 2, day)) for day in (1, 2))
    remove(store, first, reason="Ghi trùng")
    void = next(store.every(VoidNumber))
    assert (void.number, void.year, void.reason) == (38, 2026, "Ghi trùng")
    assert numbering.gaps(store, group, 2026) == []
    assert saved(store, group, date(2026, 2, 3)).number == 40
    bring_back(store, first)
    assert list(store.every(VoidNumber)) == []
    assert second.number == 39


def test_a_gap_without_a_void_is_found(store: SqliteStore, group: MediationGroup) -> None:
    case = new_case(group, date(2026, 2, 1))
    case.number = 40
    save(store, case)
    assert numbering.gaps(store, group, 2026) == [38, 39]


def test_a_leased_range_is_kept_to_and_its_end_is_said(store: SqliteStore, group: MediationGroup) -> None:
    other = "bbbbbbbbbbbbbbbb-1"
    store.put(NumberRange(group=group.id, year=2026, first=38, last=99, replica=other))
    store.put(NumberRange(group=group.id, year=2026, first=100, last=101, replica=store.replica))
    assert [saved(store, group, date(2026, 2, day)).number for day in (1, 2)] == [100, 101]
    before = store.last_seq()
    with pytest.raises(Problem, match="hết khoảng số"):
        saved(store, group, date(2026, 2, 3))
    assert store.last_seq() == before
    assert len(store.ids(MediationCase, Query())) == 2


def test_a_step_outside_the_life_cycle_needs_a_reason(store: SqliteStore, group: MediationGroup) -> None:
    case = saved(store, group, date(2026, 2, 1))
    case.state, case.out_of_scope, case.referred_to = "out_of_scope", "criminal", "police"
    save(store, case)
    case.state = "received"
    with pytest.raises(Problem, match="không chuyển thẳng"):
        save(store, case)
    save(store, case, correction="Chọn nhầm trạng thái")
    assert store.history(MediationCase, case.id)[0].note == "Chọn nhầm trạng thái"


# --- a case that moves, a number that is typed ------------------------------------------------------------------------


def test_a_case_of_another_year_keeps_its_number_where_it_is_free(store: SqliteStore, group: MediationGroup) -> None:
    case = saved(store, group, date(2026, 2, 1))
    assert case.code == "HG-2026-T01-38"
    case.received_on = date(2025, 2, 1)
    save(store, case)
    assert (case.number, case.code) == (38, "HG-2025-T01-38")
    assert list(store.every(VoidNumber)) == []  # it was the last of its book: the next case takes it
    assert saved(store, group, date(2026, 2, 2)).number == 38


def test_a_case_that_moves_where_its_number_is_taken_gets_the_next_and_explains_the_gap(
    store: SqliteStore, group: MediationGroup
) -> None:
    first, _ = (saved(store, group, date(2026, 2, day)) for day in (1, 2))
    there = MediationGroup(code="T02", name="Tổ khác", hamlets=group.hamlets)
    store.put(there)
    taken = new_case(there, date(2026, 1, 5))
    taken.number = 38
    save(store, taken)
    first.group = there.id
    save(store, first)
    assert (first.number, first.code) == (39, "HG-2026-T02-39")
    void = next(store.every(VoidNumber))
    assert (void.group, void.number, void.reason) == (group.id, 38, "Vụ, việc chuyển sang sổ khác")


def test_a_number_of_another_case_or_of_a_void_is_refused_and_nothing_changes(
    store: SqliteStore, group: MediationGroup
) -> None:
    first, second = (saved(store, group, date(2026, 2, day)) for day in (1, 2))
    second.number = 38
    before = store.last_seq()
    with pytest.raises(Incomplete, match=f"Số 38 năm 2026 của tổ đã ghi cho {first.label()}. Ghi số khác"):
        save(store, second)
    assert store.last_seq() == before
    remove(store, first, reason="Trang sổ hỏng")
    with pytest.raises(Incomplete, match=r"bỏ trống: Trang sổ hỏng\. Ghi số khác"):
        save(store, second)


def test_a_number_mended_takes_its_code_along_and_a_jump_is_told(store: SqliteStore, group: MediationGroup) -> None:
    case = saved(store, group, date(2026, 2, 1))
    case.number = 41
    jump = [issue for issue in issues_of(store, case) if issue.field == "number"]
    assert [(issue.blocks, "39–40" in issue.message) for issue in jump] == [(False, True)]
    save(store, case)
    assert case.code == "HG-2026-T01-41"
