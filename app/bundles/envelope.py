"""The outer file in words: what an envelope says and how a bundle's file is named (docs/bundle-format.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import orjson

from app.bundles.errors import damaged, foreign, newer
from app.bundles.shapes import KEY, MOMENT, REPLICA, SHA256, UNIT, UUID

FORMAT = "stp-bundle/1"
KINDS = ("state", "receipt", "keys", "peer", "reference", "support")
MEMBERS = ("envelope.json", "envelope.json.minisig", "payload.age")
SEALED = "sealed.age"
LARGEST_ENVELOPE = 64 << 10
LARGEST_PAYLOAD = 1 << 30  # more goes into further parts: a stick formatted as FAT32 takes no file of 4 GiB
LARGEST_SEALED = 1 << 28  # kept whole in the receiver's register
MOST_PARTS = 9_999

_FORMAT = re.compile(r"stp-bundle/[0-9]{1,4}")
_MOST_READERS = 16
_MOST_TOLD = 400  # readers of reference data: every commune of a province


@dataclass(frozen=True)
class Head:
    """What the envelope says, in clear."""

    bundle: str
    kind: str
    unit: str
    replica: str
    to: tuple[str, ...]  # ids of the readers' signing keys
    signer: str
    created: str  # RFC 3339, always UTC, “+00:00”
    practice: bool
    part: int
    parts: int


@dataclass(frozen=True)
class Described:
    """An encrypted part of the file as the envelope names it."""

    sha256: str
    size: int


def file_name(unit: str, number: int, on: datetime, part: int = 1, parts: int = 1) -> str:
    return f"{unit}-{on:%Y%m%d}-{number:04d}-p{part}of{parts}.stp"


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def write_envelope(head: Head, payload: Described, sealed: Described | None) -> bytes:
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
        "payload": vars(payload),
        "sealed": vars(sealed) if sealed else None,
    }
    return orjson.dumps(said)


def read_envelope(data: bytes) -> tuple[Head, Described, Described | None]:
    """Return what an envelope says; raises BadBundle unless it is exactly what `write_envelope` would write."""
    said = _decoded(data)
    try:
        head, payload = _head(said), Described(**said["payload"])
        sealed = None if said["sealed"] is None else Described(**said["sealed"])
        check_envelope(head, payload, sealed)
    except (KeyError, TypeError, ValueError):
        raise damaged("phong bì không đúng dạng") from None
    if write_envelope(head, payload, sealed) != data:
        raise damaged("phong bì không đúng dạng")
    return head, payload, sealed


def check_envelope(head: Head, payload: Described, sealed: Described | None) -> None:
    """Raise ValueError, or TypeError, unless every value is one that an envelope may carry."""
    sound = _sound_head(head) and _sound(payload, LARGEST_PAYLOAD)
    if not sound or not (sealed is None or _sound(sealed, LARGEST_SEALED)):
        raise ValueError(head)


def _decoded(data: bytes) -> dict[str, Any]:
    try:
        said = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise damaged("phong bì không đọc được") from None
    named = said.get("format") if isinstance(said, dict) else None
    if not isinstance(named, str) or not _FORMAT.fullmatch(named):
        raise foreign()
    if named != FORMAT:
        raise newer(named)
    return cast("dict[str, Any]", said)


def _head(said: dict[str, Any]) -> Head:
    return Head(
        bundle=said["bundle"],
        kind=said["kind"],
        unit=said["from"]["unit"],
        replica=said["from"]["replica"],
        to=tuple(said["to"]),
        signer=said["signer"],
        created=said["created"],
        practice=said["practice"],
        part=said["part"],
        parts=said["parts"],
    )


def _sound_head(head: Head) -> bool:
    shapes = (
        (UUID, head.bundle),
        (UNIT, head.unit),
        (REPLICA, head.replica),
        (KEY, head.signer),
        (MOMENT, head.created),
        *((KEY, key) for key in head.to),
    )
    return (
        head.kind in KINDS
        and 0 < len(head.to) <= (_MOST_TOLD if head.kind == "reference" else _MOST_READERS)
        and all(shape.fullmatch(text) for shape, text in shapes)
        and type(head.practice) is bool
        and type(head.part) is int
        and type(head.parts) is int
        and 1 <= head.part <= head.parts <= MOST_PARTS
    )


def _sound(part: Described, most: int) -> bool:
    return bool(SHA256.fullmatch(part.sha256)) and type(part.size) is int and 0 < part.size <= most
