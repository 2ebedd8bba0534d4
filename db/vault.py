"""The key file beside the database: one random key, wrapped in slots that a passphrase or the recovery code opens.

Changing the passphrase rewrites a slot, not the database. The parameters of the derivation stand in the slot itself
(Argon2id, RFC 9106), so that a faster machine may one day ask for more; they have upper limits, for the file may lie.
"""

from __future__ import annotations

import os
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.bundles import recovery
from app.problems import Problem

KEY_FILE = "khoa.json"
FORMAT = "stp-vault/1"
_PASSPHRASE, _RECOVERY = "passphrase", "recovery"


class WrongPassphrase(Problem):
    """The slot did not open; nothing is damaged."""


@dataclass(frozen=True)
class Cost:
    """What a passphrase costs to try: rounds, memory in KiB, lanes."""

    rounds: int = 3
    memory: int = 64 * 1024
    lanes: int = 4


_MOST = Cost(rounds=20, memory=1024 * 1024, lanes=16)


def create_vault(folder: Path, passphrase: str, cost: Cost | None = None) -> tuple[bytes, str]:
    """Make the key file; return (raw key of the database, recovery code, shown once and kept nowhere)."""
    path = folder / KEY_FILE
    if path.exists():
        raise Problem(f"Thư mục {folder} đã có tệp khóa {KEY_FILE}.", "Mở sổ đang có, hoặc chọn thư mục khác.")
    _strong_enough(passphrase)
    raw_key, code = secrets.token_bytes(32), recovery.new_code()
    slots = {
        _PASSPHRASE: _passphrase_slot(raw_key, passphrase, cost or Cost()),
        _RECOVERY: _wrapped(recovery.vault_key(code), raw_key),
    }
    _write(path, slots)
    return raw_key, code


def unlock(folder: Path, passphrase: str) -> bytes:
    """Return the raw key; raises WrongPassphrase, or Problem when the key file is missing or damaged."""
    slot = _slots(folder)[_PASSPHRASE]
    try:
        return _unwrapped(_stretched(passphrase, slot), slot)
    except InvalidTag:
        raise WrongPassphrase(
            "Mật khẩu không đúng.", "Gõ lại, xem phím Caps Lock và bộ gõ tiếng Việt; hoặc dùng mã khôi phục."
        ) from None


def unlock_with_recovery(folder: Path, code: str) -> bytes:
    try:
        return _unwrapped(recovery.vault_key(code), _slots(folder)[_RECOVERY])
    except InvalidTag:
        raise WrongPassphrase(
            "Mã khôi phục không phải của sổ này.", "Kiểm tra đúng tờ giấy ghi mã của sổ này."
        ) from None


def change_passphrase(folder: Path, raw_key: bytes, passphrase: str, cost: Cost | None = None) -> None:
    """Rewrite the passphrase's slot; the recovery code stays as it was."""
    _strong_enough(passphrase)
    slots = _slots(folder)
    slots[_PASSPHRASE] = _passphrase_slot(raw_key, passphrase, cost or Cost())
    _write(folder / KEY_FILE, slots)


def _strong_enough(passphrase: str) -> None:
    if len(passphrase) < 4:
        raise Problem("Mật khẩu quá ngắn.", "Đặt mật khẩu từ 4 ký tự trở lên; nên dùng một câu dễ nhớ.")


def _passphrase_slot(raw_key: bytes, passphrase: str, cost: Cost) -> dict[str, Any]:
    slot: dict[str, Any] = {
        "kdf": "argon2id",
        "salt": secrets.token_hex(16),
        "rounds": cost.rounds,
        "memory": cost.memory,
        "lanes": cost.lanes,
    }
    return slot | _wrapped(_stretched(passphrase, slot), raw_key)


def _stretched(passphrase: str, slot: dict[str, Any]) -> bytes:
    cost = Cost(slot["rounds"], slot["memory"], slot["lanes"])
    if cost.rounds > _MOST.rounds or cost.memory > _MOST.memory or cost.lanes > _MOST.lanes:
        raise _damaged()
    kdf = Argon2id(
        salt=bytes.fromhex(slot["salt"]), length=32, iterations=cost.rounds, lanes=cost.lanes, memory_cost=cost.memory
    )
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode())


def _wrapped(key: bytes, raw_key: bytes) -> dict[str, Any]:
    nonce = secrets.token_bytes(12)
    return {"nonce": nonce.hex(), "key": AESGCM(key).encrypt(nonce, raw_key, FORMAT.encode()).hex()}


def _unwrapped(key: bytes, slot: dict[str, Any]) -> bytes:
    return AESGCM(key).decrypt(bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["key"]), FORMAT.encode())


_NUMBERS = ("rounds", "memory", "lanes")


def _slots(folder: Path) -> dict[str, dict[str, Any]]:
    path = folder / KEY_FILE
    if not path.exists():
        raise Problem(
            f"Không thấy tệp khóa {KEY_FILE} trong thư mục {folder}.",
            "Chọn đúng thư mục của sổ, hoặc chép lại tệp khóa từ bản sao lưu.",
        )
    try:
        said = orjson.loads(path.read_bytes())
        slots: dict[str, dict[str, Any]] = said["slots"]
        sound = said["format"] == FORMAT and all(_sound(slot) for slot in slots.values())
        sound = sound and slots.keys() == {_PASSPHRASE, _RECOVERY}
        sound = sound and all(type(slots[_PASSPHRASE][name]) is int for name in _NUMBERS)
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError):
        raise _damaged() from None
    if not sound:
        raise _damaged()
    return slots


def _sound(slot: dict[str, Any]) -> bool:
    return len(bytes.fromhex(slot["nonce"])) == 12 and len(bytes.fromhex(slot["key"])) == 48


def _damaged() -> Problem:
    return Problem(
        f"Tệp khóa {KEY_FILE} bị hỏng hoặc bị sửa.",
        "Chép lại tệp khóa từ bản sao lưu gần nhất vào thư mục của sổ; tệp khoa.json.cu là bản trước đó.",
    )


def _write(path: Path, slots: dict[str, dict[str, Any]]) -> None:
    """Replace the file at once; the one before stays beside it."""
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as file:
            file.write(orjson.dumps({"format": FORMAT, "slots": slots}, option=orjson.OPT_INDENT_2))
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            path.replace(path.with_name(path.name + ".cu"))
        partial.replace(path)
    except OSError as error:
        raise Problem(
            f"Không ghi được tệp khóa: {error.strerror}.", "Kiểm tra thư mục cho phép ghi và còn chỗ."
        ) from error
