"""Receiving a file: a commune's bundle in one transaction, with a signed receipt; or a receipt, taken back home."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.bundles.envelope import Head, now
from app.bundles.errors import BadBundle
from app.bundles.keys import KeyCard
from app.bundles.opening import Opened
from app.bundles.policy import FULL
from app.bundles.receipts import Receipt, RefusedRecord, write_receipt
from app.bundles.refusing import remedy_of
from app.bundles.relaying import has_post
from app.bundles.stick import Written
from app.ports import Query, Store
from app.records.attachments import Attachment
from app.usecases import peers, relaying
from app.usecases.coming_home import take_receipt
from app.usecases.incoming import Progress, keep_files, note_received, opened_bundle, taken, unheard
from app.usecases.key_change import news_for, take_key_bundle
from app.usecases.keys import keys_addressed
from app.usecases.letters import keep_for_below, keep_for_next, keep_news
from app.usecases.office import own_office
from app.usecases.outgoing import write_receipt_bundle
from app.usecases.reference_staging import Staged, stage
from app.usecases.taking import Outcome, Refused
from app.vietnamese import tidy, visible


@dataclass(frozen=True)
class Received:
    """What became of a file.

    `receipt` when a bundle was received, `acknowledged` when a receipt came, `reference` when reference data was put
    aside, `letters` when it was post (`receipt_file` then has the answers), none when another PC of ours sent it.
    `news` are sentences about keys that came with it; `part` of `parts` of a bundle that needed several files; `to`
    names which keys of ours its author knows.
    """

    unit: str
    unit_name: str
    outcome: Outcome | None = None
    receipt: Receipt | None = None
    receipt_file: Written | None = None
    acknowledged: Receipt | None = None
    news: tuple[str, ...] = ()
    part: int = 1
    parts: int = 1
    to: tuple[str, ...] = ()
    reference: Staged | None = None
    letters: tuple[relaying.TakenLetter, ...] | None = None


@dataclass(frozen=True)
class _Coming:
    """How a bundle comes: its file's name, the office in whose post it was, who hears how far it is."""

    file: str
    carrier: str = ""
    progress: Progress = unheard


class _PreviewOnlyError(Exception):
    """Rolls a preview's transaction back."""


def receive(
    store: Store,
    path: Path,
    *,
    receipts_to: Path | None = None,
    with_receipt: bool = True,
    carrier: str = "",
    progress: Progress = unheard,
) -> Received:
    """Take a file a person chose. A bundle that cannot be trusted or read changes nothing and raises BadBundle.

    The receipt is written into `receipts_to`, or beside the bundle; or not `with_receipt`, for the caller to write.
    `carrier` is the office in whose post the file came. What `progress` raises leaves nothing of the bundle.
    """
    with opened_bundle(store, path) as opened:
        if opened.head.kind != "state":
            coming = _Coming(visible(path.name), carrier, progress)
            return _other(store, opened, path, receipts_to or path.parent, coming)
        keep_files(store, opened.bag)
        with store.atomic():
            coming, first = _Coming(visible(path.name), carrier, progress), opened.head.part == 1
            received = _take_first(store, opened, coming) if first else _take_part(store, opened)
        keep_for_next(store, opened, path, carrier)
        if with_receipt and received.receipt:
            written = write_answer(store, receipts_to or path.parent, received, opened.card)
            received = replace(received, receipt_file=written)
        return received


def write_answer(store: Store, folder: Path, received: Received, reader: KeyCard) -> Written:
    """Write the receipt of what was received, signed with the keys of ours that its author knows."""
    assert received.receipt is not None
    keys = keys_addressed(store, received.to)
    return write_receipt_bundle(store, folder, write_receipt(received.receipt), reader, keys)


def _other(store: Store, opened: Opened, path: Path, folder: Path, coming: _Coming) -> Received:
    """Take what is no bundle of another office: a receipt, another PC's file, news of keys, reference data, post."""
    kind, unit, name = opened.head.kind, opened.head.unit, opened.card.name
    if kind == "receipt":
        receipt, news = take_receipt(store, opened)
        return Received(unit, name, acknowledged=receipt, news=news)
    if kind == "keys":
        with store.atomic():
            news = tuple(take_key_bundle(store, opened))
            keep_news(store, opened, path, coming.carrier)
        return Received(unit, name, news=news)
    if kind == "peer":
        outcome = peers.take_peer(store, opened, visible(path.name), coming.progress)
        return Received(unit, name, outcome, part=opened.head.part, parts=opened.head.parts)
    if kind == "reference":
        staged = stage(store, opened)
        keep_for_below(store, opened, path)
        return Received(unit, name, reference=staged, news=staged.news)
    if has_post(opened.bag):
        return _take_post(store, opened, folder)
    raise _sealed_part()


def _take_post(store: Store, opened: Opened, folder: Path) -> Received:
    def one(file: Path) -> Received:
        return receive(store, file, with_receipt=False, carrier=opened.head.unit)

    letters, answer = relaying.take_post(store, opened, folder, one)
    return Received(opened.head.unit, opened.card.name, letters=letters, receipt_file=answer)


def preview(store: Store, path: Path) -> tuple[str, Outcome]:
    """Return whose bundle it is and what taking it would do; nothing is kept."""
    with opened_bundle(store, path) as opened:
        outcome = Outcome()
        try:
            with store.atomic():
                if opened.head.kind == "peer":
                    outcome = taken(store, opened.bag)
                elif opened.head.kind == "state" and opened.head.part == 1:
                    outcome, _ = _take_state(store, opened, _Coming(visible(path.name)))
                raise _PreviewOnlyError
        except _PreviewOnlyError:
            return opened.card.name, outcome


