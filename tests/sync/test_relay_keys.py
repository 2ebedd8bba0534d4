"""News of keys and sealed parts go through an office between as well: nothing is changed, nobody need telephone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from app.bundles import recovery
from app.bundles.errors import BadBundle, UnknownSigner
from app.bundles.opening import head_of, open_envelope
from app.bundles.relaying import read_post, whole
from app.records import Hamlet, MediationCase
from app.usecases import giving_back, key_change, keys, peers, received_words, receiving, relaying, states, syncing
from app.usecases.key_change import MOVED, RENEWED, replace_keys
from app.usecases.letters import keep, row_of, waiting
from db import SqliteStore, create_register
from tests.sync.conftest import dump, dump_home
from tests.sync.relay_world import COMMUNE, KEY, MIDDLE, PROVINCE, Levels, know, three_levels


@pytest.fixture
def levels(tmp_path: Path) -> Iterator[Levels]:
    with three_levels(tmp_path) as made:
        yield made


def stick(levels: Levels, name: str) -> Path:
    folder = levels.folder / name
    folder.mkdir()
    return folder


def up(levels: Levels) -> receiving.Received:
    """Let the commune send, the middle office pass on, the province receive."""
    receiving.receive(levels.middle, syncing.export_bundle(levels.commune, levels.low).file.path)
    return onwards(levels)


def onwards(levels: Levels) -> receiving.Received:
    [post] = relaying.write_waiting(levels.middle, levels.high, unit=PROVINCE)
    return receiving.receive(levels.province, post.file.path)


def home(levels: Levels, answers: receiving.Received, to: SqliteStore | None = None) -> receiving.Received:
    """Take the province's answers to the middle office, and its post to the commune."""
    assert answers.receipt_file is not None
    receiving.receive(levels.middle, answers.receipt_file.path)
    [post] = relaying.write_waiting(levels.middle, levels.low, unit=COMMUNE)
    return receiving.receive(to or levels.commune, post.file.path)


def refusals(got: receiving.Received) -> list[str]:
    return [letter.refused for letter in got.letters or () if letter.refused]


# --- keys -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("why", [RENEWED, MOVED])
def test_a_communes_new_keys_reach_the_province_through_the_middle_office(levels: Levels, why: str) -> None:
    up(levels)
    before = keys.own_card_key(levels.commune)
    news = replace_keys(levels.commune, levels.low, why).files[0].path
    receiving.receive(levels.middle, news)
    assert keys.trusted(levels.province, before)
    [post] = relaying.write_waiting(levels.middle, levels.high, unit=PROVINCE)
    own = keys.own_keys(levels.province)
    with open_envelope(post.file.path, own, lambda key: keys.trusted(levels.province, key), practice=False) as opened:
        carried = [b"".join(whole(opened.bag, letter)) for letter in read_post(opened.bag).letters]
    assert news.read_bytes() in carried, "the file its author signed"
    got = receiving.receive(levels.province, post.file.path)
    assert refusals(got) == []
    assert "đã đổi khóa" in received_words.of_post(got.letters or ())
    assert keys.trusted(levels.province, before) is None
    assert keys.trusted(levels.province, keys.own_card_key(levels.commune))
    case = next(levels.commune.every(MediationCase))
    case.matter = "loan"
    levels.commune.put(case)
    assert refusals(home(levels, up(levels))) == []
    assert set(states.summary(levels.commune)["mediation_case"]) == {"received"}
    assert dump(levels.province) == dump(levels.middle)


def test_news_that_was_lost_on_its_way_down_is_told_again_once_the_letter_after_it_comes_back(levels: Levels) -> None:
    receiving.receive(levels.middle, replace_keys(levels.province, levels.high, RENEWED).files[0].path)
    [lost] = relaying.write_waiting(levels.middle, levels.low, unit=COMMUNE)
    lost.file.path.unlink()
    refused = home(levels, up(levels))
    assert "chưa được ghi danh" in refusals(refused)[0]
    assert refused.receipt_file is not None
    receiving.receive(levels.middle, refused.receipt_file.path)
    assert [row["kind"] for row in waiting(levels.middle)] == ["keys", "receipt"]
    [post] = relaying.write_waiting(levels.middle, levels.low, unit=COMMUNE)
    assert refusals(receiving.receive(levels.commune, post.file.path)) == []
    assert set(states.summary(levels.commune)["mediation_case"]) == {"received"}


