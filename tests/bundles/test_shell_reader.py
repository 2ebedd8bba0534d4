"""The reader in plain shell that comes with the description: it takes what we write and refuses what we refuse."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bundles import minisign
from app.bundles.bag import RECEIPT, Blob
from app.bundles.envelope import MEMBERS
from app.bundles.keys import UnitKeys, write_card
from app.bundles.recovery import new_code, recovery_identity
from tests.bundles.making import (
    BUNDLE,
    LINE,
    Office,
    contents_of,
    head_of,
    office,
    put_together,
    resigned,
    sealed_file,
    taken_apart,
)

READER = Path(__file__).parents[2] / "docs" / "read-bundle.sh"
NEEDED = ("bash", "unzip", "minisign", "age", "sha256sum", "jq")
SCAN = b"%PDF-1.7 scan"
Read = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def read(tmp_path: Path, commune: Office, province: Office) -> Read:
    """Run the reader on a file's bytes, with the sender's card and the receiver's identity unless told otherwise."""
    lacking = [name for name in NEEDED if shutil.which(name) is None]
    if lacking:
        pytest.skip(f"not installed here: {', '.join(lacking)}")

    def run(data: bytes, sender: Office = commune, receiver: Office = province) -> subprocess.CompletedProcess[bytes]:
        (tmp_path / "gói của xã.stp").write_bytes(data)
        (tmp_path / "card.json").write_bytes(write_card(sender.card))
        (tmp_path / "reader.key").write_text(receiver.keys.read + "\n", "ascii")
        command = ["bash", str(READER), "gói của xã.stp", "card.json", "reader.key"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)

    return run


@pytest.fixture
def sound(commune: Office, province: Office) -> bytes:
    head = head_of(commune, province)
    contents = contents_of(head, blobs=[Blob(hashlib.sha256(SCAN).hexdigest(), lambda: io.BytesIO(SCAN))])
    paper = UnitKeys("", recovery_identity(new_code())).public_read()
    return sealed_file(commune, province, contents, (contents_of(head, [b"{}\n"]), paper))


def refused(done: subprocess.CompletedProcess[bytes], why: str) -> bool:
    return done.returncode == 1 and done.stdout == b"" and why in done.stderr.decode()


def test_it_is_short_enough_to_be_read() -> None:
    assert len(READER.read_text("utf-8").splitlines()) <= 100


def test_a_sound_bundle_gives_its_records(read: Read, sound: bytes) -> None:
    done = read(sound)
    assert (done.returncode, done.stdout) == (0, LINE), done.stderr.decode()
    assert f"Sound: state {BUNDLE} from unit 31360" in done.stderr.decode()


def test_a_receipt_and_a_bundle_without_a_sealed_part_are_read(read: Read, commune: Office, province: Office) -> None:
    head = head_of(commune, province, kind="receipt")
    done = read(sealed_file(commune, province, contents_of(head, [b'{"a":1}'], body=RECEIPT), kind="receipt"))
    assert (done.returncode, done.stdout) == (0, b'{"a":1}'), done.stderr.decode()


def test_a_strangers_card_is_not_believed(read: Read, sound: bytes) -> None:
    assert refused(read(sound, sender=office("31360")), "signed by key")


def test_another_reader_cannot_open_it(read: Read, sound: bytes, commune: Office) -> None:
    assert refused(read(sound, receiver=commune), "does not open it")


def test_a_forged_envelope_is_noticed(read: Read, sound: bytes, commune: Office) -> None:
    parts = taken_apart(sound)
    forged = parts[MEMBERS[0]].replace(b'"practice":false', b'"practice":true ')
    assert forged != parts[MEMBERS[0]]
    assert refused(read(put_together(parts | {MEMBERS[0]: forged})), "signature does not hold")
    assert refused(
        read(resigned(parts, commune, **{"from": {"unit": "31361", "replica": "7f3a9c0123456789-1"}})), "unit"
    )
    other = minisign.sign(commune.keys.signing_key(), parts[MEMBERS[0]], "bundle something else")
    assert refused(read(put_together(parts | {MEMBERS[1]: other})), "belongs to")


def test_what_the_envelope_does_not_name_is_noticed(read: Read, sound: bytes, commune: Office) -> None:
    parts = taken_apart(sound)
    payload = bytearray(parts[MEMBERS[2]])
    payload[-1] ^= 1
    assert refused(read(put_together(parts | {MEMBERS[2]: bytes(payload)})), "another hash")
    without = {name: data for name, data in parts.items() if name != "sealed.age"}
    assert refused(read(put_together(without)), "sealed.age has another size")
    assert refused(read(resigned(parts, commune, sealed=None)), "not in the envelope")
    assert refused(read(put_together(parts | {"more.txt": b"x"})), "its members are")
    assert refused(read(sound + b"x"), "bytes")
    assert read(sound[:-30]).returncode == 1
    assert refused(read(b"no bundle"), "not a bundle")


def test_inside_and_outside_must_agree(read: Read, sound: bytes, commune: Office) -> None:
    other = BUNDLE[:-1] + "2"
    assert refused(read(resigned(taken_apart(sound), commune, bundle=other)), "inside and outside")


def test_a_payload_for_a_passphrase_is_refused_unopened(read: Read, sound: bytes, commune: Office) -> None:
    import pyrage

    payload = pyrage.passphrase.encrypt(b"bag", "a")
    parts = taken_apart(sound) | {MEMBERS[2]: payload}
    said = {"sha256": hashlib.sha256(payload).hexdigest(), "size": len(payload)}
    assert refused(read(resigned(parts, commune, payload=said)), "encrypted for: scrypt")


@pytest.mark.parametrize("place", range(0, 2_000, 97))
def test_no_changed_byte_is_let_pass(read: Read, sound: bytes, place: int) -> None:
    """Anywhere in what is signed or hashed; the shell leaves the ZIP's own headers to `unzip`."""
    parts = taken_apart(sound)
    name = MEMBERS[place % 3]
    spoilt = bytearray(parts[name])
    spoilt[place % len(spoilt)] ^= 0x04
    assert read(put_together(parts | {name: bytes(spoilt)})).returncode == 1
