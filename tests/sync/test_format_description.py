"""What really travels is what the description says: members of manifests and lines; and the shell reader takes it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import orjson
import pytest

from app.bundles.policy import AT_HOME, kinds_at
from app.bundles.short_code import short_code
from app.ports import Store
from app.usecases import giving_back, keys, receiving, relaying, syncing
from app.usecases.incoming import opened_bundle
from app.usecases.key_change import RENEWED, replace_keys
from app.usecases.reference_composing import Wish, compose, write_set
from app.usecases.reference_tables import announcement
from tests.sync.conftest import World
from tests.sync.relay_world import three_levels

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


with_tools = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)), reason=f"not all installed here: {', '.join(NEEDED)}"
)


def read_by_shell(file: Path, sender: Store, reader: Store, tmp_path: Path) -> bytes:
    """Let the shell reader read a file; return what it says on standard output."""
    (tmp_path / "card.json").write_bytes(keys.card_file(sender)[1])
    (tmp_path / "reader.key").write_text(keys.own_keys(reader).read + "\n")
    command = ["bash", DOCS / "read-bundle.sh", file, tmp_path / "card.json", tmp_path / "reader.key"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr.startswith(b"Sound: ")
    return done.stdout


@with_tools
def test_the_shell_reader_reads_a_real_bundle_and_its_receipt(world: World, tmp_path: Path) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    got = receiving.receive(world.province, sent.file.path)
    assert got.receipt_file is not None
    lines = read_by_shell(sent.file.path, world.commune, world.province, tmp_path)
    receipt = read_by_shell(got.receipt_file.path, world.province, world.commune, tmp_path)
    assert len(lines.splitlines()) == sum(sent.counts.values())
    assert orjson.loads(receipt)["sent"] == sum(sent.counts.values())


@with_tools
def test_the_shell_reader_reads_what_goes_back_and_down(world: World, tmp_path: Path) -> None:
    """The sealed part given back, reference data, news of keys: no kind needs more than is described."""
    receiving.receive(world.province, syncing.export_bundle(world.commune, world.stick).file.path)
    back = giving_back.give_back(world.province, world.commune.unit, world.stick).file.path
    made = compose(world.province, Wish("Thông báo thử", [announcement("hop", "Họp giao ban\nNgày 30.")]))
    down = write_set(world.province, made.set_id, world.stick).file.path
    for file in (back, down):
        with opened_bundle(world.commune, file) as opened:
            assert undescribed(opened.bag.manifest) == []
        read_by_shell(file, world.province, world.commune, tmp_path)
    old = world.province.setting("keys")
    (news,) = replace_keys(world.province, world.stick, RENEWED).files
    present = world.province.setting("keys")
    world.province.set_setting("keys", old)  # the news is signed by the key that ends
    assert read_by_shell(news.path, world.province, world.commune, tmp_path) == b""
    world.province.set_setting("keys", present)


@with_tools
def test_the_shell_reader_reads_post_and_the_file_that_is_carried_in_it(tmp_path: Path) -> None:
    with three_levels(tmp_path) as levels:
        sent = syncing.export_bundle(levels.commune, levels.low).file.path
        receiving.receive(levels.middle, sent)
        [post] = [done.file.path for done in relaying.write_waiting(levels.middle, levels.high)]
        with opened_bundle(levels.province, post) as opened:
            assert undescribed(opened.bag.manifest) == []
            [letter] = opened.bag.manifest["post"]["letters"]
            assert undescribed(letter) == []
        assert letter["sha256"] == hashlib.sha256(sent.read_bytes()).hexdigest()
        assert read_by_shell(post, levels.middle, levels.province, tmp_path) == b""
        assert read_by_shell(sent, levels.commune, levels.province, tmp_path)


@pytest.mark.skipif(not all(map(shutil.which, ("bash", "unzip", "jq", "xxd", "base32"))), reason="not all here")
def test_the_short_code_of_the_cover_sheet_is_reckoned_by_the_lines_described(world: World, tmp_path: Path) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    described = TEXT[TEXT.index("$ bundle=") :].split("```")[0]
    lines = "\n".join(line.removeprefix("$ ") for line in described.splitlines())
    shutil.copy(sent.file.path, tmp_path / "FILE.stp")
    command = ["bash", "-euo", "pipefail", "-c", lines]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == short_code(sent.bundle, sent.file.sha256).replace("-", "")


def test_the_kinds_of_the_level_of_figures_are_those_described() -> None:
    assert undescribed(kind.table for kind in kinds_at("figures")) == []
    assert undescribed(AT_HOME) == []
