"""The receiving office's keys, held by two custodians beside the PC: no illness and no fire makes data unreadable.

Each has a file on a stick of their own and a code on paper; each pair alone gives the keys back to a new register.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.bundles.key_copies import read_copy, write_copy
from app.bundles.keys import key_id
from app.bundles.recovery import new_code
from app.bundles.stick import Written, write_verified
from app.ports import Store
from app.problems import Problem
from app.records.base import new_id
from app.usecases.keys import former_keys, own_card_key, own_keys, put_keys
from app.vietnamese import tidy

WANTED = 2  # custodians of a receiving office's keys


@dataclass(frozen=True)
class Handed:
    """What a custodian was given: the file, and the code that is shown once."""

    name: str
    file: Written
    code: str


def hand_copy(store: Store, name: str, folder: Path) -> Handed:
    """Write a copy of our keys for a custodian; raises Problem with nothing noted when it cannot be written."""
    name = tidy(name)
    if not name:
        raise Problem("Chưa ghi tên người giữ khóa.", "Ghi họ và tên rồi làm lại.")
    code, key = new_code(), own_card_key(store)
    data = write_copy(store.unit, [own_keys(store), *former_keys(store)], code)
    made = datetime.now(UTC)
    number = len(store.notes("custodian")) + 1
    with store.atomic():
        file = write_verified(folder, f"giu-khoa-{store.unit}-{made:%Y%m%d}-{number}.age", io.BytesIO(data), len(data))
        row = {"id": new_id(), "key": key, "name": name, "file": file.path.name}
        store.note("custodian", row | {"at": made.isoformat(timespec="seconds")})
    return Handed(name, file, code)


def custodians(store: Store) -> list[dict[str, Any]]:
    """Return who was given a copy, newest first; `present` tells whether it holds the keys in use."""
    key = own_card_key(store)
    rows = sorted(store.notes("custodian"), key=lambda row: str(row["id"]), reverse=True)  # ids are UUIDv7
    return [row | {"present": row["key"] == key} for row in rows]


def lacking(store: Store) -> int:
    """Return how many custodians of the present keys are still wanted."""
    return max(0, WANTED - len({row["name"] for row in custodians(store) if row["present"]}))


def forget(store: Store, custodian: Mapping[str, Any]) -> None:
    """Strike a custodian who gave the copy back or lost it."""
    store.strike("custodian", {"id": custodian["id"]})


def take_copy(store: Store, data: bytes, code: str) -> str:
    """Put the keys of a custodian's copy into this register; return the id of the key that signs from now on.

    Raises Problem when they are another office's, or this register has sent or received with keys of its own.
    """
    unit, keys = read_copy(data, code)
    if unit != store.unit:
        raise Problem(f"Bản giữ khóa này của đơn vị {unit}, sổ này của {store.unit}.", "Chọn bản của chính đơn vị này.")
    if store.notes("sent_bundle") or store.notes("received_bundle"):
        raise Problem(
            "Sổ này đã gửi hoặc nhận bằng khóa riêng nên không thay bằng khóa cũ.",
            "Lấy lại khóa ngay sau khi tạo sổ mới; nếu đã dùng, gửi thẻ khóa mới cho các đơn vị.",
        )
    with store.atomic():
        for one in reversed(keys):
            put_keys(store, one)
    return key_id(keys[0].public_sign())
