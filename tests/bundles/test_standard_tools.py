"""What we write is opened, verified and decrypted by programs that are not ours, where they are installed."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
from pathlib import Path

import orjson
import pytest

from app.bundles import minisign
from app.bundles.bag import Blob
from app.bundles.keys import UnitKeys
from app.bundles.recovery import new_code, recovery_identity
from tests.bundles.making import BUNDLE, LINE, Office, contents_of, head_of, opened, put_together, sealed_file


def run(folder: Path, *command: str, fails: bool = False) -> str:
    program = shutil.which(command[0])
    if program is None:
        pytest.skip(f"the program {command[0]} is not installed here")
    done = subprocess.run([program, *command[1:]], cwd=folder, capture_output=True, text=True, check=False)
    assert bool(done.returncode) == fails, done.stdout + done.stderr
    return done.stdout


SCAN = b"%PDF-1.7 scan"


@pytest.fixture(scope="module")
def code() -> str:
    return new_code()


@pytest.fixture
def folder(tmp_path: Path, commune: Office, province: Office, code: str) -> Path:
    """Give a folder with a bundle, the sender's public key and the reader's identity, as another program wants them."""
    head = head_of(commune, province)
    contents = contents_of(head, blobs=[Blob(hashlib.sha256(SCAN).hexdigest(), lambda: io.BytesIO(SCAN))])
    sealed = (contents_of(head, [b"{}\n"]), UnitKeys("", recovery_identity(code)).public_read())
    (tmp_path / "bundle.stp").write_bytes(sealed_file(commune, province, contents, sealed))
    (tmp_path / "sender.pub").write_bytes(minisign.public_file(commune.keys.public_sign()))
    (tmp_path / "reader.key").write_text(province.keys.read + "\n", "ascii")
    (tmp_path / "paper.key").write_text(recovery_identity(code) + "\n", "ascii")
    return tmp_path


def test_unzip_opens_the_outer_file(folder: Path) -> None:
    assert "No errors detected" in run(folder, "unzip", "-t", "bundle.stp")
    listed = run(folder, "unzip", "-Z1", "bundle.stp").split()
    assert listed == ["envelope.json", "envelope.json.minisig", "payload.age", "sealed.age"]
    run(folder, "unzip", "-q", "bundle.stp")
    assert orjson.loads((folder / "envelope.json").read_bytes())["bundle"] == BUNDLE


def test_minisign_verifies_the_envelope_and_sees_a_changed_one(folder: Path) -> None:
    run(folder, "unzip", "-q", "bundle.stp")
    said = run(folder, "minisign", "-V", "-p", "sender.pub", "-m", "envelope.json")
    assert f"Trusted comment: bundle {BUNDLE}" in said
    envelope = folder / "envelope.json"
    envelope.write_bytes(envelope.read_bytes().replace(b"31360", b"31361"))
    run(folder, "minisign", "-V", "-p", "sender.pub", "-m", "envelope.json", fails=True)


def test_sha256sum_agrees_with_the_envelope(folder: Path) -> None:
    run(folder, "unzip", "-q", "bundle.stp")
    said = orjson.loads((folder / "envelope.json").read_bytes())
    for part, name in (("payload", "payload.age"), ("sealed", "sealed.age")):
        assert run(folder, "sha256sum", name).split()[0] == said[part]["sha256"]
        assert (folder / name).stat().st_size == said[part]["size"]


def test_age_decrypts_the_payload_and_sha256sum_checks_the_bag(folder: Path) -> None:
    run(folder, "unzip", "-q", "bundle.stp")
    run(folder, "age", "-d", "-i", "reader.key", "-o", "bag.zip", "payload.age")
    run(folder, "unzip", "-q", "bag.zip")
    assert run(folder, "sha256sum", "-c", "manifest-sha256.txt").count(": OK") == 3
    assert (folder / "data" / "records.ndjson").read_bytes() == LINE


def test_age_decrypts_the_sealed_part_by_the_paper_code_only(folder: Path) -> None:
    run(folder, "unzip", "-q", "bundle.stp")
    run(folder, "age", "-d", "-i", "reader.key", "-o", "sealed.zip", "sealed.age", fails=True)
    run(folder, "age", "-d", "-i", "paper.key", "-o", "sealed.zip", "sealed.age")
    assert "No errors detected" in run(folder, "unzip", "-t", "sealed.zip")


def test_a_payload_made_by_age_itself_is_read(folder: Path, commune: Office, province: Office) -> None:
    run(folder, "unzip", "-q", "bundle.stp")
    run(folder, "age", "-d", "-i", "reader.key", "-o", "bag.zip", "payload.age")
    run(folder, "age", "-r", province.card.read, "-o", "again.age", "bag.zip")
    payload = (folder / "again.age").read_bytes()
    said = orjson.loads((folder / "envelope.json").read_bytes())
    said |= {"payload": {"sha256": hashlib.sha256(payload).hexdigest(), "size": len(payload)}, "sealed": None}
    envelope = orjson.dumps(said)
    signature = minisign.sign(commune.keys.signing_key(), envelope, f"bundle {BUNDLE}")
    parts = {"envelope.json": envelope, "envelope.json.minisig": signature, "payload.age": payload}
    opened(put_together(parts), province, commune).close()
