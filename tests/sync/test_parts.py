"""Attached files over several parts: each part is received by itself, in any order, and nothing is asked for twice."""

from __future__ import annotations

import errno
from itertools import permutations
from pathlib import Path

import pytest

from app.problems import Problem
from app.records import MediationCase, Route
from app.usecases import outgoing, parts, peers, receiving, syncing
from app.usecases.attachments import attach
from app.usecases.parts import Rooms, divided, that_fit
from app.usecases.receiving_many import receive_folder
from app.usecases.records import save
from db import create_register
from tests.sync.conftest import KEY, World

SMALL = Rooms(first=2_500, others=2_500, sealed=5_000)


@pytest.fixture
def filed(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The commune has five attached files of a kilobyte, its route lets them out, and a part holds two."""
    monkeypatch.setattr(parts, "ROOMS", SMALL)
    case = next(iter(world.commune.every(MediationCase)))
    for number in range(5):
        scan = world.folder / f"quét {number}.pdf"
        scan.write_bytes(b"%PDF-1.7 " + bytes([number]) * 1_000)
        attach(world.commune, case, scan)
    route = next(world.commune.every(Route))
    route.level, route.level_reason, route.attachments = "full", "Sở yêu cầu (thử)", True
    save(world.commune, route)
    return world


def digests(world: World) -> list[str]:
    return [digest for digest, _ in parts.files_of(world.commune, 0)]


def test_files_are_divided_in_their_order_and_the_first_part_is_there_without_any() -> None:
    files = [("a", 10), ("b", 10), ("c", 25), ("d", 5)]
    assert divided(files, Rooms(15, 30, 0)) == [["a"], ["b"], ["c", "d"]]
    assert divided(files, Rooms(100, 30, 0)) == [["a", "b", "c", "d"]]
    assert divided([("a", 50)], Rooms(15, 60, 0)) == [[], ["a"]]
    assert divided([], Rooms(15, 30, 0)) == [[]]
    assert that_fit(files, Rooms(0, 0, 22)) == (["a", "b"], 2)


def test_a_large_bundle_is_written_in_parts_that_are_named_so(filed: World) -> None:
    sent = syncing.export_bundle(filed.commune, filed.stick)
    names = [file.path.name.rpartition("-")[2] for file in (sent.file, *sent.further)]
    assert names == ["p1of3.stp", "p2of3.stp", "p3of3.stp"]
    assert sent.not_sealed == 1


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_parts_come_in_any_order_and_the_last_receipt_misses_nothing(filed: World, order: tuple[int, ...]) -> None:
    sent = syncing.export_bundle(filed.commune, filed.stick)
    files = [sent.file, *sent.further]
    receipts = [receiving.receive(filed.province, files[place].path) for place in order]
    assert all(filed.province.blobs.has(digest) for digest in digests(filed))
    for place, got in zip(order, receipts, strict=True):
        assert (got.part, got.parts) == (place + 1, 3)
        if got.receipt_file:
            receiving.receive(filed.commune, got.receipt_file.path)
    last = receipts[-1].receipt
    assert last is not None
    assert last.complete()
    (row,) = filed.commune.notes("sent_bundle")
    assert (row["receipt"], row["lacking"]) == ("1", "{}")


def test_a_part_without_the_first_is_kept_and_has_no_receipt_yet(filed: World) -> None:
    sent = syncing.export_bundle(filed.commune, filed.stick)
    got = receiving.receive(filed.province, sent.further[0].path)
    assert got.receipt is got.receipt_file is None
    assert filed.province.notes("received_bundle") == []
    first = receiving.receive(filed.province, sent.file.path).receipt
    assert first is not None
    assert len(first.missing_blobs) == 1


def test_what_the_first_receipt_asks_for_stands_in_the_senders_book(filed: World) -> None:
    sent = syncing.export_bundle(filed.commune, filed.stick)
    got = receiving.receive(filed.province, sent.file.path)
    assert got.receipt_file is not None
    receiving.receive(filed.commune, got.receipt_file.path)
    assert filed.commune.notes("sent_bundle")[0]["lacking"] == '{"ranges":[],"files":3}'


def test_a_folder_with_all_parts_is_taken_whole(filed: World) -> None:
    syncing.export_bundle(filed.commune, filed.stick)
    taken = receive_folder(filed.province, filed.stick)
    assert len(taken) == 3
    assert all(one.received for one in taken)
    assert all(filed.province.blobs.has(digest) for digest in digests(filed))
    receipts = [one.receipt_file for one in taken if one.receipt_file]
    assert len(receipts) == 1
    back = receiving.receive(filed.commune, filed.stick / receipts[0]).acknowledged
    assert back is not None
    assert back.complete()


def test_a_part_that_cannot_be_written_takes_the_others_back(filed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = outgoing.write_verified

    def full(folder: Path, name: str, *rest: object) -> object:
        if "p3of3" in name:
            raise Problem("USB đã đầy giữa chừng.") from OSError(errno.ENOSPC, "đầy")
        return whole(folder, name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(outgoing, "write_verified", full)
    with pytest.raises(Problem, match="đã đầy"):
        syncing.export_bundle(filed.commune, filed.stick)
    assert list(filed.stick.iterdir()) == []
    assert filed.commune.notes("sent_bundle") == []


def test_parts_go_between_the_pcs_of_a_unit_too(filed: World) -> None:
    (filed.folder / "máy hai").mkdir()
    second = create_register(filed.folder / "máy hai", KEY, unit="99901")
    peers.join(second, peers.pc_card_file(filed.commune, "Máy một")[1], checked_by="thử")
    peers.add_peer(filed.commune, peers.pc_card_file(second, "Máy hai")[1], checked_by="thử")
    done = peers.export_peer(filed.commune, filed.stick)
    assert len(done.further) == 2
    for file in (*done.further, done.file):
        receiving.receive(second, file.path)
    assert all(second.blobs.has(digest) for digest in digests(filed))
    second.close()
