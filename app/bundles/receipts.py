"""What the receiving office says back: which bundle, what it took, what it refused and why, what it still misses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from app.bundles.errors import damaged

FORMAT = "stp-receipt/1"


@dataclass(frozen=True)
class RefusedRecord:
    kind: str
    id: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Receipt:
    """`seen` maps each replica to the highest number of an unbroken row of its changes that the receiver holds."""

    number: int
    bundle: str
    sha256: str
    unit: str  # whose bundle it was
    receiver: str
    receiver_name: str
    received_at: str
    sent: int
    new: int
    changed: int
    same: int
    refused: tuple[RefusedRecord, ...] = ()
    seen: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[tuple[int, int], ...] = ()  # (after, upto): ranges of changes that never came
    conflicts: int = 0
    already: str = ""  # the day the same bundle was taken before

    def complete(self) -> bool:
        return not self.refused and not self.missing


def write_receipt(receipt: Receipt) -> bytes:
    return orjson.dumps({"format": FORMAT, **asdict(receipt)}, option=orjson.OPT_SORT_KEYS)


def read_receipt(data: bytes) -> Receipt:
    """Read a receipt; raises BadBundle when it is not one."""
    try:
        said: dict[str, Any] = orjson.loads(data)
        if said.pop("format", None) != FORMAT:
            raise damaged("biên nhận theo định dạng lạ")
        said["refused"] = tuple(RefusedRecord(**entry) for entry in said["refused"])
        said["missing"] = tuple((int(after), int(upto)) for after, upto in said["missing"])
        receipt = Receipt(**said)
    except (orjson.JSONDecodeError, TypeError, KeyError, ValueError, AttributeError) as error:
        raise damaged("biên nhận không đọc được") from error
    counts = (receipt.number, receipt.sent, receipt.new, receipt.changed, receipt.same, receipt.conflicts)
    if not all(type(count) is int and count >= 0 for count in counts):
        raise damaged("biên nhận có số không đúng dạng")
    if receipt.sent != receipt.new + receipt.changed + receipt.same + len(receipt.refused):
        raise damaged("biên nhận cộng không khớp")
    return receipt
