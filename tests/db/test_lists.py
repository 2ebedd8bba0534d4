"""Lists: filters, orders and the search box."""

from __future__ import annotations

from datetime import date

import pytest

from app.ports import Query, Wanted
from app.records import MediationCase, MediationGroup
from app.records.mediation import CaseMediator, Party
from db import SqliteStore
from tests.db.making import case, group, hamlet

ANYTHING = Query()
GIVEN = {"a1": "Út", "đ2": "Ánh", "d3": "Ân", "ă4": "An", "A5": "Ẩn"}


def codes(store: SqliteStore, query: Query) -> list[str]:
    return [one.code for one in store.every(MediationCase, query)]


@pytest.fixture
def listed(store: SqliteStore) -> SqliteStore:
    """Five cases in the order they were entered, which is not the order of their days."""
    groups = {
        "A": group("Tổ Đất", "T2", hamlets=("h1",)),
        "B": group("Tổ Ăn", "T3", hamlets=("h2", "h1")),
        "C": group("Tổ Dừa", "T1"),
    }
    for one in groups.values():
        store.put(one)
    ids = {name: one.id for name, one in groups.items()}
    for code, month, where, state, matter in (
        ("a1", 3, "A", "received", "boundary"),
        ("đ2", 1, "B", "success", "loan"),
        ("d3", 5, "C", "failure", "other"),
        ("ă4", 1, "A", "success", ""),
        ("A5", 0, "", "assigned", "noise"),
    ):
        store.put(
            case(
                code=code,
                received_on=date(2026, month, 10) if month else None,
                group=ids.get(where, ""),
                state=state,
                matter=matter,
                draft=not month,
                unit="31360" if code == "d3" else "",
                interpreters=("khmer", "hoa") if where == "A" else ("sign",) if where == "B" else (),
                mediators=[CaseMediator("m1"), CaseMediator("m2")] if where == "B" else [],
                domestic_violence=where == "C",
                number=month or None,
                parties=[Party(full_name=f"Nguyễn Thị {GIVEN[code]}")],
            )
        )
    return store


def test_newest_come_first_and_days_not_known_last(listed: SqliteStore) -> None:
    assert codes(listed, ANYTHING) == ["d3", "a1", "ă4", "đ2", "A5"]


FILTERS: tuple[tuple[dict[str, Wanted], list[str]], ...] = (
    ({"state": "success"}, ["ă4", "đ2"]),
    ({"state": frozenset({"failure", "received"})}, ["d3", "a1"]),
    ({"state": frozenset()}, []),
    ({"matter": ""}, ["ă4"]),
    ({"group": ""}, ["A5"]),
    ({"domestic_violence": True}, ["d3"]),
    ({"domestic_violence": False}, ["a1", "ă4", "đ2", "A5"]),
    ({"number": 1}, ["ă4", "đ2"]),
    ({"received_on": (date(2026, 1, 1), date(2026, 3, 31))}, ["a1", "ă4", "đ2"]),
    ({"received_on": (date(2026, 3, 10), None)}, ["d3", "a1"]),
    ({"received_on": (None, date(2026, 1, 10))}, ["ă4", "đ2"]),
    ({"received_on": (None, None)}, ["d3", "a1", "ă4", "đ2", "A5"]),
    ({"received_on": (date(2026, 4, 1), date(2026, 3, 1))}, []),
    ({"interpreters": "khmer"}, ["a1", "ă4"]),
    ({"interpreters": frozenset({"sign", "hoa"})}, ["a1", "ă4", "đ2"]),
    ({"interpreters": frozenset()}, []),
    ({"mediators": "m2"}, ["đ2"]),
    ({"mediators": "m"}, []),
    ({"state": "success", "received_on": (date(2026, 1, 1), None), "interpreters": "khmer"}, ["ă4"]),
    ({"code": "đ2"}, ["đ2"]),
    ({"code": "d2"}, []),
)


@pytest.mark.parametrize(("where", "found"), FILTERS)
def test_a_list_holds_what_was_asked_of_it(listed: SqliteStore, where: dict[str, Wanted], found: list[str]) -> None:
    assert codes(listed, Query(where=where)) == found
    assert codes(listed, Query(where=where, text="nguyễn")) == [one for one in _entered(found)]


def _entered(found: list[str]) -> list[str]:
    """While somebody types, what was entered last comes first."""
    return [code for code in ("A5", "ă4", "d3", "đ2", "a1") if code in found]


def test_a_group_is_found_by_any_of_its_hamlets(listed: SqliteStore) -> None:
    found = listed.every(MediationGroup, Query(where={"hamlets": "h1"}, order="name"))
    assert [one.name for one in found] == ["Tổ Ăn", "Tổ Đất"]


def test_drafts_deleted_records_other_units_and_chosen_ids_are_asked_for_apart(listed: SqliteStore) -> None:
    assert codes(listed, Query(drafts=False)) == ["d3", "a1", "ă4", "đ2"]
    assert codes(listed, Query(units=frozenset({"31360"}))) == ["d3"]
    assert codes(listed, Query(units=frozenset({"31360", "99901"}))) == ["d3", "a1", "ă4", "đ2", "A5"]
    gone = next(one for one in listed.every(MediationCase) if one.code == "a1")
    listed.delete(gone)
    assert codes(listed, ANYTHING) == ["d3", "ă4", "đ2", "A5"]
    assert codes(listed, Query(deleted=True)) == ["a1"]
    assert codes(listed, Query(ids=frozenset({gone.id}))) == []
    assert codes(listed, Query(ids=frozenset({gone.id}), deleted=True)) == ["a1"]
    assert codes(listed, Query(ids=frozenset())) == []


ORDERS: tuple[tuple[str, list[str]], ...] = (
    ("code", ["a1", "A5", "ă4", "d3", "đ2"]),
    ("received_on", ["A5", "đ2", "ă4", "a1", "d3"]),
    ("group", ["A5", "đ2", "d3", "a1", "ă4"]),
    ("state", ["a1", "A5", "đ2", "ă4", "d3"]),
    ("matter", ["ă4", "a1", "đ2", "A5", "d3"]),
    ("number", ["A5", "đ2", "ă4", "a1", "d3"]),
    ("parties", ["ă4", "đ2", "d3", "A5", "a1"]),
)


@pytest.mark.parametrize(("order", "found"), ORDERS)
def test_lists_are_ordered_as_people_expect_and_back(listed: SqliteStore, order: str, found: list[str]) -> None:
    assert codes(listed, Query(order=order)) == found
    assert codes(listed, Query(order=order, descending=True)) == found[::-1]
    assert codes(listed, Query(order=order, text="nguyen")) == found


def test_groups_are_ordered_by_the_first_of_their_hamlets(store: SqliteStore) -> None:
    places = [hamlet(name) for name in ("Đất", "Ăn", "An")]
    for place in places:
        store.put(place)
    for name, place in zip("xyz", places, strict=True):
        store.put(group(name, hamlets=(place.id,)))
    assert [one.name for one in store.every(MediationGroup, Query(order="hamlets"))] == ["z", "y", "x"]


def test_an_order_nobody_declared_is_the_usual_one(listed: SqliteStore) -> None:
    assert codes(listed, Query(order="không có")) == codes(listed, ANYTHING)
    assert codes(listed, Query(order="không có", text="nguyen")) == codes(listed, Query(text="nguyen"))
