"""Reports from a real register: what is loaded, the tables of the fictional commune, the records behind a number."""

from __future__ import annotations

from datetime import date

import pytest

from app.declaring import fields_of
from app.ports import Query
from app.problems import Problem
from app.records import MediationCase, MediationGroup, OutreachEvent, new_id
from app.records.outreach import Broadcast
from app.statistics.facts import CaseFact
from app.statistics.periods import free_period, parse
from app.usecases import reporting
from app.usecases.working_days import MAKE_UP_SATURDAYS
from db import SqliteStore
from tests.statistics.made import event

PACK = "tong-hop-noi-bo"
TO_OCTOBER = parse("2026:SBN")
UNTIL_TODAY = free_period(date(2026, 1, 1), date(2026, 11, 23))


def plain_case(store: SqliteStore, id: str = "", **said: object) -> MediationCase:
    found = next(store.every(MediationGroup), None)
    usual = {"received_on": date(2026, 3, 1), "group": found.id if found else "", "scope": "civil", "state": "received"}
    made = MediationCase(id=id or new_id(), **{**usual, **said})  # type: ignore[arg-type]
    store.put(made)
    return made


def received(store: SqliteStore, period=TO_OCTOBER, **units: object) -> set[str]:  # type: ignore[no-untyped-def]
    return {case.id for case in reporting.facts(store, period, **units).cases}


# --- what is loaded ---------------------------------------------------------------------------------------------------


def test_drafts_and_removed_records_are_not_counted(store: SqliteStore) -> None:
    kept = plain_case(store)
    plain_case(store, draft=True)
    store.delete(plain_case(store))
    assert received(store) == {kept.id}


def test_a_removed_event_a_draft_and_one_only_planned_are_not_counted(store: SqliteStore) -> None:
    kept = event(new_id())
    for made in (kept, event(new_id(), draft=True), event(new_id(), state="planned")):
        store.put(made)
    gone = event(new_id())
    store.put(gone)
    store.delete(gone)
    assert [found.id for found in reporting.facts(store, TO_OCTOBER).events] == [kept.id]


def test_cases_of_the_period_and_those_carried_into_it_are_loaded_and_no_others(store: SqliteStore) -> None:
    old = date(2025, 11, 1)
    wanted = {
        plain_case(store).id,
        plain_case(store, received_on=old).id,
        plain_case(store, received_on=old, state="success", ended_on=date(2026, 1, 1)).id,
        plain_case(store, received_on=old, state="in_progress", ended_on=date(2026, 2, 2)).id,  # reopened
    }
    plain_case(store, received_on=old, state="success", ended_on=date(2025, 12, 31))
    plain_case(store, received_on=old, state="out_of_scope")
    plain_case(store, received_on=date(2026, 11, 1))
    loaded = [case.id for case in reporting.facts(store, TO_OCTOBER).cases]
    assert set(loaded) == wanted
    assert len(loaded) == len(wanted)


def test_a_campaign_that_reaches_into_the_period_or_out_of_it_is_loaded_once(store: SqliteStore) -> None:
    def campaign(starts: date, ends: date | None, aired: date) -> None:
        lines = [Broadcast(aired, times=1)]
        store.put(event(new_id(), form="loudspeaker", starts_on=starts, ends_on=ends, broadcasts=lines))

    campaign(date(2025, 12, 20), date(2026, 1, 10), date(2026, 1, 2))
    campaign(date(2026, 10, 20), date(2026, 11, 10), date(2026, 10, 25))
    campaign(date(2026, 2, 1), None, date(2026, 2, 1))
    campaign(date(2025, 12, 1), date(2025, 12, 31), date(2025, 12, 2))
    campaign(date(2025, 12, 1), None, date(2025, 12, 1))
    assert reporting.table(store, PACK, "pbgdpl-chi-so", TO_OCTOBER).cell("PB40").value == 3


def test_only_the_units_asked_for_are_counted(store: SqliteStore) -> None:
    ours = plain_case(store)
    theirs = plain_case(store, unit="99902")
    assert received(store) == {ours.id, theirs.id}
    assert received(store, units=["99902"]) == {theirs.id}


def test_where_several_offices_report_a_table_by_group_becomes_one_by_office(demo: SqliteStore) -> None:
    plain_case(demo, unit="99902")
    keys = [row.key for row in reporting.table(demo, PACK, "hoa-giai", TO_OCTOBER).rows]
    assert keys == ["99901", "99902"]
    only = reporting.table(demo, PACK, "hoa-giai", TO_OCTOBER, units=["99901"])
    assert [row.key for row in only.rows] == ["T01", "T02", "T03", "T04", "T05"]


