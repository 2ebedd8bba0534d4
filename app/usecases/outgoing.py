"""What goes into a file that leaves, and the file itself: lines counted as they pass, attached files by parts."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import orjson

import app as program
from app.bundles.bag import RECEIPT, RECORDS, Blob
from app.bundles.envelope import Head, file_name, now
from app.bundles.keys import KeyCard, UnitKeys, key_id
from app.bundles.lines import write_line
from app.bundles.policy import FULL
from app.bundles.sealing import Contents, seal
from app.bundles.stick import Written, write_verified
from app.ports import Store
from app.records.base import Record, new_id
from app.upgrades import OLDEST, SCHEMA
from app.usecases.keys import own_keys
from app.usecases.parts import divided, files_of
from app.versions import joined


@dataclass(frozen=True)
class Scope:
    """Which records go out: of which kinds, changed between which numbers, without which, with files or not."""

    level: str
    kinds: tuple[type[Record], ...]
    after: int
    upto: int
    held_back: frozenset[str] = frozenset()
    with_files: bool = False


class Outgoing:
    """Lines of a bundle, counted by kind as they pass; `files` are the attached files of this part."""

    def __init__(self, store: Store, head: Head, number: int, scope: Scope, files: Sequence[str] = ()) -> None:
        self.store, self.head, self.number, self.scope, self.files = store, head, number, scope, files
        self.counts: dict[str, int] = {}
        self.seen: dict[str, int] = {}  # how far the changes of each replica reach that went out

    def chunks(self) -> Iterator[bytes]:
        for kind in self.scope.kinds:
            for row in self.store.rows_after(kind, self.scope.after, self.store.unit):
                if row.id not in self.scope.held_back:
                    self.counts[kind.table] = self.counts.get(kind.table, 0) + 1
                    self.seen = joined(self.seen, orjson.loads(row.vv))
                    yield write_line(kind, row, self.scope.level) + b"\n"

    def manifest(self) -> dict[str, Any]:
        return plain_manifest(self.head) | {
            "range": {"after": self.scope.after, "upto": self.scope.upto},
            "number": self.number,
            "level": self.scope.level,
            "counts": self.counts,
            "files": int(self._with_files()),
        }

    def contents(self) -> Contents:
        return Contents(RECORDS, self.chunks(), self.manifest, self.blobs())

    def files_alone(self) -> Contents:
        """Return what a part after the first holds."""
        return Contents(RECORDS, (), self.manifest, self.blobs())

    def blobs(self) -> Iterator[Blob]:
        """Yield the attached files of this part, where they are asked for; read once the lines are written."""
        if self._with_files():
            for digest in self.files:
                yield Blob(digest, partial(self._open, digest))

    def _with_files(self) -> bool:
        return self.scope.level == FULL and self.scope.with_files

    def _open(self, digest: str) -> BinaryIO:
        return io.BytesIO(self.store.blobs.read(digest))


def parts_of(store: Store, scope: Scope) -> list[list[str]]:
    """Return the attached files of each part of a bundle."""
    with_files = scope.level == FULL and scope.with_files
    return divided(files_of(store, scope.after, scope.held_back)) if with_files else [[]]


def write_further(
    first: Outgoing, folder: Path, readers: Sequence[KeyCard], parts: Sequence[Sequence[str]], written: Written
) -> tuple[Written, ...]:
    """Write the parts after the first; when one cannot be written, those before it are taken back."""
    store, done = first.store, [written]
    try:
        for place, files in enumerate(parts[1:], start=2):
            head = replace(first.head, part=place)
            contents = Outgoing(store, head, first.number, first.scope, files).files_alone()
            with seal(head, contents, own_keys(store), [card.read for card in readers]) as outer:
                done.append(write_out(store, folder, first.number, outer, part=place, parts=len(parts)))
    except BaseException:
        for one in done:
            with contextlib.suppress(OSError):  # the stick may be gone: its files stay, no book knows them
                one.path.unlink(missing_ok=True)
        raise
    return tuple(done[1:])


def head_of(store: Store, kind: str, readers: Sequence[KeyCard], keys: UnitKeys | None = None) -> Head:
    """Return the head of a file in one part, signed with our keys, or with some of ours that others still trust."""
    keys = keys or own_keys(store)
    return Head(
        bundle=new_id(),
        kind=kind,
        unit=store.unit,
        replica=store.replica,
        to=tuple(card.key() for card in readers),
        signer=key_id(keys.public_sign()),
        created=now(),
        practice=bool(store.setting("practice", False)),
        part=1,
        parts=1,
    )


def plain_manifest(head: Head) -> dict[str, Any]:
    return {
        "bundle": head.bundle,
        "from": {"unit": head.unit, "replica": head.replica},
        "schema": SCHEMA,
        "min_reader": OLDEST,
        "app": program.__version__,
    }


def write_receipt_bundle(
    store: Store, folder: Path, receipt: bytes, reader: KeyCard, keys: UnitKeys | None = None
) -> Written:
    """Write a receipt beside the bundle, for its author alone, signed with the `keys` of ours that its author knows."""
    keys = keys or own_keys(store)
    head = head_of(store, "receipt", [reader], keys)
    contents = Contents(RECEIPT, [receipt], lambda: plain_manifest(head))
    number = int(store.setting("receipts_written", 0)) + 1
    number = free_number(store, folder, number)
    store.set_setting("receipts_written", number)
    with seal(head, contents, keys, [reader.read]) as outer:
        return write_out(store, folder, number, outer)


def write_out(store: Store, folder: Path, number: int, outer: BinaryIO, *, part: int = 1, parts: int = 1) -> Written:
    """Write a finished bundle under its number, verified; see `write_verified`."""
    size = outer.seek(0, 2)
    outer.seek(0)
    return write_verified(folder, file_name(store.unit, number, datetime.now(UTC), part, parts), outer, size)


def free_number(store: Store, folder: Path, number: int) -> int:
    """Return a number whose file is not there yet: one may be left of an export whose end was never noted."""
    begins = f"{file_name(store.unit, 0, datetime.now(UTC)).partition('-0000-')[0]}-{{:04d}}-p"
    with contextlib.suppress(OSError):  # a folder that is not there is said so by the writing
        taken = [file.name for file in folder.iterdir()]
        while any(name.startswith(begins.format(number)) for name in taken):
            number += 1
    return number