def foresee(store: Store, path: Path, progress: Progress = unheard) -> Received:
    """Return what `receive` would do, without attached files, receipts or what is carried on.

    Must run inside a transaction that the caller rolls back.
    """
    with opened_bundle(store, path) as opened, store.atomic():
        head, name = opened.head, opened.card.name
        if head.kind == "state":
            coming = _Coming(visible(path.name), progress=progress)
            return _take_first(store, opened, coming) if head.part == 1 else _take_part(store, opened)
        if head.kind == "peer":
            outcome = taken(store, opened.bag, progress) if head.part == 1 else Outcome()
            return Received(head.unit, name, outcome, part=head.part, parts=head.parts)
        if head.kind == "reference":
            return Received(head.unit, name, reference=stage(store, opened))
        if head.kind == "support":
            if not has_post(opened.bag):
                raise _sealed_part()
            return Received(head.unit, name, letters=())
        if head.kind == "keys":
            return Received(head.unit, name, news=tuple(take_key_bundle(store, opened)))
        return _other(store, opened, path, path.parent, _Coming(visible(path.name)))


def _sealed_part() -> BadBundle:
    return BadBundle("Đây là phần niêm phong được trả lại.", "Dùng “Khôi phục từ gói trả lại” với mã trên giấy.")


# --- a bundle ---------------------------------------------------------------------------------------------------------


def _take_first(store: Store, opened: Opened, coming: _Coming) -> Received:
    outcome, receipt = _take_state(store, opened, coming)
    return Received(opened.head.unit, opened.card.name, outcome, receipt, **_of_head(opened.head))


def _of_head(head: Head) -> dict[str, Any]:
    return {"part": head.part, "parts": head.parts, "to": head.to}


def _take_part(store: Store, opened: Opened) -> Received:
    """Take a part that carries attached files alone; its receipt is that of the first part, if that one came."""
    head, name = opened.head, opened.card.name
    book = store.notes("received_bundle", {"bundle": head.bundle, "replica": head.replica})
    if not book:
        return Received(head.unit, name, Outcome(), **_of_head(head))
    row = book[0]
    refused = [_refused_before(entry) for entry in store.notes("quarantine", {"bundle": head.bundle})]
    outcome = Outcome(sent=row["taken"] + row["same"] + len(refused), same=row["taken"] + row["same"], refused=refused)
    receipt = _receipt(store, opened, outcome, row["receipt_number"], book)
    return Received(head.unit, name, outcome, replace(receipt, sha256=row["sha256"]), **_of_head(head))


def _refused_before(entry: dict[str, Any]) -> Refused:
    return Refused(entry["line"], entry["kind"], entry["id"], entry["reason"], entry["raw"])


def _take_state(store: Store, opened: Opened, coming: _Coming) -> tuple[Outcome, Receipt]:
    outcome = taken(store, opened.bag, coming.progress)
    already = store.notes("received_bundle", {"bundle": opened.head.bundle})
    number = int(already[0]["receipt_number"]) if already else _next_receipt(store)
    if not already:
        note_received(store, opened, coming.file, outcome, number, carrier=coming.carrier)
    if opened.sealed is not None:
        _keep_sealed(store, opened)
    return outcome, _receipt(store, opened, outcome, number, already)


def _next_receipt(store: Store) -> int:
    return max((row["receipt_number"] for row in store.notes("received_bundle")), default=0) + 1


def _keep_sealed(store: Store, opened: Opened) -> None:
    """Keep a unit's newest sealed part; we cannot read it, only give it back."""
    kept = store.notes("sealed_part", {"unit": opened.head.unit})
    if kept and _is_older(store, opened, kept[0]):
        return
    entry = {"unit": opened.head.unit, "bundle": opened.head.bundle, "at": opened.head.created, "data": opened.sealed}
    store.note("sealed_part", entry)


def _is_older(store: Store, opened: Opened, kept: dict[str, Any]) -> bool:
    """Tell whether a sealed part is older than the one kept: by its writer's own counter, by clocks between writers."""
    book = store.notes("received_bundle", {"bundle": kept["bundle"], "replica": opened.head.replica})
    if book:
        return bool(opened.bag.manifest["range"]["upto"] < book[0]["last_seq"])
    return bool(opened.head.created < kept["at"])


def _receipt(store: Store, opened: Opened, outcome: Outcome, number: int, already: list[dict[str, Any]]) -> Receipt:
    seen, missing = reached(store, opened.head.unit, opened.head.replica)
    return Receipt(
        number=number,
        bundle=opened.head.bundle,
        sha256=opened.sha256,
        unit=opened.head.unit,
        receiver=store.unit,
        receiver_name=tidy(own_office(store).name),
        received_at=now(),
        sent=outcome.sent,
        new=sum(outcome.new.values()),
        changed=outcome.changed,
        same=outcome.same,
        refused=tuple(
            RefusedRecord(line.kind, line.id, line.reason, remedy_of(line.reason)) for line in outcome.refused
        ),
        seen={opened.head.replica: seen},
        missing=tuple(missing),
        missing_blobs=tuple(_missing_files(store, opened)),
        conflicts=len(outcome.clashes),
        already=already[0]["at"] if already else "",
        keys=news_for(store, opened.head.unit, keys_addressed(store, opened.head.to)),
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
