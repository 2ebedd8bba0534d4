"""What one PC of a unit sent, the other knows: its receipt, what came back, what was changed since."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.bundles.errors import BadBundle
from app.records import Hamlet, MediationCase
from app.usecases import keys, outgoing, peers, receiving, states, syncing
from app.usecases.records import save
from app.usecases.sent_elsewhere import keep_told, told
from app.usecases.writers import last_writing, pc_of, writer_of
from db import SqliteStore, create_register
from tests.sync.conftest import KEY, World


@pytest.fixture
def second(world: World) -> Iterator[SqliteStore]:
    """The commune's second PC, which has everything of the first."""
    (world.folder / "máy hai").mkdir()
    made = create_register(world.folder / "máy hai", KEY, unit="99901", author="Mận")
    peers.join(made, peers.pc_card_file(world.commune, "Máy một")[1], checked_by="thử")
    peers.add_peer(world.commune, peers.pc_card_file(made, "Máy hai")[1], checked_by="thử")
    keys.enroll(made, keys.card_file(world.province)[1], checked_by="thử")
    keys.enroll(world.province, peers.pc_card_file(made, "Máy hai")[1], checked_by="thử")
    carry(world, world.commune, made)
    carry(world, made, world.commune)
    yield made
    made.close()


def carry(world: World, source: SqliteStore, target: SqliteStore) -> None:
    receiving.receive(target, peers.export_peer(source, world.stick).file.path)


def send(world: World, store: SqliteStore) -> None:
    """Send to the province and bring the receipt home."""
    got = receiving.receive(world.province, syncing.export_bundle(store, world.stick).file.path)
    assert got.receipt_file is not None
    receiving.receive(store, got.receipt_file.path)


def state(store: SqliteStore, id: str, kind: type[Hamlet | MediationCase] = Hamlet) -> str:
    return states.Progressing(store).of(kind, [id])[id].code


def hamlet(store: SqliteStore) -> Hamlet:
    return next(store.every(Hamlet))


def test_what_the_first_pc_sent_is_not_unsent_on_the_second(world: World, second: SqliteStore) -> None:
    one = hamlet(second).id
    assert state(second, one) == "unsent"
    syncing.export_bundle(world.commune, world.stick)
    carry(world, world.commune, second)
    assert state(second, one) == "exported"
    send(world, world.commune)
    carry(world, world.commune, second)
    assert state(second, one) == "received"
    assert "unsent" not in states.summary(second)["mediation_case"]
    waiting = states.Progressing(second).waiting(MediationCase)
    assert (waiting.to_send, waiting.refused) == (0, 0)


def test_what_is_changed_here_since_is_told_apart_from_what_was_never_sent(world: World, second: SqliteStore) -> None:
    send(world, world.commune)
    carry(world, world.commune, second)
    mine = hamlet(second)
    mine.note = "Sửa ở máy hai"
    save(second, mine)
    fresh = Hamlet(name="Ấp mới (thử)", kind="ap")
    save(second, fresh)
    assert (state(second, mine.id), state(second, fresh.id)) == ("changed", "unsent")
    send(world, second)
    carry(world, second, world.commune)
    assert (state(world.commune, mine.id), state(world.commune, fresh.id)) == ("received", "received")


def test_two_unseen_edits_put_together_have_not_been_sent_by_either(world: World, second: SqliteStore) -> None:
    send(world, world.commune)
    carry(world, world.commune, second)
    for store, field in ((world.commune, "note"), (second, "head")):
        one = hamlet(store)
        setattr(one, field, "Sửa (thử)")
        save(store, one)
    send(world, world.commune)
    send(world, second)
    carry(world, world.commune, second)
    carry(world, second, world.commune)
    assert {state(store, hamlet(store).id) for store in (world.commune, second)} == {"changed"}


def test_what_came_back_to_the_first_pc_is_to_be_mended_on_the_second_too(
    world: World, second: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = next(iter(second.every(MediationCase))).id
    whole = outgoing.write_line

    def spoiled(kind: type, row: object, level: str) -> bytes:
        line = whole(kind, row, level)  # type: ignore[arg-type]
        return line.replace(b'"state":"', b'"state":"x') if bad.encode() in line[:90] else line

    with monkeypatch.context() as patched:
        patched.setattr(outgoing, "write_line", spoiled)
        sent = syncing.export_bundle(world.commune, world.stick)
    got = receiving.receive(world.province, sent.file.path)
    assert got.receipt is not None
    assert got.receipt_file is not None
    assert len(got.receipt.refused) == 1
    receiving.receive(world.commune, got.receipt_file.path)
    carry(world, world.commune, second)
    assert state(second, bad, MediationCase) == "refused"
    mended = second.get(MediationCase, bad)
    mended.note = "Đã sửa"
    save(second, mended)
    send(world, second)
    carry(world, second, world.commune)
    assert {state(store, bad, MediationCase) for store in (world.commune, second)} == {"received"}


def test_numbers_of_bundles_go_on_after_those_of_the_other_pc(world: World, second: SqliteStore) -> None:
    first = syncing.export_bundle(world.commune, world.stick)
    carry(world, world.commune, second)
    (world.folder / "USB khác").mkdir()
    assert syncing.export_bundle(second, world.folder / "USB khác").number == first.number + 1


def test_a_receipt_once_known_is_not_forgotten_for_an_older_file(world: World, second: SqliteStore) -> None:
    sent = syncing.export_bundle(world.commune, world.stick)
    early = peers.export_peer(world.commune, world.stick).file.path
    got = receiving.receive(world.province, sent.file.path)
    assert got.receipt_file is not None
    receiving.receive(world.commune, got.receipt_file.path)
    carry(world, world.commune, second)
    receiving.receive(second, early)
    assert [(row["bundle"], row["receipt"]) for row in second.notes("sent_elsewhere")] == [(sent.bundle, "1")]


@pytest.mark.parametrize("field", ["bundle", "replica", "seen", "held_back", "number", "at", "receipt"])
def test_a_book_in_another_form_is_refused(world: World, second: SqliteStore, field: str) -> None:
    send(world, world.commune)
    said = told(world.commune)
    keep_told(second, said)
    with pytest.raises(BadBundle):
        keep_told(second, said | {"sent": [said["sent"][0] | {field: ["\n"]}]})


def test_it_is_known_on_which_pc_a_record_was_written_last(world: World, second: SqliteStore) -> None:
    one = hamlet(second)
    one.note = "Ghi ở máy hai"
    save(second, one)
    carry(world, second, world.commune)
    said = last_writing(world.commune, Hamlet, one.id)
    assert said is not None
    assert (said.pc, said.by) == ("Máy hai", "Mận")
    here = last_writing(second, Hamlet, one.id)
    assert here is not None
    assert (here.pc, here.by) == ("máy này", "Mận")
    assert pc_of(world.commune, "0123456789abcdef-1") == "máy khác"
    newest = max(world.commune.history(Hamlet, one.id), key=lambda change: change.seq)
    assert writer_of(world.commune, newest).endswith("của Máy hai")
