"""Merging units: the registers of the predecessors into that of the new unit, in one transaction, with all their past.

Records keep the unit that made them, their numbers and who wrote what when; from now on the new unit looks after them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

import orjson

from app.bundles.envelope import now
from app.ports import Kept, Query, Store, Touched
from app.problems import Problem
from app.records import MediationGroup, NumberRange, Office, kind_named, new_id
from app.records.attachments import Attachment
from app.records.base import Record
from app.records.office import Successor
from app.usecases import merging_totals
from app.usecases.conflicts import keep_clashes
from app.usecases.merging_books import BOOK, Counted, Took
from app.usecases.merging_plan import Asked, Plan, plan, prefixed
from app.usecases.merging_split import Sorted, sort_out
from app.usecases.merging_totals import Total
from app.usecases.numbering import taken_numbers
from app.usecases.office import own_office
from app.usecases.peers import peer_bundles_written
from app.usecases.taking import Outcome, Source, merge_rows
from app.usecases.undoing import Undoing
from app.vietnamese import show_day

_LEASED = 500  # numbers of a group's book that go to this PC where they were shared out among PCs before
Say = Callable[[str], object]


@dataclass(frozen=True)
class Preview:
    """A plan with every indicator before and after."""

    plan: Plan
    totals: tuple[Total, ...]

    def different(self) -> tuple[Total, ...]:
        return tuple(total for total in self.totals if not total.same())


@dataclass(frozen=True)
class Merged:
    """What a merger brought."""

    id: str
    records: int
    totals: tuple[Total, ...]
    touched: Touched


class _PreviewOnlyError(Exception):
    """Rolls a preview's transaction back."""


def preview(
    store: Store, sources: Sequence[Store], asked: Asked, *, today: date | None = None, say: Say = lambda _: None
) -> Preview:
    """Return what merging would do, with every indicator before and after; nothing is kept.

    Where something stands against it there are no totals: the plan says what.
    """
    planned = plan(store, sources, asked, today=today)
    if planned.problems:
        return Preview(planned, ())
    totals: list[Total] = []
    try:
        with store.atomic():
            totals = _merge(store, sources, asked, planned, (today, say)).totals
            raise _PreviewOnlyError
    except _PreviewOnlyError:
        return Preview(planned, tuple(totals))


def apply(
    store: Store, sources: Sequence[Store], asked: Asked, *, today: date | None = None, say: Say = lambda _: None
) -> Merged:
    """Merge the predecessors' registers into this one; theirs are only read.

    Raises Problem, with nothing changed, when something stands against it or an indicator would differ and nobody
    looked at that.
    """
    planned = plan(store, sources, asked, today=today)
    if planned.problems:
        raise planned.problems[0]
    for source in sources:
        _bring_files(store, source, sort_out(source, asked.parts.get(source.unit)), say)
    with store.atomic():
        done = _merge(store, sources, asked, planned, (today, say))
        different = [total for total in done.totals if not total.same()]
        if different and not asked.differences:
            raise _differs(different[0], len(different))
        _note(store, asked, done)
    return Merged(done.id, done.records, tuple(done.totals), Touched(frozenset(done.kinds), done.records))


def _differs(total: Total, count: int) -> Problem:
    return Problem(
        f"{count} chỉ số sau sáp nhập khác tổng của các đơn vị trước: {total.period.label}, “{total.label}” "
        f"{total.before()} thành {total.after}.",
        "Xem các hồ sơ gây lệch; nếu đúng thì xác nhận đã xem rồi làm lại.",
    )


# --- merging ----------------------------------------------------------------------------------------------------------


@dataclass
class _Done:
    """What a merger is made of while it is being made."""

    id: str
    heir: str  # our own office's id, asked for before a predecessor of the same code is here
    totals: list[Total]
    took: list[Took]
    undoing: Undoing
    kinds: set[str]
    records: int = 0


def _merge(store: Store, sources: Sequence[Store], asked: Asked, planned: Plan, how: tuple[date | None, Say]) -> _Done:
    today, say = how[0] or date.today(), how[1]  # noqa: DTZ011 (statistics are of calendar days)
    periods = merging_totals.spans([*sources, store], today)
    sorted_out = [sort_out(source, asked.parts.get(source.unit)) for source in sources]
    say("Đang tính số liệu của từng đơn vị…")
    parts = [
        merging_totals.facts_in(source, periods, frozenset(found.coming))
        for source, found in zip(sources, sorted_out, strict=True)
    ]
    here = merging_totals.facts_in(store, periods)
    done = _Done(new_id(), own_office(store).id, [], [], Undoing(), set())
    for source, found, one in zip(sources, sorted_out, planned.predecessors, strict=True):
        say(f"Đang nhập sổ của {one.office.name}…")
        _bring(store, source, found, _said(one.office, asked), done)
        _end_office(store, one.office, asked, done)
        if planned.prefixed:
            _prefix_codes(store, found, one.short_name)
        counts = {table: len(rows) for table, rows in found.rows.items()}
        whole = source.unit not in asked.parts
        done.took.append(Took(one.office.code, one.office.name, one.office.id, one.short_name, whole, counts))
    _lease_anew(store, sorted_out, asked, done)
    say("Đang so số liệu trước và sau…")
    done.totals = merging_totals.compared(periods, parts, here, merging_totals.facts_in(store, periods))
    return done


