"""The post of a middle office: authors' files passed on inside a file of its own, their answers handed down again.

Nothing that is carried is changed: every level verifies the author. A lost stick costs a repetition.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.bundles.bag import RECEIPT, RECORDS
from app.bundles.envelope import LARGEST_PAYLOAD, Head, now
from app.bundles.errors import BadBundle
from app.bundles.keys import KeyCard
from app.bundles.opening import Opened, sealed_part, verify_carried
from app.bundles.opening import head_of as read_head
from app.bundles.receipts import write_receipt
from app.bundles.relaying import Letter, Post, Returned, blobs_of, letter_id, pieces_of, read_post, whole, write_post
from app.bundles.sealing import Contents, seal
from app.bundles.stick import Written, clean_leftovers
from app.ports import Store
from app.problems import Problem
from app.usecases.keys import enrolled, is_own_key, own_keys, trusted, unit_of
from app.usecases.letters import (
    Row,
    as_file,
    hop,
    keep,
    note_returned,
    row_of,
    settle_answered,
    settle_taken,
    waiting,
)
from app.usecases.outgoing import free_number, head_of, plain_manifest, write_out
from app.usecases.routes import offices_above

if TYPE_CHECKING:
    from app.usecases.receiving import Received

SEALED, KNOWN, OTHER_PC = "sealed", "known", "other_pc"  # why a letter for us is left
_NUMBER = "post_written"
_ROOM = LARGEST_PAYLOAD - (64 << 20)
_READERS = 16  # of one file, as its envelope allows


@dataclass(frozen=True)
class TakenLetter:
    """What became of a letter: `received` when it was for us, `refused` says why it was not taken, else it goes on.

    `left` is why one for us was left as it is: our sealed part, which waits in the file for the code on paper, news of
    keys that we know, or what is for a PC of our unit that we do not know and reads the same post. `card` is that of
    the PC which signed a letter that was for us, as it was when it was taken.
    """

    author: str
    file: str
    received: Received | None = None
    refused: str = ""
    left: str = ""
    card: KeyCard | None = None


@dataclass(frozen=True)
class PostWritten:
    """A file of post: for whom, and how many letters it carries."""

    unit: str
    name: str
    letters: int
    file: Written


# --- out --------------------------------------------------------------------------------------------------------------


def write_waiting(store: Store, folder: Path, *, unit: str = "", again: bool = False) -> list[PostWritten]:
    """Write the post that waits into a folder, a file for each office it goes to; or only for one.

    Raises Problem when nothing waits, when an office's card is lacking, or with what was written said.
    """
    found = [row for row in waiting(store, again=again) if unit in ("", row["addressee"])]
    if not found:
        raise Problem("Không có gì chờ chuyển tiếp.", "Nhận gói của các xã hoặc biên nhận của cấp trên rồi ghi lại.")
    clean_leftovers(folder)
    written = []
    for addressee in sorted({row["addressee"] for row in found}):
        cards = cards_of_unit(store, addressee)
        for rows in _in_files([row for row in found if row["addressee"] == addressee]):
            written.append(_write(store, folder, cards, Post(tuple(_letter(store, row) for row in rows))))
            _note_written(store, rows)
    return written


def write_letter(store: Store, folder: Path, head: Head, data: bytes, carrier: str) -> Written:
    """Write a file of ours as a letter in post for the office that carries it; the file itself is kept nowhere.

    Must run inside a transaction of the caller. Raises Problem when a card is lacking or with what was written said.
    """
    post = Post((_letter_of(head, data, unit_of(store, head.to[0])),))
    with _at_hand(store, [data]):
        return _write(store, folder, cards_of_unit(store, carrier), post).file


def cards_of_unit(store: Store, unit: str) -> list[KeyCard]:
    """Return the cards of all PCs of a unit: whichever of them reads post first finds in it what is its own."""
    cards = [card for card in enrolled(store) if card.unit == unit]
    if not cards:
        raise Problem(f"Chưa ghi danh thẻ khóa của đơn vị {unit}.", "Xin thẻ khóa, đối chiếu dãy số rồi ghi lại.")
    return cards[-_READERS:]


def _in_files(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Share letters out so that no file passes what a stick takes."""
    part: list[Row] = []
    for row in rows:
        if part and sum(one["size"] for one in part) + row["size"] > _ROOM:
            yield part
            part = []
        part.append(row)
    if part:
        yield part


def _letter(store: Store, row: Row) -> Letter:
    pieces = pieces_of(store.blobs.read(row["sha256"]))
    return Letter(
        id=row["id"].partition(" ")[0],
        kind=row["kind"],
        author=row["author"],
        addressee=row["addressee"],
        answers=row["answers"],
        sha256=row["sha256"],
        size=row["size"],
        pieces=pieces,
    )


def _letter_of(head: Head, data: bytes, addressee: str, answers: str = "") -> Letter:
    sha256 = hashlib.sha256(data).hexdigest()
    name = letter_id(head.bundle, head.part)
    return Letter(name, head.kind, head.unit, addressee, answers, sha256, len(data), pieces_of(data))


@contextmanager
def _at_hand(store: Store, files: Sequence[bytes]) -> Iterator[None]:
    """Keep files for as long as the post that carries them is written."""
    kept = [store.blobs.keep(data) for data in files]
    try:
        yield
    finally:
        for digest in kept:
            store.blobs.drop(digest)


