"""A middle office carries the communes' files whole: every level verifies the author, receipts come the same way."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bundles import envelope
from app.bundles.opening import head_of, open_envelope
from app.bundles.relaying import pieces_of, read_post, whole
from app.ports import Query
from app.problems import Problem
from app.records.mediation import MediationCase
from app.records.office import Office, Route
from app.usecases import keys, receiving, relaying, states, syncing
from app.usecases.letters import KIND_WORDS, keep, row_of, waiting
from app.usecases.office import next_stop
from app.usecases.receiving_office import matrix
from app.usecases.records import save
from app.usecases.routes import PRESETS, Way, on_the_way, preset, set_route, stops_after
from db import create_register
from tests.sync.conftest import dump
from tests.sync.relay_world import COMMUNE, KEY, MIDDLE, MIDDLE_NAME, PROVINCE, Levels, know, three_levels


@pytest.fixture
def levels(tmp_path: Path) -> Iterator[Levels]:
    with three_levels(tmp_path) as made:
        yield made


def up(levels: Levels) -> relaying.PostWritten:
    """Send from the commune to the middle office, and write the middle office's post for the province."""
    sent = syncing.export_bundle(levels.commune, levels.low)
    receiving.receive(levels.middle, sent.file.path)
    [post] = relaying.write_waiting(levels.middle, levels.high, unit=PROVINCE)
    return post


def down(levels: Levels, answers: Path) -> relaying.PostWritten:
    receiving.receive(levels.middle, answers)
    [post] = relaying.write_waiting(levels.middle, levels.low, unit=COMMUNE)
    return post


def letter_of(got: receiving.Received) -> relaying.TakenLetter:
    assert got.letters is not None
    [letter] = got.letters
    return letter


def case_of(levels: Levels) -> MediationCase:
    return next(levels.commune.every(MediationCase, Query(where={"code": "HG-2026-T01-01"})))


def test_what_the_commune_signed_arrives_unchanged_and_its_receipt_comes_home_the_same_way(levels: Levels) -> None:
    post = up(levels)
    assert dump(levels.province) == []
    got = receiving.receive(levels.province, post.file.path)
    letter = letter_of(got)
    assert letter.received is not None
    assert letter.received.receipt is not None
    assert letter.received.receipt.complete()
    assert (got.unit, letter.author) == (MIDDLE, COMMUNE)
    assert dump(levels.province) == dump(levels.middle) != []
    assert got.receipt_file is not None
    home = receiving.receive(levels.commune, down(levels, got.receipt_file.path).file.path)
    assert letter_of(home).received is not None
    assert letter_of(home).received.acknowledged == letter.received.receipt
    assert states.summary(levels.commune)["mediation_case"] == {"received": 15}


def test_the_file_inside_is_byte_for_byte_the_one_the_commune_wrote(levels: Levels) -> None:
    sent = syncing.export_bundle(levels.commune, levels.low)
    receiving.receive(levels.middle, sent.file.path)
    [post] = relaying.write_waiting(levels.middle, levels.high)
    own = keys.own_keys(levels.province)
    with open_envelope(post.file.path, own, lambda key: keys.trusted(levels.province, key), practice=False) as opened:
        assert (opened.head.unit, opened.head.kind) == (MIDDLE, "support")
        [letter] = read_post(opened.bag).letters
        assert b"".join(whole(opened.bag, letter)) == sent.file.path.read_bytes()


def test_the_province_sees_the_commune_as_the_author_and_the_middle_office_as_the_carrier(levels: Levels) -> None:
    receiving.receive(levels.province, up(levels).file.path)
    [row] = levels.province.notes("received_bundle")
    assert (row["unit"], row["carrier"]) == (COMMUNE, MIDDLE)
    [line] = matrix(levels.province, 2026, date(2027, 2, 1))
    assert line.unit == COMMUNE
    assert line.carrier == MIDDLE_NAME
    assert len(levels.province.ids(MediationCase, Query(units=frozenset((COMMUNE,))))) == 15


