"""Bundles out and in: an export to any folder, a bundle received with its receipt, a receipt taken back home."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import orjson

import app as program
from app.bundles.bag import RECEIPT, RECORDS, Blob
from app.bundles.envelope import Head, file_name, now
from app.bundles.keys import KeyCard, key_id
from app.bundles.lines import write_line
from app.bundles.policy import FULL, RANK, kinds_at, kinds_at_home
from app.bundles.sealing import Contents, seal
from app.bundles.stick import Written, clean_leftovers, write_verified
from app.ports import Store
from app.problems import Problem
from app.records.attachments import Attachment
from app.records.base import Record, new_id
from app.records.office import Office
from app.upgrades import OLDEST, SCHEMA
from app.usecases.keys import enrolled, own_keys
from app.usecases.office import next_stop, route_on
from app.usecases.states import ever_sent, sent_bundles, stays_home

DELTA_ABOVE = 20_000  # up to here every bundle carries the whole state: a lost stick costs nothing


@dataclass(frozen=True)
class Exported:
    """What an export wrote, and what it left at home."""

    bundle: str
    number: int
    file: Written
    receiver: str
    level: str
    counts: dict[str, int]
    drafts_kept: int


@dataclass(frozen=True)
class Scope:
    """Which records go out: of which kinds, changed between which numbers, without which, with files or not."""

    level: str
    kinds: tuple[type[Record], ...]
    after: int
    upto: int
    held_back: frozenset[str] = frozenset()
    with_files: bool = False


@dataclass(frozen=True)
class _Plan:
    """Everything decided before a byte is written."""

    head: Head
    number: int
    scope: Scope
    receiver: Office
    card: KeyCard
    drafts: frozenset[str]


class Outgoing:
    """Lines of a bundle, counted by kind as they pass."""

    def __init__(self, store: Store, head: Head, number: int, scope: Scope) -> None:
        self.store, self.head, self.number, self.scope = store, head, number, scope
        self.counts: dict[str, int] = {}
        self.files: dict[str, None] = {}  # hashes of attached files, in the order of their records

    def chunks(self) -> Iterator[bytes]:
        for kind in self.scope.kinds:
            for row in self.store.rows_after(kind, self.scope.after, self.store.unit):
                if row.id not in self.scope.held_back:
                    self.counts[kind.table] = self.counts.get(kind.table, 0) + 1
                    if kind is Attachment and not row.deleted:
                        self.files[row.columns["sha256"]] = None
                    yield write_line(kind, row, self.scope.level) + b"\n"

    def manifest(self) -> dict[str, Any]:
        return plain_manifest(self.head) | {
            "range": {"after": self.scope.after, "upto": self.scope.upto},
            "number": self.number,
            "level": self.scope.level,
            "counts": self.counts,
            "files": int(self._with_files()),
        }

    def contents(self) -> Contents:
        return Contents(RECORDS, self.chunks(), self.manifest, self.blobs())

    def blobs(self) -> Iterator[Blob]:
        """Yield the attached files of what went out, where they are asked for; read once the lines are written."""
        if self._with_files():
            for digest in self.files:
                if self.store.blobs.has(digest):
                    yield Blob(digest, partial(self._open, digest))

    def _with_files(self) -> bool:
        return self.scope.level == FULL and self.scope.with_files

    def _open(self, digest: str) -> BinaryIO:
        return io.BytesIO(self.store.blobs.read(digest))


def export_bundle(store: Store, folder: Path, *, level: str = "", full: bool = False) -> Exported:
    """Write everything the route lets out into a folder; nothing here is marked as received because of it.

    `level` may lower what the route allows, never raise it; `full` sends the whole state even where a delta would do.
    Raises Problem with nothing written, or with what was written said.
    """
    clean_leftovers(folder)
    with store.atomic():
        plan = _plan(store, folder, level, full=full)
        lines = Outgoing(store, plan.head, plan.number, plan.scope)
        with seal(plan.head, lines.contents(), own_keys(store), [plan.card.read], _sealed(store, plan)) as outer:
            written = write_out(store, folder, plan.number, outer)
        _note_sent(store, plan, lines.counts, written)
    return Exported(
        plan.head.bundle,
        plan.number,
        written,
        plan.receiver.name,
        plan.scope.level,
        lines.counts,
        len(plan.drafts),
    )


def _plan(store: Store, folder: Path, level: str, *, full: bool) -> _Plan:
    today = date.today()  # noqa: DTZ011 (routes are dated by calendar days)
    route, receiver = route_on(store, today), next_stop(store, today)
    chosen = _lowered(route.level, level)
    card = _card_of(store, receiver)
    sent = store.notes("sent_bundle")
    number = free_number(store, folder, max((row["number"] for row in sent), default=0) + 1)
    drafts = _unsent_drafts(store)
    scope = Scope(
        level=chosen,
        kinds=kinds_at(chosen),
        after=0 if full else _after(store, sent, chosen),
        upto=store.last_seq(),
        held_back=drafts | stays_home(store),
        with_files=route.attachments,
    )
    return _Plan(head_of(store, "state", [card]), number, scope, receiver, card, drafts)


def _lowered(allowed: str, asked: str) -> str:
    if not asked:
        return allowed
    if asked not in RANK:
        raise Problem(f"Không có mức dữ liệu “{asked}”.", f"Dùng một trong: {', '.join(RANK)}.")
    if RANK[asked] > RANK[allowed]:
        raise Problem(
            "Mức dữ liệu này cao hơn mức tuyến gửi cho phép nên chưa xuất.",
            "Nếu nơi nhận yêu cầu, đổi mức của tuyến gửi và ghi lý do rồi xuất lại.",
        )
    return asked


def _card_of(store: Store, receiver: Office) -> KeyCard:
    cards = [card for card in enrolled(store) if card.unit == receiver.code]
    if not cards:
        raise Problem(
            f"Chưa có thẻ khóa của {receiver.name} nên chưa thể mã hóa gói cho nơi nhận.",
            "Xin thẻ khóa của nơi nhận, vào Đồng bộ, nhập thẻ và đối chiếu dãy số rồi xuất lại.",
        )
    return cards[-1]


def free_number(store: Store, folder: Path, number: int) -> int:
    """Return a number whose file is not there yet: one may be left of an export whose end was never noted."""
    while (folder / file_name(store.unit, number, datetime.now(UTC))).exists():
        number += 1
    return number


def _after(store: Store, sent: list[dict[str, Any]], level: str) -> int:
    acknowledged = [row["last_seq"] for row in sent if row["receipt"] and row["level"] == level]
    if not acknowledged or sum(len(store.progress(kind)) for kind in kinds_at(level)) <= DELTA_ABOVE:
        return 0
    return max(int(seq) for seq in acknowledged)


def _unsent_drafts(store: Store) -> frozenset[str]:
    """Return the drafts that never left: they stay until they are complete."""
    sent = sent_bundles(store)
    return frozenset(
        entry.id
        for kind in kinds_at(FULL)
        for entry in store.progress(kind)
        if entry.draft and not ever_sent(entry, sent)
    )


def _sealed(store: Store, plan: _Plan) -> tuple[Contents, str] | None:
    """Return the second payload for our own recovery key, when the route wants it and the key is known."""
    reader = store.setting("recovery_reader", "")
    route = route_on(store, date.today())  # noqa: DTZ011 (routes are dated by calendar days)
    if not (route.sealed and reader):
        return None
    whole = Scope(FULL, kinds_at_home(), 0, plan.scope.upto, with_files=plan.scope.with_files)
    return Outgoing(store, plan.head, plan.number, whole).contents(), reader


def _note_sent(store: Store, plan: _Plan, counts: dict[str, int], written: Written) -> None:
    store.note(
        "sent_bundle",
        {
            "bundle": plan.head.bundle,
            "number": plan.number,
            "to_unit": plan.receiver.code,
            "level": plan.scope.level,
            "first_seq": plan.scope.after,
            "last_seq": plan.scope.upto,
            "counts": orjson.dumps(counts).decode(),
            "held_back": orjson.dumps(sorted(plan.scope.held_back)).decode(),
            "file": written.path.name,
            "sha256": written.sha256,
            "size": written.size,
            "at": now(),
        },
    )


def head_of(store: Store, kind: str, readers: Sequence[KeyCard]) -> Head:
    keys = own_keys(store)
    return Head(
        bundle=new_id(),
        kind=kind,
        unit=store.unit,
        replica=store.replica,
        to=tuple(card.key() for card in readers),
        signer=key_id(keys.public_sign()),
        created=now(),
        practice=bool(store.setting("practice", False)),
        part=1,
        parts=1,
    )


def plain_manifest(head: Head) -> dict[str, Any]:
    return {
        "bundle": head.bundle,
        "from": {"unit": head.unit, "replica": head.replica},
        "schema": SCHEMA,
        "min_reader": OLDEST,
        "app": program.__version__,
    }


def write_receipt_bundle(store: Store, folder: Path, receipt: bytes, reader: KeyCard) -> Written:
    """Write a receipt beside the bundle, for its author alone."""
    head = head_of(store, "receipt", [reader])
    contents = Contents(RECEIPT, [receipt], lambda: plain_manifest(head))
    number = int(store.setting("receipts_written", 0)) + 1
    number = free_number(store, folder, number)
    store.set_setting("receipts_written", number)
    with seal(head, contents, own_keys(store), [reader.read]) as outer:
        return write_out(store, folder, number, outer)


def write_out(store: Store, folder: Path, number: int, outer: BinaryIO) -> Written:
    """Write a finished bundle under its number, verified; see `write_verified`."""
    size = outer.seek(0, 2)
    outer.seek(0)
    return write_verified(folder, file_name(store.unit, number, datetime.now(UTC)), outer, size)


def kinds_named(counts: dict[str, int]) -> list[tuple[type[Record], int]]:
    return [(kind, counts[kind.table]) for kind in kinds_at(FULL) if counts.get(kind.table)]
