"""What befalls keys in the model, what a middle office might do, and the end of a history by way of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from app.bundles.policy import FULL
from app.records import BookLoan
from app.usecases import key_change, keys, letters, receiving, relaying
from app.usecases.routes import asked_on_the_way
from tests.sync.model_keys import MIDDLE, PROVINCE, ids, know, through
from tests.sync.model_post import File, carry, meant_for, post, put_down, send, written
from tests.sync.model_register import Register

if TYPE_CHECKING:
    from tests.sync.model_world import Pc, World

WHY = (key_change.RENEWED, key_change.MOVED, key_change.MOVED, key_change.LEAKED)


# --- what befalls keys ------------------------------------------------------------------------------------------------


def new_keys(world: World, pc: Pc, why: str) -> None:
    """Change keys as a person does; the news lies on a stick, or, of leaked ones, is told by telephone."""
    with world.clock_of(pc), written() as (folder, found):
        key_change.replace_keys(pc.register, folder, why)
    for data in found:
        put_down(world, data)
    if why == key_change.LEAKED:
        for office in world.offices:
            for key in ids(pc.register) - {keys.own_card_key(pc.register)}:
                if keys.trusted(office.register, key):
                    keys.revoke(office.register, key, "thử")
        acquaint(world, pc)


def withdraw(world: World, pc: Pc) -> None:
    """Let the province withdraw a PC's key; its receipts say so."""
    province = world.offices[1].register
    if keys.trusted(province, key := keys.own_card_key(pc.register)):
        keys.revoke(province, key, "mất máy (thử)")


def acquaint(world: World, *pcs: Pc) -> None:
    """Telephone: whose key somebody withdrew makes new ones, and every office knows every card again."""
    middle, province = world.offices
    for pc in pcs:
        pairs = [(pc, office) for office in world.offices] if pc in world.pcs else [(middle, province)]
        if pc in world.pcs and any(_withdrawn(office, pc) for office in world.offices):
            with world.clock_of(pc), written() as (folder, _):
                key_change.replace_keys(pc.register, folder, key_change.LEAKED)
        for one, other in pairs:
            know(one, other)
            know(other, one)


def _withdrawn(office: Pc, pc: Pc) -> bool:
    rows = office.register.notes("enrolled_key", {"key": keys.own_card_key(pc.register)})
    return bool(rows and rows[0]["revoked_at"])


# --- what the middle office does, and might do ------------------------------------------------------------------------


def relay(world: World, pc: Pc, *, lost: int) -> None:
    """Let a PC's bundle go the whole way and its receipt come home, unless a stick is lost on one stretch or none."""
    middle, province = world.offices
    through(pc.register, middle=True)
    sent = send(world, pc, FULL)
    if lost == 1:
        return
    carry(world, sent, middle)
    ups = [file for file in post(world, middle) if province in meant_for(world, file)]
    answers = [answer for file in ups for answer in carry(world, file, province)] if lost != 2 else []
    for answer in answers if lost != 3 else ():
        carry(world, answer, middle)
    for file in post(world, middle) if lost != 4 else ():
        for one in meant_for(world, file):
            carry(world, file, one)


def tamper(world: World, pc: Pc, place: int) -> None:
    """Let the middle office change a letter, or put another's name on it: the province refuses that letter alone."""
    middle, province = world.offices
    acquaint(world, province)
    through(pc.register, middle=True)
    carry(world, send(world, pc, FULL), middle)
    waiting = [row for row in letters.waiting(middle.register) if row["kind"] == "state"]
    if not waiting:  # the PC's key was withdrawn
        return
    evil = Register(middle.register.unit, middle.register.replica)
    evil.books_of(middle.register)
    row = waiting[place % len(waiting)]
    data = evil.blobs.read(row["sha256"])
    where = place * 7 % len(data)
    changed = data[:where] + bytes([data[where] ^ 1 << place % 8]) + data[where + 1 :]
    if place % 3:
        row |= {"sha256": evil.blobs.keep(changed), "size": len(changed)}
    else:
        row |= {"author": "00101" if row["author"] == "00102" else "00102"}
    evil.books["letter"] = {}
    evil.note("letter", row | {"addressee": PROVINCE})
    with written() as (folder, found):
        relaying.write_waiting(evil, folder)
    before = dict(province.register.of(BookLoan))
    with world.clock_of(province), written() as (folder, _):
        (folder / "xấu.stp").write_bytes(found[0])
        got = receiving.receive(province.register, folder / "xấu.stp")
        (folder / "xấu.stp").unlink()
    assert got.letters is not None
    assert [bool(letter.refused) for letter in got.letters] == [True], "a changed letter was taken"
    assert province.register.of(BookLoan) == before, "a changed letter changed records"


# --- the end ----------------------------------------------------------------------------------------------------------


def arrive(world: World) -> None:
    """Let everybody send through the middle office, with a stick lost on the way, and every receipt come home."""
    middle, province = world.offices
    acquaint(world, *world.pcs, province)
    for pc in senders(world):
        _hand_in(world, pc)
    for late in [file for file in world.sticks if isinstance(file, File) and middle in meant_for(world, file)][-4:]:
        carry(world, late, middle)
    acquaint(world, *world.pcs, province)
    post(world, middle)  # and lost
    for file in post(world, middle):
        if province in meant_for(world, file):
            for answer in carry(world, file, province):
                carry(world, answer, middle)
    for file in post(world, middle):
        for pc in meant_for(world, file):
            carry(world, file, pc)


def _hand_in(world: World, pc: Pc) -> None:
    """Let the middle office receive from a PC, and once more where a stick went past it before and it says so."""
    middle = world.offices[0]
    through(pc.register, middle=True)
    for receipt in carry(world, send(world, pc, FULL), middle):
        carry(world, receipt, pc)
        assert pc.register.notes("sent_bundle")[-1]["receipt"] is None, "a receipt on the way counts as arrival"
    if asked_on_the_way(pc.register.notes("sent_bundle", {"to_unit": MIDDLE})):
        world.count("an office that was passed by asked")
        carry(world, send(world, pc, FULL), middle)


def senders(world: World) -> list[Pc]:
    """Return who sends at the end: in one history of four everybody, else a PC of each unit, which know the same."""
    return world.pcs if world.made % 4 == 0 else [world.pcs[0], world.pcs[2]]


def check_receipts(world: World) -> None:
    """What was sent last has its receipt, and nothing of it waits on the way any more."""
    for pc in senders(world):
        sent = pc.register.notes("sent_bundle")[-1]
        assert sent["receipt"] is not None, "a receipt did not come home"
        assert orjson.loads(sent["lacking"]) == {}, "who has everything was asked for more"
    middle, province = (office.register.notes("enrolled_key") for office in world.offices)
    withdrawn = {row["key"] for row in middle if row["revoked_at"] and row["unit"] not in (MIDDLE, PROVINCE)}
    believed = {row["key"] for row in province if not row["revoked_at"]}
    assert not withdrawn & believed, "the province believes a key whose withdrawal went up"
    waiting = [row for row in letters.waiting(world.offices[0].register) if row["kind"] == "state"]
    assert [row for row in waiting if not row["returned"]] == [], "what was answered is still carried"
