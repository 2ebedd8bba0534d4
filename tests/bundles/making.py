"""Two offices, a commune and its province, and bundles made between them."""

from __future__ import annotations

import dataclasses
import io
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from app.bundles import minisign
from app.bundles.bag import RECORDS, Blob
from app.bundles.envelope import MEMBERS, SEALED, Head, now
from app.bundles.keys import KeyCard, UnitKeys, card_of, key_id, new_keys
from app.bundles.opening import Opened, Trusted, open_envelope
from app.bundles.outer import Member, OuterReader, write_outer
from app.bundles.sealing import Contents, seal

COMMUNE, PROVINCE = "31360", "99"
REPLICA = "7f3a9c0123456789-1"
BUNDLE = "01941f29-7c00-7000-8000-000000000001"
LINE = orjson.dumps({"t": "hamlet", "id": BUNDLE, "d": {"name": "Ấp Hòa Lộc", "note": None}}) + b"\n"


@dataclass(frozen=True)
class Office:
    keys: UnitKeys
    card: KeyCard

    def key(self) -> str:
        return key_id(self.keys.public_sign())


def office(unit: str, replica: str = REPLICA) -> Office:
    keys = new_keys()
    return Office(keys, card_of(keys, unit=unit, name=f"Đơn vị {unit}", replica=replica))


def head_of(sender: Office, receiver: Office, **changed: Any) -> Head:
    head = Head(
        bundle=BUNDLE,
        kind="state",
        unit=sender.card.unit,
        replica=sender.card.replica,
        to=(receiver.key(),),
        signer=sender.key(),
        created=now(),
        practice=False,
        part=1,
        parts=1,
    )
    return dataclasses.replace(head, **changed)


def contents_of(
    head: Head, chunks: Iterable[bytes] = (LINE,), *, body: str = RECORDS, blobs: Iterable[Blob] = (), **said: Any
) -> Contents:
    manifest = {"bundle": head.bundle, "from": {"unit": head.unit, "replica": head.replica}, "schema": 1} | said
    return Contents(body, chunks, lambda: manifest, blobs)


def sealed_file(
    sender: Office,
    receiver: Office,
    contents: Contents | None = None,
    sealed: tuple[Contents, str] | None = None,
    **changed: Any,
) -> bytes:
    head = head_of(sender, receiver, **changed)
    with seal(head, contents or contents_of(head), sender.keys, [receiver.card.read], sealed) as file:
        return file.read()


def trusting(*offices: Office) -> Trusted:
    cards = {office.key(): office.card for office in offices}
    return cards.get


def opened(data: bytes, receiver: Office, *senders: Office, practice: bool = False) -> Opened:
    return open_envelope(data, receiver.keys, trusting(*senders), practice=practice)


def taken_apart(data: bytes) -> dict[str, bytes]:
    """Return the members of a sound outer file by name."""
    reader, parts = OuterReader(io.BytesIO(data)), {}
    for name in MEMBERS[:2]:
        parts[name] = reader.small(name, 1 << 16)
    said = orjson.loads(parts[MEMBERS[0]])
    for name, described in ((MEMBERS[2], said["payload"]), (SEALED, said["sealed"])):
        if described:
            kept = io.BytesIO()
            reader.large(name, described["size"], kept.write)
            parts[name] = kept.getvalue()
    return parts


def put_together(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    members = [(Member(name, zlib.crc32(data), len(data)), io.BytesIO(data)) for name, data in parts.items()]
    write_outer(target, members)
    return target.getvalue()


def resigned(parts: dict[str, bytes], signer: Office, /, **said: Any) -> bytes:
    """Return the file with other words on its envelope, signed anew as a forger with a key would."""
    envelope = orjson.dumps(orjson.loads(parts[MEMBERS[0]]) | said)
    signature = minisign.sign(signer.keys.signing_key(), envelope, f"bundle {orjson.loads(envelope)['bundle']}")
    return put_together(parts | {MEMBERS[0]: envelope, MEMBERS[1]: signature})
