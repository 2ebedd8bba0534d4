"""After a merger the new unit sends what it took over, the province knows why it may, and every PC of it agrees."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import orjson
import pytest

from app import installed
from app.bundles import recovery
from app.bundles.errors import BadBundle, UnknownSigner
from app.ports import Query, Row
from app.problems import Problem
from app.records import MediationCase, Office, units
from app.records.office import Successor
from app.statistics.periods import parse
from app.usecases import giving_back, keys, merging_undo, merging_units, peers, receiving, reporting, states, syncing
from app.usecases.custody import maker_before_merger, succeeds
from app.usecases.demonstration import load_receiver
from app.usecases.merging_books import mergers
from app.usecases.merging_sources import Given, from_sealed
from app.usecases.office import own_office
from app.usecases.quarantine import retry_quarantine
from app.usecases.records import save
from db import SqliteStore, create_register, predecessors
from tests.sync import merging
from tests.sync.conftest import KEY, dump
from tests.sync.merging import ASKED, CODES, NEW, TODAY, WORDS, Past, everything, opened

PERIOD = parse("2026-01-01..2026-11-23")
TABLE = ("tong-hop-noi-bo", "hoa-giai")


@pytest.fixture
def merged(new: SqliteStore, past: list[Past]) -> SqliteStore:
    with opened(past) as sources:
        merging_units.apply(new, sources, ASKED, today=TODAY)
    return new


@pytest.fixture
def province(tmp_path: Path, new: SqliteStore) -> Iterator[SqliteStore]:
    """The receiving office, which knows the new unit."""
    folder = tmp_path / "sở"
    folder.mkdir()
    store = create_register(folder, KEY, unit="92", author="Người nhận")
    load_receiver(store)
    introduce(store, new)
    yield store
    store.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


def introduce(province: SqliteStore, unit: SqliteStore) -> None:
    keys.enroll(province, keys.card_file(unit)[1], checked_by="Người nhận")
    keys.enroll(unit, keys.card_file(province)[1], checked_by="Người gửi")


def tell_succession(province: SqliteStore, heir: str = NEW) -> None:
    """Write into the province's own list of units what went into what."""
    office = Office(code=heir, name="xã Ba Nguồn (hư cấu)", kind="commune")
    province.put(office)
    for code, name in zip(CODES, merging.NAMES, strict=True):
        after = [Successor(office.id, "merged", merging.SINCE, ASKED.basis)]
        province.put(Office(code=code, name=name, kind="commune", successors=after))


def sent_by(past: Past, province: SqliteStore, stick: Path) -> Path:
    """Let a predecessor send everything once, as it did before the merger."""
    with predecessors.opened(past.folder, passphrase=WORDS) as store:
        introduce(province, store)
        return syncing.export_bundle(store, stick).file.path


# --- to the province --------------------------------------------------------------------------------------------------


def test_the_province_takes_everything_and_its_figures_do_not_move(
    merged: SqliteStore, province: SqliteStore, past: list[Past], stick: Path
) -> None:
    for one in past:
        receiving.receive(province, sent_by(one, province, stick))
    before = reporting.table(province, *TABLE, PERIOD)
    assert [row.key for row in before.rows] == list(CODES)
    cases = {case.id: case.unit for case in province.every(MediationCase)}
    tell_succession(province)
    got = receiving.receive(province, syncing.export_bundle(merged, stick).file.path)
    assert got.receipt is not None
    assert got.receipt.refused == ()
    assert {case.id: case.unit for case in province.every(MediationCase)} == cases
    after = reporting.table(province, *TABLE, PERIOD)
    assert after.named_values() == before.named_values()
    assert [row.key for row in after.rows] != [NEW]  # one office reports now: by group, as in a commune
    assert [row.key for row in reporting.table(province, *TABLE, PERIOD, rows="unit").rows] == [NEW]
    old = reporting.table(province, *TABLE, PERIOD, rows="origin")
    assert [(row.key, row.values()) for row in old.rows] == [(row.key, row.values()) for row in before.rows]
    kept = reporting.table(province, *TABLE, PERIOD, units=[NEW])
    assert kept.named_values() == before.named_values()


