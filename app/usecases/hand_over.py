"""The register of sticks: which file went out on which stick, to whom, with what in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.bundles.envelope import now
from app.bundles.stick import Written
from app.ports import Store

STATE, PEER, SUPPORT, LIST = "state", "peer", "support", "list"
KINDS = {
    STATE: "gói gửi nơi nhận",
    PEER: "gói giữa các máy của đơn vị",
    SUPPORT: "phần niêm phong trả lại",
    LIST: "danh sách hoặc giấy tờ",
}


@dataclass(frozen=True)
class Carrier:
    """The stick a file went out on: what is written on it, and the serial of its file system."""

    label: str = ""
    serial: str = ""

    def words(self) -> str:
        return ", ".join(part for part in (self.label, f"số {self.serial}" if self.serial else "") if part)


UNKNOWN = Carrier()


@dataclass(frozen=True)
class HandOver:
    """What the register says of one file."""

    bundle: str
    number: int
    kind: str
    receiver: str
    level: str
    records: int


def note_hand_over(store: Store, what: HandOver, file: Written, carrier: Carrier) -> None:
    """Write the line; must run inside the transaction of what wrote the file."""
    store.note(
        "hand_over",
        {
            **vars(what),
            "file": file.path.name,
            "sha256": file.sha256,
            "size": file.size,
            "stick": carrier.label,
            "serial": carrier.serial,
            "by": store.author,
            "at": now(),
        },
    )


def handed_over(store: Store, bundle: str) -> dict[str, Any] | None:
    """Return the line of a file, None for one that went out before there was a register."""
    return next(iter(store.notes("hand_over", {"bundle": bundle})), None)


def carrier_of(row: Mapping[str, Any] | None) -> Carrier:
    return Carrier(row["stick"], row["serial"]) if row else Carrier()
