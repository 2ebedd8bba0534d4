"""The key file beside the database: one random key, wrapped in slots that a passphrase or the recovery code opens.

A third slot, if an office of trust is asked to keep one, is the same key encrypted to its age key.
Changing the passphrase rewrites a slot, not the database. The parameters of the derivation stand in the slot itself
(Argon2id, RFC 9106), so that a faster machine may one day ask for more; they have upper limits, for the file may lie.
"""

from __future__ import annotations

import contextlib
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
from app.problems import Problem, os_said

KEY_FILE = "khoa.json"
PREVIOUS = KEY_FILE + ".cu"
FORMAT = "stp-vault/1"
_PASSPHRASE, _RECOVERY, _OFFICE = "passphrase", "recovery", "office"
_LARGEST = 1 << 16


class WrongPassphrase(Problem):
    """The slot did not open; nothing is damaged."""


@dataclass(frozen=True)
class Cost:
    """What a passphrase costs to try: rounds, memory in KiB, lanes."""

    rounds: int = 3
    memory: int = 64 * 1024
    lanes: int = 4


_MOST = Cost(rounds=20, memory=1024 * 1024, lanes=16)
_NUMBERS = ("rounds", "memory", "lanes")


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


def add_office_slot(folder: Path, raw_key: bytes, reader: str) -> None:
    """Let whoever holds the identity of an age recipient open the register too, for example two custodians together."""
    import pyrage

    recipient = pyrage.x25519.Recipient.from_str(reader)
    slots = _slots(folder)
    slots[_OFFICE] = {"reader": reader, "age": pyrage.encrypt(raw_key, [recipient]).hex()}
    _write(folder / KEY_FILE, slots)


def unlock_with_identity(folder: Path, identity: str) -> bytes:
    """Return the raw key by the office slot; raises WrongPassphrase, or Problem when there is no such slot."""
    import pyrage

    slot = _slots(folder).get(_OFFICE)
    if slot is None:
        raise Problem("Sổ này không gửi khóa cho nơi nào giữ hộ.", "Dùng mật khẩu hoặc mã khôi phục.")
    try:
        raw_key: bytes = pyrage.decrypt(bytes.fromhex(slot["age"]), [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise WrongPassphrase("Khóa giữ hộ này không mở được sổ.", f"Khóa đúng là của {slot['reader']}.") from None
    return raw_key


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
    salt = bytes.fromhex(slot["salt"])
    kdf = Argon2id(salt=salt, length=32, iterations=slot["rounds"], lanes=slot["lanes"], memory_cost=slot["memory"])
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode())


def _wrapped(key: bytes, raw_key: bytes) -> dict[str, Any]:
    nonce = secrets.token_bytes(12)
    return {"nonce": nonce.hex(), "key": AESGCM(key).encrypt(nonce, raw_key, FORMAT.encode()).hex()}


def _unwrapped(key: bytes, slot: dict[str, Any]) -> bytes:
    return AESGCM(key).decrypt(bytes.fromhex(slot["nonce"]), bytes.fromhex(slot["key"]), FORMAT.encode())


def _slots(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        said = orjson.loads(_contents(folder / KEY_FILE))
        slots: dict[str, dict[str, Any]] = said["slots"]
        sound = said["format"] == FORMAT and _sound(slots)
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError):
        raise _damaged() from None
    if not sound:
        raise _damaged()
    return slots


def _contents(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except FileNotFoundError:
        before = f" Bản trước đó {PREVIOUS} còn ở đó." if (path.parent / PREVIOUS).exists() else ""
        raise Problem(
            f"Không thấy tệp khóa {KEY_FILE} trong thư mục {path.parent}.{before}",
            "Chọn đúng thư mục của sổ, hoặc chép lại tệp khóa từ bản sao lưu.",
        ) from None
    except OSError as error:
        raise Problem(
            f"Không đọc được tệp khóa {path}: {os_said(error)}.", "Kiểm tra quyền đọc thư mục của sổ."
        ) from error


def _sound(slots: dict[str, dict[str, Any]]) -> bool:
    """Tell whether slots say what slots say; raises one of several errors when it is worse."""
    office = slots.get(_OFFICE)
    return (
        slots.keys() - {_OFFICE} == {_PASSPHRASE, _RECOVERY}
        and all(_sound_wrap(slots[name]) for name in (_PASSPHRASE, _RECOVERY))
        and _sound_cost(slots[_PASSPHRASE])
        and (office is None or (bool(bytes.fromhex(office["age"])) and office["reader"].isascii()))
    )


def _sound_wrap(slot: dict[str, Any]) -> bool:
    return len(bytes.fromhex(slot["nonce"])) == 12 and len(bytes.fromhex(slot["key"])) == 48


def _sound_cost(slot: dict[str, Any]) -> bool:
    """Hold the parameters within limits: the file may lie, and a lie may ask for all the memory there is."""
    if not all(type(slot[name]) is int for name in _NUMBERS):
        return False
    cost = Cost(*(slot[name] for name in _NUMBERS))
    return (
        slot["kdf"] == "argon2id"
        and len(bytes.fromhex(slot["salt"])) == 16
        and 1 <= cost.rounds <= _MOST.rounds
        and 1 <= cost.lanes <= _MOST.lanes
        and 8 * cost.lanes <= cost.memory <= _MOST.memory
    )


def _damaged() -> Problem:
    return Problem(
        f"Tệp khóa {KEY_FILE} bị hỏng hoặc bị sửa.",
        f"Chép lại tệp khóa từ bản sao lưu gần nhất vào thư mục của sổ; tệp {PREVIOUS} là bản trước đó.",
    )


def _write(path: Path, slots: dict[str, dict[str, Any]]) -> None:
    """Replace the file at once; a copy of the one before stays beside it. At no moment is there no key file."""
    try:
        if path.exists():
            _replace(path.with_name(PREVIOUS), path.read_bytes())
        _replace(path, orjson.dumps({"format": FORMAT, "slots": slots}, option=orjson.OPT_INDENT_2))
    except OSError as error:
        raise Problem(
            f"Không ghi được tệp khóa: {os_said(error)}.", "Kiểm tra thư mục cho phép ghi và còn chỗ."
        ) from error


def _replace(path: Path, data: bytes) -> None:
    partial = path.with_name(path.name + ".part")
    with partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    if os.name == "posix":  # the new name too must survive a power cut; Windows has no such call
        handle = os.open(path.parent, os.O_RDONLY)
        with contextlib.suppress(OSError):
            os.fsync(handle)
        os.close(handle)
