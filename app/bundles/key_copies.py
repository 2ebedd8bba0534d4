"""A copy of an office's keys for a custodian: a file that only the code on the custodian's own paper opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import orjson
import pyrage

from app.bundles.errors import BadBundle
from app.bundles.keys import UnitKeys
from app.bundles.recovery import recovery_identity

FORMAT = "stp-keycopy/1"
LARGEST = 1 << 20
_UNREADABLE = (pyrage.DecryptError, pyrage.IdentityError, orjson.JSONDecodeError, KeyError, TypeError, ValueError)
_REMEDY = "Chọn đúng tệp của người giữ khóa, gõ đúng mã trên giấy của người đó."


def write_copy(unit: str, keys: Sequence[UnitKeys], code: str) -> bytes:
    """Return a file with keys, the present ones first, that this code opens and nothing else."""
    said = {"format": FORMAT, "unit": unit, "keys": [asdict(one) for one in keys]}
    reader = pyrage.x25519.Identity.from_str(recovery_identity(code)).to_public()
    return bytes(pyrage.encrypt(orjson.dumps(said), [reader]))


def read_copy(data: bytes, code: str) -> tuple[str, list[UnitKeys]]:
    """Return whose keys a file holds, and the keys; raises Problem for a mistyped code, BadBundle for a wrong one."""
    identity = pyrage.x25519.Identity.from_str(recovery_identity(code))
    try:
        said = orjson.loads(pyrage.decrypt(data[:LARGEST], [identity]))
        if said.pop("format", None) != FORMAT:
            raise BadBundle("Tệp này không phải bản giữ khóa.", _REMEDY)
        keys = [UnitKeys(**one) for one in said["keys"]]
        for one in keys:
            one.public_sign(), one.public_read()
    except (
        pyrage.DecryptError,
        orjson.JSONDecodeError,
        KeyError,
        TypeError,
        ValueError,
        pyrage.IdentityError,
    ) as error:
        raise BadBundle("Mã này không mở được tệp giữ khóa đã chọn.", _REMEDY) from error
    return str(said["unit"]), keys


def _check(keys: Sequence[UnitKeys]) -> None:
    """Raise one of several errors for what is no key."""
    if not keys or not all(one.public_sign() and one.public_read() for one in keys):
        raise ValueError
