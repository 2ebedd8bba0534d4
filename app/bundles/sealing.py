"""Making a bundle's file: encrypt, then sign the envelope that names the payload's hash."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson
import pyrage

from app.bundles import minisign
from app.bundles.bag import write_bag
from app.bundles.envelope import FORMAT, MEMBERS, SEALED, STEP, Head, spool, stored
from app.bundles.keys import UnitKeys


@dataclass(frozen=True)
class Contents:
    """What goes in: the body's name and chunks, and the manifest made once the body is written."""

    body: str
    chunks: Iterable[bytes]
    manifest: Callable[[], dict[str, Any]]


def seal(
    head: Head, contents: Contents, keys: UnitKeys, readers: Iterable[str], sealed: tuple[Contents, str] | None = None
) -> BinaryIO:
    """Return the finished outer file as a temporary file at its start.

    `readers` are age recipients of the payload; `sealed` is the second payload with its only reader.
    """
    outer = spool()
    with _encrypted(contents, readers) as payload:
        second = _encrypted(sealed[0], [sealed[1]]) if sealed else None
        envelope = _envelope(head, _described(payload), _described(second) if second else None)
        signature = minisign.sign(keys.signing_key(), envelope, f"bundle {head.bundle}")
        with zipfile.ZipFile(outer, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(stored(MEMBERS[0]), envelope)
            archive.writestr(stored(MEMBERS[1]), signature)
            _store(archive, MEMBERS[2], payload)
            if second:
                _store(archive, SEALED, second)
                second.close()
    outer.seek(0)
    return outer


def _encrypted(contents: Contents, readers: Iterable[str]) -> BinaryIO:
    recipients = [pyrage.x25519.Recipient.from_str(reader) for reader in readers]
    encrypted = spool()
    with spool() as plain:
        write_bag(plain, contents.body, contents.chunks, contents.manifest)
        plain.seek(0)
        pyrage.encrypt_io(plain, encrypted, recipients)
    encrypted.seek(0)
    return encrypted


def _described(file: BinaryIO) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    while data := file.read(STEP):
        digest.update(data)
        size += len(data)
    file.seek(0)
    return {"sha256": digest.hexdigest(), "size": size}


def _envelope(head: Head, payload: dict[str, Any], sealed: dict[str, Any] | None) -> bytes:
    said = {
        "format": FORMAT,
        "bundle": head.bundle,
        "kind": head.kind,
        "from": {"unit": head.unit, "replica": head.replica},
        "to": list(head.to),
        "signer": head.signer,
        "created": head.created,
        "part": head.part,
        "parts": head.parts,
        "practice": head.practice,
        "payload": payload,
        "sealed": sealed,
    }
    return orjson.dumps(said)


def _store(archive: zipfile.ZipFile, name: str, file: BinaryIO) -> None:
    with archive.open(stored(name), "w", force_zip64=True) as member:
        while data := file.read(STEP):
            member.write(data)
