"""Attached files over the parts of a bundle: a stick formatted as FAT32 takes no file of 4 GiB, ours end at 1 GiB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.bundles.envelope import LARGEST_PAYLOAD, LARGEST_SEALED
from app.bundles.inspecting import MOST_BLOBS
from app.ports import Store
from app.records.attachments import Attachment


@dataclass(frozen=True)
class Rooms:
    """How many bytes of attached files go into the first part, beside the records; into others; into the sealed one."""

    first: int
    others: int
    sealed: int


ROOMS = Rooms(LARGEST_PAYLOAD - (192 << 20), LARGEST_PAYLOAD - (16 << 20), LARGEST_SEALED - (96 << 20))
File = tuple[str, int]  # SHA-256 and bytes


def files_of(store: Store, after: int, without: frozenset[str] = frozenset()) -> Iterator[File]:
    """Yield the attached files that records changed after a number name, each once, where they are here."""
    met: set[str] = set()
    for row in store.rows_after(Attachment, after, store.unit):
        digest = str(row.columns["sha256"] or "")
        if not row.deleted and row.id not in without and digest not in met and store.blobs.has(digest):
            met.add(digest)
            yield digest, int(row.columns["size"] or 0)


def divided(files: Iterable[File], rooms: Rooms | None = None) -> list[list[str]]:
    """Return the files of each part; the first part is there even without any."""
    rooms = rooms or ROOMS
    parts: list[list[str]] = [[]]
    left = rooms.first
    for digest, size in files:
        if (parts[-1] and (size > left or len(parts[-1]) >= MOST_BLOBS)) or (size > left and len(parts) == 1):
            parts.append([])
            left = rooms.others
        parts[-1].append(digest)
        left -= size
    return parts


def that_fit(files: Iterable[File], rooms: Rooms | None = None) -> tuple[list[str], int]:
    """Return the files that go into the sealed part, and how many do not."""
    left = (rooms or ROOMS).sealed
    taken: list[str] = []
    out = 0
    for digest, size in files:
        if size <= left and len(taken) < MOST_BLOBS:
            taken.append(digest)
            left -= size
        else:
            out += 1
    return taken, out
