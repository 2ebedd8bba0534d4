"""The recovery code a commune keeps on paper, and the keys that are derived from it.

160 random bits as eight groups of four letters and digits with a check sign each; from it, with distinct labels, the
age identity that alone opens the sealed part, and the key of the vault's second slot (HKDF-SHA-256, RFC 5869).
"""

from __future__ import annotations

import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.problems import Problem

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to be misread
_ALIKE = str.maketrans("ILO", "110")
_GROUPS, _GROUP = 8, 4


def new_code() -> str:
    """Return a fresh code: eight groups of four signs and a check sign, “7K2M9-…”."""
    return _written(secrets.token_bytes(20))


def code_bytes(code: str) -> bytes:
    """Read a code as people type it; raises Problem naming the group that cannot be right."""
    typed = "".join(sign for sign in code.upper().translate(_ALIKE) if sign in _SIGNS)
    if len(typed) != _GROUPS * (_GROUP + 1):
        raise Problem(
            f"Mã khôi phục phải có {_GROUPS * (_GROUP + 1)} ký tự, đã gõ {len(typed)}.", "Gõ lại đủ tám nhóm năm ký tự."
        )
    groups = [typed[place : place + _GROUP + 1] for place in range(0, len(typed), _GROUP + 1)]
    for place, group in enumerate(groups, start=1):
        if _check(group[:_GROUP], place) != group[_GROUP]:
            raise Problem(f"Nhóm thứ {place} của mã khôi phục bị gõ sai.", "Xem lại tờ giấy ghi mã rồi gõ lại nhóm đó.")
    number = 0
    for sign in "".join(group[:_GROUP] for group in groups):
        number = number << 5 | _SIGNS.index(sign)
    return number.to_bytes(20, "big")


def recovery_identity(code: str) -> str:
    """Return the age identity that opens the sealed part; it is never kept, only its public half is."""
    return _bech32("AGE-SECRET-KEY-", derived(code_bytes(code), b"stp sealed part 1"))


def vault_key(code: str) -> bytes:
    return derived(code_bytes(code), b"stp vault slot 1")


def derived(secret: bytes, label: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=label).derive(secret)


def _written(data: bytes) -> str:
    number = int.from_bytes(data, "big")
    signs = "".join(_SIGNS[number >> shift & 31] for shift in range(155, -1, -5))
    groups = [signs[place : place + _GROUP] for place in range(0, len(signs), _GROUP)]
    return "-".join(group + _check(group, place) for place, group in enumerate(groups, start=1))


def _check(group: str, place: int) -> str:
    """Return a sign that notices any one wrong sign, any two exchanged, and a group in another's place.

    The signs are numbers of the field of 32 elements (modulus x⁵ + x² + 1), weighted by the powers of x.
    """
    total = 0
    for sign in group:
        total = _times_x(total ^ _SIGNS.index(sign))
    return _SIGNS[total ^ place]


def _times_x(number: int) -> int:
    return number << 1 ^ (0b100101 if number & 16 else 0)


_BECH32 = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def _bech32(prefix: str, data: bytes) -> str:
    """Return Bech32 (BIP 173) in capitals, the way age writes identities."""
    bits = int.from_bytes(data, "big") << (-len(data) * 8) % 5
    length = -(-len(data) * 8 // 5)
    values = [bits >> 5 * (length - 1 - place) & 31 for place in range(length)]
    spread = [ord(sign.lower()) >> 5 for sign in prefix] + [0] + [ord(sign.lower()) & 31 for sign in prefix]
    rest = _polymod([*spread, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    check = [rest >> 5 * (5 - place) & 31 for place in range(6)]
    return prefix + "1" + "".join(_BECH32[value] for value in (*values, *check))


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            check ^= generator if top >> place & 1 else 0
    return check
