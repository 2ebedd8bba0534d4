"""Lists of a receiving office unit by unit: by the boundaries of today, and by those of before a merger."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.ports import Kept, Query
from app.records import MediationCase, Office, OutreachEvent
from app.records.office import Successor
from app.usecases import by_unit
from app.usecases.demonstration_office import PROVINCE_NAME
from app.usecases.receiving_office import matrix
from db import SqliteStore, create_register
from db.register import open_register
from tests.sync.conftest import KEY, World
from tests.sync.merging import CODES, NAMES, NEW, SINCE, TODAY, Past
from tests.sync.receiver import merge_three, take_three

HEIR = "xã Ba Nguồn (hư cấu)"
KINDS = (MediationCase, OutreachEvent)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def received(past: list[Past], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sở")
    store = create_register(folder, KEY, unit="92", author="Người nhận")
    take_three(store, past, tmp_path_factory.mktemp("USB"))
    store.close()
    return folder


@pytest.fixture
def province(received: Path, tmp_path: Path) -> Iterator[SqliteStore]:
    store = open_register(Path(shutil.copytree(received, tmp_path / "sở")), KEY)
    yield store
    store.close()


def found(store: SqliteStore, kind: type[MediationCase | OutreachEvent], whose: str) -> set[str]:
    query = by_unit.narrowed(store, kind, Query(), whose)
    return {one.id for one in store.every(kind, query)}


def chosen(store: SqliteStore) -> dict[str, str]:
    return {words: key for key, words in by_unit.choices(store, TODAY)}


def test_an_office_chooses_among_itself_and_the_units_that_sent(province: SqliteStore) -> None:
    assert set(chosen(province)) == {*NAMES, PROVINCE_NAME}


@pytest.mark.parametrize("kind", KINDS)
def test_each_unit_has_its_own_and_together_they_are_all(
    province: SqliteStore, kind: type[MediationCase | OutreachEvent]
) -> None:
    made = Counter(one.unit for one in province.every(kind))
    shares = [found(province, kind, by_unit.now(code)) for code in CODES]
    assert [len(share) for share in shares] == [made[code] for code in CODES]
    assert set.union(*shares) == {one.id for one in province.every(kind)}


def test_a_choice_keeps_what_the_list_was_asked_besides(province: SqliteStore) -> None:
    asked = Query(where={"state": "success"}, ids=frozenset(one.id for one in province.every(MediationCase)))
    query = by_unit.narrowed(province, MediationCase, asked, by_unit.now(CODES[1]))
    got = list(province.every(MediationCase, query))
    assert got
    assert {(one.unit, one.state) for one in got} == {(CODES[1], "success")}


def test_after_a_merger_the_new_unit_has_all_and_the_old_boundaries_still_part_it(
    province: SqliteStore, new: SqliteStore, past: list[Past], stick: Path
) -> None:
    before = {code: found(province, MediationCase, by_unit.now(code)) for code in CODES}
    merge_three(province, new, past, stick)
    keys = chosen(province)
    assert set(keys) == {HEIR, PROVINCE_NAME, *(f"{name} (trước sáp nhập)" for name in NAMES)}
    assert found(province, MediationCase, keys[HEIR]) == set.union(*before.values())
    for code, name in zip(CODES, NAMES, strict=True):
        assert found(province, MediationCase, keys[f"{name} (trước sáp nhập)"]) == before[code]


def test_a_row_tells_whose_it_is_and_where_it_was_made(
    province: SqliteStore, new: SqliteStore, past: list[Past], stick: Path
) -> None:
    telling = by_unit.Telling(province, MediationCase)
    case = next(one for one in province.every(MediationCase) if one.unit == CODES[2])
    assert telling.of([case]) == {case.id: by_unit.Whose(NAMES[2])}
    merge_three(province, new, past, stick)
    telling.forget()
    assert telling.of([case]) == {case.id: by_unit.Whose(HEIR, NAMES[2])}


def test_a_unit_that_gave_away_a_part_keeps_the_rest(province: SqliteStore) -> None:
    every = sorted(found(province, MediationCase, by_unit.now(CODES[0])))
    province.take_over(MediationCase, every[:3], Kept(CODES[1], "", "điều chỉnh"))
    assert found(province, MediationCase, by_unit.now(CODES[0])) == set(every[3:])
    assert set(every[:3]) < found(province, MediationCase, by_unit.now(CODES[1]))


def test_a_code_that_went_on_to_another_unit_does_not_mix_the_two(province: SqliteStore) -> None:
    every = sorted(found(province, MediationCase, by_unit.now(CODES[0])))
    old = Office(code=CODES[0], name="xã Cũ (hư cấu)", kind="commune", valid_to=date(2026, 1, 31))
    province.put(old)
    province.take_over(MediationCase, every[:2], Kept(CODES[0], old.id, "nhập"))
    assert found(province, MediationCase, chosen(province)["xã Cũ (hư cấu) (trước sáp nhập)"]) == set(every[:2])
    assert found(province, MediationCase, by_unit.now(CODES[0])) == set(every)


def test_lists_are_ordered_by_the_unit_that_looks_after_a_record(province: SqliteStore) -> None:
    moved = next(one.id for one in province.every(MediationCase) if one.unit == CODES[0])
    province.take_over(MediationCase, [moved], Kept("99999", "", "nhập"))
    listed = list(province.every(MediationCase, Query(order="unit")))
    units = [one.unit for one in listed if one.id != moved]
    assert units == sorted(units)
    assert listed[-1].id == moved
    assert next(province.every(MediationCase, Query(order="unit", descending=True))).id == moved
    made = [one.unit for one in province.every(MediationCase, Query(order="made_in"))]
    assert made == sorted(made)


def test_a_commune_alone_is_not_asked_whose_its_records_are(world: World, new: SqliteStore) -> None:
    assert by_unit.choices(world.commune, TODAY) == []
    assert not by_unit.several(world.commune)
    assert not by_unit.several(new)


def test_a_unit_that_others_went_into_parts_its_lists_by_the_old_boundaries(
    new: SqliteStore, province: SqliteStore, past: list[Past], stick: Path
) -> None:
    merge_three(province, new, past, stick)
    keys = chosen(new)
    parts = [found(new, MediationCase, keys[f"{name} (trước sáp nhập)"]) for name in NAMES]
    assert all(parts)
    assert set.union(*parts) == found(new, MediationCase, by_unit.now(NEW)) == found(new, MediationCase, "")


# --- the matrix -------------------------------------------------------------------------------------------------------


def asked(store: SqliteStore, year: int, today: date = TODAY) -> dict[str, list[str]]:
    """Return the months of a year by the name of the unit."""
    return {line.name: [cell.code for cell in line.cells] for line in matrix(store, year, today)}


def test_the_matrix_lists_for_a_year_the_units_that_existed_in_it(
    province: SqliteStore, new: SqliteStore, past: list[Past], stick: Path
) -> None:
    merge_three(province, new, past, stick)
    gone = {f"{name} (trước sáp nhập)" for name in NAMES}
    assert asked(province, 2025).keys() == gone
    assert asked(province, 2026).keys() == gone | {HEIR}
    assert asked(province, 2027, date(2027, 3, 1)).keys() == {HEIR}
    assert gone | {HEIR} < chosen(province).keys()  # named as where a list is narrowed


def test_a_unit_is_asked_for_the_months_in_which_it_existed(
    province: SqliteStore, new: SqliteStore, past: list[Past], stick: Path
) -> None:
    merge_three(province, new, past, stick)
    told = asked(province, 2026)
    end = SINCE.month - 1
    for name in NAMES:
        months = told[f"{name} (trước sáp nhập)"]
        assert months[end:] == ["absent"] * (12 - end)
        assert "absent" not in months[:end]
    assert told[HEIR][:end] == ["absent"] * end
    assert "absent" not in told[HEIR][end:]


def test_months_that_a_unit_left_open_come_with_the_bundle_of_the_unit_it_went_into(
    province: SqliteStore, new: SqliteStore, past: list[Past], stick: Path
) -> None:
    merge_three(province, new, past, stick)
    for row in province.notes("received_bundle"):
        if row["unit"] == CODES[0]:
            province.strike("received_bundle", {"bundle": row["bundle"]})
    assert set(asked(province, 2025)[f"{NAMES[0]} (trước sáp nhập)"][6:]) == {"full"}  # it was founded in July


def test_a_unit_that_sent_before_others_went_into_it_was_there_before(
    province: SqliteStore,
) -> None:
    heir = Office(code=CODES[1], name=NAMES[1], kind="commune")
    after = [Successor(heir.id, "merged", date(2027, 2, 1))]
    for office in (heir, Office(code=CODES[0], name=NAMES[0], kind="commune", successors=after)):
        province.put(office)
    assert NAMES[1] in asked(province, 2026)
    assert "absent" not in asked(province, 2027, date(2027, 12, 31))[NAMES[1]]
