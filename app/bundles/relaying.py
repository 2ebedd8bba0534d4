"""Post: files of others that an office carries, whole and with their authors' signatures, inside a file of its own.

A bundle of kind `support` whose manifest has `post`: the letters, each in pieces among the attached files, and what of
earlier letters could not be taken. Opening post opens no letter: each is then received as if it had come by itself.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, BinaryIO

from app.bundles.bag import Bag, Blob
from app.bundles.errors import damaged
from app.bundles.shapes import SHA256, UNIT, UUID, is_count, is_text

PIECE = 32 << 20  # below what one attached file may have
MOST_LETTERS = 5_000


@dataclass(frozen=True)
class Letter:
    """A file carried for its author: for whom it is, which one it is, which earlier letter it answers."""

    id: str  # bundle and part
    kind: str
    author: str
    addressee: str
    answers: str
    sha256: str
    size: int
    pieces: tuple[str, ...]


@dataclass(frozen=True)
class Returned:
    """A letter that could not be taken, and why, in words for people."""

    id: str
    author: str
    reason: str


@dataclass(frozen=True)
class Post:
    """What is carried, and what became of letters of earlier post: not taken, or taken and without a receipt."""

    letters: tuple[Letter, ...]
    returned: tuple[Returned, ...] = ()
    taken: tuple[str, ...] = ()


def letter_id(bundle: str, part: int) -> str:
    return f"{bundle}-{part}"


def pieces_of(data: bytes) -> tuple[str, ...]:
    """Return the names of the pieces a file is carried in."""
    return tuple(hashlib.sha256(piece).hexdigest() for piece in _cut(data))


def _cut(data: bytes) -> Iterator[bytes]:
    yield from (data[place : place + PIECE] for place in range(0, len(data), PIECE))


def blobs_of(letters: Sequence[Letter], read: Callable[[str], bytes]) -> Iterator[Blob]:
    """Yield the pieces of letters, each once; `read` returns a file by its SHA-256 when its turn comes."""
    met: set[str] = set()
    for letter in letters:
        for place, name in enumerate(letter.pieces):
            if name not in met:
                met.add(name)
                yield Blob(name, partial(_piece, read, letter.sha256, place))


def _piece(read: Callable[[str], bytes], sha256: str, place: int) -> BinaryIO:
    return io.BytesIO(read(sha256)[place * PIECE : (place + 1) * PIECE])


def write_post(post: Post) -> dict[str, Any]:
    """Return what the manifest says of the post."""
    said: dict[str, Any] = {
        "letters": [asdict(letter) | {"pieces": list(letter.pieces)} for letter in post.letters],
        "returned": [asdict(one) for one in post.returned],
    }
    return said | ({"taken": list(post.taken)} if post.taken else {})


def has_post(bag: Bag) -> bool:
    return "post" in bag.manifest


def read_post(bag: Bag) -> Post:
    """Return what a file says it carries; raises BadBundle unless its attached files are just that."""
    said: Any = bag.manifest.get("post")
    try:
        letters = tuple(Letter(**entry | {"pieces": tuple(entry["pieces"])}) for entry in said["letters"])
        returned = tuple(Returned(**entry) for entry in said["returned"])
        taken = tuple(said.get("taken", ()))
        sound = said.keys() - {"taken"} == {"letters", "returned"} and all(map(_parted, taken))
        sound = sound and all(map(_sound, letters)) and all(map(_known, returned))
    except (TypeError, KeyError, AttributeError):
        raise damaged("phần chuyển tiếp không đúng dạng") from None
    if not sound or max(len(letters), len(returned), len(taken)) > MOST_LETTERS:
        raise damaged("phần chuyển tiếp không đúng dạng")
    if {piece for letter in letters for piece in letter.pieces} != bag.blobs:
        raise damaged("các tệp được chuyển tiếp không đúng bản kê")
    return Post(letters, returned, taken)


def _sound(letter: Letter) -> bool:
    return (
        all(UNIT.fullmatch(unit) for unit in (letter.author, letter.addressee))
        and _parted(letter.id)
        and (letter.answers == "" or _parted(letter.answers))
        and isinstance(letter.kind, str)
        and is_count(letter.size)
        and all(SHA256.fullmatch(name) for name in (letter.sha256, *letter.pieces))
        and bool(letter.pieces)
    )


def _known(one: Returned) -> bool:
    return _parted(one.id) and UNIT.fullmatch(one.author) is not None and is_text(one.reason, 2_000)


def _parted(said: str) -> bool:
    bundle, dash, part = said.rpartition("-")
    return bool(dash and UUID.fullmatch(bundle) and part.isdecimal() and part.isascii() and len(part) <= 4)


def whole(bag: Bag, letter: Letter) -> Iterator[bytes]:
    """Yield a letter's file piece by piece; raises BadBundle at its end when it is not what the post names."""
    digest, size = hashlib.sha256(), 0
    for name in letter.pieces:
        for data in bag.blob(name):
            digest.update(data)
            size += len(data)
            yield data
    if digest.hexdigest() != letter.sha256 or size != letter.size:
        raise damaged("tệp được chuyển tiếp không khớp mã kiểm tra")