def _said(office: Office, asked: Asked) -> str:
    since = show_day(asked.since)
    return f"Nhập từ {office.name} khi sáp nhập từ ngày {since}, {asked.basis.strip()}"


def _bring(store: Store, source: Store, found: Sorted, said: str, done: _Done) -> None:
    """Take a predecessor's rows as they are, with who wrote each field when."""
    origin = own_office(source).id
    outcome = Outcome()
    for table, rows in found.rows.items():
        kind, ids = kind_named(table), [row.id for row in rows]
        done.undoing.before(store, kind, ids)
        merge_rows(store, kind, rows, Source(said, store.unit, "full", own=True), outcome)
        for where, some in _by_origin(source, kind, ids, origin).items():
            store.take_over(kind, some, Kept(store.unit, where, done.id))
        done.kinds.add(table)
        done.records += len(rows)
    with done.undoing.new_conflicts(store):
        keep_clashes(store, store.unit, outcome.clashes, note=said)


def _by_origin(source: Store, kind: type[Record], ids: list[str], origin: str) -> dict[str, list[str]]:
    """Share ids out by the office they came from: the predecessor, or one it had taken in before."""
    earlier = source.keepers(kind, ids)
    shared: dict[str, list[str]] = {}
    for one in ids:
        shared.setdefault((earlier[one].origin if one in earlier else "") or origin, []).append(one)
    return shared


def _bring_files(store: Store, source: Store, found: Sorted, say: Say) -> None:
    """Keep attached files before the records that name them; contents kept twice are one."""
    for row in found.rows.get(Attachment.table, []):
        digest = row.columns["sha256"]
        if not row.deleted and source.blobs.has(digest) and not store.blobs.has(digest):
            say("Đang chép tệp đính kèm…")
            store.blobs.keep(source.blobs.read(digest))


# --- what becomes of them ---------------------------------------------------------------------------------------------


def _end_office(store: Store, office: Office, asked: Asked, done: _Done) -> None:
    """Write into a predecessor's record what it went into, and for one that went in whole the last day it existed."""
    kept = store.get(Office, office.id)
    if asked.since is None:
        raise ValueError("a plan without a day has a problem")
    split = office.code in asked.parts
    if not split:
        kept.valid_to = asked.since - timedelta(days=1)
    manner = "partial" if split else "merged"
    kept.successors = [*kept.successors, Successor(done.heir, manner, asked.since, asked.basis.strip())]
    store.put(kept, note=asked.basis.strip())
    done.kinds.add(Office.table)


def _prefix_codes(store: Store, found: Sorted, short_name: str) -> None:
    """Tell groups of one code in several units apart; what was numbered before keeps its number as printed."""
    for row in found.rows.get(MediationGroup.table, []):
        group = store.find(MediationGroup, row.id)
        if group is not None and not row.deleted:
            group.code = prefixed(group.code, short_name)
            store.put(group, note="Mã tổ mang tên viết tắt của đơn vị cũ vì các đơn vị có tổ trùng mã")


def _lease_anew(store: Store, sorted_out: Sequence[Sorted], asked: Asked, done: _Done) -> None:
    """Give this PC numbers in the books that were shared out among the PCs of a predecessor; theirs write no more."""
    shared = {
        (row.columns["group"], row.columns["year"])
        for found in sorted_out
        for row in found.rows.get(NumberRange.table, [])
        if not row.deleted and asked.since and row.columns["year"] >= asked.since.year
    }
    for group, year in sorted(shared):
        spans = store.every(NumberRange, Query(where={"group": group, "year": year}))
        ends = [span.last or 0 for span in spans]
        book = store.find(MediationGroup, group)
        first = max([*ends, *(taken_numbers(store, book, year) if book else ())], default=0) + 1
        made = NumberRange(group=group, year=year, first=first, last=first + _LEASED - 1, replica=store.replica)
        store.put(made)
        done.undoing.made.setdefault(NumberRange.table, []).append(made.id)


def _note(store: Store, asked: Asked, done: _Done) -> None:
    store.note(
        BOOK,
        {
            "id": done.id,
            "at": now(),
            "by": store.author,
            "basis": asked.basis.strip(),
            "since": asked.since.isoformat() if asked.since else "",
            "upto": store.last_seq(),
            "peer_bundles": peer_bundles_written(store),
            "predecessors": orjson.dumps([asdict(one) for one in done.took]).decode(),
            "undoing": done.undoing.written(),
            "totals": orjson.dumps(
                [asdict(_counted(one)) for one in done.totals if one.before() or one.after]
            ).decode(),
            "undone_at": None,
        },
    )


def _counted(total: Total) -> Counted:
    return Counted(total.period.label, total.label, total.unit, total.parts, total.here, total.after)
