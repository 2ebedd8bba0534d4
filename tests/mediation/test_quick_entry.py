"""Quick entry: ten columns of the paper book become one complete case, with the parties split as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from app.ports import Query
from app.problems import Incomplete, Problem
from app.records import MediationCase, MediationGroup
from app.usecases.papers_mediation import register_values
from app.usecases.quick_entry import QuickRow, enter, split_parties, understand
from db import SqliteStore

ON = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nguyễn Văn An, 45 tuổi, ấp Giồng Sao; Thạch Thị Na, 30 tuổi, ấp Phnô Lá",
            [("A", "Nguyễn Văn An", 1981, "ấp Giồng Sao"), ("B", "Thạch Thị Na", 1996, "ấp Phnô Lá")],
        ),
        (
            "Ông Sơn Rít Thi (1979), ấp Giồng Sao, xã Sen Vàng\nBà Kim Sa Na (SN 1985)",
            [("A", "Sơn Rít Thi", 1979, "ấp Giồng Sao, xã Sen Vàng"), ("B", "Kim Sa Na", 1985, "")],
        ),
        (
            "Bên B: Quách Mỹ Linh, sinh năm 1990, số 12, đường 3/2; Bên A: Danh Út",
            [("B", "Quách Mỹ Linh", 1990, "số 12, đường 3/2"), ("A", "Danh Út", None, "")],
        ),
        ("Bên A: Lâm Út; Kim Sa Na", [("A", "Lâm Út", None, ""), ("B", "Kim Sa Na", None, "")]),
        ("Lâm Út", [("A", "Lâm Út", None, "")]),
        (" ; ;\n", []),
    ],
)
def test_parties_are_split_as_people_write_them(text: str, expected: list[tuple[str, str, int | None, str]]) -> None:
    assert [(p.side, p.full_name, p.birth_year, p.address) for p in split_parties(text, ON)] == expected


def test_titles_tell_the_sex_and_related_people_are_no_party() -> None:
    first, second, third = split_parties("Ông A Một; Bà B Hai; Người liên quan: C Ba, 20 tuổi", ON)
    assert (first.sex, second.sex, third.sex) == ("male", "female", "")
    assert (third.role, third.side, third.birth_year) == ("related", "", 2006)


def row_of(group: str, **more: object) -> QuickRow:
    row = QuickRow(
        received_on=ON,
        mediators="Thạch Sa Rươl; sơn thị mai ly; mời: Kim Sà Oul",
        parties="Nguyễn Văn An, 45 tuổi, ấp Giồng Sao; Thạch Thị Na, 30 tuổi, ấp Giồng Sao",
        content="Lấn ranh hàng rào",
        agreement="Dời hàng rào về mốc cũ",
        outcome="success",
        group=group,
        scope="civil",
        note="Sổ giấy trang 12",
    )
    for name, value in more.items():
        setattr(row, name, value)
    return row


@pytest.fixture
def group(demo_store: SqliteStore) -> MediationGroup:
    return next(demo_store.every(MediationGroup, Query(where={"code": "T01"})))


def test_one_row_makes_a_complete_case_and_comes_back_as_the_same_row(
    demo_store: SqliteStore, group: MediationGroup
) -> None:
    case, _ = enter(demo_store, row_of(group.id))
    kept = demo_store.get(MediationCase, case.id)
    assert not kept.draft
    assert kept.code == "HG-2026-T01-04"
    assert [m.lead for m in kept.mediators] == [True, False]
    rows = register_values(demo_store, group, 2026)["rows"]
    printed = next(row for row in rows if row["number"] == "4")  # type: ignore[union-attr, index]
    assert printed["success"] == "x"  # type: ignore[index]
    assert printed["mediators"] == "Thạch Sa Rươl; Sơn Thị Mai Ly; mời: Kim Sà Oul"  # type: ignore[index]
    assert printed["parties"].startswith("Nguyễn Văn An, 45 tuổi, ấp Giồng Sao; Thạch Thị Na, 30")  # type: ignore[index, union-attr]
    assert printed["agreement"] == "Dời hàng rào về mốc cũ"  # type: ignore[index]


def test_a_failed_row_keeps_its_reason(demo_store: SqliteStore, group: MediationGroup) -> None:
    case, _ = enter(demo_store, row_of(group.id, outcome="failure", agreement="Hai bên giữ ý kiến"))
    assert (case.state, case.failure_reason, case.agreement) == ("failure", "Hai bên giữ ý kiến", "")


def test_an_unknown_mediator_is_named_and_nothing_is_kept(demo_store: SqliteStore, group: MediationGroup) -> None:
    before = demo_store.last_seq()
    assert understand(demo_store, row_of(group.id, mediators="Người Lạ")).doubts
    with pytest.raises(Problem, match="Người Lạ"):
        enter(demo_store, row_of(group.id, mediators="Người Lạ"))
    assert demo_store.last_seq() == before


def test_a_row_that_lacks_something_is_refused_like_any_case(demo_store: SqliteStore, group: MediationGroup) -> None:
    with pytest.raises(Incomplete, match="phạm vi"):
        enter(demo_store, row_of(group.id, scope=""))
    with pytest.raises(Incomplete, match="hai bên"):
        enter(demo_store, row_of(group.id, parties="Chỉ Một Người"))


def test_a_number_of_the_book_is_given_once_in_a_year(demo_store: SqliteStore, group: MediationGroup) -> None:
    kept, _ = enter(demo_store, row_of(group.id, number=17))
    with pytest.raises(Problem, match=f"Số 17 năm 2026 .* {kept.label()}"):
        enter(demo_store, row_of(group.id, number=17))
    year_before, _ = enter(demo_store, row_of(group.id, number=17, received_on=date(2025, 3, 5)))
    assert year_before.number == 17
