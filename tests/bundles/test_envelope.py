"""A bundle's file there and back, and the sentence for each reason not to take one."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import itertools
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pyrage
import pytest

from app.bundles.bag import RECEIPT, Blob
from app.bundles.envelope import LARGEST_PAYLOAD, MEMBERS, SEALED, file_name
from app.bundles.errors import BadBundle, UnknownSigner
from app.bundles.keys import UnitKeys
from app.bundles.opening import open_envelope, open_sealed
from app.bundles.recovery import new_code, recovery_identity
from app.problems import Problem
from tests.bundles.making import (
    LINE,
    Office,
    contents_of,
    head_of,
    office,
    opened,
    put_together,
    resigned,
    sealed_file,
    taken_apart,
    trusting,
)


def test_what_went_in_comes_out(commune: Office, province: Office) -> None:
    data = sealed_file(commune, province)
    with opened(data, province, commune) as bundle:
        assert [*bundle.bag.lines()] == [LINE.rstrip()]
        assert bundle.card == commune.card
        assert (bundle.head.unit, bundle.head.kind, bundle.head.part) == ("31360", "state", 1)
        assert (bundle.sha256, bundle.size) == (hashlib.sha256(data).hexdigest(), len(data))
        assert bundle.sealed is None


def test_the_manifest_may_count_what_passed(commune: Office, province: Office) -> None:
    passed = itertools.count()
    plain = contents_of(head_of(commune, province), (LINE for _ in zip(range(7), passed, strict=False)))
    contents = dataclasses.replace(plain, manifest=lambda: plain.manifest() | {"counts": {"hamlet": next(passed)}})
    with opened(sealed_file(commune, province, contents), province, commune) as bundle:
        assert bundle.bag.manifest["counts"] == {"hamlet": 7}


def test_a_file_on_a_disk_is_opened_too(commune: Office, province: Office, tmp_path: Path) -> None:
    path = tmp_path / "gói của xã.stp"
    path.write_bytes(sealed_file(commune, province))
    with open_envelope(path, province.keys, trusting(commune), practice=False) as bundle:
        assert bundle.head.unit == "31360"


def test_attached_files_travel_by_their_hash(commune: Office, province: Office) -> None:
    scan = b"%PDF-1.7 " + bytes(range(256)) * 2000
    name = hashlib.sha256(scan).hexdigest()
    contents = contents_of(head_of(commune, province), blobs=[Blob(name, lambda: io.BytesIO(scan))])
    with opened(sealed_file(commune, province, contents, part=2, parts=3), province, commune) as bundle:
        assert bundle.bag.blobs == {name}
        assert b"".join(bundle.bag.blob(name)) == scan


def test_an_attached_file_that_rotted_on_the_disk_is_not_sent(commune: Office, province: Office) -> None:
    contents = contents_of(head_of(commune, province), blobs=[Blob("0" * 64, lambda: io.BytesIO(b"rotten"))])
    with pytest.raises(Problem, match="đính kèm"):
        sealed_file(commune, province, contents)


def test_only_the_paper_code_opens_the_sealed_part(commune: Office, province: Office) -> None:
    code = new_code()
    head = head_of(commune, province)
    reader = UnitKeys("", recovery_identity(code)).public_read()
    secret = LINE.replace(b"null", '"chuyện riêng"'.encode())
    data = sealed_file(commune, province, sealed=(contents_of(head, [secret]), reader))
    with opened(data, province, commune) as bundle:
        kept = bundle.sealed
    assert kept is not None
    bag = open_sealed(kept, code)
    assert [*bag.lines()] == [secret.rstrip()]
    bag.close()
    with pytest.raises(BadBundle, match="không giải mã được"):
        open_sealed(kept, new_code())
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(kept, [pyrage.x25519.Identity.from_str(province.keys.read)])


def test_nothing_of_a_record_shows_on_a_lost_stick(commune: Office, province: Office) -> None:
    data = sealed_file(commune, province)
    assert "Hòa Lộc".encode() not in data
    assert b"hamlet" not in data


def test_bundles_of_the_same_records_differ(commune: Office, province: Office) -> None:
    one, other = (taken_apart(sealed_file(commune, province))[MEMBERS[2]] for _ in range(2))
    assert one != other, "a reader of sticks must not learn that nothing changed"


def test_a_file_name_is_plain_ascii() -> None:
    assert file_name("31360", 7, datetime(2026, 11, 23, tzinfo=UTC)) == "31360-20261123-0007-p1of1.stp"


def test_a_unit_code_that_cannot_be_a_file_name_is_refused_when_writing(commune: Office, province: Office) -> None:
    with pytest.raises(Problem, match="Mã đơn vị"):
        sealed_file(commune, province, unit="Sở Tư pháp")


# --- not taken --------------------------------------------------------------------------------------------------------


def test_a_stranger_goes_to_quarantine_with_the_unit_he_claims(
    commune: Office, province: Office, stranger: Office
) -> None:
    with pytest.raises(UnknownSigner) as said:
        opened(sealed_file(stranger, province), province, commune)
    assert (said.value.unit, said.value.key) == ("31361", stranger.key())
    assert "qua điện thoại" in said.value.remedy


def test_a_bundle_for_another_office_is_sent_on(commune: Office, province: Office, stranger: Office) -> None:
    with pytest.raises(BadBundle, match="gửi cho nơi khác"):
        opened(sealed_file(commune, province), stranger, commune)


def test_a_bundle_said_to_be_ours_but_encrypted_to_another(commune: Office, province: Office, stranger: Office) -> None:
    data = sealed_file(commune, stranger, to=(province.key(),))
    with pytest.raises(BadBundle, match="không giải mã được"):
        opened(data, province, commune)


@pytest.mark.parametrize(("practice", "said"), [(True, "tập dùng"), (False, "gói thật")])
def test_practice_and_real_offices_do_not_mix(commune: Office, province: Office, practice: bool, said: str) -> None:
    data = sealed_file(commune, province, practice=practice)
    with pytest.raises(BadBundle, match=said):
        opened(data, province, commune, practice=not practice)
    opened(data, province, commune, practice=practice).close()


def test_an_enrolled_unit_cannot_sign_for_another(commune: Office, province: Office, stranger: Office) -> None:
    data = sealed_file(stranger, province, unit="31360")
    with pytest.raises(BadBundle, match="do đơn vị 31361 ký"):
        opened(data, province, commune, stranger)


def test_stripping_a_signature_and_signing_anew_does_not_steal_a_bundle(
    commune: Office, province: Office, stranger: Office
) -> None:
    parts = taken_apart(sealed_file(commune, province))
    stolen = resigned(parts, stranger, signer=stranger.key(), **{"from": {"unit": "31361", "replica": "0" * 16 + "-1"}})
    with pytest.raises(BadBundle, match="không cùng một gói"):
        opened(stolen, province, commune, stranger)


def test_a_payload_cannot_be_put_under_another_number(commune: Office, province: Office) -> None:
    parts = taken_apart(sealed_file(commune, province))
    other = "01941f29-7c00-7000-8000-000000000002"
    with pytest.raises(BadBundle, match="không cùng một gói"):
        opened(resigned(parts, commune, bundle=other), province, commune)


def test_a_signature_of_another_bundle_does_not_serve(commune: Office, province: Office) -> None:
    one = taken_apart(sealed_file(commune, province))
    other = taken_apart(sealed_file(commune, province, bundle="01941f29-7c00-7000-8000-000000000002"))
    with pytest.raises(BadBundle, match="chữ ký không khớp"):
        opened(put_together(one | {MEMBERS[1]: other[MEMBERS[1]]}), province, commune)


def test_a_trusted_comment_cannot_be_rewritten(commune: Office, province: Office) -> None:
    parts = taken_apart(sealed_file(commune, province))
    changed = parts[MEMBERS[1]].replace(b"comment: bundle", b"comment: bundlf")
    with pytest.raises(BadBundle, match="chữ ký không khớp"):
        opened(put_together(parts | {MEMBERS[1]: changed}), province, commune)


def test_a_newer_format_is_refused_politely(commune: Office, province: Office) -> None:
    data = resigned(taken_apart(sealed_file(commune, province)), commune, format="stp-bundle/2")
    with pytest.raises(BadBundle, match="stp-bundle/2") as said:
        opened(data, province, commune)
    assert "Cập nhật" in said.value.remedy


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7\n" + b"x" * 500, b"PK\x05\x06" + b"\0" * 18])
def test_any_other_file_is_called_by_its_name(commune: Office, province: Office, data: bytes) -> None:
    with pytest.raises(BadBundle, match="không phải gói dữ liệu"):
        opened(data, province, commune)


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "gift"},
        {"bundle": "../../etc/passwd"},
        {"bundle": 7},
        {"from": {"unit": "31360"}},
        {"from": {"unit": "31\u202e360", "replica": "7f3a9c0123456789-1"}},
        {"from": "31360"},
        {"to": []},
        {"to": ["x" * 16]},
        {"to": ["0" * 16] * 17},
        {"to": None},
        {"created": "hôm nay"},
        {"created": "2026-11-23T10:00:00+07:00"},
        {"part": 2},
        {"part": True},
        {"parts": 10_000},
        {"part": 0},
        {"practice": 0},
        {"payload": None},
        {"payload": {"sha256": "0" * 64, "size": LARGEST_PAYLOAD + 1}},
        {"payload": {"sha256": "0" * 64, "size": 1, "more": 1}},
        {"sealed": {}},
        {"surprise": 1},
    ],
    ids=lambda said: orjson.dumps(said)[:40].decode(),
)
def test_an_envelope_says_what_envelopes_say(commune: Office, province: Office, said: dict[str, Any]) -> None:
    data = resigned(taken_apart(sealed_file(commune, province)), commune, **said)
    with pytest.raises(BadBundle):
        opened(data, province, commune)


def test_an_envelope_is_written_in_one_way_only(commune: Office, province: Office) -> None:
    parts = taken_apart(sealed_file(commune, province))
    for changed in (parts[MEMBERS[0]] + b" ", parts[MEMBERS[0]].replace(b'"part":1', b'"part":2,"part":1')):
        with pytest.raises(BadBundle, match="phong bì"):
            opened(put_together(parts | {MEMBERS[0]: changed}), province, commune)


def test_a_receipt_must_carry_a_receipt(commune: Office, province: Office) -> None:
    with pytest.raises(BadBundle, match="receipt"):
        opened(sealed_file(commune, province, kind="receipt"), province, commune)
    contents = contents_of(head_of(commune, province), [b"{}"], body=RECEIPT)
    with pytest.raises(BadBundle, match="state"):
        opened(sealed_file(commune, province, contents), province, commune)


def test_a_passphrase_in_place_of_a_reader_is_refused_before_any_work(commune: Office, province: Office) -> None:
    parts = taken_apart(sealed_file(commune, province))
    bomb = b"age-encryption.org/v1\n-> scrypt c2FsdHNhbHRzYWx0c2FsdA 30\n" + b"A" * 43 + b"\n--- " + b"B" * 43 + b"\n"
    grease = b"-> scrypt x-grease 30\n" + b"A" * 43 + b"\n"
    sound = parts[MEMBERS[2]]
    for payload in (bomb, sound.replace(b"-> X25519", grease + b"-> X25519", 1)):
        described = {"sha256": hashlib.sha256(payload).hexdigest(), "size": len(payload)}
        data = resigned(parts | {MEMBERS[2]: payload}, commune, payload=described)
        with pytest.raises(BadBundle, match="không mã hóa theo khóa"):
            opened(data, province, commune)


def test_nothing_is_decrypted_of_a_file_whose_end_is_wrong(commune: Office, province: Office) -> None:
    data = sealed_file(commune, province)
    with pytest.raises(BadBundle, match="1 byte thừa"):
        opened(data + b"\0", province, commune)
    with pytest.raises(BadBundle, match="còn thiếu 1 byte"):
        opened(data[:-1], province, commune)


def test_members_stand_in_their_order_and_no_others(commune: Office, province: Office) -> None:
    parts = taken_apart(sealed_file(commune, province))
    first, second, payload = parts.items()
    for members in ([second, first, payload], [first, payload, second], [first, second]):
        with pytest.raises(BadBundle):
            opened(put_together(dict(members)), province, commune)
    for name in ("../evil", SEALED, "payload.age:stream"):
        with pytest.raises(BadBundle, match="byte thừa"):
            opened(put_together(parts | {name: b"x"}), province, commune)


def test_a_stick_pulled_out_is_said_so(province: Office, tmp_path: Path) -> None:
    with pytest.raises(BadBundle, match="không thấy tệp"):
        open_envelope(tmp_path / "gone.stp", province.keys, trusting(), practice=False)
    with pytest.raises(BadBundle, match="thư mục"):
        open_envelope(tmp_path, province.keys, trusting(), practice=False)


def test_a_later_card_of_the_same_unit_is_another_signer(commune: Office, province: Office) -> None:
    with pytest.raises(UnknownSigner):
        opened(sealed_file(office("31360"), province), province, commune)
