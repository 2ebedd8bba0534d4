"""The short code by which a sheet of paper names one file: four groups of four signs, read aloud or scanned.

Eighty bits of a hash over the bundle's id and the SHA-256 of its file: nobody finds a second file with the same code.
"""

from __future__ import annotations

import hashlib

from app.problems import Problem

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to be misread
_ALIKE = str.maketrans("ILO", "110")
_LENGTH, _GROUP = 16, 4


def short_code(bundle: str, sha256: str) -> str:
    """Return “7K2M-9QXA-…” of a bundle's id and its file's SHA-256."""
    digest = hashlib.sha256(f"stp-short-code {bundle} {sha256}".encode()).digest()
    number = int.from_bytes(digest[: _LENGTH * 5 // 8], "big")
    return _written("".join(_SIGNS[number >> shift & 31] for shift in range((_LENGTH - 1) * 5, -1, -5)))


def square_of(bundle: str, sha256: str) -> str:
    """Return what the square code of a cover sheet says: “STP1:”, the bundle's id, its short code."""
    return f"STP1:{bundle.replace('-', '').upper()}:{short_code(bundle, sha256).replace('-', '')}"


def read_code(typed: str) -> str:
    """Read a code as people type it, or as a scanner reads the square; raises Problem when signs are lacking."""
    last = typed.upper().rpartition(":")[2].translate(_ALIKE)
    signs = "".join(sign for sign in last if sign in _SIGNS)
    if len(signs) != _LENGTH:
        raise Problem(
            f"Mã trên phiếu phải có {_LENGTH} ký tự, đã gõ {len(signs)}.",
            "Gõ lại đủ bốn nhóm bốn ký tự in ở đầu phiếu giao nhận, hoặc quét mã vuông.",
        )
    return _written(signs)


def _written(signs: str) -> str:
    return "-".join(signs[place : place + _GROUP] for place in range(0, _LENGTH, _GROUP))
