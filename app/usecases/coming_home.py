"""A receipt, taken back home: which bundle arrived, what was refused and why, what is still asked for."""

from __future__ import annotations

from typing import Any

import orjson

from app.bundles.bag import RECEIPT
from app.bundles.errors import BadBundle, damaged
from app.bundles.opening import Opened
from app.bundles.receipts import Receipt, RefusedRecord, read_receipt
from app.ports import Store
from app.records import KINDS
from app.usecases.key_change import take_news
from app.usecases.routes import receipted, stops_of

_TABLES = frozenset(kind.table for kind in KINDS)


def take_receipt(store: Store, opened: Opened) -> tuple[Receipt, tuple[str, ...]]:
    """Note in the book what a verified receipt says; return it with its news of keys, in sentences."""
    if opened.bag.body != RECEIPT:
        raise damaged("biên nhận không có nội dung")
    receipt = read_receipt(opened.bag.whole())
    sent = store.notes("sent_bundle", {"bundle": receipt.bundle})
    if not sent or opened.head.unit not in stops_of(sent[0]) or receipt.unit != store.unit:
        raise BadBundle("Biên nhận này không phải cho gói nào của sổ này.", "Chọn đúng biên nhận trên USB.")
    if sent[0]["sha256"] != receipt.sha256:
        raise BadBundle(
            f"Biên nhận nói về một tệp khác với gói số {sent[0]['number']} đã xuất.",
            "Xuất gói mới và nhờ nơi nhận nhập lại.",
        )
    with store.atomic():
        news = tuple(take_news(store, receipt.keys))
        said = _said_of(receipt, sent[0]) if opened.head.unit == stops_of(sent[0])[-1] else receipted(sent[0], receipt)
        store.note("sent_bundle", sent[0] | said)
        for refused in receipt.refused:
            _note_refusal(store, receipt, refused)
    return receipt, news


def _said_of(receipt: Receipt, row: dict[str, Any]) -> dict[str, Any]:
    """Return what the book keeps of a receipt: what is still asked for, by the newest receipt of the bundle."""
    if row["receipt_at"] and row["receipt_at"] > receipt.received_at:
        return {}
    lacking = {"ranges": [list(gap) for gap in receipt.missing], "files": len(receipt.missing_blobs)}
    asked = orjson.dumps(lacking if receipt.missing or receipt.missing_blobs else {}).decode()
    return {"receipt": str(receipt.number), "receipt_at": receipt.received_at, "lacking": asked}


def _note_refusal(store: Store, receipt: Receipt, refused: RefusedRecord) -> None:
    label = store.labels(refused.kind, [refused.id]).get(refused.id, "") if refused.kind in _TABLES else ""
    store.note(
        "refusal",
        {
            "bundle": receipt.bundle,
            "kind": refused.kind,
            "id": refused.id,
            "label": label,
            "reason": refused.reason,
            "remedy": refused.remedy,
            "at": receipt.received_at,
        },
    )
