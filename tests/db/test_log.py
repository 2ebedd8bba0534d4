"""The change log: a chain in which a changed, lost or swapped line shows."""

from __future__ import annotations

import pytest

from app.records import MediationCase
from db import SqliteStore
from db.change_log import AHEAD, broken_at
from tests.db.making import case, hamlet, sound
from tests.synthetic import cases, row_of, take


@pytest.fixture
def written(store: SqliteStore) -> SqliteStore:
    for number in range(5):
        store.put(hamlet(f"Ấp {number}"))
    return store


def test_a_chain_as_it_was_written_is_whole(written: SqliteStore) -> None:
    assert broken_at(written.connection) is None
    assert sound(written)


@pytest.mark.parametrize("column", ["at", "hlc", "by", "replica", "action", "kind", "id", "before", "note", "digest"])
def test_any_changed_box_of_a_line_breaks_the_chain_there(written: SqliteStore, column: str) -> None:
    value: object = 5 if column == "hlc" else b"x" * 32 if column == "digest" else "khác"
    written.connection.execute(f'UPDATE change SET "{column}" = ? WHERE seq = 3', (value,))
    assert broken_at(written.connection) == 3


def test_a_lost_line_breaks_the_chain_after_it(written: SqliteStore) -> None:
    written.connection.execute("DELETE FROM change WHERE seq = 2")
    assert broken_at(written.connection) == 3


def test_two_swapped_lines_break_the_chain(written: SqliteStore) -> None:
    for a, b in ((2, 99), (3, 2), (99, 3)):
        written.connection.execute("UPDATE change SET seq = ? WHERE seq = ?", (b, a))
    assert broken_at(written.connection) == 2


def test_a_line_written_on_a_broken_chain_does_not_heal_it(written: SqliteStore) -> None:
    written.connection.execute("UPDATE change SET note = 'khác' WHERE seq = 1")
    written.put(hamlet("Sau"))
    assert broken_at(written.connection) == 1


def test_a_time_from_elsewhere_is_taken_over_unless_it_is_more_than_a_day_ahead(store: SqliteStore) -> None:
    now = store.log.tick()
    assert store.witness(now + AHEAD // 2)
    store.put(hamlet())
    hlc = store.connection.execute("SELECT max(hlc) FROM change").fetchone()[0]
    assert hlc > now + AHEAD // 2
    assert not store.witness(now + 2 * AHEAD)
    assert store.log.tick() < now + AHEAD


def test_many_rows_from_a_bundle_stand_under_one_line_and_each_tells_where_it_came_from(store: SqliteStore) -> None:
    brought = list(cases(3))
    take(store, brought)
    assert store.last_seq() == 1
    (line,) = store.history(MediationCase, brought[1].id)
    assert (line.action, line.note) == ("received", "số liệu thử")
    assert store.get(MediationCase, brought[1].id).content == brought[1].content
    assert [row.id for row in store.rows_after(MediationCase, 0)] == [one.id for one in brought]
    assert list(store.rows_after(MediationCase, 1)) == []
    assert sound(store)


def test_what_a_bundle_changed_is_told_like_any_change(store: SqliteStore) -> None:
    record = case()
    store.put(record)
    old = store.known_rows(MediationCase, [record.id, "không có"])[record.id]
    new = row_of(store, case(id=record.id, content="Nơi khác sửa"))
    store.take_changed(MediationCase, [(old, new)], "gói 7")
    change = store.history(MediationCase, record.id)[0]
    assert (change.action, change.note) == ("received", "gói 7")
    assert change.fields["content"] == (record.content, "Nơi khác sửa")
    assert store.get(MediationCase, record.id).content == "Nơi khác sửa"
    assert sound(store)


def test_progress_tells_where_each_living_record_of_ours_stands(store: SqliteStore) -> None:
    ours, gone, theirs = case(draft=True), case(), case(unit="31360")
    for record in (ours, gone, theirs):
        store.put(record)
    store.delete(gone)
    ours.content = "Sửa"
    store.put(ours)
    (entry,) = store.progress(MediationCase)
    assert (entry.id, entry.made_seq, entry.seq, entry.draft) == (ours.id, 1, 5, 1)
    assert store.progress(MediationCase, [gone.id]) == []
    assert store.progress(MediationCase, [ours.id]) == [entry]