def test_news_goes_up_until_it_is_known_and_no_longer(levels: Levels) -> None:
    receiving.receive(levels.middle, replace_keys(levels.commune, levels.low, RENEWED).files[0].path)
    onwards(levels)  # the answer is lost
    got = onwards(levels)
    assert refusals(got) == []
    assert "đã biết" in received_words.of_post(got.letters or ())
    assert got.receipt_file is not None
    receiving.receive(levels.middle, got.receipt_file.path)
    assert waiting(levels.middle, again=True) == []


def test_a_withdrawal_reaches_the_province_though_the_first_stick_is_lost_and_old_bundles_stay_welcome(
    levels: Levels,
) -> None:
    old = syncing.export_bundle(levels.commune, levels.low).file.path
    before = keys.own_card_key(levels.commune)
    receiving.receive(levels.middle, old)
    receiving.receive(levels.middle, replace_keys(levels.commune, levels.low, RENEWED).files[0].path)
    [lost] = relaying.write_waiting(levels.middle, levels.high, unit=PROVINCE)
    lost.file.path.unlink()
    answers = onwards(levels)
    assert refusals(answers) == []
    assert keys.trusted(levels.province, before) is None
    assert refusals(home(levels, answers)) == []
    assert set(states.summary(levels.commune)["mediation_case"]) == {"received"}
    assert [row["kind"] for row in waiting(levels.middle, again=True)] == ["receipt"]


def test_what_is_written_to_the_provinces_former_key_still_goes_up(levels: Levels) -> None:
    old = syncing.export_bundle(levels.commune, levels.low).file.path
    receiving.receive(levels.middle, replace_keys(levels.province, levels.high, RENEWED).files[0].path)
    receiving.receive(levels.middle, old)
    assert refusals(onwards(levels)) == []
    assert dump(levels.province) == dump(levels.middle) != []


def test_the_provinces_new_keys_reach_the_commune_through_the_middle_office(levels: Levels) -> None:
    up(levels)
    news = replace_keys(levels.province, levels.high, RENEWED).files[0].path
    receiving.receive(levels.middle, news)
    [post] = relaying.write_waiting(levels.middle, levels.low, unit=COMMUNE)
    assert refusals(receiving.receive(levels.commune, post.file.path)) == []
    assert keys.trusted(levels.commune, keys.own_card_key(levels.province))
    assert refusals(home(levels, up(levels))) == []
    assert set(states.summary(levels.commune)["mediation_case"]) == {"received"}


def test_a_key_of_the_province_that_the_middle_office_never_knew_stops_nothing(levels: Levels) -> None:
    told = replace_keys(levels.province, stick(levels, "tin một"), RENEWED).files[0].path
    receiving.receive(levels.commune, told)
    replace_keys(levels.province, stick(levels, "tin hai"), RENEWED)  # both are lost on the way to the middle office
    know(levels.middle, levels.province)
    before = keys.own_card_key(levels.commune)
    receiving.receive(levels.middle, replace_keys(levels.commune, levels.low, RENEWED).files[0].path)
    got = up(levels)
    assert refusals(got) == []
    assert keys.trusted(levels.province, before) is None
    assert dump(levels.province) == dump(levels.middle) != []


def test_news_of_keys_is_for_those_alone_who_come_through_the_office_between(levels: Levels) -> None:
    up(levels)
    cards = keys.enrolled(levels.province)
    many = [card for card in cards if card.unit == COMMUNE] * 20 + [card for card in cards if card.unit == MIDDLE]
    parts = list(key_change._parts(levels.province, many))
    assert [len(part) for part in parts] == [16, 6]
    assert all(part[0].unit == MIDDLE for part in parts)
    direct = [card for card in cards if card.unit == MIDDLE] * 20
    assert [len(part) for part in key_change._parts(levels.province, direct)] == [16, 4]
    assert [len(part) for part in key_change._parts(levels.province, [*direct, many[0]])] == [16, 5]


