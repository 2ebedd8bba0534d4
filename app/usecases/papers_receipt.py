"""The words of a printed receipt: from the receipt itself, or from the books of either side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import orjson

from app.bundles.receipts import Receipt
from app.bundles.refusing import remedy_of
from app.ports import Store
from app.problems import Problem
from app.records import KINDS
from app.usecases.office import own_office
from app.usecases.papers import Values, office_values
from app.usecases.papers_sync import bundle_values, moment, office_name
from app.usecases.receiving import reached
from app.vietnamese import show_number

_TITLES = {kind.table: kind.title for kind in KINDS}


def receipt_values(store: Store, receipt: Receipt) -> Values:
    """Return what the source “receipt” publishes, of a receipt at hand; its bundle must stand in one of the books."""
    counts = (
        ("Nhận mới", receipt.new),
        ("Nhận bản sửa", receipt.changed),
        ("Đã có từ trước, như cũ", receipt.same),
        ("Trả lại", len(receipt.refused)),
    )
    booked = {(row["kind"], row["id"]): row for row in _booked_refusals(store, receipt.bundle)}
    refused = [_refused(store, booked.get((one.kind, one.id), {}) | asdict(one)) for one in receipt.refused]
    files = f"{show_number(len(receipt.missing_blobs))} tệp đính kèm có tên trong hồ sơ mà chưa đến."
    lacking = [*_gaps(receipt.missing), *([files] if receipt.missing_blobs else [])]
    values = booked_values(store, receipt.bundle)
    already = moment(receipt.already) if receipt.already else ""
    return {**values, **_results(counts), **_lists(refused, lacking), "already": already}


def booked_values(store: Store, bundle: str) -> Values:
    """Return the same from the books: of a bundle received here, or of one of ours whose receipt came home."""
    if received := store.notes("received_bundle", {"bundle": bundle}):
        return _of_received(store, received[0])
    sent = [row for row in store.notes("sent_bundle", {"bundle": bundle}) if row["receipt"]]
    if not sent:
        raise Problem("Gói này chưa có biên nhận.", "Nhập biên nhận khi USB trở về rồi in lại.")
    return _of_sent(store, sent[0])


def _of_received(store: Store, row: Mapping[str, Any]) -> Values:
    refused = _booked_refusals(store, row["bundle"])
    counts = (("Nhận mới, nhận bản sửa", row["taken"]), ("Đã có từ trước, như cũ", row["same"]))
    _, gaps = reached(store, row["unit"], row["replica"])
    return {
        **office_values(store),
        **bundle_values(row),
        **_results((*counts, ("Trả lại", row["refused"]))),
        **_lists([_refused(store, one) for one in refused], _gaps(gaps)),
        "made_at": "",
        "sender_name": office_name(store, row["unit"]),
        "receiver_name": own_office(store).name,
        "receipt_number": show_number(row["receipt_number"]),
        "received_at": moment(row["at"]),
        "officer_name": own_office(store).officer,
    }


def _of_sent(store: Store, row: Mapping[str, Any]) -> Values:
    refused = _booked_refusals(store, row["bundle"])
    sent = sum(orjson.loads(row["counts"]).values())
    counts = (("Nhận, kể cả hồ sơ đã có từ trước", sent - len(refused)), ("Trả lại", len(refused)))
    return {
        **office_values(store),
        **bundle_values(row),
        **_results(counts),
        **_lists([_refused(store, one) for one in refused], []),
        "sender_name": own_office(store).name,
        "receiver_name": office_name(store, row["to_unit"]),
        "receipt_number": str(row["receipt"]),
        "received_at": moment(row["receipt_at"]),
        "officer_name": "",
    }


def _booked_refusals(store: Store, bundle: str) -> list[dict[str, Any]]:
    """Return a bundle's refusals as its receiver keeps them, with the raw lines, or as its author does, with labels."""
    return store.notes("quarantine", {"bundle": bundle}) or store.notes("refusal", {"bundle": bundle})


def _results(counts: Iterable[tuple[str, int]]) -> Values:
    counts = tuple(counts)
    total = sum(count for _, count in counts)
    return {
        "results": [{"what": what, "count": show_number(count)} for what, count in counts],
        "result_totals": [{"what": "Tổng số hồ sơ trong gói", "count": show_number(total)}],
    }


def _lists(refused: Sequence[Mapping[str, str]], lacking: Sequence[str]) -> Values:
    return {
        "refused": list(refused),
        "none_refused": "" if refused else "1",
        "missing": "\n".join(lacking),
        "none_missing": "" if lacking else "1",
    }


def _gaps(gaps: Iterable[tuple[int, int]]) -> list[str]:
    said = "Các thay đổi sau số {} đến số {} chưa đến: đề nghị đơn vị gửi xuất gói đầy đủ."
    return [said.format(show_number(after), show_number(upto)) for after, upto in gaps]


def _refused(store: Store, row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "kind": _TITLES.get(row["kind"], row["kind"]),
        "record": refused_name(store, row),
        "reason": row["reason"],
        "remedy": row.get("remedy") or remedy_of(row["reason"]),
    }


def refused_name(store: Store, row: Mapping[str, Any]) -> str:
    """Return how people know a refused record: its name here or in its author's book, its code, or its first signs."""
    known = store.labels(row["kind"], [row["id"]]).get(row["id"], "") if row["kind"] in _TITLES else ""
    return row.get("label") or known or _code(row.get("raw", b"")) or (f"mã {row['id'][:8]}" if row["id"] else "?")


def _code(raw: bytes) -> str:
    try:
        said = orjson.loads(raw)
        return str(said["d"].get("code") or "")
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return ""
