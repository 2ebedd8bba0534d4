"""A statement that a key is no longer to be trusted, signed by the receiving office, or by the unit itself."""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, replace

import orjson

from app.bundles.envelope import now
from app.bundles.errors import BadBundle
from app.bundles.keys import KeyCard, UnitKeys, key_id, verifies
from app.bundles.shapes import KEY, MOMENT, UNIT, is_line

FORMAT = "stp-revocation/1"
_LARGEST = 1 << 14
_REMEDY = "Đề nghị nơi ký gửi lại thông báo thu hồi khóa."


@dataclass(frozen=True)
class Revocation:
    """`key` is the id of the key that is withdrawn, `signer` that of the key that says so."""

    unit: str
    key: str
    reason: str
    at: str
    signer: str
    signature: str = ""


def revocation_of(card: KeyCard, keys: UnitKeys, *, reason: str) -> Revocation:
    bare = Revocation(card.unit, card.key(), reason, now(), key_id(keys.public_sign()))
    signature = keys.signing_key().sign(_signed_part(bare))
    return replace(bare, signature=base64.b64encode(signature).decode())


def write_revocation(revocation: Revocation) -> bytes:
    return orjson.dumps({"format": FORMAT, **asdict(revocation)}, option=orjson.OPT_INDENT_2) + b"\n"


def read_revocation(data: bytes, trusted: Callable[[str], KeyCard | None], above: Collection[str]) -> Revocation:
    """Read and verify a statement; raises BadBundle.

    Only an office above us on the way of our bundles, or the key's own unit, may make it.
    """
    revocation = _read(data)
    card = trusted(revocation.signer)
    if card is None or not verifies(card, _signed_part(revocation), revocation.signature):
        raise BadBundle("Thông báo thu hồi khóa không do một nơi đã ghi danh ký.", _REMEDY)
    if card.unit not in (*above, revocation.unit):
        raise BadBundle(f"Đơn vị {card.unit} không được thu hồi khóa của đơn vị {revocation.unit}.", _REMEDY)
    return revocation


def withdrawn_key(data: bytes) -> str:
    """Return the id of the key that a statement is about, whoever made it; raises BadBundle when it is none."""
    return _read(data).key


def _read(data: bytes) -> Revocation:
    try:
        said = orjson.loads(data[:_LARGEST])
        if said.pop("format", None) != FORMAT:
            raise BadBundle("Đây không phải thông báo thu hồi khóa.", _REMEDY)
        revocation = Revocation(**said)
        shapes = ((UNIT, revocation.unit), (KEY, revocation.key), (KEY, revocation.signer), (MOMENT, revocation.at))
        sound = all(shape.fullmatch(text) for shape, text in shapes) and is_line(revocation.reason, 500)
    except (orjson.JSONDecodeError, TypeError, AttributeError) as error:
        raise BadBundle("Thông báo thu hồi khóa không đọc được.", _REMEDY) from error
    if not sound or not is_line(revocation.signature, 100):
        raise BadBundle("Thông báo thu hồi khóa có phần không đúng dạng.", _REMEDY)
    return revocation


def _signed_part(revocation: Revocation) -> bytes:
    bare = {name: value for name, value in asdict(revocation).items() if name != "signature"}
    return orjson.dumps({"format": FORMAT, **bare}, option=orjson.OPT_SORT_KEYS)
