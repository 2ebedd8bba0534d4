"""Frozen reports: kept with the records behind them, never changed, compared with what the register says today."""

from __future__ import annotations

from datetime import date

import pytest

from app.bundles.policy import columns_at
from app.declaring import to_row
from app.ports import Query
from app.problems import Problem
from app.records import FrozenReport, LawClub, MediationCase, OutreachEvent, Propagandist, new_id
from app.records.reports import COUNTED_IN, FrozenColumn, FrozenRow
from app.statistics.periods import free_period, parse
from app.usecases import comparing, freezing, reporting
from app.usecases.comparing import ADDED, CHANGED, GONE, CellChange, compare
from db import SqliteStore

PACK = "tong-hop-noi-bo"
PERIOD = parse("2026:SBN")
TODAY = date(2026, 11, 5)


def frozen(store: SqliteStore, table: str = "hoa-giai", **said: str) -> FrozenReport:
    return freezing.freeze(store, reporting.table(store, PACK, table, PERIOD), on=TODAY, **said)


def case_named(store: SqliteStore, code: str) -> MediationCase:
    return next(store.every(MediationCase, Query(where={"code": code})))


def end_as_failure(store: SqliteStore, code: str = "HG-2026-T03-03", on: date = date(2026, 10, 30)) -> MediationCase:
    case = case_named(store, code)
    case.state, case.ended_on, case.end_reason, case.failure_reason = "failure", on, "party_stops", "Không thống nhất."
    store.put(case)
    return case


# --- freezing ---------------------------------------------------------------------------------------------------------


def test_a_frozen_report_keeps_its_figures_its_period_and_the_records_behind_them(demo: SqliteStore) -> None:
    kept = demo.get(FrozenReport, frozen(demo).id)
    assert (kept.period, kept.first_day, kept.cut_off) == ("2026:SBN", date(2026, 1, 1), date(2026, 10, 31))
    assert (kept.version, kept.frozen_on, kept.draft) == (1, TODAY, False)
    assert kept.rows[0].numbers() == [13, 4, 6, 2, 1, 0, 0, 0, 0, 10, 4, 4, 1, 1, 0, 0, 0, 2, 1]
    assert len(kept.cases) == 13
    assert case_named(demo, "HG-2026-T02-03").id not in kept.cases  # out of scope
    assert (kept.events, kept.mediators) == ((), ())
    assert list(kept.issues()) == []


@pytest.mark.parametrize("table", ["hoa-giai", "hoa-giai-vien", "pbgdpl", "pbgdpl-chi-so"])
def test_every_table_can_be_frozen_and_is_the_same_right_after(demo: SqliteStore, table: str) -> None:
    report = frozen(demo, table)
    assert compare(demo, report).same()
    again = freezing.as_table(demo.get(FrozenReport, report.id))
    now = reporting.table(demo, PACK, table, PERIOD)
    assert [(row.key, row.label, [cell.value for cell in row.cells]) for row in again.all_rows()] == [
        (row.key, row.label, [cell.value for cell in row.cells]) for row in now.all_rows()
    ]


def test_what_is_frozen_is_what_the_register_says_at_that_moment(demo: SqliteStore) -> None:
    shown = reporting.table(demo, PACK, "hoa-giai", PERIOD)
    end_as_failure(demo)
    report = freezing.freeze(demo, shown, on=TODAY)
    assert report.rows[0].numbers()[-2:] == [3, 0]
    assert compare(demo, report).same()


def test_a_second_version_needs_a_reason_and_names_the_first(demo: SqliteStore) -> None:
    first = frozen(demo)
    with pytest.raises(Problem, match="lần 1"):
        frozen(demo)
    second = frozen(demo, reason="Bổ sung kết quả vụ HG-2026-T03-03")
    assert (second.version, second.replaces) == (2, first.id)
    assert [one.id for one in freezing.versions(demo, PACK, "hoa-giai", "2026:SBN")] == [first.id, second.id]
    assert frozen(demo, "pbgdpl").version == 1


def test_figures_that_break_a_rule_are_frozen_only_with_an_explanation(demo: SqliteStore) -> None:
    person = next(demo.every(Propagandist))
    person.sex = ""
    demo.put(person)
    with pytest.raises(Problem, match="nam và nữ"):
        frozen(demo, "pbgdpl-chi-so")
    report = frozen(demo, "pbgdpl-chi-so", explanation="Một người chưa ghi giới tính.")
    assert report.explanation
    assert demo.find(FrozenReport, report.id)


def test_a_report_shared_out_by_month_or_of_some_units_is_compared_in_the_same_way(demo: SqliteStore) -> None:
    shown = reporting.table(demo, PACK, "hoa-giai", PERIOD, units=["99901"], rows="month")
    report = freezing.freeze(demo, shown, on=TODAY)
    assert (report.shared_by, report.units) == ("month", "99901")
    other = case_named(demo, "HG-2026-T01-01")
    demo.put(MediationCase(id=new_id(), unit="99902", received_on=other.received_on, group=other.group, scope="civil"))
    assert compare(demo, report).same()


def test_a_free_period_keeps_its_days(demo: SqliteStore) -> None:
    period = free_period(date(2026, 2, 1), date(2026, 4, 30))
    report = freezing.freeze(demo, reporting.table(demo, PACK, "hoa-giai", period), on=TODAY)
    assert freezing.period_of(report) == period


# --- what changed since -----------------------------------------------------------------------------------------------