def test_the_province_knows_which_office_made_what_the_new_unit_looks_after(
    merged: SqliteStore, province: SqliteStore, past: list[Past], stick: Path
) -> None:
    """Even when a later office bears the code of one that went in."""
    own = {code: own_office_id(one) for code, one in zip(CODES, past, strict=True)}
    for one in past:
        receiving.receive(province, sent_by(one, province, stick))
    tell_succession(province)
    receiving.receive(province, syncing.export_bundle(merged, stick).file.path)
    kept = province.keepers(MediationCase)
    made = {case.id: case.unit for case in province.every(MediationCase)}
    assert {one: found.origin for one, found in kept.items()} == {one: own[code] for one, code in made.items()}
    assert {found.unit for found in kept.values()} == {NEW}
    case = next(province.every(MediationCase))
    province.put(Office(code=case.unit, name="xã Khác Hẳn (hư cấu)", kind="commune"))
    assert maker_before_merger(province, case) == merging.NAMES[CODES.index(case.unit)]


def own_office_id(past: Past) -> str:
    with predecessors.opened(past.folder, passphrase=WORDS) as store:
        return own_office(store).id


def test_the_receipt_comes_home_and_every_record_counts_as_received(
    merged: SqliteStore, province: SqliteStore, stick: Path
) -> None:
    tell_succession(province)
    count = len(merged.ids(MediationCase, Query(drafts=False)))
    assert states.summary(merged)["mediation_case"]["unsent"] == count
    got = receiving.receive(province, syncing.export_bundle(merged, stick).file.path)
    assert got.receipt_file is not None
    receiving.receive(merged, got.receipt_file.path)
    assert states.summary(merged)["mediation_case"]["received"] == count
    assert dump(province, CODES[0])  # they still say where they were made


def test_an_edit_of_the_new_unit_arrives_and_a_late_one_of_the_old_unit_is_refused(
    merged: SqliteStore, province: SqliteStore, past: list[Past], stick: Path
) -> None:
    late = sent_by(past[0], province, stick)
    tell_succession(province)
    case = next(case for case in merged.every(MediationCase) if case.unit == CODES[0] and not case.draft)
    case.matter = "noise"
    save(merged, case)
    receiving.receive(province, syncing.export_bundle(merged, stick).file.path)
    assert province.get(MediationCase, case.id).matter == "noise"
    got = receiving.receive(province, late)  # exported before the merger, received after it
    assert got.receipt is not None
    assert got.receipt.refused == ()
    assert province.get(MediationCase, case.id).matter == "noise"
    with predecessors.opened(past[0].folder, passphrase=WORDS) as old:
        keys.enroll(province, keys.card_file(old)[1], checked_by="Người nhận")
        keys.enroll(old, keys.card_file(province)[1], checked_by="Người gửi")
        theirs = old.get(MediationCase, case.id)
        theirs.matter = "loan"
        save(old, theirs)
        got = receiving.receive(province, syncing.export_bundle(old, stick).file.path)
    assert got.receipt is not None
    assert [(line.id, line.reason) for line in got.receipt.refused] == [
        (case.id, f"hồ sơ này nay do đơn vị {NEW} quản lý")
    ]
    assert province.get(MediationCase, case.id).matter == "noise"


def test_nobody_takes_over_records_the_list_of_units_does_not_give_him(
    merged: SqliteStore, province: SqliteStore, past: list[Past], stick: Path
) -> None:
    receiving.receive(province, sent_by(past[0], province, stick))
    before = dump(province, CODES[0])
    file = syncing.export_bundle(merged, stick).file.path
    got = receiving.receive(province, file)
    assert got.receipt is not None
    assert {line.reason.partition(",")[0] for line in got.receipt.refused} == {
        f"hồ sơ thuộc đơn vị {code}" for code in CODES
    }
    assert dump(province, CODES[0]) == before
    assert dump(province, NEW)  # its own records are taken all the same
    tell_succession(province)
    retried = retry_quarantine(province)
    assert retried.left == 0
    assert len(province.ids(MediationCase)) == len(merged.ids(MediationCase, Query(drafts=False)))