def test_news_that_was_changed_on_the_way_is_refused_alone(levels: Levels) -> None:
    news = replace_keys(levels.commune, levels.low, RENEWED).files[0].path
    good = news.read_bytes()
    receiving.receive(levels.middle, news)
    levels.middle.strike("letter", {"kind": "keys"})
    bad = good[:-900] + bytes([good[-900] ^ 1]) + good[-899:]
    keep(levels.middle, row_of(head_of(news), bad, came_from=COMMUNE) | {"addressee": PROVINCE}, bad)
    before = keys.enrolled(levels.province)
    assert len(refusals(onwards(levels))) == 1
    assert keys.enrolled(levels.province) == before


def test_the_province_withdraws_a_lost_pc_by_a_receipt_that_goes_through_the_middle_office(levels: Levels) -> None:
    second = second_pc(levels)
    keys.revoke(levels.province, keys.own_card_key(second), "Mất máy (thử)")
    got = home(levels, up(levels))
    assert refusals(got) == []
    assert "Mất máy (thử)" in received_words.of_post(got.letters or ())
    assert peers.peers(levels.commune) == []
    second.close()


def second_pc(levels: Levels) -> SqliteStore:
    """Give the commune a second PC that everybody knows."""
    second = create_register(stick(levels, "máy hai"), KEY, unit=COMMUNE, author="Mận")
    peers.join(second, peers.pc_card_file(levels.commune, "Máy một")[1], checked_by="thử")
    peers.add_peer(levels.commune, peers.pc_card_file(second, "Máy hai")[1], checked_by="thử")
    receiving.receive(second, peers.export_peer(levels.commune, levels.low).file.path)
    for office in (levels.middle, levels.province):
        know(second, office)
        keys.enroll(office, peers.pc_card_file(second, "Máy hai")[1], checked_by="thử")
    return second


def test_each_pc_of_a_commune_finds_its_own_receipt_in_the_post(levels: Levels) -> None:
    second = second_pc(levels)
    for pc in (levels.commune, second):
        receiving.receive(levels.middle, syncing.export_bundle(pc, levels.low).file.path)
    answers = onwards(levels)
    assert answers.receipt_file is not None
    receiving.receive(levels.middle, answers.receipt_file.path)
    [post] = relaying.write_waiting(levels.middle, levels.low, unit=COMMUNE)
    for pc in (levels.commune, second):
        got = receiving.receive(pc, post.file.path)
        assert refusals(got) == []
        assert [letter.received is not None for letter in got.letters or ()].count(True) == 1
        assert pc.notes("sent_bundle")[0]["receipt"] is not None
    second.close()


def test_a_pc_leaves_the_receipt_of_a_pc_it_does_not_know_in_the_post(levels: Levels) -> None:
    second = second_pc(levels)
    receiving.receive(levels.middle, syncing.export_bundle(levels.commune, levels.low).file.path)
    answers = onwards(levels)
    second.strike("enrolled_key", {"unit": COMMUNE})
    left = home(levels, answers, second)
    assert refusals(left) == []
    assert [letter.left for letter in left.letters or ()] == [relaying.OTHER_PC]
    assert left.receipt_file is None
    assert "máy khác" in received_words.of_post(left.letters or ())
    second.close()


# --- the sealed part --------------------------------------------------------------------------------------------------


@pytest.fixture
def burnt(levels: Levels) -> Iterator[tuple[Levels, SqliteStore, str]]:
    """Everything went up, the commune's PC is lost; its new PC is known by telephone to all."""
    code = recovery.new_code()
    reader = pyrage.x25519.Identity.from_str(recovery.recovery_identity(code)).to_public()
    levels.commune.set_setting("recovery_reader", str(reader))
    hamlet = next(levels.commune.every(Hamlet))
    hamlet.note = "Lời chỉ xã được biết"
    levels.commune.put(hamlet)
    up(levels)
    fresh = create_register(stick(levels, "máy mới"), KEY, unit=COMMUNE, author="Người thử")
    for office in (levels.middle, levels.province):
        know(fresh, office)
        keys.enroll(office, peers.pc_card_file(fresh, "Máy mới")[1], checked_by="thử")
    yield levels, fresh, code
    fresh.close()


