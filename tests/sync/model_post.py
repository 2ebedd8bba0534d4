"""Real files in the model: exports along a route, the post of the middle office, receipts, news of keys.

Everything here is the program's own: its exports, its receiving, its relay and routes, keys and signatures. Only the
registers are in memory.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from app.bundles.envelope import Head
from app.bundles.errors import BadBundle, UnknownSigner
from app.bundles.lines import write_line
from app.bundles.opening import head_of
from app.bundles.relaying import has_post, letter_id, read_post, whole
from app.problems import Problem
from app.records import BookLoan
from app.usecases import keys, receiving, relaying, syncing
from app.usecases.incoming import opened_bundle
from app.versions import read_dot
from tests.sync.model_keys import MIDDLE, ids
from tests.sync.model_register import Register

if TYPE_CHECKING:
    from tests.sync.model_world import Pc, World


@dataclass(frozen=True)
class File:
    """A file on a stick: what it says of itself, and the latest time that stands in its records."""

    data: bytes
    head: Head
    latest: int = 0


@cache
def _folder() -> Path:
    """Return the folder through which files pass; nothing stays in it."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="so-tu-phap-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@contextmanager
def written() -> Iterator[tuple[Path, list[bytes]]]:
    """Give a folder to write into, and afterwards what was written there."""
    found: list[bytes] = []
    usual, tempfile.tempdir = tempfile.tempdir, str(_folder().parent)
    try:
        yield _folder(), found
        found += [file.read_bytes() for file in sorted(_folder().glob("*.stp"))]
    finally:
        tempfile.tempdir = usual
        for file in _folder().iterdir():
            file.unlink()


# --- out --------------------------------------------------------------------------------------------------------------


def send(world: World, pc: Pc, level: str, *, full: bool = False) -> File:
    """Export along the route; deltas go from the first record on, once a receipt has come."""
    with world.clock_of(pc), written() as (folder, found):
        syncing.export_bundle(pc.register, folder, level=level, full=full, delta_above=0)
    [data] = found
    after = pc.register.notes("sent_bundle")[-1]["first_seq"]
    known = {file.head.replica for file in world.files.values() if file.head.kind == "state"}
    assert after == 0 or pc.register.replica in known, "a delta under a name that nobody has heard of"
    world.fired["a delta went"] += after > 0
    said = (orjson.loads(write_line(BookLoan, row, level)) for row in pc.register.rows_after(BookLoan, after))
    times = (read_dot(dot).hlc for line in said for dot in line["dots"].values())
    return put_down(world, data, max(times, default=0))


def post(world: World, office: Pc, *, again: bool = False) -> list[File]:
    """Let an office write what waits."""
    with written() as (folder, found), suppress(Problem):  # nothing waits, or a card is lacking
        relaying.write_waiting(office.register, folder, again=again)
    return [put_down(world, data) for data in found]


def put_down(world: World, data: bytes, latest_time: int = 0) -> File:
    file = _noted(world, data, latest_time)
    world.sticks.append(file)
    return file


def _noted(world: World, data: bytes, latest_time: int = 0) -> File:
    """Remember a file as it was when it was met first: that is how its author wrote it."""
    head = head_of(data)
    return world.files.setdefault(letter_id(head.bundle, head.part), File(data, head, latest_time))


# --- in ---------------------------------------------------------------------------------------------------------------


def meant_for(world: World, file: File) -> list[Pc]:
    return [pc for pc in (*world.pcs, *world.offices) if ids(pc.register) & {*file.head.to}]


def carry(world: World, file: File, to: Pc) -> list[File]:
    """Receive a file under another name; return what was written in answer. A sound file is not refused."""
    before = _believed(to.register)
    with world.clock_of(to) as shown, written() as (folder, found):
        path = folder / f"tên khác {world.now}.stp"
        path.write_bytes(file.data)
        try:
            if file.head.kind == "support":
                _look_inside(world, to.register, path)
            received = receiving.receive(to.register, path)
        except UnknownSigner:
            assert file.head.signer not in before, "a sound file was refused"
            world.count("refused: its key was withdrawn")
            return []
        except BadBundle:
            assert _of_another(world, file.head), "a sound file was refused"
            return []
        finally:
            path.unlink()
    assert file.head.signer in before, "what nobody trusts was taken"
    for letter in received.letters or ():
        _check_letter(world, letter, to, before)
        world.fired["a bundle with a gap"] += bool(letter.received and _gap(letter.received))
    world.fired["a bundle with a gap"] += _gap(received)
    if received.outcome and file.head.kind == "state":
        limit = world.limit(shown)
        assert received.outcome.refused == [], "what was sound was refused"
        assert received.outcome.ahead == (file.latest > limit), "a clock a day ahead was not flagged"
    return [put_down(world, data) for data in found]


def _believed(register: Register) -> set[str]:
    return {row["key"] for row in register.notes("enrolled_key") if not row["revoked_at"]}


def _gap(received: receiving.Received) -> bool:
    return bool(received.receipt and received.receipt.missing)


def _look_inside(world: World, register: Register, path: Path) -> None:
    """See that the letters of post are what their authors wrote."""
    with opened_bundle(register, path) as opened:
        for letter in read_post(opened.bag).letters if has_post(opened.bag) else ():
            data = b"".join(whole(opened.bag, letter))
            assert _noted(world, data).data == data, "a file was changed on its way"


def _check_letter(world: World, letter: relaying.TakenLetter, to: Pc, before: set[str]) -> None:
    head = world.files[letter.file].head
    now = head.signer in _believed(to.register)
    ours = bool(ids(to.register) & {*head.to})
    if letter.refused:
        unknown_reader = not ours and not keys.unit_of(to.register, head.to[0])
        excused = unknown_reader or _of_another(world, head) or head.signer not in before or not now
        assert excused, "a sound letter was refused"
        world.count("letter refused: its key was withdrawn, or its PC is another by now")
        return
    world.count(f"letter taken: {head.kind}" if letter.received else "letter kept for others")
    assert letter.author == head.unit, "a letter came under another's name"
    carried = not letter.received and not letter.left
    assert not carried or to.register.unit == MIDDLE or _sibling(world, head, to), "post came to a wrong reader"
    outcome = letter.received.outcome if letter.received else None
    assert outcome is None or outcome.refused == [], "what was sound was refused"


def _of_another(world: World, head: Head) -> bool:
    """Tell whether a receipt may speak of a bundle that a copied or restored register knows nothing of."""
    return head.kind == "receipt" and (world.restored or len(world.pcs) > 4)


def _sibling(world: World, head: Head, to: Pc) -> bool:
    """Tell whether a letter is for another PC of the same unit."""
    return any(keys.is_own_key(pc.register, head.to[0]) for pc in world.pcs if pc.register.unit == to.register.unit)
