"""Signature files in minisign's format, prehashed (“ED”, BLAKE2b-512), so that the standard tool can verify ours."""

from __future__ import annotations

import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.bundles.errors import damaged
from app.bundles.keys import key_id

_UNTRUSTED = "untrusted comment: signature of So Tu Phap"
_TRUSTED = "trusted comment: "


def sign(key: Ed25519PrivateKey, message: bytes, comment: str) -> bytes:
    """Return the contents of a .minisig file with a trusted comment."""
    number = bytes.fromhex(key_id(key.public_key().public_bytes_raw()))
    signature = key.sign(hashlib.blake2b(message).digest())
    whole = key.sign(signature + comment.encode())
    lines = (_UNTRUSTED, _b64(b"ED" + number + signature), _TRUSTED + comment, _b64(whole))
    return ("\n".join(lines) + "\n").encode()


def signer_of(data: bytes) -> str:
    """Return the id of the key a signature file names; nothing is verified yet."""
    return _parts(data)[0].hex()


def verify(public: bytes, message: bytes, data: bytes, comment: str) -> None:
    """Raise BadBundle unless the signature and its trusted comment hold for the message."""
    _, signature, said, whole = _parts(data)
    key = Ed25519PublicKey.from_public_bytes(public)
    try:
        key.verify(signature, hashlib.blake2b(message).digest())
        key.verify(whole, signature + said.encode())
    except InvalidSignature:
        raise damaged("chữ ký không khớp") from None
    if said != comment:
        raise damaged("chữ ký thuộc về gói khác")


def public_file(public: bytes) -> bytes:
    """Return the contents of a minisign public key file."""
    body = _b64(b"Ed" + bytes.fromhex(key_id(public)) + public)
    return f"untrusted comment: So Tu Phap {key_id(public)}\n{body}\n".encode()


def _parts(data: bytes) -> tuple[bytes, bytes, str, bytes]:
    """Return (key number, signature, trusted comment, signature over both)."""
    try:
        first, body, comment, last, rest = data.decode("utf-8").split("\n")
        raw, whole = base64.b64decode(body, validate=True), base64.b64decode(last, validate=True)
    except (ValueError, binascii.Error):
        raise damaged("tệp chữ ký không đúng dạng") from None
    sound = len(raw) == 74 and raw[:2] == b"ED" and len(whole) == 64 and not rest
    if not sound or first != _UNTRUSTED or not comment.startswith(_TRUSTED):
        raise damaged("tệp chữ ký không đúng dạng")
    if (_b64(raw), _b64(whole)) != (body, last):  # one way only to write it: no bit may be without meaning
        raise damaged("tệp chữ ký không đúng dạng")
    return raw[2:10], raw[10:], comment.removeprefix(_TRUSTED), whole


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()
