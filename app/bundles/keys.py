"""Keys of an installation and the cards by which offices come to know each other.

Each register has an Ed25519 key for signing (RFC 8032) and an X25519 age key for reading. A key card shows both public
keys and is signed by itself; what makes it trusted is a person comparing its thirty digits over the telephone.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.bundles.errors import BadBundle

CARD_FORMAT = "stp-keycard/1"


@dataclass(frozen=True)
class UnitKeys:
    """The secret half: kept only inside the encrypted register."""

    sign: str  # 32 bytes, hexadecimal
    read: str  # an age identity

    def signing_key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.sign))

    def public_sign(self) -> bytes:
        return self.signing_key().public_key().public_bytes_raw()

    def public_read(self) -> str:
        return str(pyrage.x25519.Identity.from_str(self.read).to_public())


@dataclass(frozen=True)
class KeyCard:
    """What an office shows of itself: unit, name, replica, both public keys, the day; `previous` vouches for it."""

    unit: str
    name: str
    replica: str
    sign: str  # base64 of 32 bytes
    read: str  # an age recipient
    created: str
    signature: str = ""
    vouched: str = ""  # signature by the key that this card replaces

    def public_key(self) -> bytes:
        return base64.b64decode(self.sign)

    def key(self) -> str:
        return key_id(self.public_key())


def new_keys() -> UnitKeys:
    signing = Ed25519PrivateKey.generate()
    return UnitKeys(signing.private_bytes_raw().hex(), str(pyrage.x25519.Identity.generate()))


def key_id(public: bytes) -> str:
    """Return the sixteen hexadecimal digits by which files name a signing key."""
    return hashlib.sha256(public).hexdigest()[:16]


def card_of(keys: UnitKeys, *, unit: str, name: str, replica: str) -> KeyCard:
    bare = KeyCard(
        unit=unit,
        name=name,
        replica=replica,
        sign=base64.b64encode(keys.public_sign()).decode(),
        read=keys.public_read(),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    signature = keys.signing_key().sign(_signed_part(bare))
    return KeyCard(**{**asdict(bare), "signature": base64.b64encode(signature).decode()})


def vouched_for(card: KeyCard, old: UnitKeys) -> KeyCard:
    """Return a new card signed by the key it replaces too, so that nobody need telephone again."""
    signature = old.signing_key().sign(_signed_part(card))
    return KeyCard(**{**asdict(card), "vouched": base64.b64encode(signature).decode()})


def vouches(old: KeyCard, card: KeyCard) -> bool:
    return old.unit == card.unit and bool(card.vouched) and _verifies(old, _signed_part(card), card.vouched)


def write_card(card: KeyCard) -> bytes:
    return orjson.dumps({"format": CARD_FORMAT, **asdict(card)}, option=orjson.OPT_INDENT_2) + b"\n"


def read_card(data: bytes) -> KeyCard:
    """Read and verify a card; raises BadBundle when it is not one or its own signature does not hold."""
    remedy = "Đề nghị đơn vị đó xuất lại thẻ khóa."
    try:
        said: dict[str, Any] = orjson.loads(data)
        if said.pop("format", None) != CARD_FORMAT:
            raise BadBundle("Tệp này không phải thẻ khóa của Sổ Tư Pháp.", remedy)
        card = KeyCard(**said)
        pyrage.x25519.Recipient.from_str(card.read)
        sound = all(isinstance(value, str) and len(value) < 500 for value in said.values())
    except (orjson.JSONDecodeError, TypeError, AttributeError, ValueError, pyrage.RecipientError) as error:
        raise BadBundle("Thẻ khóa không đọc được.", remedy) from error
    if not sound or not _verifies(card, _signed_part(card), card.signature):
        raise BadBundle(f"Thẻ khóa của {card.unit} bị sửa: chữ ký không khớp.", remedy)
    return card


def fingerprint(card: KeyCard) -> str:
    """Return thirty digits in groups of five, to be read over the telephone; digits, for regional sounds differ."""
    digest = hashlib.sha256(b"stp-fingerprint" + card.public_key() + card.read.encode() + card.unit.encode())
    digits = f"{int.from_bytes(digest.digest(), 'big') % 10**30:030d}"
    return " ".join(digits[place : place + 5] for place in range(0, 30, 5))


def _signed_part(card: KeyCard) -> bytes:
    bare = {name: value for name, value in asdict(card).items() if name not in ("signature", "vouched")}
    return orjson.dumps({"format": CARD_FORMAT, **bare}, option=orjson.OPT_SORT_KEYS)


def _verifies(card: KeyCard, message: bytes, signature: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(card.public_key()).verify(base64.b64decode(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
