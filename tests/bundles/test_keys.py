"""Key cards, their thirty digits, new cards vouched for by old ones, withdrawn keys."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import asdict

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bundles.errors import BadBundle
from app.bundles.keys import (
    KeyCard,
    UnitKeys,
    card_of,
    fingerprint,
    key_id,
    new_keys,
    read_card,
    vouched_for,
    vouches,
    write_card,
)
from app.bundles.revocation import read_revocation, revocation_of, write_revocation
from app.problems import Problem
from tests.bundles.making import REPLICA, Office, office, trusting


def rewritten(data: bytes, **said: object) -> bytes:
    return orjson.dumps(orjson.loads(data) | said)


def test_keys_are_kept_as_text_and_come_back() -> None:
    keys = new_keys()
    again = UnitKeys(**orjson.loads(orjson.dumps(asdict(keys))))
    assert (again.public_sign(), again.public_read()) == (keys.public_sign(), keys.public_read())


def test_two_installations_never_share_keys() -> None:
    one, other = new_keys(), new_keys()
    assert one.sign != other.sign
    assert one.read != other.read


def test_a_card_says_who_and_shows_no_secret(commune: Office) -> None:
    data = write_card(commune.card)
    card = read_card(data)
    assert card == commune.card
    assert (card.unit, card.replica, card.key()) == ("31360", REPLICA, key_id(commune.keys.public_sign()))
    assert commune.keys.sign.encode() not in data
    assert b"AGE-SECRET-KEY" not in data.upper()


def test_the_fingerprint_is_thirty_digits_in_groups_of_five(commune: Office) -> None:
    assert re.fullmatch(r"(\d{5} ){5}\d{5}", fingerprint(commune.card))


def test_the_fingerprint_of_a_known_card_never_changes() -> None:
    card = KeyCard("31360", "Xã Kế Sách", REPLICA, "A" * 43 + "=", "age1" + "q" * 58, "2026-11-23T00:00:00+00:00")
    assert fingerprint(card) == "51683 77913 08041 64996 00124 56534"


def test_the_fingerprint_tells_keys_and_units_apart(commune: Office, stranger: Office) -> None:
    card = commune.card
    others = [
        dataclasses.replace(card, sign=stranger.card.sign),
        dataclasses.replace(card, read=stranger.card.read),
        dataclasses.replace(card, unit="31361"),
    ]
    assert len({fingerprint(each) for each in (card, *others)}) == 4


@pytest.mark.parametrize("field", ["unit", "name", "replica", "created"])
def test_a_card_that_was_rewritten_is_refused(commune: Office, field: str) -> None:
    value = {"replica": "0" * 16 + "-2", "created": "2020-01-01T00:00:00+00:00"}.get(field, "99")
    with pytest.raises(BadBundle, match="bị sửa"):
        read_card(rewritten(write_card(commune.card), **{field: value}))


@pytest.mark.parametrize("field", ["sign", "read"])
def test_a_card_with_a_key_slipped_in_is_refused(commune: Office, stranger: Office, field: str) -> None:
    with pytest.raises(BadBundle, match="bị sửa"):
        read_card(rewritten(write_card(commune.card), **{field: getattr(stranger.card, field)}))


@pytest.mark.parametrize(
    "said",
    [
        {"format": "stp-keycard/2"},
        {"unit": "Sở Tư pháp"},
        {"unit": "../../x"},
        {"unit": 31360},
        {"name": "Xã\u202e"},
        {"name": None},
        {"name": "x" * 400},
        {"replica": "máy 1"},
        {"created": "hôm nay"},
        {"sign": "AAAA"},
        {"sign": "not base64!"},
        {"sign": None},
        {"read": "age1xyz"},
        {"read": "ssh-ed25519 AAAA"},
        {"signature": ""},
        {"signature": None},
        {"vouched": 5},
        {"surprise": "x"},
    ],
    ids=lambda said: orjson.dumps(said)[:30].decode(),
)
def test_a_card_says_what_cards_say(commune: Office, said: dict[str, object]) -> None:
    with pytest.raises(BadBundle):
        read_card(rewritten(write_card(commune.card), **said))


@given(st.binary(max_size=40) | st.sampled_from([b"[]", b"{}", b"null", b"5", b'"x"', b"{" * 5000]))
def test_no_file_at_all_makes_the_reader_of_cards_stumble(data: bytes) -> None:
    with pytest.raises(BadBundle):
        read_card(data)


def test_no_flipped_bit_of_a_card_names_other_keys(commune: Office) -> None:
    data = write_card(commune.card)
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 1 << place % 8]) + data[place + 1 :]
        try:
            card = read_card(changed)
        except BadBundle:
            continue
        pytest.fail(f"byte {place} may be changed: {card}")


def test_a_card_cannot_be_made_for_a_code_that_is_no_code() -> None:
    with pytest.raises(Problem, match="Mã đơn vị"):
        card_of(new_keys(), unit="Xã 5", name="Xã 5", replica=REPLICA)


# --- new cards, withdrawn keys ----------------------------------------------------------------------------------------


def test_a_new_card_signed_by_the_old_key_is_vouched_for(commune: Office) -> None:
    successor = office("31360", "7f3a9c0123456789-2")
    card = read_card(write_card(vouched_for(successor.card, commune.keys)))
    assert vouches(commune.card, card)
    assert fingerprint(card) == fingerprint(successor.card)


def test_nobody_else_can_vouch(commune: Office, stranger: Office) -> None:
    successor = office("31360")
    assert not vouches(commune.card, successor.card)
    assert not vouches(commune.card, vouched_for(successor.card, stranger.keys))
    assert not vouches(commune.card, vouched_for(stranger.card, commune.keys)), "not for another unit"
    assert not vouches(commune.card, vouched_for(commune.card, commune.keys)), "not for itself"


def test_a_voucher_does_not_fit_another_card(commune: Office) -> None:
    one, other = office("31360"), office("31360")
    voucher = vouched_for(one.card, commune.keys).vouched
    assert not vouches(commune.card, dataclasses.replace(other.card, vouched=voucher))


def test_the_receiving_office_withdraws_a_key(commune: Office, province: Office) -> None:
    data = write_revocation(revocation_of(commune.card, province.keys, reason="Máy bị mất ngày 20/11/2026."))
    said = read_revocation(data, trusting(province), ("99",))
    assert (said.unit, said.key, said.reason) == ("31360", commune.key(), "Máy bị mất ngày 20/11/2026.")


def test_a_unit_withdraws_its_own_key_and_nobody_elses(commune: Office, stranger: Office) -> None:
    own = write_revocation(revocation_of(stranger.card, stranger.keys, reason="Thay máy."))
    assert read_revocation(own, trusting(stranger), ("99",)).key == stranger.key()
    malice = write_revocation(revocation_of(commune.card, stranger.keys, reason="Thay máy."))
    with pytest.raises(BadBundle, match="không được thu hồi"):
        read_revocation(malice, trusting(commune, stranger), ("99",))


def test_a_withdrawal_that_was_rewritten_or_comes_from_a_stranger_is_refused(
    commune: Office, province: Office, stranger: Office
) -> None:
    data = write_revocation(revocation_of(commune.card, province.keys, reason="Mất máy."))
    for changed in (rewritten(data, key=stranger.key()), rewritten(data, unit="31361"), rewritten(data, signature="")):
        with pytest.raises(BadBundle, match="không do một nơi đã ghi danh ký"):
            read_revocation(changed, trusting(province), ("99",))
    with pytest.raises(BadBundle, match="không do một nơi đã ghi danh ký"):
        read_revocation(data, trusting(commune), ("99",))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format":"stp-revocation/1"}', b"\xff"])
def test_any_other_file_is_no_withdrawal(province: Office, data: bytes) -> None:
    with pytest.raises(BadBundle):
        read_revocation(data, trusting(province), ("99",))
