"""Decrypting age files of X25519 recipients, and of no others, to a place that leaves no trace."""

from __future__ import annotations

from typing import BinaryIO

import pyrage

from app.bundles.errors import damaged
from app.bundles.spools import filled

_FIRST_LINE = b"age-encryption.org/v1"
_LONGEST_HEADER = 1 << 16  # four hundred readers of reference data, a hundred bytes each


def decrypted(packed: BinaryIO, identity: str) -> BinaryIO:
    """Return the plain file at its start; raises BadBundle. It is gone when closed, and on any failure.

    Authenticated beginnings of a cut file must not stay anywhere.
    """
    _check_recipients(packed.read(_LONGEST_HEADER))
    packed.seek(0)
    try:
        with filled() as plain:
            pyrage.decrypt_io(packed, plain, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, OSError) as error:
        raise damaged("không giải mã được bằng khóa của đơn vị này") from error
    return plain


def _check_recipients(start: bytes) -> None:
    """Refuse files with other than X25519 recipients: a passphrase stanza could ask for gigabytes of memory."""
    header, end, _ = start.partition(b"\n--- ")
    lines = header.split(b"\n")
    kinds = [line.split(b" ")[1] for line in lines if line.startswith(b"-> ")]
    if not end or lines[0] != _FIRST_LINE or b"X25519" not in kinds or not all(map(_allowed, kinds)):
        raise damaged("phần dữ liệu không mã hóa theo khóa của nơi nhận")


def _allowed(kind: bytes) -> bool:
    return kind == b"X25519" or kind.endswith(b"-grease")  # age lets writers add stanzas without meaning
