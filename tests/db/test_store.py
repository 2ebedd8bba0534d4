"""Records in and out, their history, what lies on the desk; and that nothing half done is ever left behind."""

from __future__ import annotations

import time
from datetime import date

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.ports import Query, Touched
from app.problems import Problem
from app.records import KINDS, Hamlet, MediationCase, Record
from app.records.mediation import Party, Session
from app.versions import covers, dominates
from db import SqliteStore
from tests.db.making import UNIT, case, contents, hamlet, sound
from tests.synthetic import cases, events


def lines(store: SqliteStore) -> int:
    return int(store.connection.execute("SELECT count(*) FROM change").fetchone()[0])


def versions(store: SqliteStore, record: Record) -> tuple[dict[str, int], dict[str, str]]:
    row = store.connection.execute(f"SELECT _vv, _dots FROM {record.table} WHERE id = ?", (record.id,)).fetchone()
    return orjson.loads(row[0]), orjson.loads(row[1])


# --- in and out ---


def test_what_was_put_in_comes_out(store: SqliteStore) -> None:
    put = case(sessions=[Session(date(2026, 3, 5), "08:00", "Nhà văn hóa", "Dòng một\n\nDòng hai")], number=3)
    assert store.put(put) == Touched(frozenset({"mediation_case"}), 1)
    assert put.unit == UNIT
    assert store.get(MediationCase, put.id) == put
    assert store.find(MediationCase, put.id) == put


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_record_of_every_kind_is_kept_as_a_draft_and_comes_back(
    store: SqliteStore, kind: type[Record]
) -> None:
    empty = kind(draft=True)
    store.put(empty)
    assert store.get(kind, empty.id) == empty
    assert [record.id for record in store.every(kind)] == [empty.id]
    assert [line.action for line in store.history(kind, empty.id)] == ["made"]


def test_many_made_up_records_come_out_as_they_went_in(store: SqliteStore) -> None:
    with store.atomic():
        for record in (*cases(30), *events(30)):
            store.put(record)
            assert store.get(type(record), record.id) == record
    assert sound(store)


def test_a_record_that_is_not_there_is_none_or_a_problem_naming_it(store: SqliteStore) -> None:
    assert store.find(MediationCase, "không có") is None
    assert store.rid(MediationCase, "không có") is None
    assert store.history(MediationCase, "không có") == []
    with pytest.raises(Problem, match="không có"):
        store.get(MediationCase, "không có")


def test_saving_twice_leaves_no_line(store: SqliteStore) -> None:
    record = case()
    store.put(record)
    before = contents(store)
    assert store.put(record) == Touched()
    assert store.put(store.get(MediationCase, record.id)) == Touched()
    assert contents(store) == before


def test_the_unit_of_a_record_never_changes(store: SqliteStore) -> None:
    record = case(unit="31360")
    store.put(record)
    record.unit, record.content = "99999", "Khác"
    store.put(record)
    assert store.get(MediationCase, record.id).unit == "31360"


def test_khmer_and_taken_apart_text_survive(store: SqliteStore) -> None:
    record = hamlet("ភូមិបឹងទន្លេសាប")
    store.put(record)
    assert store.get(Hamlet, record.id).name == "ភូមិបឹងទន្លេសាប"


# --- history ---


def test_history_tells_each_change_with_what_was_and_what_became(store: SqliteStore) -> None:
    record = case(content="Một")
    store.put(record)
    record.content, record.number = "Hai", 7
    store.put(record, note="theo biên bản")
    record.content = "Ba"
    store.author = "Người khác"
    store.put(record)
    third, second, first = store.history(MediationCase, record.id)
    assert dict(third.fields) == {"content": ("Hai", "Ba")}
    assert dict(second.fields) == {"content": ("Một", "Hai"), "number": (None, 7)}
    assert first.fields["content"] == (None, "Một")
    assert "number" not in first.fields
    assert (first.action, second.action, second.note) == ("made", "changed", "theo biên bản")
    assert [line.by for line in (first, second, third)] == ["Người thử", "Người thử", "Người khác"]
    assert {line.replica for line in (first, second, third)} == {store.replica}


def test_a_draft_becoming_complete_is_a_change_like_any_other(store: SqliteStore) -> None:
    record = case(draft=True)
    store.put(record)
    record.draft = False
    store.put(record)
    assert dict(store.history(MediationCase, record.id)[0].fields) == {"_draft": (1, 0)}
    assert not store.get(MediationCase, record.id).draft


