"""A record's way on a stick and back: exported, received, receipted; any order, any number of times, nothing leaked."""

from __future__ import annotations

import itertools
import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from app.bundles.errors import BadBundle, UnknownSigner
from app.bundles.opening import open_sealed
from app.declaring import fields_of
from app.ports import Query
from app.problems import Problem
from app.records import Attachment, MediationCase, Office, Route
from app.usecases import keys, outgoing, receiving, states, syncing
from app.usecases.attachments import attach, attached
from app.usecases.records import save
from db import SqliteStore, create_register
from tests.sync.conftest import World, dump

SECRETS = ("Thạch Rích Thy", "Sơn Thị Đa Ny", "xây bậc thềm", "ấp Giồng Sao, xã Sen Vàng")


def case_of(store: SqliteStore, code: str = "HG-2026-T01-01") -> MediationCase:
    return next(store.every(MediationCase, Query(where={"code": code})))


def test_a_record_travels_and_its_receipt_comes_home(world: World) -> None:
    before = states.summary(world.commune)["mediation_case"]
    assert before == {"unsent": 15}
    sent = syncing.export_bundle(world.commune, world.stick)
    assert states.summary(world.commune)["mediation_case"] == {"exported": 15}
    got = receiving.receive(world.province, sent.file.path)
    assert got.outcome is not None
    assert got.receipt is not None
    assert got.receipt_file is not None
    assert got.outcome.sent == sum(sent.counts.values()) == got.outcome.accepted()
    home = receiving.receive(world.commune, got.receipt_file.path)
    assert home.acknowledged == got.receipt
    assert states.summary(world.commune)["mediation_case"] == {"received": 15}
    assert len(world.province.ids(MediationCase)) == 15


