"""Named filters: kept on the desk for each kind of record, the same question when asked again."""

from __future__ import annotations

from datetime import date

import pytest

from app.ports import Query
from app.records import MediationCase, OutreachEvent
from app.usecases.saved_filters import SavedFilter, forget, keep, saved
from db import SqliteStore


@pytest.mark.parametrize(
    "query",
    [
        Query(text="đất đai"),
        Query(where={"state": "success", "group": "abc"}),
        Query(where={"received_on": (date(2026, 1, 1), date(2026, 12, 31))}),
        Query(where={"received_on": (date(2026, 1, 1), None)}),
        Query(where={"state": frozenset(("success", "failure")), "written": True}),
    ],
)
def test_a_filter_asks_the_same_when_it_comes_back(store: SqliteStore, query: Query) -> None:
    keep(store, MediationCase, SavedFilter("Của tôi", query, "late"))
    assert saved(store, MediationCase) == [SavedFilter("Của tôi", query, "late")]
    assert saved(store, OutreachEvent) == []


def test_a_name_is_there_once_and_can_be_forgotten(store: SqliteStore) -> None:
    for text in ("một", "hai"):
        keep(store, MediationCase, SavedFilter("Tên", Query(text=text)))
    keep(store, MediationCase, SavedFilter("Khác"))
    assert [(one.name, one.query.text) for one in saved(store, MediationCase)] == [("Tên", "hai"), ("Khác", "")]
    forget(store, MediationCase, "Tên")
    assert [one.name for one in saved(store, MediationCase)] == ["Khác"]


def test_a_field_that_is_no_longer_declared_is_left_out(store: SqliteStore) -> None:
    keep(store, MediationCase, SavedFilter("Cũ", Query(where={"gone": "x", "state": "success"})))
    (found,) = saved(store, MediationCase)
    assert dict(found.query.where) == {"state": "success"}