def test_what_a_unit_says_of_itself_gives_it_nothing(merged: SqliteStore, province: SqliteStore, stick: Path) -> None:
    """The new unit may send offices of its own making, and even those may say whatever they like."""
    heir = own_office(merged)
    claim = Office(unit=NEW, code="99777", name="xã Bị Nhận Vơ", kind="commune", successors=[Successor(heir.id)])
    province.take_new(Office, [_row_of(merged, claim)], "gói")
    assert not succeeds(province, "99777", NEW)
    province.put(Office(code="99777", name="xã Bị Nhận Vơ", kind="commune"))
    assert not succeeds(province, "99777", NEW)


def _row_of(store: SqliteStore, office: Office) -> Row:
    store.put(office)
    row = store.known_rows(Office, [office.id])[office.id]
    store.give_up(Office, [office.id], "thử")
    return row


def test_reference_data_from_above_says_it_too(province: SqliteStore, new: SqliteStore) -> None:
    assert not succeeds(new, CODES[0], NEW)
    said = {"old_code": CODES[0], "old_name": "xã Cũ", "district": "", "code": NEW, "name": "xã Mới", "partial": False}
    item = installed.Item(installed.SUCCESSION, f"{CODES[0]}-{NEW}", orjson.dumps(said).decode())
    installed.put_in([item])
    try:
        assert succeeds(new, CODES[0], NEW)
        assert succeeds(province, CODES[0], NEW)
        assert not succeeds(province, CODES[1], NEW)
    finally:
        installed.put_in([])


def test_an_old_unit_of_2025_is_known_without_anybody_saying_so(province: SqliteStore) -> None:
    living = {unit.code for unit in units.units()}
    said = [one for one in units.successions("31519") if one.old_code not in living]
    assert said
    assert all(succeeds(province, one.old_code, one.code) for one in said)


# --- undo after sending -----------------------------------------------------------------------------------------------


def test_undo_is_refused_once_a_bundle_left(merged: SqliteStore, province: SqliteStore, stick: Path) -> None:
    syncing.export_bundle(merged, stick)
    before = everything(merged)
    with pytest.raises(Problem, match="đã xuất gói số 1 nên không hoàn tác được nữa"):
        merging_undo.undo(merged, mergers(merged)[0].id)
    assert everything(merged) == before


def test_a_bundle_sent_before_the_merger_does_not_stand_in_the_way(
    new: SqliteStore, province: SqliteStore, past: list[Past], stick: Path
) -> None:
    syncing.export_bundle(new, stick)
    before = everything(new)
    with opened(past[:1]) as sources:
        done = merging_units.apply(new, sources, ASKED, today=TODAY)
    merging_undo.undo(new, done.id)
    assert everything(new) == before


# --- other PCs of the new unit ----------------------------------------------------------------------------------------


@pytest.fixture
def second(merged: SqliteStore, tmp_path: Path, stick: Path) -> Iterator[SqliteStore]:
    """A second PC of the new unit, joined after the merger."""
    folder = tmp_path / "máy hai"
    folder.mkdir()
    store = create_register(folder, KEY, unit=NEW, author="Người thứ hai")
    peers.join(store, peers.pc_card_file(merged, "Máy một")[1], checked_by="thử")
    peers.add_peer(merged, peers.pc_card_file(store, "Máy hai")[1], checked_by="thử")
    yield store
    store.close()


def test_another_pc_of_the_new_unit_gets_everything_and_may_edit_it(
    merged: SqliteStore, second: SqliteStore, stick: Path
) -> None:
    receiving.receive(second, peers.export_peer(merged, stick).file.path)
    assert dump(second, NEW) == dump(merged, NEW)
    case = next(case for case in second.every(MediationCase) if case.unit == CODES[1] and not case.draft)
    case.matter = "noise"
    save(second, case)
    receiving.receive(merged, peers.export_peer(second, stick).file.path)
    assert merged.get(MediationCase, case.id).matter == "noise"
    with pytest.raises(Problem, match="gói cho máy khác của đơn vị"):
        merging_undo.undo(merged, mergers(merged)[0].id)


# --- a predecessor without its computer -------------------------------------------------------------------------------


