"""Narrow readings that are kept between two looks: never older than their rows, and not read twice for nothing."""

from __future__ import annotations

from datetime import date

import pytest

from app.ports import Query
from app.records import KINDS, OutreachEvent
from app.records.case_extracts import CaseDays, CaseNumber
from app.records.event_extracts import EventDays, EventFact, EventMonths, EventWork
from db import SqliteStore, readings

EVENT = OutreachEvent(form="conference", name="Hội nghị", state="held", starts_on=date(2026, 3, 2), attended=40)


def attended(store: SqliteStore) -> list[int | None]:
    return [work.attended for work in store.every(EventWork)]


def changed(number: int) -> OutreachEvent:
    return OutreachEvent(**{**EVENT.__dict__, "attended": number})


@pytest.fixture
def held(store: SqliteStore) -> SqliteStore:
    store.put(changed(40))
    return store


def test_a_row_that_nobody_wrote_is_built_once(held: SqliteStore) -> None:
    (first,), (second,) = held.every(EventWork), held.every(EventWork)
    assert first is second


def test_a_record_of_its_own_kind_is_built_each_time_for_somebody_may_write_it(held: SqliteStore) -> None:
    (first,), (second,) = held.every(OutreachEvent), held.every(OutreachEvent)
    assert first is not second
    assert first == second


def test_what_was_written_is_read_anew(held: SqliteStore) -> None:
    assert attended(held) == [40]
    held.put(changed(55))
    assert attended(held) == [55]
    held.delete(changed(55))
    assert attended(held) == []
    held.restore(changed(55))
    assert attended(held) == [55]


def test_what_another_window_wrote_is_read_anew(held: SqliteStore, other: SqliteStore) -> None:
    assert attended(held) == [40]
    other.put(changed(55))
    assert attended(held) == [55]


def test_a_change_that_was_rolled_back_is_not_remembered_under_the_number_of_the_next(held: SqliteStore) -> None:
    attended(held)

    def fail_after_writing() -> None:
        with held.atomic():
            held.put(changed(999))
            assert attended(held) == [999]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_writing()
    assert attended(held) == [40]
    with pytest.raises(ZeroDivisionError):
        fail_after_writing()
    held.put(changed(55))
    assert attended(held) == [55]


def test_in_one_transaction_only_what_was_written_is_built_again(held: SqliteStore) -> None:
    with held.atomic():
        (first,), (second,) = held.every(EventWork), held.every(EventWork)
        assert first is second
        held.put(changed(55))
        assert attended(held) == [55]
    assert attended(held) == [55]


def test_readings_keep_their_order_and_what_is_asked(held: SqliteStore) -> None:
    for day in (9, 5, 7):
        held.put(OutreachEvent(form="conference", name="Hội nghị", state="held", starts_on=date(2026, 3, day)))
    days = [work.starts_on for work in held.every(EventWork, Query(order="starts_on"))]
    assert days == [date(2026, 3, day) for day in (2, 5, 7, 9)]
    late = Query(where={"starts_on": (date(2026, 3, 6), None)}, order="starts_on", descending=True)
    assert [work.starts_on for work in held.every(EventWork, late)] == [date(2026, 3, 9), date(2026, 3, 7)]


def test_more_than_are_kept_are_all_read(held: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "MOST", 2)
    for day in (9, 5, 7):
        held.put(OutreachEvent(form="conference", name="Hội nghị", state="held", starts_on=date(2026, 3, day)))
    assert len(attended(held)) == len(attended(held)) == 4
    assert len(list(held.every(EventWork, Query(where={"starts_on": (date(2026, 3, 6), None)})))) == 2
    assert len(attended(held)) == 4


def test_what_is_kept_in_a_register_is_never_a_narrow_reading() -> None:
    assert [kind.title for kind in KINDS if kind.narrow] == []
    assert all(kind.narrow for kind in (CaseDays, CaseNumber, EventDays, EventFact, EventMonths, EventWork))


def test_a_list_begun_in_a_transaction_and_read_on_after_its_rollback_leaves_nothing_behind(
    held: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store._CHUNK", 1)
    held.put(OutreachEvent(form="conference", name="Hội nghị", state="held", starts_on=date(2026, 3, 9)))
    with pytest.raises(ZeroDivisionError), held.atomic():  # noqa: PT012 (the fault comes while the list is open)
        held.put(changed(999))
        begun = held.every(EventWork, Query(order="starts_on", descending=True))
        next(begun)
        raise ZeroDivisionError
    assert [work.attended for work in begun] == [40]
    held.put(changed(55))
    assert 55 in attended(held)
