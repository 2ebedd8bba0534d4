"""Many rows at once: the words index gathers more while they come in, and is as it was before when they are in."""

from __future__ import annotations

import pytest

from app.ports import Query
from app.records import MediationCase
from db import SqliteStore, filling
from tests.synthetic import cases, row_of


def ways(store: SqliteStore) -> dict[str, int]:
    rows = store.connection.execute("SELECT k, v FROM mediation_case_words_config WHERE k <> 'version'")
    return {row[0]: row[1] for row in rows}


def take(store: SqliteStore, number: int) -> None:
    store.take_new(MediationCase, [row_of(store, case, at) for at, case in enumerate(cases(number))], "gói")


def test_many_rows_are_found_and_the_index_is_as_usual_again(store: SqliteStore) -> None:
    with store.atomic():
        take(store, filling.MANY)
        assert ways(store) == {"hashsize": 4 << 20}
    assert ways(store) == {"hashsize": 1 << 20}
    assert len(store.ids(MediationCase, Query("hg 2014"))) == len(
        [1 for case in cases(filling.MANY) if case.code.startswith("HG-2014")]
    )


def test_what_is_rolled_back_leaves_the_index_as_it_was(store: SqliteStore) -> None:
    before = ways(store)
    with pytest.raises(ZeroDivisionError), store.atomic():  # noqa: PT012 (the fault comes after many rows)
        take(store, filling.MANY)
        raise ZeroDivisionError
    assert ways(store) == before
    assert len(store.ids(MediationCase, Query("hg"))) == 0
    take(store, filling.MANY)
    assert len(store.ids(MediationCase, Query("hg"))) == filling.MANY
    assert ways(store) == {"hashsize": 1 << 20}


def test_few_rows_leave_the_ways_of_the_index_alone(store: SqliteStore) -> None:
    before = ways(store)
    take(store, 10)
    assert ways(store) == before
