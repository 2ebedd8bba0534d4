"""Exports: everything the route lets out, signed and encrypted for the office that receives, into any folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from app.bundles.envelope import Head, now
from app.bundles.keys import KeyCard
from app.bundles.policy import FULL, RANK, kinds_at, kinds_at_home
from app.bundles.sealing import Contents, seal
from app.bundles.stick import Written, clean_leftovers
from app.ports import Store
from app.problems import Problem
from app.records.base import Record
from app.records.office import Office
from app.usecases.hand_over import STATE, UNKNOWN, Carrier, HandOver, note_hand_over
from app.usecases.incarnations import SENT_BEFORE
from app.usecases.keys import own_keys
from app.usecases.office import next_stop, route_on
from app.usecases.outgoing import (
    Outgoing,
    Scope,
    free_number,
    head_of,
    parts_of,
    plain_manifest,
    write_further,
    write_out,
    write_receipt_bundle,
)
from app.usecases.parts import files_of, that_fit
from app.usecases.routes import asked_on_the_way, cards_along, stops_after
from app.usecases.sent_elsewhere import sent_elsewhere
from app.usecases.states import ever_sent, sent_bundles, stays_home
from app.versions import joined
from app.versions import written as canonical

__all__ = [
    "DELTA_ABOVE",
    "Exported",
    "Outgoing",
    "Scope",
    "export_bundle",
    "free_number",
    "head_of",
    "kinds_named",
    "plain_manifest",
    "write_out",
    "write_receipt_bundle",
]
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
    further: tuple[Written, ...] = ()  # parts after the first, which carry attached files alone
    not_sealed: int = 0  # attached files for which the sealed part had no room


@dataclass(frozen=True)
class _Wanted:
    """What was asked of an export: the level, the whole state or not, from how many records on a delta would do."""

    level: str
    full: bool
    delta_above: int


@dataclass(frozen=True)
class _Plan:
    """Everything decided before a byte is written."""

    head: Head
    number: int
    scope: Scope
    receiver: Office
    stops: tuple[Office, ...]
    cards: tuple[KeyCard, ...]  # one for each stop, in order
    drafts: frozenset[str]


def export_bundle(
    store: Store,
    folder: Path,
    *,
    level: str = "",
    full: bool = False,
    carrier: Carrier = UNKNOWN,
    delta_above: int = DELTA_ABOVE,
) -> Exported:
    """Write everything the route lets out into a folder; nothing here is marked as received because of it.

    `level` may lower what the route allows, never raise it; `full` sends the whole state even where a delta would do:
    with more than `delta_above` records, for an office that has acknowledged what came before.
    Raises Problem with nothing written, or with what was written said.
    """
    clean_leftovers(folder)
    with store.atomic():
        plan = _plan(store, folder, _Wanted(level, full, delta_above))
        parts = parts_of(store, plan.scope)
        head = replace(plan.head, parts=len(parts))
        lines = Outgoing(store, head, plan.number, plan.scope, parts[0])
        sealed, not_sealed = _sealed(store, plan)
        with seal(head, lines.contents(), own_keys(store), [card.read for card in plan.cards], sealed) as outer:
            written = write_out(store, folder, plan.number, outer, parts=len(parts))
        further = write_further(lines, folder, plan.cards, parts, written)
        _note_sent(store, plan, lines, written)
        total = sum(lines.counts.values())
        gone = HandOver(head.bundle, plan.number, STATE, plan.receiver.name, plan.scope.level, total)
        note_hand_over(store, gone, written, carrier)
    return Exported(
        bundle=head.bundle,
        number=plan.number,
        file=written,
        receiver=plan.receiver.name,
        level=plan.scope.level,
        counts=lines.counts,
        drafts_kept=len(plan.drafts),
        further=further,
        not_sealed=not_sealed,
    )


def _plan(store: Store, folder: Path, wanted: _Wanted) -> _Plan:
    today = date.today()  # noqa: DTZ011 (routes are dated by calendar days)
    route, receiver = route_on(store, today), next_stop(store, today)
    chosen = _lowered(route.level, wanted.level)
    stops = stops_after(store, today)
    cards = cards_along(store, stops)
    sent = store.notes("sent_bundle")
    numbers = [row["number"] for row in [*sent, *store.notes("sent_elsewhere")]]
    number = free_number(store, folder, max(numbers, default=0) + 1)
    drafts = _unsent_drafts(store)
    scope = Scope(
        level=chosen,
        kinds=kinds_at(chosen),
        after=_after(store, [row for row in sent if row["to_unit"] == receiver.code], replace(wanted, level=chosen)),
        upto=store.last_seq(),
        held_back=drafts | stays_home(store),
        with_files=route.attachments,
    )
    head = head_of(store, "state", cards)
    return _Plan(head, number, scope, receiver, tuple(stops), tuple(cards), drafts)


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


def _after(store: Store, sent: list[dict[str, Any]], wanted: _Wanted) -> int:
    """Return from where on changes go: from the start for who knows nothing yet of the name we write under."""
    former = int(store.setting(SENT_BEFORE, 0))
    mine = [row for row in sent if row["level"] == wanted.level and row["number"] > former]
    acknowledged = [row["last_seq"] for row in mine if row["receipt"]]
    if wanted.full or not acknowledged or asked_again(sent):
        return 0
    if sum(len(store.progress(kind)) for kind in kinds_at(wanted.level)) <= wanted.delta_above:
        return 0
    return max(int(seq) for seq in acknowledged)


def asked_again(sent: list[dict[str, Any]]) -> bool:
    """Tell whether the newest receipt asks for changes that never came: then the whole state goes."""
    receipted = [row for row in sent if row["receipt"]]
    newest = max(receipted, key=lambda row: (row["receipt_at"] or "", row["number"]), default=None)
    at_the_end = newest is not None and bool(orjson.loads(newest["lacking"]).get("ranges"))
    return at_the_end or asked_on_the_way(sorted(sent, key=lambda row: int(row["number"])))


def _unsent_drafts(store: Store) -> frozenset[str]:
    """Return the drafts that never left: they stay until they are complete."""
    sent, elsewhere = sent_bundles(store), sent_elsewhere(store)
    drafts: set[str] = set()
    for kind in kinds_at(FULL):
        found = [one.id for one in store.progress(kind) if one.draft and not ever_sent(one, sent)]
        rows = store.known_rows(kind, found) if elsewhere else {}
        drafts |= {one for one in found if not any(bundle.began(rows[one]) for bundle in elsewhere)}
    return frozenset(drafts)


def _sealed(store: Store, plan: _Plan) -> tuple[tuple[Contents, str] | None, int]:
    """Return the second payload for our own recovery key, when the route wants it and the key is known.

    Beside it the number of attached files for which it has no room.
    """
    reader = store.setting("recovery_reader", "")
    route = route_on(store, date.today())  # noqa: DTZ011 (routes are dated by calendar days)
    if not (route.sealed and reader):
        return None, 0
    whole = Scope(FULL, kinds_at_home(), 0, plan.scope.upto, with_files=plan.scope.with_files)
    files, out = that_fit(files_of(store, 0)) if whole.with_files else ([], 0)
    return (Outgoing(store, plan.head, plan.number, whole, files).contents(), reader), out


def _note_sent(store: Store, plan: _Plan, lines: Outgoing, written: Written) -> None:
    store.note(
        "sent_bundle",
        {
            "bundle": plan.head.bundle,
            "number": plan.number,
            "to_unit": plan.receiver.code,
            "stops": orjson.dumps([office.code for office in plan.stops]).decode(),
            "level": plan.scope.level,
            "first_seq": plan.scope.after,
            "last_seq": plan.scope.upto,
            "counts": orjson.dumps(lines.counts).decode(),
            "seen": canonical(joined(_seen_before(store, plan), lines.seen)),
            "held_back": orjson.dumps(sorted(plan.scope.held_back)).decode(),
            "file": written.path.name,
            "sha256": written.sha256,
            "size": written.size,
            "at": now(),
        },
    )


def _seen_before(store: Store, plan: _Plan) -> dict[str, int]:
    """Return how far acknowledged bundles reached: what is between them and a delta, the receiver has."""
    seen: dict[str, int] = {}
    for row in store.notes("sent_bundle") if plan.scope.after else ():
        if row["receipt"] and row["level"] == plan.scope.level:
            seen = joined(seen, orjson.loads(row["seen"]))
    return seen


def kinds_named(counts: dict[str, int]) -> list[tuple[type[Record], int]]:
    return [(kind, counts[kind.table]) for kind in kinds_at(FULL) if counts.get(kind.table)]
