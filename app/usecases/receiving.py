"""Receiving a file: a commune's bundle in one transaction, with a signed receipt; or a receipt, taken back home."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.bundles.bag import RECEIPT, RECORDS
from app.bundles.envelope import now
from app.bundles.errors import BadBundle, damaged
from app.bundles.opening import Opened, open_envelope
from app.bundles.policy import FULL, RANK
from app.bundles.reading import read_lines
from app.bundles.receipts import Receipt, RefusedRecord, read_receipt, write_receipt
from app.bundles.stick import Written
from app.ports import Query, Store
from app.records import KINDS
from app.records.attachments import Attachment
from app.upgrades import check_readable, raised
from app.usecases.keys import own_keys, trusted
from app.usecases.office import own_office
from app.usecases.syncing import write_receipt_bundle
from app.usecases.taking import Outcome, Refused, Source, take

_TABLES = frozenset(kind.table for kind in KINDS)
_REMEDY = "Sửa hồ sơ theo lý do rồi xuất gói mới; các hồ sơ khác không phải gửi lại."


@dataclass(frozen=True)
class Received:
    """What became of a file. Exactly one of `receipt` (a bundle was received) and `acknowledged` (a receipt came)."""

    unit: str
    unit_name: str
    outcome: Outcome | None = None
    receipt: Receipt | None = None
    receipt_file: Written | None = None
    acknowledged: Receipt | None = None


class _PreviewOnlyError(Exception):
    """Rolls a preview's transaction back."""


def receive(store: Store, path: Path, *, receipts_to: Path | None = None, with_receipt: bool = True) -> Received:
    """Take a file a person chose. A bundle that cannot be trusted or read changes nothing and raises BadBundle.

    The receipt is written into `receipts_to`, or beside the bundle; or not `with_receipt`, for the caller to write.
    """
    with _opened(store, path) as opened:
        if opened.head.kind == "receipt":
            return _take_receipt(store, opened)
        if opened.head.kind != "state":
            raise BadBundle(f"Tệp loại “{opened.head.kind}” không nhận ở đây.", "Chọn gói dữ liệu hoặc biên nhận.")
        _keep_files(store, opened)
        with store.atomic():
            outcome, receipt = _take_state(store, opened, path.name)
        folder = receipts_to or path.parent
        contents = write_receipt(receipt)
        written = write_receipt_bundle(store, folder, contents, opened.card) if with_receipt else None
        return Received(opened.head.unit, opened.card.name, outcome, receipt, written)


def preview(store: Store, path: Path) -> tuple[str, Outcome]:
    """Return whose bundle it is and what taking it would do; nothing is kept."""
    with _opened(store, path) as opened:
        outcome = Outcome()
        try:
            with store.atomic():
                outcome, _ = _take_state(store, opened, path.name)
                raise _PreviewOnlyError
        except _PreviewOnlyError:
            return opened.card.name, outcome


@contextmanager
def _opened(store: Store, path: Path) -> Iterator[Opened]:
    practice = bool(store.setting("practice", False))
    opened = open_envelope(path, own_keys(store), lambda key: trusted(store, key), practice=practice)
    try:
        if opened.head.unit == store.unit and opened.head.kind == "state":
            raise BadBundle("Gói này do chính sổ này xuất ra.", "Chọn gói của đơn vị khác, hoặc biên nhận.")
        check_readable(opened.bag.manifest.get("schema"), opened.bag.manifest.get("min_reader"))
        yield opened
    finally:
        opened.close()


# --- a bundle ---------------------------------------------------------------------------------------------------------


def _take_state(store: Store, opened: Opened, file: str) -> tuple[Outcome, Receipt]:
    if opened.bag.body != RECORDS:
        raise damaged("gói dữ liệu không có hồ sơ")
    manifest = opened.bag.manifest
    level, span = manifest.get("level"), manifest.get("range")
    counts: dict[str, int] = manifest.get("counts", {})
    if (
        level not in RANK
        or not _sound_span(span)
        or not _sound_counts(counts)
        or type(manifest.get("number")) is not int
    ):
        raise damaged("bản kê bên trong không đúng dạng")
    source = Source(opened.head.bundle, opened.head.unit, level)
    outcome = take(store, source, _raised(opened, manifest["schema"]))
    if outcome.sent != sum(counts.values()):
        raise damaged(f"bản kê ghi {sum(counts.values())} hồ sơ, trong gói có {outcome.sent}")
    _quarantine(store, source, outcome.refused)
    already = store.notes("received_bundle", {"bundle": opened.head.bundle})
    number = _note_received(store, opened, file, outcome, already)
    if opened.sealed is not None:
        _keep_sealed(store, opened)
    return outcome, _receipt(store, opened, outcome, number, already)


def _keep_files(store: Store, opened: Opened) -> None:
    """Keep attached files before the records that name them; contents kept twice are one."""
    for digest in sorted(opened.bag.blobs):
        if not store.blobs.has(digest):
            store.blobs.keep(b"".join(opened.bag.blob(digest)))


def _sound_counts(counts: Any) -> bool:
    return isinstance(counts, dict) and all(type(count) is int and count >= 0 for count in counts.values())


def _sound_span(span: Any) -> bool:
    return (
        isinstance(span, dict)
        and all(type(span.get(end)) is int for end in ("after", "upto"))
        and 0 <= span["after"] <= span["upto"]
    )


