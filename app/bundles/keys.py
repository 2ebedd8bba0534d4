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
from app.bundles.shapes import MOMENT, REPLICA, UNIT, is_line
from app.problems import Problem
from app.vietnamese import tidy

CARD_FORMAT = "stp-keycard/1"
LARGEST_CARD = 1 << 14
_REMEDY = "Đề nghị đơn vị đó xuất lại thẻ khóa."


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
        return base64.b64decode(self.sign, validate=True)

    def key(self) -> str:
        return key_id(self.public_key())


def new_keys() -> UnitKeys:
    signing = Ed25519PrivateKey.generate()
    return UnitKeys(signing.private_bytes_raw().hex(), str(pyrage.x25519.Identity.generate()))


def key_id(public: bytes) -> str:
    """Return the sixteen hexadecimal digits by which files name a signing key."""
    return hashlib.sha256(public).hexdigest()[:16]


def card_of(keys: UnitKeys, *, unit: str, name: str, replica: str) -> KeyCard:
    check_unit(unit)
    bare = KeyCard(
        unit=unit,
        name=tidy(name),
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
    """Tell whether an old card's key has signed a new card of the same unit."""
    return old.unit == card.unit and old.key() != card.key() and verifies(old, _signed_part(card), card.vouched)


def write_card(card: KeyCard) -> bytes:
    return orjson.dumps({"format": CARD_FORMAT, **asdict(card)}, option=orjson.OPT_INDENT_2) + b"\n"


def read_card(data: bytes) -> KeyCard:
    """Read and verify a card; raises BadBundle when it is not one or its own signature does not hold."""
    try:
        said: dict[str, Any] = orjson.loads(data[:LARGEST_CARD])
        if said.pop("format", None) != CARD_FORMAT:
            raise BadBundle("Tệp này không phải thẻ khóa của Sổ Tư Pháp.", _REMEDY)
        card = KeyCard(**said)
        sound = _sound(card)
    except (orjson.JSONDecodeError, TypeError, AttributeError, ValueError, pyrage.RecipientError) as error:
        raise BadBundle("Thẻ khóa không đọc được.", _REMEDY) from error
    if not sound:
        raise BadBundle("Thẻ khóa có phần không đúng dạng.", _REMEDY)
    if not verifies(card, _signed_part(card), card.signature):
        raise BadBundle(f"Thẻ khóa của {card.unit} bị sửa: chữ ký không khớp.", _REMEDY)
    return card


def _sound(card: KeyCard) -> bool:
    """Tell whether a card says what cards say; raises one of several errors when it is worse."""
    pyrage.x25519.Recipient.from_str(card.read)
    shapes = ((UNIT, card.unit), (REPLICA, card.replica), (MOMENT, card.created))
    signatures = all(is_line(text, 100) for text in (card.sign, card.signature, card.vouched))
    return all(shape.fullmatch(text) for shape, text in shapes) and is_line(card.name, 300) and signatures


def fingerprint(card: KeyCard) -> str:
    """Return thirty digits in groups of five, to be read over the telephone; digits, for regional sounds differ."""
    digest = hashlib.sha256(b"stp-fingerprint" + card.public_key() + card.read.encode() + card.unit.encode())
    digits = f"{int.from_bytes(digest.digest(), 'big') % 10**30:030d}"
    return " ".join(digits[place : place + 5] for place in range(0, 30, 5))


def _signed_part(card: KeyCard) -> bytes:
    bare = {name: value for name, value in asdict(card).items() if name not in ("signature", "vouched")}
    return orjson.dumps({"format": CARD_FORMAT, **bare}, option=orjson.OPT_SORT_KEYS)


def verifies(card: KeyCard, message: bytes, signature: str) -> bool:
    """Tell whether a signature (base64) over a message is by a card's key."""
    try:
        raw = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(card.public_key()).verify(raw, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def check_unit(unit: str) -> None:
    """Raise Problem for a code that cannot stand in envelopes and file names."""
    if not UNIT.fullmatch(unit):
        raise Problem(
            f"Mã đơn vị “{unit}” không dùng được trong tên tệp và phong bì.",
            "Sửa mã đơn vị: chỉ gồm chữ số, chữ không dấu, dấu chấm hoặc gạch nối, nhiều nhất 20 ký tự.",
        )