def test_a_case_that_ended_since_is_told_with_the_cells_and_the_fields(demo: SqliteStore) -> None:
    report = frozen(demo)
    case = end_as_failure(demo)
    changed = compare(demo, report)
    assert CellChange("T03", "Tổ hòa giải ấp Kinh Mới", "c18", "Hòa giải không thành", 1, 2) in changed.cells
    assert {(cell.row, cell.column, cell.now - cell.before) for cell in changed.cells} == {
        ("total", "c18", 1),
        ("total", "c19", -1),
        ("T03", "c18", 1),
        ("T03", "c19", -1),
    }
    assert [(one.id, one.what) for one in changed.records] == [(case.id, CHANGED)]
    said = changed.records[0].said
    assert "Trạng thái: Đang hòa giải → Hòa giải không thành" in said
    assert "Ngày kết thúc: trống → 30/10/2026" in said


def test_private_and_long_fields_are_said_to_have_changed_without_their_words(demo: SqliteStore) -> None:
    report = frozen(demo)
    case = end_as_failure(demo)
    case.requested_by = "Bà Thạch Thị Sóc Kha"
    demo.put(case)
    said = compare(demo, report).records[0].said
    assert "Lý do không thành: đã sửa" in said
    assert "Người, cơ quan yêu cầu hoặc đề nghị: đã sửa" in said
    assert not any("Không thống nhất" in line or "Sóc Kha" in line for line in said)


def test_a_new_case_and_a_removed_one_are_told(demo: SqliteStore) -> None:
    report = frozen(demo)
    gone = case_named(demo, "HG-2026-T01-01")
    demo.delete(gone)
    new = MediationCase(id=new_id(), received_on=date(2026, 5, 5), group=gone.group, scope="family", state="received")
    demo.put(new)
    changed = compare(demo, report)
    assert {(one.id, one.what, one.said) for one in changed.records} == {
        (new.id, ADDED, ("mới nhập",)),
        (gone.id, GONE, ("đã xóa",)),
    }
    assert ("total", "c1") not in {(cell.row, cell.column) for cell in changed.cells}  # one came, one went


def test_a_sum_that_changed_names_the_event(demo: SqliteStore) -> None:
    report = frozen(demo, "pbgdpl")
    event = next(demo.every(OutreachEvent, Query(where={"code": "SK-2026-003"})))
    event.attended, event.men, event.kinh = 70, 22, 26
    demo.put(event)
    changed = compare(demo, report)
    assert {(cell.row, cell.column, cell.before, cell.now) for cell in changed.cells} == {
        ("total", "c3", 1174, 1182),
        ("seminar", "c3", 62, 70),
    }
    assert [one.id for one in changed.records] == [event.id]
    assert "Số lượt người dự: 62 → 70" in changed.records[0].said


def test_a_change_that_moves_no_number_is_not_told(demo: SqliteStore) -> None:
    report = frozen(demo)
    case = case_named(demo, "HG-2026-T01-01")
    case.note = "Đã gọi điện hỏi thăm."
    demo.put(case)
    assert compare(demo, report).same()


def test_what_happened_before_the_freezing_is_not_told_as_a_change(demo: SqliteStore) -> None:
    end_as_failure(demo)
    report = frozen(demo)
    end_as_failure(demo, "HG-2026-T01-01")
    assert [one.label for one in compare(demo, report).records] == ["Vụ HG-2026-T01-01"]


def test_whoever_changes_a_record_can_be_told_in_which_reports_it_was_counted(demo: SqliteStore) -> None:
    report = frozen(demo)
    counted, not_counted = case_named(demo, "HG-2026-T01-01"), case_named(demo, "HG-2026-T02-03")
    assert report.id in [one.id for one in comparing.reports_with(demo, "mediation_case", counted.id)]
    assert report.id not in [one.id for one in comparing.reports_with(demo, "mediation_case", not_counted.id)]
    assert comparing.reports_with(demo, "hamlet", "x") == []


def test_a_club_that_came_since_is_named_and_an_older_report_invents_none(demo: SqliteStore) -> None:
    report = frozen(demo, "pbgdpl-dieu-kien")
    assert report.clubs
    assert report.tasks
    known = list(report.clubs)
    older = demo.get(FrozenReport, report.id)
    older.clubs = older.books = older.loans = older.tasks = ()
    assert compare(demo, older).same()
    club = LawClub(name="Câu lạc bộ mới", founded_on=date(2026, 5, 4), members=12)
    demo.put(club)
    found = {one.id: one.what for one in compare(demo, report).records}
    assert found[club.id] == comparing.ADDED
    assert not set(found) & set(known)


# --- the record itself ------------------------------------------------------------------------------------------------


def test_a_frozen_report_leaves_with_its_figures_and_without_the_ids_of_records(demo: SqliteStore) -> None:
    columns = columns_at(FrozenReport, to_row(frozen(demo)), "figures")
    assert columns["rows"]
    assert not set(COUNTED_IN.values()) & set(columns)


@pytest.mark.parametrize("values", ["1", "1 2 3", "1 x", "1 -2", "1 ²"])
def test_a_row_with_other_numbers_than_its_columns_is_not_complete(values: str) -> None:
    columns = [FrozenColumn("c1", "Một"), FrozenColumn("c2", "Hai")]
    report = FrozenReport(name="Thử", period="2026:SBN", columns=columns, rows=[FrozenRow("T01", "Tổ 1", values)])
    assert any(issue.field == "rows" and "2 số" in issue.message for issue in report.conflicts())


def test_a_table_whose_columns_changed_since_is_not_shown_as_if_it_were_the_same(demo: SqliteStore) -> None:
    report = frozen(demo)
    report.columns = report.columns[:-1]
    with pytest.raises(Problem, match="các cột khác"):
        freezing.as_table(report)