def test_what_is_deleted_leaves_the_lists_stays_in_history_and_can_be_restored(store: SqliteStore) -> None:
    record = case()
    store.put(record)
    assert store.delete(record) == Touched(frozenset({"mediation_case"}), 1)
    assert store.delete(record) == Touched()
    assert list(store.ids(MediationCase)) == []
    assert list(store.ids(MediationCase, Query(text="dang"))) == []
    assert [one.id for one in store.every(MediationCase, Query(deleted=True))] == [record.id]
    assert record.id not in store.labels("mediation_case")
    assert store.restore(record) == Touched(frozenset({"mediation_case"}), 1)
    assert store.restore(record) == Touched()
    assert [one.id for one in store.every(MediationCase, Query(text="dang"))] == [record.id]
    assert [line.action for line in store.history(MediationCase, record.id)] == ["restored", "deleted", "made"]


def test_deleting_what_was_never_kept_does_nothing(store: SqliteStore) -> None:
    assert store.delete(case()) == Touched()
    assert lines(store) == 0


# --- versions ---

steps = st.lists(
    st.sampled_from(["content", "note", "number", "party", "delete", "restore", "same", "draft"]),
    min_size=1,
    max_size=6,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_through_random_edits_vectors_only_grow_and_cover_every_dot(store: SqliteStore, edits: list[str]) -> None:
    record = case()
    store.put(record)
    for number, edit in enumerate(edits):
        vector, _ = versions(store, record)
        before = lines(store)
        _edit(store, record, edit, number)
        after, dots = versions(store, record)
        assert dominates(after, vector)
        assert (after == vector) == (lines(store) == before)
        assert all(covers(after, dot) for dot in dots.values())
    assert sound(store)


def _edit(store: SqliteStore, record: MediationCase, edit: str, number: int) -> None:
    if edit == "delete":
        store.delete(record)
    elif edit == "restore":
        store.restore(record)
    elif edit == "party":
        record.parties = [*record.parties, Party(full_name=f"Người {number}")]
        store.put(record)
    else:
        values: dict[str, object] = {"content": f"Lần {number}", "note": "", "number": number, "draft": number % 2 == 0}
        if edit in values:
            setattr(record, edit, values[edit])
        store.put(record)


def test_a_changed_field_gets_a_dot_of_its_own_and_the_others_keep_theirs(store: SqliteStore) -> None:
    record = case()
    store.put(record)
    _, first = versions(store, record)
    record.note = "Thêm"
    store.put(record)
    vector, dots = versions(store, record)
    assert dots[""] == first[""]
    assert set(dots) == {"", "note"}
    assert vector == {store.replica: store.last_seq()}
    store.delete(record)
    assert set(versions(store, record)[1]) == {"", "note", "_deleted"}


def test_the_log_keeps_time_even_when_the_clock_goes_back(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time_ns()
    for moment in (real, real - 10**15, real - 10**15, real + 10**9):
        monkeypatch.setattr(time, "time_ns", lambda moment=moment: moment)
        store.put(hamlet())
    times = [row[0] for row in store.connection.execute("SELECT hlc FROM change ORDER BY seq")]
    assert times == sorted(set(times))


# --- the desk ---


def test_settings_keep_what_json_can_say(store: SqliteStore, other: SqliteStore) -> None:
    assert store.setting("khổ giấy") is None
    assert store.setting("khổ giấy", "A4") == "A4"
    for value in ("A3", 5, False, None, ["ấp", {"x": 1.5}]):
        store.set_setting("khổ giấy", value)
        assert other.setting("khổ giấy", "A4") == value


def test_unsaved_typing_is_kept_as_typed_until_the_record_is_saved(store: SqliteStore) -> None:
    record = case()
    store.keep_draft("mediation_case", record.id, {"received_on": "31/02", "content": "đang gõ "})
    store.keep_draft("mediation_case", record.id, {"received_on": "31/02/2026"})
    store.keep_draft("hamlet", "khác", {"name": "Ấp"})
    assert [(d.id, d.texts) for d in store.drafts("mediation_case")] == [(record.id, {"received_on": "31/02/2026"})]
    assert len(store.drafts()) == 2
    store.put(record)
    assert store.drafts("mediation_case") == []
    store.drop_draft("hamlet", "khác")
    assert store.drafts() == []
    assert lines(store) == 1


def test_saving_without_a_change_also_clears_what_was_typed(store: SqliteStore) -> None:
    record = case()
    store.put(record)
    store.keep_draft("mediation_case", record.id, {"content": "thôi"})
    store.put(record)
    assert store.drafts() == []
