"""Three communes become one: nothing is lost or counted twice, records keep where they come from, undo is whole."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.ports import Query
from app.problems import Problem
from app.records import Attachment, Hamlet, MediationCase, Mediator, NumberRange, Office, OutreachEvent, Route
from app.records.mediation import Party
from app.records.reports import FrozenReport
from app.statistics.indicators import INDICATORS
from app.statistics.packs import packs
from app.statistics.periods import parse
from app.usecases import merging_totals, merging_undo, merging_units, reporting
from app.usecases.comparing import compare
from app.usecases.custody import is_ours, maker_before_merger
from app.usecases.merging_books import mergers
from app.usecases.office import own_office
from app.usecases.records import remove, save
from app.usecases.writers import writer_of
from db import SqliteStore, backup
from tests.sync import merging
from tests.sync.merging import ASKED, CODES, NAMES, NEW, SINCE, TODAY, Past, everything, opened, rows_of


@pytest.fixture
def merged(new: SqliteStore, past: list[Past]) -> SqliteStore:
    with opened(past) as sources:
        merging_units.apply(new, sources, ASKED, today=TODAY)
    return new


# --- numbers ----------------------------------------------------------------------------------------------------------


def test_every_indicator_of_every_year_is_the_sum_of_the_predecessors(new: SqliteStore, past: list[Past]) -> None:
    with opened(past) as sources:
        shown = merging_units.preview(new, sources, ASKED, today=TODAY)
        done = merging_units.apply(new, sources, ASKED, today=TODAY)
        years = merging_totals.spans(sources, TODAY)
        counted = {
            (period.label, name): sum(known.figure(reporting.facts(one, period), period).value for one in sources)
            for period in years
            for name, known in INDICATORS.items()
        }
    assert shown.different() == ()
    assert shown.totals == done.totals
    assert {(total.period.label, total.name): total.after for total in done.totals} == counted
    assert {total.name for total in done.totals} == set(INDICATORS)
    assert sum(total.after > 0 for total in done.totals) > 60
    again = {
        (period.label, name): known.figure(reporting.facts(new, period), period).value
        for period in years
        for name, known in INDICATORS.items()
    }
    assert again == counted


TABLE, PERIOD = ("tong-hop-noi-bo", "hoa-giai"), parse("2026-01-01..2026-11-23")
TABLES = [(pack.id, spec.id) for pack in packs() for spec in pack.tables]


@pytest.mark.parametrize(("pack", "table"), TABLES)
def test_every_table_of_every_pack_adds_up_to_what_the_predecessors_reported(
    merged: SqliteStore, past: list[Past], pack: str, table: str
) -> None:
    period = parse("2026-01-01..2026-11-23")
    with opened(past) as sources:
        before = [reporting.table(one, pack, table, period).named_values() for one in sources]
    after = reporting.table(merged, pack, table, period)
    assert after.named_values() == {name: sum(one[name] for one in before) for name in after.named_values()}
    assert any(after.named_values().values())
    assert not after.broken


def test_a_table_shows_the_boundaries_of_today_or_those_of_before(merged: SqliteStore, past: list[Past]) -> None:
    period = parse("2026-01-01..2026-11-23")
    pack, table = "tong-hop-noi-bo", "hoa-giai"
    assert len(reporting.table(merged, pack, table, period).rows) == 15  # by group: one office reports
    today = reporting.table(merged, pack, table, period, rows="unit")
    assert [row.key for row in today.rows] == [NEW]
    before = reporting.table(merged, pack, table, period, rows="origin")
    assert [row.label for row in before.rows] == list(NAMES)  # in the order of their codes
    with opened(past) as sources:
        own = {own_office(one).name: reporting.table(one, pack, table, period).named_values() for one in sources}
    assert {row.label: row.values() for row in before.rows} == own
    only = reporting.table(merged, pack, table, period, units=[CODES[1]])
    assert only.named_values() == own[NAMES[1]]


def _office(store: SqliteStore, name: str) -> Office:
    return next(office for office in store.every(Office) if office.name == name)


def test_a_report_frozen_by_a_predecessor_is_compared_with_its_own_records_as_before(
    merged: SqliteStore, past: list[Past]
) -> None:
    here = {report.id: report for report in merged.every(FrozenReport)}
    assert {report.unit for report in here.values()} == set(CODES)
    with opened(past) as sources:
        for source in sources:
            for report in source.every(FrozenReport):
                assert compare(merged, here[report.id]).cells == compare(source, report).cells


# --- records ----------------------------------------------------------------------------------------------------------


def test_records_come_as_they_were_with_their_unit_their_numbers_and_who_wrote_what(
    merged: SqliteStore, past: list[Past]
) -> None:
    here = rows_of(merged)
    with opened(past) as sources:
        for source in sources:
            own = {one: row for one, row in rows_of(source, source.unit).items() if one in here}
            assert len(own) == len(rows_of(source, source.unit)) - 1  # the address of the province stays behind
            for one, row in own.items():
                assert here[one].unit == source.unit
                touched = {name for name in row.columns if here[one].columns[name] != row.columns[name]}
                assert touched <= {"code", "valid_to", "successors"}
                if not touched:
                    assert (here[one].vv, here[one].dots, here[one].draft) == (row.vv, row.dots, row.draft)
    cases = list(merged.every(MediationCase))
    assert {case.unit for case in cases} == set(CODES)
    assert len({case.code for case in cases}) < len(cases)  # the same printed number in two communes stays twice
    assert not any(case.code.startswith(("HG-2026-BS", "HG-2026-RG", "HG-2026-CM")) for case in cases)


def test_predecessors_end_with_the_act_and_the_heir_and_the_new_office_lives(merged: SqliteStore) -> None:
    ours = own_office(merged)
    assert (ours.code, ours.valid_to) == (NEW, None)
    for name in NAMES:
        office = _office(merged, name)
        assert office.valid_to == date(2026, 9, 30)
        assert [(one.office, one.manner, one.since, one.basis) for one in office.successors] == [
            (ours.id, "merged", SINCE, ASKED.basis)
        ]
    assert [route.name for route in merged.every(Route)] == ["Xã gửi Sở Tư pháp"]


def test_the_history_of_a_record_says_from_where_it_came(merged: SqliteStore) -> None:
    for kind in (Hamlet, Mediator, MediationCase):
        record = next(merged.every(kind))
        said = merged.history(kind, record.id)[-1]
        assert said.action == "received"
        assert said.note.startswith("Nhập từ xã ")
        assert said.note.endswith(f"khi sáp nhập từ ngày 01/10/2026, {ASKED.basis}")
        assert writer_of(merged, said) == said.note
        assert maker_before_merger(merged, record) in NAMES
    assert maker_before_merger(merged, own_office(merged)) == ""
    group = merging.groups(merged)["BS-T01"]
    change = merged.history(type(group), group.id)[0]
    assert change.fields["code"] == ("T01", "BS-T01")


def test_attached_files_come_with_their_records(merged: SqliteStore) -> None:
    attached = list(merged.every(Attachment))
    assert attached
    assert all(merged.blobs.read(one.sha256) for one in attached if one.file_name == "bien-ban.pdf")
    assert sum(one.file_name == "bien-ban.pdf" for one in attached) == 3


def test_new_numbers_go_on_in_each_book_and_never_meet_an_old_one(merged: SqliteStore) -> None:
    old = {(case.group, case.number) for case in merged.every(MediationCase)}
    codes = {case.code for case in merged.every(MediationCase)}
    for code, group in merging.groups(merged).items():
        case = _case(group.id)
        save(merged, case)
        assert case.unit == NEW
        assert (group.id, case.number) not in old
        assert case.number is not None
        assert case.code == f"HG-2026-{code}-{case.number:02d}"
        assert case.code not in codes
        codes.add(case.code)


def _case(group: str) -> MediationCase:
    return MediationCase(
        received_on=date(2026, 11, 2),
        group=group,
        ground="one_party",
        scope="civil",
        matter="land",
        parties=[Party(side="A", full_name="Người Thứ Nhất"), Party(side="B", full_name="Người Thứ Hai")],
        content="Ranh đất hư cấu.",
    )


def test_books_whose_numbers_were_shared_out_among_pcs_lease_new_ones_to_this_pc(merged: SqliteStore) -> None:
    ours = [span for span in merged.every(NumberRange) if span.replica == merged.replica]
    theirs = [span for span in merged.every(NumberRange) if span.replica != merged.replica]
    assert len(ours) == len(theirs) == 3
    for span in ours:
        assert (span.first or 0) > max(other.last or 0 for other in theirs if other.group == span.group)


def test_the_new_unit_edits_removes_and_brings_back_what_it_took_over(merged: SqliteStore) -> None:
    case = next(case for case in merged.every(MediationCase) if case.unit == CODES[2] and not case.draft)
    assert is_ours(merged, case)
    case.note = "Xã mới ghi thêm"
    save(merged, case)
    assert merged.get(MediationCase, case.id).unit == CODES[2]
    event = next(event for event in merged.every(OutreachEvent) if event.state != "closed")
    remove(merged, event, reason="Thử")
    stranger = replace(case, id="0" * 8 + case.id[8:], unit="99999")
    with pytest.raises(Problem, match="99999"):
        save(merged, stranger)


# --- undo -------------------------------------------------------------------------------------------------------------


def test_undo_leaves_the_register_as_it_was_and_it_can_be_done_again(new: SqliteStore, past: list[Past]) -> None:
    before = everything(new)
    with opened(past) as sources:
        done = merging_units.apply(new, sources, ASKED, today=TODAY)
        after = len(everything(new))
        assert after > len(before) + 800
        merging_undo.undo(new, done.id)
        assert everything(new) == before
        assert new.ids(MediationCase, Query(text="ranh")).tolist() == []
        assert mergers(new)[0].undone
        backup.verify(new.connection)
        with pytest.raises(Problem, match="đã được hoàn tác"):
            merging_undo.undo(new, done.id)
        again = merging_units.apply(new, sources, ASKED, today=TODAY)
    assert len(everything(new)) == after
    assert [one.id for one in mergers(new)] == [done.id, again.id]


def test_undo_lets_go_of_attached_files_that_nothing_names_any_more(new: SqliteStore, past: list[Past]) -> None:
    with opened(past) as sources:
        done = merging_units.apply(new, sources, ASKED, today=TODAY)
    digests = [one.sha256 for one in new.every(Attachment) if one.file_name == "bien-ban.pdf"]
    assert all(new.blobs.has(digest) for digest in digests)
    merging_undo.undo(new, done.id)
    assert not any(new.blobs.has(digest) for digest in digests)


def test_undo_is_refused_once_somebody_went_on_working_with_it(merged: SqliteStore) -> None:
    save(merged, _case(merging.groups(merged)["BS-T01"].id))
    standing = everything(merged)
    with pytest.raises(Problem, match="đã ghi, sửa 1 hồ sơ"):
        merging_undo.undo(merged, mergers(merged)[0].id)
    assert everything(merged) == standing
    with pytest.raises(Problem, match="Không có lần sáp nhập"):
        merging_undo.undo(merged, "x")


def test_merging_into_a_register_with_work_of_its_own_keeps_that_and_undo_gives_it_back(
    new: SqliteStore, past: list[Past]
) -> None:
    from app.records import MediationGroup

    hamlet = Hamlet(name="Đầu Nguồn", kind="ap")
    group = MediationGroup(code="T01", name="Tổ hòa giải ấp Đầu Nguồn", hamlets=(hamlet.id,))
    for record in (hamlet, group):
        new.put(record)
    save(new, _case(group.id))
    before = everything(new)
    with opened(past[:1]) as sources:
        done = merging_units.apply(new, sources, ASKED, today=TODAY)
    received = next(one for one in done.totals if one.name == "mediation.received")
    assert (received.here, received.after) == (1, received.parts[0] + 1)
    assert {"T01", "BS-T01"} <= set(merging.groups(new))  # the codes of the new unit's own groups stay
    merging_undo.undo(new, done.id)
    assert everything(new) == before


# --- the sources stay as they are -------------------------------------------------------------------------------------


def test_the_predecessors_registers_are_not_changed_by_a_byte(new: SqliteStore, past: list[Past]) -> None:
    before = [_fingerprints(one.folder) for one in past]
    with opened(past) as sources:
        merging_units.preview(new, sources, ASKED, today=TODAY)
        merging_units.apply(new, sources, ASKED, today=TODAY)
    assert [_fingerprints(one.folder) for one in past] == before


def test_a_preview_keeps_nothing(new: SqliteStore, past: list[Past]) -> None:
    before, log = everything(new), new.last_seq()
    with opened(past) as sources:
        merging_units.preview(new, sources, ASKED, today=TODAY)
    assert (everything(new), new.last_seq(), mergers(new)) == (before, log, [])
    assert not any(new.blobs.has(one.sha256) for one in new.every(Attachment))


def _fingerprints(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


# --- a new unit that keeps the code of an old one ---------------------------------------------------------------------


def test_the_new_unit_may_keep_the_code_of_a_predecessor(past: list[Past], tmp_path: Path) -> None:
    new = merging.make_new(tmp_path / "giữ mã", CODES[0])
    ours, before = own_office(new).id, everything(new)
    with opened(past) as sources:
        done = merging_units.apply(new, sources, ASKED, today=TODAY)
        own = {own_office(one).name: reporting.table(one, *TABLE, PERIOD).named_values() for one in sources}
    assert all(total.same() for total in done.totals)
    assert own_office(new).id == ours
    old = next(office for office in new.every(Office) if office.name == NAMES[0])
    assert [one.office for one in old.successors] == [ours]
    origins = reporting.table(new, *TABLE, PERIOD, rows="origin")
    assert {row.label: row.values() for row in origins.rows} == own
    assert [row.key for row in reporting.table(new, *TABLE, PERIOD, rows="unit").rows] == [CODES[0]]
    merging_undo.undo(new, done.id)
    assert everything(new) == before
    new.close()