def _write(store: Store, folder: Path, cards: Sequence[KeyCard], post: Post) -> PostWritten:
    head = head_of(store, "support", cards)
    blobs = blobs_of(post.letters, store.blobs.read)
    with store.atomic():
        number = free_number(store, folder, int(store.setting(_NUMBER, 0)) + 1)
        contents = Contents(RECORDS, [], lambda: plain_manifest(head) | {"post": write_post(post)}, blobs)
        with seal(head, contents, own_keys(store), [card.read for card in cards]) as outer:
            file = write_out(store, folder, number, outer)
        store.set_setting(_NUMBER, number)
    return PostWritten(cards[-1].unit, cards[-1].name, len(post.letters), file)


def _note_written(store: Store, rows: Sequence[Row]) -> None:
    with store.atomic():
        for row in rows:
            store.note("letter", row | {"written_at": now()})


# --- in ---------------------------------------------------------------------------------------------------------------


def take_post(
    store: Store, opened: Opened, folder: Path, receive: Callable[[Path], Received]
) -> tuple[tuple[TakenLetter, ...], Written | None]:
    """Receive every letter that is for us as if it had come by itself, and keep the others for whom they are for.

    A letter that is not what its author signed, or of nobody we know, is refused alone. Answers to what came up go
    back to the carrier in one file. `receive` takes a file and writes no receipt.
    """
    post = read_post(opened.bag)
    taken = [_take_letter(store, opened, letter, receive) for letter in post.letters]
    for one in post.returned:
        note_returned(store, one, by=opened.head.unit)
    for name in post.taken:
        settle_taken(store, name, by=opened.head.unit)
    answers = [pair for x, y in zip(post.letters, taken, strict=True) if (pair := _answer(store, x, y))]
    returned = [Returned(x.id, x.author, y.refused) for x, y in zip(post.letters, taken, strict=True) if y.refused]
    news = [x.id for x, y in zip(post.letters, taken, strict=True) if x.kind == "keys" and not y.refused]
    heard = () if _from_above(store, opened) else tuple(news)
    answer = Post(tuple(letter for letter, _ in answers), tuple(returned), heard)
    if answer == Post(()):
        return tuple(taken), None
    with _at_hand(store, [data for _, data in answers]):
        written = _write(store, folder, [opened.card], answer)
    return tuple(taken), written.file


def _from_above(store: Store, opened: Opened) -> bool:
    """Tell whether post came down: then nobody waits to hear which news of keys we know."""
    return opened.head.unit in offices_above(store, date.today())  # noqa: DTZ011 (routes are dated by calendar days)


def _take_letter(store: Store, opened: Opened, letter: Letter, receive: Callable[[Path], Received]) -> TakenLetter:
    try:
        data = b"".join(whole(opened.bag, letter))
        head = read_head(data)
        if (letter_id(head.bundle, head.part), head.unit, head.kind) != (letter.id, letter.author, letter.kind):
            raise BadBundle("Tệp được chuyển tiếp không phải tệp ghi trong bản kê.", "Hỏi lại nơi chuyển tiếp.")
        if not any(is_own_key(store, key) for key in head.to):
            if letter.addressee == store.unit and not unit_of(store, head.to[0]):
                return TakenLetter(letter.author, letter.id, left=OTHER_PC)
            return _carry_on(store, opened, letter, data)
        if head.kind == "support":
            return _given_back(store, letter, data)
        card = trusted(store, head.signer)
        if head.kind == "keys" and card is None and unit_of(store, head.signer) == head.unit:
            return TakenLetter(letter.author, letter.id, left=KNOWN)  # what signed it is withdrawn, by it or by us
        with as_file(data) as file:
            return TakenLetter(letter.author, letter.id, receive(file), card=card)
    except Problem as problem:
        return TakenLetter(letter.author, letter.id, refused=str(problem))


def _given_back(store: Store, letter: Letter, data: bytes) -> TakenLetter:
    """See that a file within post is our sealed part and no post again; it is opened with the code on paper alone."""
    sealed_part(data, lambda key: trusted(store, key), practice=bool(store.setting("practice", False)))
    return TakenLetter(letter.author, letter.id, left=SEALED)


def _carry_on(store: Store, opened: Opened, letter: Letter, data: bytes) -> TakenLetter:
    """Keep a letter that is for somebody else, once its author's signature is seen to hold."""
    head, _ = verify_carried(data, lambda key: trusted(store, key))
    unit = unit_of(store, head.to[0])
    if not unit:
        raise BadBundle(
            "Không biết tệp được chuyển tiếp gửi cho ai.", "Ghi danh thẻ khóa của đơn vị nhận rồi nhập lại."
        )
    row = row_of(head, data, came_from=opened.head.unit)
    keep(store, row | {"addressee": hop(store, unit), "answers": letter.answers}, data)
    if letter.answers:
        settle_answered(store, letter.answers, head.unit)
    return TakenLetter(letter.author, letter.id)


def _answer(store: Store, letter: Letter, taken: TakenLetter) -> tuple[Letter, bytes] | None:
    """Return the receipt of a letter that was a bundle, signed by us for the PC alone that wrote it."""
    receipt = taken.received.receipt if taken.received else None
    card = taken.card
    if receipt is None or card is None:
        return None
    head = head_of(store, "receipt", [card])
    contents = Contents(RECEIPT, [write_receipt(receipt)], lambda: plain_manifest(head))
    with seal(head, contents, own_keys(store), [card.read]) as outer:
        data = outer.read()
    return _letter_of(head, data, letter.author, letter.id), data