def test_a_receipt_of_the_office_on_the_way_does_not_count_as_arrival(levels: Levels) -> None:
    sent = syncing.export_bundle(levels.commune, levels.low)
    got = receiving.receive(levels.middle, sent.file.path)
    assert got.receipt_file is not None
    receiving.receive(levels.commune, got.receipt_file.path)
    assert states.summary(levels.commune)["mediation_case"] == {"exported": 15}
    assert on_the_way(levels.commune.notes("sent_bundle")[0]) == [MIDDLE_NAME]
    state = next(iter(states.Progressing(levels.commune).of(MediationCase).values()))
    assert MIDDLE_NAME in state.words


# --- tampering --------------------------------------------------------------------------------------------------------


def repacked(file: Path, change: bytes) -> bytes:
    """Return a bundle with another payload under its author's envelope, as only a forger would make it."""
    with zipfile.ZipFile(file) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    members["payload.age"] = change
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize("how", ["a bit", "the end", "the payload", "the envelope"])
def test_what_was_changed_at_the_middle_office_is_refused_alone_and_told_back(levels: Levels, how: str) -> None:
    sent = syncing.export_bundle(levels.commune, levels.low)
    receiving.receive(levels.middle, sent.file.path)
    good = sent.file.path.read_bytes()
    bad = {
        "a bit": good[:9_000] + bytes([good[9_000] ^ 1]) + good[9_001:],
        "the end": good[:-1],
        "the payload": repacked(sent.file.path, b"age-encryption.org/v1 khong phai"),
        "the envelope": good.replace(b'"practice":false', b'"practice":true ', 1),
    }[how]
    [row] = levels.middle.notes("letter")
    forged = row_of(head_of(sent.file.path), bad, came_from=COMMUNE)
    levels.middle.strike("letter", {"id": row["id"]})
    keep(levels.middle, forged | {"addressee": PROVINCE}, bad)
    [post] = relaying.write_waiting(levels.middle, levels.high)
    got = receiving.receive(levels.province, post.file.path)
    assert letter_of(got).received is None
    assert letter_of(got).refused
    assert dump(levels.province) == []
    assert levels.province.notes("received_bundle") == []
    assert got.receipt_file is not None
    receiving.receive(levels.middle, got.receipt_file.path)
    assert levels.middle.notes("letter")[0]["returned"] == letter_of(got).refused


def test_the_middle_office_cannot_pass_the_communes_records_off_as_its_own(levels: Levels) -> None:
    sent = syncing.export_bundle(levels.commune, levels.low)
    receiving.receive(levels.middle, sent.file.path)
    own = syncing.export_bundle(levels.middle, levels.high)
    receiving.receive(levels.province, own.file.path)
    assert len(levels.province.ids(MediationCase)) == 0
    assert own.counts == {"office": 1}


def test_a_letter_of_a_commune_nobody_enrolled_is_refused_and_comes_once_it_is(levels: Levels) -> None:
    post = up(levels)
    levels.province.strike("enrolled_key", {"unit": COMMUNE})
    got = receiving.receive(levels.province, post.file.path)
    assert "chưa được ghi danh" in letter_of(got).refused
    know(levels.province, levels.commune)
    again = receiving.receive(levels.province, relaying.write_waiting(levels.middle, levels.high)[0].file.path)
    assert letter_of(again).received is not None


def test_post_of_a_carrier_nobody_trusts_is_not_opened(levels: Levels) -> None:
    post = up(levels)
    levels.province.strike("enrolled_key", {"unit": MIDDLE})
    with pytest.raises(Problem, match="chưa được ghi danh"):
        receiving.receive(levels.province, post.file.path)
    assert dump(levels.province) == []


# --- loss, repetition, order ------------------------------------------------------------------------------------------


def test_a_lost_stick_costs_a_repetition_and_an_answer_ends_it(levels: Levels) -> None:
    up(levels).file.path.unlink()
    [again] = relaying.write_waiting(levels.middle, levels.high)
    got = receiving.receive(levels.province, again.file.path)
    assert got.receipt_file is not None
    receiving.receive(levels.middle, got.receipt_file.path)
    assert [row["kind"] for row in waiting(levels.middle)] == ["receipt"]
    with pytest.raises(Problem, match="Không có gì chờ"):
        relaying.write_waiting(levels.middle, levels.high, unit=PROVINCE)
    [row] = levels.middle.notes("letter", {"kind": "state"})
    assert not levels.middle.blobs.has(row["sha256"])


