"""New keys in one step: the old ones vouch and are withdrawn, sticks on their way are read, thieves gain nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from app.bundles.errors import BadBundle, UnknownSigner
from app.bundles.keys import fingerprint, read_card
from app.bundles.revocation import revocation_of, write_revocation
from app.bundles.short_code import short_code
from app.problems import Problem
from app.records import Hamlet, MediationCase, NumberRange, Office
from app.usecases import key_change, keys, peers, receiving, syncing
from app.usecases.key_change import LEAKED, MOVED, RENEWED, WITHDRAWN, replace_keys, take_news
from app.usecases.paper_code import check_code
from app.usecases.receiving_many import receive_folder
from app.versions import dominates
from db import SqliteStore, create_register, open_register
from tests.sync.conftest import KEY, World, dump


def test_the_old_key_vouches_for_the_new_one_and_nobody_need_telephone(world: World) -> None:
    before = keys.own_card_key(world.commune)
    done = replace_keys(world.commune, world.stick, MOVED)
    assert keys.own_card_key(world.commune) == done.card.key() != before
    got = receiving.receive(world.province, done.files[0].path)
    assert any(fingerprint(done.card) in sentence for sentence in got.news)
    assert [card.key() for card in keys.enrolled(world.province)] == [done.card.key()]
    assert keys.trusted(world.province, before) is None
    back = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert back.receipt_file is not None
    assert receiving.receive(world.commune, back.receipt_file.path).acknowledged


def test_a_folder_is_taken_in_the_order_of_making_so_that_news_of_keys_stands_between(world: World) -> None:
    syncing.export_bundle(world.commune, world.stick)
    replace_keys(world.commune, world.stick, RENEWED)
    syncing.export_bundle(world.commune, world.stick)
    results = receive_folder(world.province, world.stick)
    assert [one.words for one in results if one.received is None] == []
    assert len(world.province.notes("received_bundle")) == 2


def test_the_same_news_twice_changes_nothing_more(world: World) -> None:
    done = replace_keys(world.commune, world.stick, MOVED)
    receiving.receive(world.province, done.files[0].path)
    with pytest.raises(UnknownSigner):  # the old key signed it, and is withdrawn by it
        receiving.receive(world.province, done.files[0].path)
    assert len(keys.enrolled(world.province)) == 1


def test_an_office_that_changed_its_keys_still_reads_what_was_written_to_the_old_and_tells_of_the_new(
    world: World,
) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    (world.folder / "khóa").mkdir()
    done = replace_keys(world.province, world.folder / "khóa", RENEWED)
    got = receiving.receive(world.province, sent.file.path)
    assert got.receipt_file is not None
    back = receiving.receive(world.commune, got.receipt_file.path)
    assert back.acknowledged is not None
    assert any("đổi khóa" in sentence for sentence in back.news)
    assert [card.key() for card in keys.enrolled(world.commune)] == [done.card.key()]
    again = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert again.receipt_file is not None
    assert receiving.receive(world.commune, again.receipt_file.path).news == ()


@pytest.mark.parametrize("changer", ["commune", "province"])
def test_an_older_paper_is_checked_with_the_keys_of_its_day(world: World, changer: str) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    code = short_code(sent.bundle, sent.file.sha256)
    (world.folder / "khóa").mkdir()
    news = replace_keys(getattr(world, changer), world.folder / "khóa", RENEWED).files[0]
    receiving.receive(world.province if changer == "commune" else world.commune, news.path)
    checked = check_code(world.province, sent.file.path, code)
    assert checked.matches
    assert (" bằng khóa dùng đến ngày " in checked.words()) == (changer == "commune")
    assert not check_code(world.province, sent.file.path, "0" * 16).matches


def test_a_paper_of_after_the_withdrawal_of_its_key_is_not_believed(world: World) -> None:
    key = keys.own_card_key(world.commune)
    keys.revoke(world.province, key)
    row = world.province.notes("enrolled_key", {"key": key})[0]
    world.province.note("enrolled_key", row | {"revoked_at": "2026-01-01T00:00:00+00:00"})
    sent = syncing.export_bundle(world.commune, world.stick)
    with pytest.raises(UnknownSigner):
        check_code(world.province, sent.file.path, short_code(sent.bundle, sent.file.sha256))


def test_two_changes_while_a_stick_was_on_its_way_are_told_at_once(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    for name in ("một", "hai"):
        (world.folder / name).mkdir()
        done = replace_keys(world.province, world.folder / name, RENEWED)
    got = receiving.receive(world.province, sent.file.path)
    assert got.receipt_file is not None
    receiving.receive(world.commune, got.receipt_file.path)
    assert [card.key() for card in keys.enrolled(world.commune)] == [done.card.key()]


def test_a_key_that_may_be_in_other_hands_vouches_for_nothing(world: World) -> None:
    written = syncing.export_bundle(world.commune, world.stick)
    done = replace_keys(world.province, world.stick, LEAKED)
    assert done.files == ()
    got = receiving.receive(world.province, written.file.path)
    assert got.receipt_file is not None
    heard = receiving.receive(world.commune, got.receipt_file.path).news
    assert any("đã thu hồi" in sentence for sentence in heard)
    assert keys.enrolled(world.commune) == []
    with pytest.raises(Problem, match="Chưa ai đối chiếu"):
        keys.enroll(world.commune, keys.card_file(world.province)[1], checked_by="")


def test_what_cannot_be_written_changes_no_keys(world: World) -> None:
    before = keys.own_card_key(world.commune)
    with pytest.raises(Problem, match="Không thấy thư mục"):
        replace_keys(world.commune, world.folder / "không có", MOVED)
    with pytest.raises(Problem, match="lý do"):
        replace_keys(world.commune, world.stick, "vì thích")
    assert keys.own_card_key(world.commune) == before


def test_moved_to_other_hardware_a_register_writes_under_a_new_name_and_the_province_follows(world: World) -> None:
    old = world.commune.replica
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    before = {row.id: orjson.loads(row.vv) for row in world.commune.rows_after(Hamlet, 0)}
    done = replace_keys(world.commune, world.stick, MOVED)
    fresh = world.commune.replica
    assert fresh != old
    assert done.card.replica == world.commune.setting("replica") == fresh
    hamlet = next(world.commune.every(Hamlet))
    hamlet.note = "sau khi thay máy"
    world.commune.put(hamlet)
    after = {row.id: orjson.loads(row.vv) for row in world.commune.rows_after(Hamlet, 0)}
    assert after[hamlet.id] == before[hamlet.id] | {fresh: world.commune.last_seq()}
    assert {one: vv for one, vv in after.items() if one != hamlet.id} == {
        one: vv for one, vv in before.items() if one != hamlet.id
    }
    receiving.receive(world.province, done.files[0].path)
    got = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert got.receipt is not None
    assert (got.receipt.changed, got.receipt.conflicts, got.receipt.missing) == (1, 0, ())
    assert got.receipt.complete()
    assert got.receipt.seen == {fresh: world.commune.last_seq()}
    assert world.province.get(Hamlet, hamlet.id).note == "sau khi thay máy"


def test_should_the_old_pc_write_once_more_nothing_is_lost(world: World, tmp_path: Path) -> None:
    shutil.copytree(world.folder / "Sổ của xã", tmp_path / "máy cũ")
    replace_keys(world.commune, world.stick, MOVED)
    left_behind = open_register(tmp_path / "máy cũ", KEY)
    for store, note in ((world.commune, "máy mới"), (left_behind, "máy cũ")):
        hamlet = next(store.every(Hamlet))
        hamlet.note = note
        store.put(hamlet)
    rows = [store.known_rows(Hamlet, [hamlet.id])[hamlet.id] for store in (world.commune, left_behind)]
    new, old = (orjson.loads(row.vv) for row in rows)
    assert not dominates(new, old)
    assert not dominates(old, new)
    left_behind.close()


def test_the_number_ranges_of_the_old_pc_go_with_the_register_that_moved(world: World) -> None:
    ours = NumberRange(group="tổ", year=2026, first=1, last=9, replica=world.commune.replica)
    theirs = NumberRange(group="tổ", year=2026, first=10, last=19, replica="0123456789abcdef-1")
    for span in (ours, theirs):
        world.commune.put(span)
    replace_keys(world.commune, world.stick, MOVED)
    assert world.commune.get(NumberRange, ours.id).replica == world.commune.replica
    assert world.commune.get(NumberRange, theirs.id).replica == theirs.replica


@pytest.mark.parametrize("why", [RENEWED, LEAKED])
def test_keys_renewed_in_the_same_place_leave_the_name_as_it_is(world: World, why: str) -> None:
    before = world.commune.replica
    replace_keys(world.commune, world.stick, why)
    assert world.commune.replica == before == world.commune.setting("replica")


def test_a_move_that_cannot_be_told_leaves_the_name_as_it_is(world: World) -> None:
    before, written = world.commune.replica, world.commune.last_seq()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(key_change, "write_out", _full_stick)
        with pytest.raises(Problem, match="đầy"):
            replace_keys(world.commune, world.stick, MOVED)
    hamlet = next(world.commune.every(Hamlet))
    hamlet.note = "vẫn máy này"
    world.commune.put(hamlet)
    assert world.commune.replica == before == world.commune.setting("replica")
    assert orjson.loads(next(world.commune.rows_after(Hamlet, written)).vv)[before] == written + 1


def _full_stick(*_: object) -> None:
    raise Problem("USB đầy (thử).", "Dùng USB khác.")


@pytest.fixture
def second(world: World) -> Iterator[SqliteStore]:
    (world.folder / "máy hai").mkdir()
    made = create_register(world.folder / "máy hai", KEY, unit="99901", author="Mận")
    peers.join(made, peers.pc_card_file(world.commune, "Máy một")[1], checked_by="thử")
    peers.add_peer(world.commune, peers.pc_card_file(made, "Máy hai")[1], checked_by="thử")
    yield made
    made.close()


def test_the_other_pc_hears_of_it_too_and_stays_a_pc_of_the_unit(world: World, second: SqliteStore) -> None:
    done = replace_keys(world.commune, world.stick, MOVED)
    receiving.receive(second, done.files[0].path)
    receiving.receive(second, peers.export_peer(world.commune, world.stick).file.path)
    assert dump(second) == dump(world.commune)
    assert [card.name.endswith("Máy một") for card in peers.peers(second)] == [True]


def test_the_receiving_office_withdraws_a_lost_pc_for_all_pcs_of_the_unit(world: World, second: SqliteStore) -> None:
    keys.enroll(world.province, peers.pc_card_file(second, "Máy hai")[1], checked_by="thử")
    keys.revoke(world.province, keys.own_card_key(second), "Mất máy ngày 20/11/2026 (thử)")
    got = receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    assert got.receipt_file is not None
    heard = receiving.receive(world.commune, got.receipt_file.path).news
    assert any("Mất máy" in sentence for sentence in heard)
    assert peers.peers(world.commune) == []


def test_whose_own_key_was_withdrawn_is_told_to_make_new_ones(world: World) -> None:
    card = keys.own_card(world.commune)
    text = write_revocation(revocation_of(card, keys.own_keys(world.province), reason="Mất USB (thử)")).decode()
    with world.commune.atomic():
        assert "đổi khóa" in take_news(world.commune, [text])[0]
    assert world.commune.setting(WITHDRAWN)["why"] == "Mất USB (thử)"
    replace_keys(world.commune, world.stick, LEAKED)
    assert world.commune.setting(WITHDRAWN) is None


def test_no_unit_withdraws_the_key_of_another_or_of_its_receiver(world: World) -> None:
    (world.folder / "xã khác").mkdir()
    other = create_register(world.folder / "xã khác", KEY, unit="99902")
    other.put(Office(code="99902", name="xã Bên (hư cấu)", kind="commune"))
    keys.enroll(world.province, keys.card_file(other)[1], checked_by="thử")
    for victim in (keys.own_card(world.commune), keys.own_card(world.province)):
        text = write_revocation(revocation_of(victim, keys.own_keys(other), reason="Ác ý (thử)")).decode()
        with pytest.raises(BadBundle), world.province.atomic():
            take_news(world.province, [text])
    assert len(keys.enrolled(world.province)) == 2
    assert world.province.setting(WITHDRAWN) is None
    other.close()


def test_a_card_nobody_vouches_for_waits_for_the_telephone(world: World) -> None:
    (world.folder / "lạ").mkdir()
    stranger = create_register(world.folder / "lạ", KEY, unit="92")
    stranger.put(Office(code="92", name="Sở giả (thử)", kind="province"))
    card = read_card(keys.card_file(stranger)[1])
    with world.commune.atomic():
        said = take_news(world.commune, [keys.card_file(stranger)[1].decode()])
    assert "chưa được khóa cũ bảo đảm" in said[0]
    assert keys.trusted(world.commune, card.key()) is None
    stranger.close()


@pytest.mark.parametrize("news", [None, "tin", [1], ["{}"], ['{"format":"stp-keycard/9"}'], ["khong phai"]])
def test_news_in_another_form_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch, news: object) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(key_change, "_news", lambda *_: news or ["x"])
        patched.setattr(key_change, "list", lambda _: news, raising=False)
        done = replace_keys(world.commune, world.stick, RENEWED)
    before = keys.enrolled(world.province)
    with pytest.raises(BadBundle):
        receiving.receive(world.province, done.files[0].path)
    assert keys.enrolled(world.province) == before
    assert len(world.province.ids(MediationCase)) == 0
