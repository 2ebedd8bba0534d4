"""All or nothing, and two connections to one register."""

from __future__ import annotations

import pytest

from app.ports import Query
from app.records import Hamlet, MediationCase
from db import SqliteStore
from db.driver import Error
from tests.db.making import case, contents, hamlet, sound
from tests.synthetic import row_of

# --- all or nothing ---


def half_done(store: SqliteStore) -> None:
    with store.atomic():
        store.put(case(content="Không được còn lại"))
        store.put(hamlet())
        store.set_setting("x", 1)
        _ = 1 / 0


def test_what_fails_leaves_nothing(store: SqliteStore) -> None:
    store.put(case())
    before, last = contents(store), store.last_seq()
    with pytest.raises(ZeroDivisionError):
        half_done(store)
    assert contents(store) == before
    assert store.last_seq() == last
    assert list(store.labels("hamlet")) == []
    store.put(hamlet())
    assert sound(store)


def test_a_constraint_of_the_database_takes_everything_back(store: SqliteStore) -> None:
    store.connection.execute("CREATE UNIQUE INDEX one_code ON mediation_case (code)")
    store.put(case(code="HG-1"))
    before = contents(store)
    for again in range(2):
        with pytest.raises(Error, match="UNIQUE"):
            store.put(case(code="HG-1", note=f"lần {again}"))
        assert contents(store) == before
        assert not store.connection.in_transaction
    store.put(case(code="HG-2"))
    assert sound(store)


def test_a_write_inside_a_write_is_one_transaction(store: SqliteStore, other: SqliteStore) -> None:
    with store.atomic():
        store.put(hamlet("Một"))
        with store.atomic():
            store.put(hamlet("Hai"))
        assert len(other.ids(Hamlet)) == 0
    assert len(other.ids(Hamlet)) == 2


# --- two connections ---


def test_labels_are_fresh_after_another_connection_wrote(store: SqliteStore, other: SqliteStore) -> None:
    record = hamlet("Giồng Sao")
    store.put(record)
    assert store.labels("hamlet") == other.labels("hamlet") == {record.id: "ấp Giồng Sao"}
    record.name = "Chợ Cũ"
    other.put(record)
    assert store.labels("hamlet") == {record.id: "ấp Chợ Cũ"}
    assert store.labels("hamlet", [record.id, "", "không có"]) == {record.id: "ấp Chợ Cũ"}
    other.delete(record)
    assert store.labels("hamlet") == {}


def test_labels_are_fresh_after_our_own_writes_of_every_manner(store: SqliteStore) -> None:
    assert store.labels("hamlet") == {}
    record = hamlet("Một")
    store.put(record)
    assert list(store.labels("hamlet").values()) == ["ấp Một"]
    record.name = "Hai"
    store.put(record)
    assert list(store.labels("hamlet").values()) == ["ấp Hai"]
    old = store.known_rows(Hamlet, [record.id])[record.id]
    store.take_changed(Hamlet, [(old, row_of(store, hamlet("Ba", id=record.id)))], "gói")
    assert list(store.labels("hamlet").values()) == ["ấp Ba"]
    store.take_new(Hamlet, [row_of(store, hamlet("Bốn"))], "gói")
    assert sorted(store.labels("hamlet").values()) == ["ấp Ba", "ấp Bốn"]
    store.delete(record)
    assert list(store.labels("hamlet").values()) == ["ấp Bốn"]


def test_labels_of_any_number_of_ids_are_found(store: SqliteStore) -> None:
    record = hamlet()
    store.put(record)
    assert store.labels("hamlet", [*(str(number) for number in range(70_000)), record.id]) == {
        record.id: "ấp Giồng Sao"
    }


def test_two_writers_in_turn_keep_one_chain_without_gaps(store: SqliteStore, other: SqliteStore) -> None:
    record = case()
    for turn in range(6):
        writer, reader = (store, other) if turn % 2 else (other, store)
        record.content = f"Lần {turn}"
        writer.put(record)
        assert reader.get(MediationCase, record.id).content == f"Lần {turn}"
        assert reader.last_seq() == writer.last_seq() == turn + 1
    assert sound(store)


def test_a_sequence_number_taken_back_is_not_reported(store: SqliteStore) -> None:
    with pytest.raises(ZeroDivisionError):
        half_done(store)
    assert store.last_seq() == 0


# --- windows ---


def test_a_window_keeps_the_order_asked_for_and_leaves_out_what_is_gone(store: SqliteStore) -> None:
    for name in ("Một", "Hai", "Ba"):
        store.put(hamlet(name))
    rids = list(store.ids(Hamlet, Query(order="name")))
    assert [one.name for one in store.window(Hamlet, rids)] == ["Ba", "Hai", "Một"]
    assert [one.name for one in store.window(Hamlet, [rids[2], 999, rids[0]])] == ["Một", "Ba"]
    assert store.window(Hamlet, []) == []
    assert len(store.window(Hamlet, rids * 400)) == 1200