def test_the_last_bundle_and_the_paper_code_do_where_the_computer_is_gone(
    new: SqliteStore, province: SqliteStore, past: list[Past], stick: Path
) -> None:
    file = sent_by(past[0], province, stick)
    with (
        pytest.raises(UnknownSigner),
        from_sealed(new, Given(file, recovery_code=past[0].recovery), predecessors.scratch),
    ):
        pass
    with predecessors.opened(past[0].folder, passphrase=WORDS) as old:
        keys.enroll(new, keys.card_file(old)[1], checked_by="Người nhập")
        there = {case.id for case in old.every(MediationCase)}
    with (
        pytest.raises(BadBundle),
        from_sealed(new, Given(file, recovery_code=recovery.new_code()), predecessors.scratch),
    ):
        pass
    with pytest.raises(Problem, match="mã khôi phục"), from_sealed(new, Given(file), predecessors.scratch):
        pass
    with ExitStack() as stack:
        given = Given(file, recovery_code=past[0].recovery)
        sources = [stack.enter_context(from_sealed(new, given, predecessors.scratch))]
        sources += [
            stack.enter_context(predecessors.opened(one.folder, recovery_code=one.recovery)) for one in past[1:]
        ]
        done = merging_units.apply(new, sources, ASKED, today=TODAY)
    assert there <= {case.id for case in new.every(MediationCase)}
    assert all(total.same() for total in done.totals)
    assert all(case.content for case in new.every(MediationCase) if not case.draft)  # names and stories came along


def test_what_the_province_gives_back_does_too(
    new: SqliteStore, province: SqliteStore, past: list[Past], stick: Path
) -> None:
    receiving.receive(province, sent_by(past[0], province, stick))
    given = giving_back.give_back(province, CODES[0], stick)
    with from_sealed(new, Given(given.file.path, recovery_code=past[0].recovery), predecessors.scratch) as source:
        assert source.unit == CODES[0]
        merging_units.apply(new, [source], ASKED, today=TODAY)
    with predecessors.opened(past[0].folder, passphrase=WORDS) as old:
        assert {case.id for case in old.every(MediationCase)} == {case.id for case in new.every(MediationCase)}
        assert [case.content for case in new.every(MediationCase)] == [
            case.content for case in old.every(MediationCase)
        ]


def test_a_file_without_a_sealed_part_says_so(new: SqliteStore, province: SqliteStore, stick: Path) -> None:
    got = receiving.receive(province, syncing.export_bundle(new, stick).file.path)
    assert got.receipt_file is not None
    receipt = Given(got.receipt_file.path, recovery_code=recovery.new_code())
    with pytest.raises(BadBundle, match="không kèm phần niêm phong"), from_sealed(new, receipt, predecessors.scratch):
        pass


# --- a chain of mergers -----------------------------------------------------------------------------------------------


def test_a_unit_made_of_others_is_taken_in_by_the_next_with_all_its_past(
    merged: SqliteStore, province: SqliteStore, past: list[Past], tmp_path: Path, stick: Path
) -> None:
    tell_succession(province)
    receiving.receive(province, syncing.export_bundle(merged, stick).file.path)
    figures = reporting.table(province, *TABLE, PERIOD).named_values()
    heir = merging.make_new(tmp_path / "xã sau", "99960")
    done = merging_units.apply(heir, [merged], ASKED, today=TODAY)
    assert all(total.same() for total in done.totals)
    assert {case.unit for case in heir.every(MediationCase)} == set(CODES)
    origins = reporting.table(heir, *TABLE, PERIOD, rows="origin")
    assert sorted(row.label for row in origins.rows) == sorted(merging.NAMES)
    introduce(province, heir)
    ours = next(province.every(Office, Query(where={"code": NEW, "name": "xã Ba Nguồn (hư cấu)"})))
    after = Office(code="99960", name="xã Ba Nguồn mới", kind="commune")
    province.put(after)
    mine = next(office for office in province.every(Office) if office.code == NEW and office.unit == "92")
    mine.successors = [Successor(after.id, "merged", merging.SINCE, ASKED.basis)]
    province.put(mine)
    got = receiving.receive(province, syncing.export_bundle(heir, stick).file.path)
    assert got.receipt is not None
    assert got.receipt.refused == ()
    assert reporting.table(province, *TABLE, PERIOD).named_values() == figures
    assert [row.key for row in reporting.table(province, *TABLE, PERIOD, rows="unit").rows] == ["99960"]
    assert ours.code == NEW
    heir.close()