def test_names_addresses_and_stories_stay_at_home(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    receiving.receive(world.province, sent.file.path)
    register = b"\n".join(dump(world.province)).decode()
    on_the_stick = b"".join(path.read_bytes() for path in world.stick.iterdir())
    assert all(secret in b"\n".join(dump(world.commune)).decode() for secret in SECRETS)
    for secret in SECRETS:
        assert secret not in register
        assert secret.encode() not in on_the_stick
    parties = case_of(world.province).parties
    assert [(p.side, p.full_name, p.age_group) for p in parties] == [("A", "", "45_59"), ("B", "", "30_44")]


def test_a_bundle_received_often_and_under_other_names_changes_nothing(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    receiving.receive(world.province, sent.file.path)
    once = dump(world.province)
    for number in range(2, 11):
        copy = world.folder / f"bản chép lần {number}.stp"
        shutil.copy(sent.file.path, copy)
        got = receiving.receive(world.province, copy, receipts_to=world.stick)
        assert got.receipt is not None
        assert got.receipt.already
        assert got.receipt.same == got.receipt.sent
        assert dump(world.province) == once


def edited(world: World) -> list[Path]:
    """Export four bundles between which records change, appear and disappear."""
    files = [syncing.export_bundle(world.commune, world.stick).file.path]
    case = case_of(world.commune)
    for number, matter in enumerate(("noise", "loan", "other"), start=1):
        case.matter = matter
        save(world.commune, case)
        if number == 2:
            world.commune.delete(case_of(world.commune, "HG-2026-T05-03"))
        files.append(syncing.export_bundle(world.commune, world.stick, full=number == 3).file.path)
    return files


def test_any_order_ends_in_the_same_register(world: World) -> None:
    files = edited(world)
    ends = set()
    orders = list(itertools.permutations(range(len(files))))
    for place, order in enumerate(random.Random(7).sample(orders, 6)):
        folder = world.folder / f"tỉnh {place}"
        folder.mkdir()
        other = create_register(folder, bytes(range(32)), unit="92")
        other.put(Office(code="92", name="Sở Tư pháp thử", kind="province"))
        other.set_setting("keys", world.province.setting("keys"))
        keys.enroll(other, keys.card_file(world.commune)[1], checked_by="thử")
        for number in (*order, order[0]):
            receiving.receive(other, files[number], receipts_to=world.stick)
        ends.add(b"\n".join(dump(other)))
        other.close()
    assert len(ends) == 1
    last = ends.pop().decode()
    assert '"matter":"other"' in last
    assert '"del":1' in last


def test_a_preview_keeps_nothing(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    before = world.province.last_seq()
    name, outcome = receiving.preview(world.province, sent.file.path)
    assert "Sen Vàng" in name
    assert outcome.sent == sum(sent.counts.values())
    assert world.province.last_seq() == before
    assert dump(world.province) == []
    assert world.province.notes("received_bundle") == []


def test_one_bad_record_is_refused_alone_and_comes_back_with_its_reason(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = outgoing.write_line
    bad = case_of(world.commune).id

    def spoiled(kind: type, row: object, level: str) -> bytes:
        line = whole(kind, row, level)  # type: ignore[arg-type]
        return line.replace(b'"state":"success"', b'"state":"perhaps"') if bad.encode() in line[:90] else line

    monkeypatch.setattr(outgoing, "write_line", spoiled)
    sent = syncing.export_bundle(world.commune, world.stick)
    monkeypatch.undo()
    got = receiving.receive(world.province, sent.file.path)
    assert got.outcome is not None
    assert got.receipt_file is not None
    assert [(r.kind, r.id) for r in got.outcome.refused] == [("mediation_case", bad)]
    assert "Trạng thái" in got.outcome.refused[0].reason
    assert got.outcome.accepted() == got.outcome.sent - 1
    assert len(world.province.notes("quarantine")) == 1
    receiving.receive(world.commune, got.receipt_file.path)
    state = states.Progressing(world.commune).of(MediationCase)[bad]
    assert state.code == "refused"
    assert state.remedy
    case = case_of(world.commune)
    case.note = "Đã xem lại"
    save(world.commune, case)
    again = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert again.receipt_file is not None
    receiving.receive(world.commune, again.receipt_file.path)
    assert states.Progressing(world.commune).of(MediationCase)[bad].code == "received"


def test_an_edit_after_the_export_stays_unsent_when_the_receipt_comes(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    case = case_of(world.commune)
    case.matter = "noise"
    save(world.commune, case)
    got = receiving.receive(world.province, sent.file.path)
    assert got.receipt_file is not None
    receiving.receive(world.commune, got.receipt_file.path)
    found = states.Progressing(world.commune).of(MediationCase)
    assert found[case.id].code == "changed"
    assert sum(state.code == "received" for state in found.values()) == 14


def test_a_draft_stays_at_home_until_it_is_complete(world: World) -> None:
    draft = MediationCase(received_on=date(2026, 11, 20), content="Chưa xong")
    save(world.commune, draft, as_draft=True)
    sent = syncing.export_bundle(world.commune, world.stick)
    assert sent.drafts_kept == 1
    receiving.receive(world.province, sent.file.path)
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert world.province.find(MediationCase, draft.id) is None
    assert states.Progressing(world.commune).of(MediationCase)[draft.id].code == "draft"


def test_a_lower_level_is_allowed_a_higher_is_not(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick, level="figures")
    assert "mediation_case" not in sent.counts
    assert sent.counts["mediator"] == 18
    with pytest.raises(Problem, match="cao hơn"):
        syncing.export_bundle(world.commune, world.stick, level="full")
    assert len(list(world.stick.iterdir())) == 1


def open_route(world: World, *, files: bool) -> None:
    route = next(world.commune.every(Route))
    route.level, route.level_reason, route.attachments = "full", "Sở yêu cầu (thử)", files
    save(world.commune, route)


def test_a_full_copy_fills_what_was_hidden_before(world: World) -> None:
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    open_route(world, files=False)
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert [p.full_name for p in case_of(world.province).parties] == ["Thạch Rích Thy", "Sơn Thị Đa Ny"]


def test_attached_files_travel_only_where_the_route_asks(world: World) -> None:
    scan = world.folder / "quét.pdf"
    scan.write_bytes(b"%PDF-1.7 giay to thu")
    attach(world.commune, case_of(world.commune), scan)
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    made = attached(world.commune, case_of(world.commune))[0]
    assert not world.province.blobs.has(made.sha256)
    open_route(world, files=True)
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert world.province.blobs.read(made.sha256) == b"%PDF-1.7 giay to thu"
    assert world.province.find(Attachment, made.id) is not None


def test_the_sealed_part_is_whole_and_only_the_recovery_code_opens_it(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    receiving.receive(world.province, sent.file.path)
    kept = world.province.notes("sealed_part")[0]["data"]
    assert "Thạch Rích Thy".encode() not in kept
    bag = open_sealed(kept, world.code)
    lines = sorted(bag.lines())
    bag.close()
    ours = [line for line in dump(world.commune) if b'"t":"route"' not in line]
    assert {line for line in lines if b'"t":"mediation_case"' in line} <= set(ours)
    with pytest.raises(Problem):
        open_sealed(kept, "ZK2B3-YKJCF-PBCJK-YY3K6-XKR3D-8BAQX-EH7JX-VYZZE")


def test_a_stranger_is_named_and_refused(world: World) -> None:
    folder = world.folder / "người lạ"
    folder.mkdir()
    stranger = create_register(folder, bytes(range(32)), unit="99901")
    stranger.put(Office(code="99901", name="xã giả", kind="commune"))
    theirs = syncing.export_bundle(world.commune, world.stick)
    keys.revoke(world.province, keys.own_card(world.commune).key())
    before = world.province.last_seq()
    with pytest.raises(UnknownSigner, match="99901"):
        receiving.receive(world.province, theirs.file.path)
    assert world.province.last_seq() == before
    stranger.close()


def test_every_changed_byte_of_a_receipt_is_refused(world: World) -> None:
    got = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert got.receipt_file is not None
    whole = got.receipt_file.path.read_bytes()
    for place in random.Random(3).sample(range(len(whole)), 40):
        spoiled = world.folder / "hỏng.stp"
        spoiled.write_bytes(whole[:place] + bytes((whole[place] ^ 0x10,)) + whole[place + 1 :])
        with pytest.raises(BadBundle):
            receiving.receive(world.commune, spoiled)
    assert all(row["receipt"] is None for row in world.commune.notes("sent_bundle"))


def test_a_receipt_for_somebody_else_is_refused(world: World) -> None:
    got = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert got.receipt_file is not None
    with pytest.raises(BadBundle):
        receiving.receive(world.province, got.receipt_file.path)


def test_a_full_stick_leaves_no_trace_and_the_same_action_works_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = world.folder / "không có"
    with pytest.raises(Problem, match="Không thấy thư mục"):
        syncing.export_bundle(world.commune, nowhere)
    assert world.commune.notes("sent_bundle") == []
    assert states.summary(world.commune)["mediation_case"] == {"unsent": 15}
    sent = syncing.export_bundle(world.commune, world.stick)
    assert sent.number == 1
    monkeypatch.undo()


def test_a_gap_is_received_all_the_same_and_named_in_the_receipt(world: World) -> None:
    first = syncing.export_bundle(world.commune, world.stick, delta_above=0)
    got = receiving.receive(world.province, first.file.path)
    assert got.receipt_file is not None
    receiving.receive(world.commune, got.receipt_file.path)
    files = []
    for matter in ("noise", "loan"):
        case = case_of(world.commune)
        case.matter = matter
        save(world.commune, case)
        sent = syncing.export_bundle(world.commune, world.stick, delta_above=0)
        files.append(sent.file.path)
        book = world.commune.notes("sent_bundle", {"bundle": sent.bundle})[0]
        world.commune.note("sent_bundle", book | {"receipt": "thử"})  # as if its receipt had come
    late = receiving.receive(world.province, files[1])
    assert late.receipt is not None
    assert len(late.receipt.missing) == 1
    assert case_of(world.province).matter == "loan"
    made_up = receiving.receive(world.province, files[0])
    assert made_up.receipt is not None
    assert made_up.receipt.missing == ()
    assert case_of(world.province).matter == "loan"


def test_a_revoked_key_is_not_enrolled_again(world: World) -> None:
    card = keys.card_file(world.commune)[1]
    keys.revoke(world.province, keys.own_card(world.commune).key())
    with pytest.raises(Problem, match="đã bị thu hồi"):
        keys.enroll(world.province, card, checked_by="ai đó")
    assert keys.enrolled(world.province) == []


def test_a_manifest_that_counts_other_than_the_lines_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    class Miscounting(syncing.Outgoing):
        def manifest(self) -> dict[str, object]:
            return super().manifest() | {"counts": {"mediation_case": 1}}

    monkeypatch.setattr(syncing, "Outgoing", Miscounting)
    sent = syncing.export_bundle(world.commune, world.stick)
    with pytest.raises(BadBundle, match="bản kê ghi 1 hồ sơ"):
        receiving.receive(world.province, sent.file.path)
    assert dump(world.province) == []


def test_an_attached_file_that_did_not_come_is_named_in_the_receipt(world: World) -> None:
    scan = world.folder / "quét.pdf"
    scan.write_bytes(b"%PDF-1.7 giay to thu")
    made, _ = attach(world.commune, case_of(world.commune), scan)
    open_route(world, files=True)
    with world.commune.blobs._opened() as files:
        files.execute("DELETE FROM blob WHERE sha256 = ?", (made.sha256,))
    got = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert got.receipt is not None
    assert got.receipt.missing_blobs == (made.sha256,)


def test_what_is_pasted_with_unseen_signs_is_kept_without_them_and_received(world: World) -> None:
    case = case_of(world.commune)
    case.referred_name = fields_of(MediationCase)["referred_name"].kind.parse("UBND\u202e xã\x00\ufeff Sen Vàng")
    save(world.commune, case)
    got = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert got.outcome is not None
    assert got.outcome.refused == []
    assert case_of(world.province).referred_name == "UBND xã Sen Vàng"


def test_another_receiver_gets_the_whole_state_whatever_the_former_one_acknowledged(world: World) -> None:
    first = syncing.export_bundle(world.commune, world.stick, delta_above=0)
    book = world.commune.notes("sent_bundle", {"bundle": first.bundle})[0]
    world.commune.note("sent_bundle", book | {"receipt": "1", "receipt_at": "2026-01-02T03:04:05+00:00"})
    assert syncing.export_bundle(world.commune, world.stick, delta_above=0).counts == {}
    world.commune.note("sent_bundle", book | {"receipt": "1", "to_unit": "93"})
    assert syncing.export_bundle(world.commune, world.stick, delta_above=0).counts == first.counts
