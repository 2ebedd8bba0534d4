"""What really travels is what the description says: members of manifests and lines; and the shell reader takes it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import orjson
import pytest

from app.usecases import keys, receiving, syncing
from app.usecases.incoming import opened_bundle
from tests.sync.conftest import World

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "bundle-format.md").read_text("utf-8")
NEEDED = ("bash", "unzip", "minisign", "age", "sha256sum", "jq")


def undescribed(words: Iterable[str]) -> list[str]:
    return [word for word in words if f"`{word}`" not in TEXT]


def test_every_member_of_a_real_manifest_and_line_is_described(world: World) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    with opened_bundle(world.province, sent.file.path) as opened:
        assert undescribed(opened.bag.manifest) == []
        assert undescribed(orjson.loads(next(iter(opened.bag.lines())))) == []
    got = receiving.receive(world.province, sent.file.path)
    assert got.receipt_file is not None
    with opened_bundle(world.commune, got.receipt_file.path) as opened:
        assert undescribed(opened.bag.manifest) == []


def test_what_other_kinds_say_in_their_manifests_is_described() -> None:
    assert undescribed(("pc", "by", "joining", "sent", "refused", "given_back", "post", "reference", "news")) == []


@pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason=f"not all installed here: {', '.join(NEEDED)}")
def test_the_shell_reader_reads_a_real_bundle_and_its_receipt(world: World, tmp_path: Path) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    got = receiving.receive(world.province, sent.file.path)
    assert got.receipt_file is not None
    files = {world.commune: sent.file.path, world.province: got.receipt_file.path}
    said = []
    for sender, reader in ((world.commune, world.province), (world.province, world.commune)):
        (tmp_path / "card.json").write_bytes(keys.card_file(sender)[1])
        (tmp_path / "reader.key").write_text(keys.own_keys(reader).read + "\n")
        command = ["bash", DOCS / "read-bundle.sh", files[sender], tmp_path / "card.json", tmp_path / "reader.key"]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        said.append(done.stdout)
    assert len(said[0].splitlines()) == sum(sent.counts.values())
    assert orjson.loads(said[1])["sent"] == sum(sent.counts.values())