def test_what_is_read_of_a_case_is_declared_as_the_case_declares_it() -> None:
    whole, read = fields_of(MediationCase), fields_of(CaseFact)
    assert {name: field.kind for name, field in read.items()} == {name: whole[name].kind for name in read}
    assert not any(whole[name].private for name in read)


# --- tables of the fictional commune ----------------------------------------------------------------------------------


def test_the_mediation_table_of_the_fictional_commune(read_only_demo: SqliteStore) -> None:
    made = reporting.table(read_only_demo, PACK, "hoa-giai", UNTIL_TODAY)
    assert made.total is not None
    assert [cell.value for cell in made.total.cells] == [14, 4, 6, 3, 1, 0, 0, 0, 0, 10, 4, 4, 1, 1, 0, 0, 0, 2, 2]
    assert [row.cells[0].value for row in made.rows] == [3, 2, 3, 3, 3]
    assert dict(made.rates()) == {
        "Tỷ lệ hòa giải thành trên số vụ, việc đã kết thúc": "83,3 %",
        "Tỷ lệ hòa giải thành trên số vụ, việc tiếp nhận": "71,4 %",
    }
    assert [figure.value for _, figure in made.below] == [1, 0, 0]
    assert made.broken == ()


def test_the_roster_table_of_the_fictional_commune(read_only_demo: SqliteStore) -> None:
    made = reporting.table(read_only_demo, PACK, "hoa-giai-vien", UNTIL_TODAY)
    assert made.total is not None
    assert [cell.value for cell in made.total.cells] == [5, 17, 10, 7, 2, 15, 8, 11]
    assert made.broken == ()


def test_the_dissemination_tables_of_the_fictional_commune(read_only_demo: SqliteStore) -> None:
    by_form = reporting.table(read_only_demo, PACK, "pbgdpl", UNTIL_TODAY)
    assert by_form.total is not None
    totals = [15, 12, 1359, 719, 805, 486, 1238, 3, 12, 8, 32_510_000]
    assert [cell.value for cell in by_form.total.cells] == totals
    listed = reporting.table(read_only_demo, PACK, "pbgdpl-chi-so", UNTIL_TODAY)
    assert [listed.cell(name).value for name in ("PB10", "PB11", "PB30", "PB50")] == [12, 1359, 1238, 32_510_000]
    assert (by_form.broken, listed.broken) == ((), ())


# --- what is behind a number ------------------------------------------------------------------------------------------


def test_every_number_opens_the_records_behind_it(read_only_demo: SqliteStore) -> None:
    made = reporting.table(read_only_demo, PACK, "hoa-giai", TO_OCTOBER)
    found = reporting.explain(read_only_demo, made, "T03:c19")
    assert [(one.table, one.label) for one in found] == [("mediation_case", "Vụ HG-2026-T03-03")]
    case = read_only_demo.get(MediationCase, found[0].id)
    assert case.state == "in_progress"


def test_the_sum_of_the_records_behind_a_sum_is_the_sum(read_only_demo: SqliteStore) -> None:
    made = reporting.table(read_only_demo, PACK, "pbgdpl-chi-so", TO_OCTOBER)
    events = [read_only_demo.get(OutreachEvent, one.id) for one in reporting.explain(read_only_demo, made, "PB50")]
    assert sum(event.spent() for event in events) == made.cell("PB50").value
    assert all(event.spent() for event in events)


def test_nothing_is_behind_nought_and_an_unknown_cell_is_refused(read_only_demo: SqliteStore) -> None:
    made = reporting.table(read_only_demo, PACK, "hoa-giai", TO_OCTOBER)
    assert reporting.explain(read_only_demo, made, "T01:c8") == []
    with pytest.raises(Problem, match="T09"):
        reporting.explain(read_only_demo, made, "T09:c1")


def test_the_next_report_due_follows_the_offices_setting(store: SqliteStore) -> None:
    assert reporting.next_due(store, date(2026, 6, 3))[1].day == date(2026, 6, 10)
    assert reporting.due(store, parse("2026:SBN")) is not None
    store.set_setting(MAKE_UP_SATURDAYS, False)
    assert reporting.next_due(store, date(2026, 11, 23))[1].day == date(2027, 1, 11)


def test_codes_of_the_demonstration_are_those_the_tests_name(read_only_demo: SqliteStore) -> None:
    assert len(list(read_only_demo.every(MediationCase, Query(where={"code": "HG-2026-T03-03"})))) == 1