def test_of_several_bundles_that_wait_only_the_newest_whole_one_travels_and_its_answer_settles_all(
    levels: Levels,
) -> None:
    for matter in ("noise", "loan", "other"):
        case = case_of(levels)
        case.matter = matter
        save(levels.commune, case)
        receiving.receive(levels.middle, syncing.export_bundle(levels.commune, levels.low).file.path)
    [post] = relaying.write_waiting(levels.middle, levels.high)
    assert post.letters == 1
    got = receiving.receive(levels.province, post.file.path)
    assert got.receipt_file is not None
    receiving.receive(levels.middle, got.receipt_file.path)
    assert [row["settled_at"] is None for row in levels.middle.notes("letter", {"kind": "state"})] == [False] * 3
    assert dump(levels.province) == dump(levels.middle)


def test_post_received_twice_and_late_changes_nothing(levels: Levels) -> None:
    first = up(levels)
    case = case_of(levels)
    case.matter = "loan"
    save(levels.commune, case)
    second = up(levels)
    for post in (second, first, second, first):
        receiving.receive(levels.province, post.file.path)
    assert dump(levels.province) == dump(levels.middle)
    assert len(levels.province.notes("received_bundle")) == 2


def test_a_record_refused_at_the_end_is_told_to_its_author(levels: Levels, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.usecases import outgoing

    bad, whole_line = case_of(levels).id, outgoing.write_line

    def spoiled(kind: type, row: object, level: str) -> bytes:
        line = whole_line(kind, row, level)  # type: ignore[arg-type]
        return line.replace(b'"state":"success"', b'"state":"perhaps"') if bad.encode() in line[:90] else line

    monkeypatch.setattr(outgoing, "write_line", spoiled)
    post = up(levels)
    monkeypatch.undo()
    got = receiving.receive(levels.province, post.file.path)
    assert got.receipt_file is not None
    receiving.receive(levels.commune, down(levels, got.receipt_file.path).file.path)
    assert states.Progressing(levels.commune).of(MediationCase)[bad].code == "refused"


def test_a_folder_with_post_and_bundles_is_received_in_one_go(levels: Levels) -> None:
    from app.usecases.receiving_many import receive_folder

    post = up(levels)
    told = receive_folder(levels.province, levels.high)
    assert [one.file for one in told] == [post.file.path.name]
    assert "1 gói" in told[0].words
    assert told[0].receipt_file
    again = receive_folder(levels.middle, levels.high)
    assert [one.file for one in again] == [told[0].receipt_file]


def test_an_office_on_the_way_that_was_passed_by_asks_for_what_it_lacks_and_gets_it(levels: Levels) -> None:
    straight = syncing.export_bundle(levels.commune, levels.low, delta_above=0)
    got = receiving.receive(levels.province, straight.file.path)
    assert got.receipt_file is not None
    receiving.receive(levels.commune, got.receipt_file.path)
    case = case_of(levels)
    case.matter = "loan"
    save(levels.commune, case)
    delta = receiving.receive(levels.middle, syncing.export_bundle(levels.commune, levels.low, delta_above=0).file.path)
    assert delta.receipt is not None
    assert delta.receipt.missing
    assert delta.receipt_file is not None
    receiving.receive(levels.commune, delta.receipt_file.path)
    whole_one = syncing.export_bundle(levels.commune, levels.low, delta_above=0)
    assert whole_one.counts == straight.counts
    got = receiving.receive(levels.middle, whole_one.file.path)
    assert got.receipt is not None
    assert got.receipt.complete()
    assert got.receipt_file is not None
    receiving.receive(levels.commune, got.receipt_file.path)
    assert syncing.export_bundle(levels.commune, levels.low, delta_above=0).counts == {"mediation_case": 1}


# --- two offices between, routes --------------------------------------------------------------------------------------


def test_two_offices_between_pass_a_bundle_on_from_one_to_the_other(levels: Levels, tmp_path: Path) -> None:
    (tmp_path / "giua").mkdir()
    (tmp_path / "usb-giua").mkdir()
    second = create_register(tmp_path / "giua", KEY, unit="GIUA")
    second.put(Office(code="GIUA", name="Đầu mối thứ hai (hư cấu)", kind="middle"))
    stores = (levels.commune, levels.middle, levels.province)
    for store in stores:
        know(second, store)
        know(store, second)
    between = Office(code="GIUA", name="Đầu mối thứ hai (hư cấu)", kind="middle")
    levels.commune.put(between)
    route = next(levels.commune.every(Route))
    route.stops.insert(2, type(route.stops[0])(between.id, between.name))
    levels.commune.put(route)
    receiving.receive(levels.middle, syncing.export_bundle(levels.commune, levels.low).file.path)
    [first] = relaying.write_waiting(levels.middle, tmp_path / "usb-giua", unit="GIUA")
    receiving.receive(second, first.file.path)
    [then] = relaying.write_waiting(second, levels.high, unit=PROVINCE)
    got = receiving.receive(levels.province, then.file.path)
    assert dump(levels.province) == dump(levels.middle)
    assert got.receipt_file is not None
    receiving.receive(second, got.receipt_file.path)
    [back] = relaying.write_waiting(second, tmp_path / "usb-giua", unit=MIDDLE)
    receiving.receive(levels.middle, back.file.path)
    [last] = relaying.write_waiting(levels.middle, levels.low, unit=COMMUNE)
    receiving.receive(levels.commune, last.file.path)
    assert states.summary(levels.commune)["mediation_case"] == {"received": 15}
    second.close()


def test_the_way_of_a_day_is_the_one_that_law_had_set_then(levels: Levels) -> None:
    for route in list(levels.commune.every(Route)):
        levels.commune.delete(route)
    way = Way(last=(PROVINCE, ""), middle=(MIDDLE, MIDDLE_NAME))
    for chosen in PRESETS:
        set_route(levels.commune, chosen, way)
    before, since = (stops_after(levels.commune, day) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert [office.code for office in before] == [MIDDLE, PROVINCE]
    assert [office.code for office in since] == [PROVINCE]


def test_the_office_between_that_writes_its_own_route_does_not_send_to_itself(levels: Levels) -> None:
    for route in list(levels.middle.every(Route)):
        levels.middle.delete(route)
    set_route(levels.middle, preset("three_levels"), Way(last=(PROVINCE, "Sở"), middle=(MIDDLE, MIDDLE_NAME)))
    before = date(2025, 6, 30)
    assert next_stop(levels.middle, before).code == PROVINCE
    assert [office.code for office in stops_after(levels.middle, before)] == [PROVINCE]


def test_a_way_through_an_office_needs_that_office(levels: Levels) -> None:
    with pytest.raises(Problem, match="đầu mối trung gian"):
        set_route(levels.commune, preset("three_levels"), Way(last=(PROVINCE, "Sở")))
    with pytest.raises(Problem, match="Không có tuyến mẫu"):
        preset("four_levels")


def test_an_export_needs_the_card_of_every_office_on_the_way(levels: Levels) -> None:
    levels.commune.strike("enrolled_key", {"unit": PROVINCE})
    with pytest.raises(Problem, match="Chưa có thẻ khóa của Sở Tư pháp"):
        syncing.export_bundle(levels.commune, levels.low)
    assert list(levels.low.iterdir()) == []


def test_a_file_larger_than_a_piece_is_carried_in_pieces(levels: Levels, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.bundles import relaying as format_

    monkeypatch.setattr(format_, "PIECE", 4_096)
    sent = syncing.export_bundle(levels.commune, levels.low)
    assert len(pieces_of(sent.file.path.read_bytes())) > 5
    receiving.receive(levels.middle, sent.file.path)
    got = receiving.receive(levels.province, relaying.write_waiting(levels.middle, levels.high)[0].file.path)
    assert letter_of(got).received is not None
    assert dump(levels.province) == dump(levels.middle)


def test_whatever_post_may_carry_has_words_in_its_lists() -> None:
    between_pcs_of_a_unit = {"peer"}
    assert set(KIND_WORDS) == set(envelope.KINDS) - between_pcs_of_a_unit