def _raised(opened: Opened, schema: int) -> Iterator[tuple[int, Any]]:
    for number, line in read_lines(opened.bag.lines()):
        if isinstance(line, dict) and isinstance(line.get("d"), dict):
            line["d"] = raised(str(line.get("t")), line["d"], schema)
        yield number, line


def _quarantine(store: Store, source: Source, refused: list[Refused]) -> None:
    """Keep the lines that were not taken, to be tried again after an upgrade."""
    for line in refused:
        store.note(
            "quarantine",
            {
                "bundle": source.bundle,
                "line": line.line,
                "unit": source.unit,
                "kind": line.kind,
                "id": line.id,
                "raw": line.raw,
                "reason": line.reason,
                "at": now(),
            },
        )


def _note_received(store: Store, opened: Opened, file: str, outcome: Outcome, already: list[dict[str, Any]]) -> int:
    """Write the bundle into the book the first time it comes; return the receipt's number."""
    if already:
        return int(already[0]["receipt_number"])
    numbers = [row["receipt_number"] for row in store.notes("received_bundle")]
    number = max(numbers, default=0) + 1
    manifest = opened.bag.manifest
    store.note(
        "received_bundle",
        {
            "bundle": opened.head.bundle,
            "unit": opened.head.unit,
            "replica": opened.head.replica,
            "number": manifest["number"],
            "level": manifest["level"],
            "first_seq": manifest["range"]["after"],
            "last_seq": manifest["range"]["upto"],
            "sha256": opened.sha256,
            "file": file,
            "at": now(),
            "taken": outcome.accepted(),
            "same": outcome.same,
            "refused": len(outcome.refused),
            "receipt_number": number,
        },
    )
    return number


def _keep_sealed(store: Store, opened: Opened) -> None:
    """Keep a unit's newest sealed part; we cannot read it, only give it back."""
    kept = store.notes("sealed_part", {"unit": opened.head.unit})
    if kept and kept[0]["at"] >= opened.head.created:
        return
    entry = {"unit": opened.head.unit, "bundle": opened.head.bundle, "at": opened.head.created, "data": opened.sealed}
    store.note("sealed_part", entry)


def _receipt(store: Store, opened: Opened, outcome: Outcome, number: int, already: list[dict[str, Any]]) -> Receipt:
    seen, missing = reached(store, opened.head.unit, opened.head.replica)
    return Receipt(
        number=number,
        bundle=opened.head.bundle,
        sha256=opened.sha256,
        unit=opened.head.unit,
        receiver=store.unit,
        receiver_name=own_office(store).name,
        received_at=now(),
        sent=outcome.sent,
        new=sum(outcome.new.values()),
        changed=outcome.changed,
        same=outcome.same,
        refused=tuple(RefusedRecord(line.kind, line.id, line.reason, _REMEDY) for line in outcome.refused),
        seen={opened.head.replica: seen},
        missing=tuple(missing),
        missing_blobs=tuple(_missing_files(store, opened)),
        conflicts=len(outcome.clashes),
        already=already[0]["at"] if already else "",
    )


def _missing_files(store: Store, opened: Opened) -> list[str]:
    """Return the hashes of attached files that a unit's records name and that never came, where they should come."""
    if opened.bag.manifest.get("level") != FULL or not opened.bag.manifest.get("files"):
        return []
    named = {attachment.sha256 for attachment in store.every(Attachment, Query(units=frozenset((opened.head.unit,))))}
    return sorted(digest for digest in named if digest and not store.blobs.has(digest))


def reached(store: Store, unit: str, replica: str) -> tuple[int, list[tuple[int, int]]]:
    """Return how far a writer's changes have come without a gap, and the gaps, from the book of received bundles."""
    spans = [
        (row["first_seq"], row["last_seq"])
        for row in store.notes("received_bundle", {"unit": unit, "replica": replica})
    ]
    top, highest, gaps = 0, 0, []
    for after, upto in sorted(spans):
        if after > highest:
            gaps.append((highest, after))
        elif not gaps:
            top = max(top, upto)
        highest = max(highest, upto)
    return top, gaps


# --- a receipt --------------------------------------------------------------------------------------------------------


def _take_receipt(store: Store, opened: Opened) -> Received:
    if opened.bag.body != RECEIPT:
        raise damaged("biên nhận không có nội dung")
    receipt = read_receipt(opened.bag.whole())
    sent = store.notes("sent_bundle", {"bundle": receipt.bundle})
    if not sent or sent[0]["to_unit"] != opened.head.unit or receipt.unit != store.unit:
        raise BadBundle("Biên nhận này không phải cho gói nào của sổ này.", "Chọn đúng biên nhận trên USB.")
    if sent[0]["sha256"] != receipt.sha256:
        raise BadBundle(
            f"Biên nhận nói về một tệp khác với gói số {sent[0]['number']} đã xuất.",
            "Xuất gói mới và nhờ nơi nhận nhập lại.",
        )
    with store.atomic():
        store.note("sent_bundle", sent[0] | {"receipt": str(receipt.number), "receipt_at": receipt.received_at})
        for refused in receipt.refused:
            _note_refusal(store, receipt, refused)
    return Received(opened.head.unit, opened.card.name, acknowledged=receipt)


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
