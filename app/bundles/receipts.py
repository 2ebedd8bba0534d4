"""What the receiving office says back: which bundle, what it took, what it refused and why, what it still misses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from app.bundles.errors import BadBundle, damaged
from app.bundles.shapes import MOMENT, REPLICA, SHA256, UNIT, UUID, is_count, is_line, is_text

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
    missing_blobs: tuple[str, ...] = ()  # SHA-256 of attached files that records name and that never came
    conflicts: int = 0
    already: str = ""  # the moment the same bundle was taken before
    keys: tuple[str, ...] = ()  # key news: new cards and withdrawals, each as its own signed text

    def complete(self) -> bool:
        return not (self.refused or self.missing or self.missing_blobs)


def write_receipt(receipt: Receipt) -> bytes:
    return orjson.dumps({"format": FORMAT, **asdict(receipt)}, option=orjson.OPT_SORT_KEYS)


def read_receipt(data: bytes) -> Receipt:
    """Read a receipt; raises BadBundle when it is not one, or not as `write_receipt` writes it."""
    try:
        said: dict[str, Any] = orjson.loads(data)
        if said.pop("format", None) != FORMAT:
            raise damaged("biên nhận theo định dạng lạ")
        said["refused"] = tuple(RefusedRecord(**entry) for entry in said["refused"])
        said["missing"] = tuple((after, upto) for after, upto in said["missing"])
        said["missing_blobs"], said["keys"] = tuple(said["missing_blobs"]), tuple(said["keys"])
        receipt = Receipt(**said)
        fault = _fault(receipt, data)
    except (orjson.JSONDecodeError, TypeError, KeyError, ValueError, AttributeError) as error:
        raise damaged("biên nhận không đọc được") from error
    if fault:
        raise fault
    return receipt


def _fault(receipt: Receipt, data: bytes) -> BadBundle | None:
    """Return why a receipt cannot be believed; raises TypeError when a value is not even of its type."""
    if not (_sound_head(receipt) and _sound_lists(receipt)):
        return damaged("biên nhận có phần không đúng dạng")
    if receipt.sent != receipt.new + receipt.changed + receipt.same + len(receipt.refused):
        return damaged("biên nhận cộng không khớp")
    return damaged("biên nhận không đúng dạng chuẩn") if write_receipt(receipt) != data else None


def _sound_head(receipt: Receipt) -> bool:
    shapes = (
        (UUID, receipt.bundle),
        (SHA256, receipt.sha256),
        (UNIT, receipt.unit),
        (UNIT, receipt.receiver),
        (MOMENT, receipt.received_at),
        (MOMENT, receipt.already or receipt.received_at),
    )
    counts = (receipt.number, receipt.sent, receipt.new, receipt.changed, receipt.same, receipt.conflicts)
    return (
        all(shape.fullmatch(text) for shape, text in shapes)
        and all(map(is_count, counts))
        and is_line(receipt.receiver_name, 300)
    )


def _sound_lists(receipt: Receipt) -> bool:
    said = [text for entry in receipt.refused for text in (entry.kind, entry.id, entry.reason, entry.remedy)]
    return (
        all(is_text(text, 2_000) for text in said)
        and all(REPLICA.fullmatch(replica) and is_count(seq) for replica, seq in receipt.seen.items())
        and all(is_count(after) and is_count(upto) and after < upto for after, upto in receipt.missing)
        and all(SHA256.fullmatch(name) for name in receipt.missing_blobs)
        and all(is_text(news, 1 << 14) for news in receipt.keys)
    )
