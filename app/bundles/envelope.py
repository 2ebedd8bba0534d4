"""The outer file in words: what an envelope says and how a bundle's file is named (docs/bundle-format.md)."""

from __future__ import annotations

import re
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, cast

FORMAT = "stp-bundle/1"
KINDS = ("state", "receipt", "keys", "peer", "reference", "support")
MEMBERS = ("envelope.json", "envelope.json.minisig", "payload.age")
SEALED = "sealed.age"
STEP = 1 << 20
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_IN_MEMORY = 32 << 20  # what is larger goes to a nameless temporary file, gone when it is closed


@dataclass(frozen=True)
class Head:
    """What the envelope says, in clear."""

    bundle: str
    kind: str
    unit: str
    replica: str
    to: tuple[str, ...]  # ids of the readers' signing keys
    signer: str
    created: str
    practice: bool
    part: int
    parts: int


def file_name(unit: str, number: int, on: datetime, part: int = 1, parts: int = 1) -> str:
    return f"{unit}-{on:%Y%m%d}-{number:04d}-p{part}of{parts}.stp"


def spool() -> BinaryIO:
    """Return a place for a payload: memory as a rule, a nameless temporary file when it is large."""
    return cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))


def stored(name: str) -> zipfile.ZipInfo:
    """Return a member that is stored as it is; no decision reads file times, so none is told."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_STORED
    return info


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
