"""Deltas of a large register: what goes after a machine was changed, a backup restored, a folder copied.

From how many records on a delta goes is an argument of the export: here from none, so that small registers do it too.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.records import Hamlet
from app.usecases import keys, receiving, syncing
from app.usecases.demonstration import load_demo, load_receiver
from app.usecases.key_change import MOVED, replace_keys
from db import SqliteStore, create_register, open_register
from tests.sync.conftest import KEY


class Place:
    """A commune in its folder with the copy of how far it has written outside, the province, the stick between."""

    def __init__(self, root: Path) -> None:
        self.root, self.stick = root, root / "USB"
        for name in ("sổ", "tỉnh", "USB"):
            (root / name).mkdir()
        self.commune = create_register(root / "sổ", KEY, unit="99901", author="Thử", outside=root / "state")
        self.province = create_register(root / "tỉnh", KEY, unit="92")
        load_demo(self.commune)
        load_receiver(self.province)
        keys.enroll(self.province, keys.card_file(self.commune)[1], checked_by="thử")
        keys.enroll(self.commune, keys.card_file(self.province)[1], checked_by="thử")

    def send(self) -> tuple[int, receiving.Received]:
        """Export, receive, take the receipt home; return from which change on the bundle went, and what came of it."""
        sent = syncing.export_bundle(self.commune, self.stick, delta_above=0)
        got = receiving.receive(self.province, sent.file.path)
        assert got.receipt_file is not None
        receiving.receive(self.commune, got.receipt_file.path)
        [row] = self.commune.notes("sent_bundle", {"bundle": sent.bundle})
        return row["first_seq"], got

    def note(self, words: str) -> None:
        hamlet = next(self.commune.every(Hamlet))
        hamlet.note = words
        self.commune.put(hamlet)

    def open_again(self, folder: str) -> None:
        self.commune.close()
        self.commune = open_register(self.root / folder, KEY, outside=self.root / "state")


def notes(store: SqliteStore) -> dict[str, str]:
    return {hamlet.id: hamlet.note for hamlet in store.every(Hamlet)}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.commune.close()
    made.province.close()


def moved(place: Place) -> None:
    news = replace_keys(place.commune, place.stick, MOVED)
    receiving.receive(place.province, news.files[0].path)


def restored(place: Place) -> None:
    shutil.rmtree(place.root / "sổ")
    shutil.copytree(place.root / "bản sao", place.root / "sổ")
    place.open_again("sổ")


def copied(place: Place) -> None:
    shutil.copytree(place.root / "sổ", place.root / "nơi khác")
    place.open_again("nơi khác")


@pytest.mark.parametrize("happens", [moved, restored, copied])
def test_the_first_bundle_under_a_new_name_is_whole_and_those_after_it_are_deltas(
    place: Place, happens: Callable[[Place], None]
) -> None:
    assert place.send()[0] == 0
    shutil.copytree(place.root / "sổ", place.root / "bản sao")
    place.note("một")
    after, got = place.send()
    assert after > 0
    assert got.receipt is not None
    assert (got.receipt.sent, got.receipt.changed) == (1, 1)
    before = place.commune.replica
    happens(place)
    assert place.commune.replica != before
    place.note("hai")
    after, got = place.send()
    assert after == 0
    assert got.receipt is not None
    assert got.receipt.missing == ()
    assert got.receipt.complete()
    place.note("ba")
    after, got = place.send()
    assert after > 0
    assert got.receipt is not None
    assert (got.receipt.sent, got.receipt.changed, got.receipt.missing) == (1, 1, ())
    assert notes(place.province) == notes(place.commune)


def test_a_receipt_of_before_that_comes_late_makes_no_delta_under_the_new_name(place: Place) -> None:
    sent = syncing.export_bundle(place.commune, place.stick, delta_above=0)
    got = receiving.receive(place.province, sent.file.path)
    moved(place)
    assert got.receipt_file is not None
    receiving.receive(place.commune, got.receipt_file.path)
    after, back = place.send()
    assert after == 0
    assert back.receipt is not None
    assert back.receipt.complete()


def test_a_province_restored_from_a_backup_asks_for_what_it_lost_and_gets_it_at_once(place: Place) -> None:
    place.province.close()
    shutil.copytree(place.root / "tỉnh", place.root / "tỉnh, bản sao")
    place.province = open_register(place.root / "tỉnh", KEY)
    place.send()
    place.province.close()
    place.province = open_register(place.root / "tỉnh, bản sao", KEY)
    place.note("một")
    after, got = place.send()
    assert after > 0
    assert got.receipt is not None
    assert got.receipt.missing == ((0, after),)
    after, got = place.send()
    assert after == 0
    assert got.receipt is not None
    assert got.receipt.complete()
    assert notes(place.province) == notes(place.commune)
