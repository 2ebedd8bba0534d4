"""Making a bundle's file: encrypt, then sign the envelope that names the payload's hash."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

import pyrage

from app.bundles import minisign
from app.bundles.bag import Blob, write_bag
from app.bundles.envelope import (
    LARGEST_PAYLOAD,
    LARGEST_SEALED,
    MEMBERS,
    SEALED,
    Described,
    Head,
    check_envelope,
    write_envelope,
)
from app.bundles.keys import UnitKeys, check_unit
from app.bundles.outer import STEP, Member, write_outer
from app.bundles.spools import filled, spool
from app.problems import Problem


@dataclass(frozen=True)
class Contents:
    """What goes in: the body's name and chunks, the manifest made once the body is written, attached files."""

    body: str
    chunks: Iterable[bytes]
    manifest: Callable[[], dict[str, Any]]
    blobs: Iterable[Blob] = ()


def seal(
    head: Head,
    contents: Contents,
    keys: UnitKeys,
    readers: Iterable[str],
    sealed: tuple[Contents, str] | bytes | None = None,
) -> BinaryIO:
    """Return the finished outer file as a temporary file at its start.

    `readers` are age recipients of the payload; `sealed` is the second payload with its only reader, or one
    that was sealed before and is given back as it is.
    Raises Problem when there is more than one file may carry.
    """
    check_unit(head.unit)
    with filled() as outer, _encrypted(contents, readers) as payload:
        if sealed is None:
            _put_together(outer, head, keys, (payload, None))
        elif isinstance(sealed, bytes):
            _put_together(outer, head, keys, (payload, io.BytesIO(sealed)))
        else:
            with _encrypted(sealed[0], [sealed[1]]) as second:
                _put_together(outer, head, keys, (payload, second))
    return outer


def _encrypted(contents: Contents, readers: Iterable[str]) -> BinaryIO:
    recipients = [pyrage.x25519.Recipient.from_str(reader) for reader in readers]
    with filled() as encrypted, spool() as plain:
        write_bag(plain, contents.body, contents.chunks, contents.manifest, blobs=contents.blobs)
        plain.seek(0)
        pyrage.encrypt_io(plain, encrypted, recipients)
    return encrypted


def _put_together(outer: BinaryIO, head: Head, keys: UnitKeys, parts: tuple[BinaryIO, BinaryIO | None]) -> None:
    payload, second = parts
    payload_member, said_of_payload = _described(MEMBERS[2], payload, LARGEST_PAYLOAD)
    sealed_member, said_of_sealed = _described(SEALED, second, LARGEST_SEALED) if second else (None, None)
    check_envelope(head, said_of_payload, said_of_sealed)
    envelope = write_envelope(head, said_of_payload, said_of_sealed)
    signature = minisign.sign(keys.signing_key(), envelope, f"bundle {head.bundle}")
    members = [_small(MEMBERS[0], envelope), _small(MEMBERS[1], signature), (payload_member, payload)]
    if second and sealed_member:
        members.append((sealed_member, second))
    write_outer(outer, members)


def _small(name: str, data: bytes) -> tuple[Member, BinaryIO]:
    return Member(name, zlib.crc32(data), len(data)), io.BytesIO(data)


def _described(name: str, file: BinaryIO, most: int) -> tuple[Member, Described]:
    digest, crc, size = hashlib.sha256(), 0, 0
    while data := file.read(STEP):
        digest.update(data)
        crc = zlib.crc32(data, crc)
        size += len(data)
    file.seek(0)
    if size > most:
        raise Problem(
            f"Phần {name} dài {size >> 20} MB, lớn hơn mức {most >> 20} MB cho một tệp; chưa ghi gì.",
            "Xuất ít tệp đính kèm hơn trong mỗi phần.",
        )
    return Member(name, crc, size), Described(digest.hexdigest(), size)