def test_a_sealed_part_comes_home_through_the_middle_office(burnt: tuple[Levels, SqliteStore, str]) -> None:
    levels, fresh, code = burnt
    given = giving_back.give_back(levels.province, COMMUNE, levels.high)
    assert given.post is not None
    got = receiving.receive(levels.middle, given.post.path)
    assert refusals(got) == []
    [post] = relaying.write_waiting(levels.middle, levels.low, unit=COMMUNE)
    heard = receiving.receive(fresh, post.file.path)
    assert [letter.left for letter in heard.letters or ()] == [relaying.SEALED]
    assert "Khôi phục từ gói trả lại" in received_words.of_post(heard.letters or ())
    assert dump_home(fresh) != dump_home(levels.commune)
    outcome = giving_back.restore_from_sealed(fresh, post.file.path, code)
    assert outcome.refused == []
    assert dump_home(fresh) == dump_home(levels.commune)


def test_nobody_on_the_way_reads_it_and_the_file_inside_is_the_one_the_province_signed(
    burnt: tuple[Levels, SqliteStore, str],
) -> None:
    levels, fresh, code = burnt
    given = giving_back.give_back(levels.province, COMMUNE, levels.high)
    assert given.post is not None
    receiving.receive(levels.middle, given.post.path)
    [row] = levels.middle.notes("letter", {"kind": "support"})
    carried = levels.middle.blobs.read(row["sha256"])
    assert carried == given.file.path.read_bytes()
    with pytest.raises(BadBundle, match="nơi khác"):
        open_envelope(
            carried, keys.own_keys(levels.middle), lambda key: keys.trusted(levels.middle, key), practice=False
        )
    for store in (levels.middle, levels.province, fresh):
        identity = pyrage.x25519.Identity.from_str(keys.own_keys(store).read)
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(levels.province.notes("sealed_part")[0]["data"], [identity])
    with pytest.raises(BadBundle):
        giving_back.restore_from_sealed(levels.middle, given.post.path, code)


def test_a_new_pc_nobody_between_knows_is_told_back_to_the_province(burnt: tuple[Levels, SqliteStore, str]) -> None:
    levels, fresh, _ = burnt
    levels.middle.strike("enrolled_key", {"key": keys.own_card_key(fresh)})
    given = giving_back.give_back(levels.province, COMMUNE, levels.high)
    assert given.post is not None
    got = receiving.receive(levels.middle, given.post.path)
    assert "Ghi danh thẻ khóa" in refusals(got)[0]


def test_where_nobody_stands_between_there_is_no_post(burnt: tuple[Levels, SqliteStore, str]) -> None:
    levels, *_ = burnt
    [row] = levels.province.notes("received_bundle")
    levels.province.note("received_bundle", row | {"carrier": ""})
    assert giving_back.give_back(levels.province, COMMUNE, levels.high).post is None


def test_post_within_post_is_refused(burnt: tuple[Levels, SqliteStore, str]) -> None:
    levels, fresh, code = burnt
    given = giving_back.give_back(levels.province, COMMUNE, levels.high)
    assert given.post is not None
    receiving.receive(levels.middle, given.post.path)
    [inner] = relaying.write_waiting(levels.middle, levels.low, unit=COMMUNE)
    data = inner.file.path.read_bytes()
    keep(levels.middle, row_of(head_of(inner.file.path), data, came_from=MIDDLE) | {"addressee": COMMUNE}, data)
    [post] = relaying.write_waiting(levels.middle, levels.low, unit=COMMUNE)
    assert len(refusals(receiving.receive(fresh, post.file.path))) == 1
    with pytest.raises(BadBundle, match="không phải phần niêm phong"):
        giving_back.restore_from_sealed(fresh, post.file.path, code)


def test_a_province_the_new_pc_does_not_know_is_refused_inside_post_too(
    burnt: tuple[Levels, SqliteStore, str],
) -> None:
    levels, fresh, code = burnt
    given = giving_back.give_back(levels.province, COMMUNE, levels.high)
    assert given.post is not None
    receiving.receive(levels.middle, given.post.path)
    [post] = relaying.write_waiting(levels.middle, levels.low, unit=COMMUNE)
    shutil.copy(post.file.path, levels.folder / "chép.stp")
    keys.revoke(fresh, keys.own_card_key(levels.province))
    with pytest.raises(UnknownSigner):
        giving_back.restore_from_sealed(fresh, levels.folder / "chép.stp", code)
