"""A part of a unit that went to another one, told to the register it left: it keeps its past and writes there no more.

The new unit writes down what it took of a split unit; its old register ends the hamlets and groups on that day, lets go
of their records and sends them no more. Both sides may be done in any order; the records themselves do not travel.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson

from app.bundles.envelope import now
from app.ports import Kept, Query, Store, Touched
from app.problems import Problem
from app.records import Hamlet, MediationGroup, Mediator, Office, Training, new_id
from app.records.office import Successor
from app.usecases.files import write_file
from app.usecases.merging_books import Merger
from app.usecases.merging_split import Part, Sorted, sort_out
from app.usecases.office import own_office
from app.usecases.peers import peer_bundles_written
from app.usecases.undoing import Undoing, left_since, take_back, worked_on
from app.vietnamese import show_day, show_number

FORMAT = "stp-leaving/1"
_BOOK = "left_parts"  # setting: what parts of this unit went where, the first one first
_LARGEST = 1 << 20
_TEXTS = ("unit", "heir", "heir_name", "heir_kind", "since", "basis")
_REMEDY = "Xin đơn vị mới ghi lại tệp này từ trang Sáp nhập đơn vị."


@dataclass(frozen=True)
class Leaving:
    """Which hamlets and groups of a unit went to which other one, by which act and since when; ids, no names."""

    unit: str
    heir: str
    heir_name: str
    heir_kind: str
    since: str
    basis: str
    hamlets: tuple[str, ...]
    groups: tuple[str, ...]
    common: bool

    def day(self) -> date:
        return date.fromisoformat(self.since)

    def part(self) -> Part:
        return Part(frozenset(self.hamlets), frozenset(self.groups), common=self.common)


@dataclass(frozen=True)
class Left:
    """A part that left; `upto` is the end of the change log after it was let go."""

    id: str
    at: str
    heir_name: str
    since: str
    count: int
    upto: int
    peer_bundles: int
    undone_at: str = ""


# --- at the new unit --------------------------------------------------------------------------------------------------


def leavings(store: Store, merger: Merger) -> dict[str, bytes]:
    """Return the files for the split units of a merger, by their names; none of a unit that went in whole."""
    ours = own_office(store)
    found = {}
    for took in merger.took:
        if took.whole or merger.undone:
            continue
        said = Leaving(
            took.code, store.unit, ours.name, ours.kind, merger.since.isoformat(), merger.basis,
            _came(store, merger, Hamlet.table, took.office), _came(store, merger, MediationGroup.table, took.office),
            common="annual_plan" in took.counts or "shelf_book" in took.counts,
        )  # fmt: skip
        found[f"roi-di-{took.code}.json"] = orjson.dumps({"format": FORMAT, **asdict(said)})
    return found


def write_leavings(store: Store, merger: Merger, folder: Path) -> list[Path]:
    """Write those files; raises Problem when a folder cannot be written."""
    return [write_file(folder / name, data) for name, data in leavings(store, merger).items()]


def _came(store: Store, merger: Merger, table: str, origin: str) -> tuple[str, ...]:
    rows = store.notes("taken_over", {"merger": merger.id, "kind": table, "origin": origin})
    return tuple(sorted(row["id"] for row in rows))


# --- at the old one ---------------------------------------------------------------------------------------------------


def read_leaving(data: bytes) -> Leaving:
    """Return what a file says; raises Problem when it is none of ours."""
    try:
        said: Any = orjson.loads(data[:_LARGEST])
        if said.pop("format") != FORMAT or not all(isinstance(said[name], str) and said[name] for name in _TEXTS):
            raise ValueError(FORMAT)
        hamlets, groups = (tuple(map(str, said.pop(name))) for name in ("hamlets", "groups"))
        found = Leaving(hamlets=hamlets, groups=groups, common=bool(said.pop("common")), **said)
        found.day()
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Problem("Tệp này không phải tin về phần đã về đơn vị khác.", _REMEDY) from error
    return found


def foresee(store: Store, leaving: Leaving) -> dict[str, int]:
    """Return how many records of each kind would be let go; raises Problem when they cannot be."""
    return {table: len(rows) for table, rows in _sorted(store, leaving).rows.items()}


def let_go(store: Store, leaving: Leaving) -> Touched:
    """End what left and let the new unit look after its records; raises Problem with nothing changed."""
    with store.atomic():
        found, ours = _sorted(store, leaving), own_office(store)
        undoing, ended = Undoing(), new_id()
        ids = {table: [row.id for row in rows] for table, rows in found.rows.items()}
        heir = _heir(store, leaving, undoing)
        undoing.before(store, Office, [ours.id])
        ours.successors = [*ours.successors, Successor(heir.id, "partial", leaving.day(), leaving.basis)]
        store.put(ours, note=leaving.basis)
        _end(store, leaving, ids, undoing)
        for kind in found.kinds():
            store.take_over(kind, ids[kind.table], Kept(leaving.heir, ours.id, ended))
        left = Left(
            id=ended,
            at=now(),
            heir_name=leaving.heir_name,
            since=leaving.since,
            count=sum(map(len, ids.values())),
            upto=store.last_seq(),
            peer_bundles=peer_bundles_written(store),
        )
        store.set_setting(_BOOK, [*store.setting(_BOOK, []), asdict(left) | {"undoing": undoing.written()}])
    return Touched(frozenset((*ids, Office.table)), left.count)


def _sorted(store: Store, leaving: Leaving) -> Sorted:
    ours = own_office(store)
    if leaving.unit != store.unit:
        raise Problem(f"Tệp này của đơn vị {leaving.unit}, không phải của {ours.name}.", "Mở đúng sổ của đơn vị đó.")
    unknown = [one for one in leaving.hamlets if store.find(Hamlet, one) is None]
    if unknown or not leaving.hamlets:
        raise Problem("Sổ này không có các ấp, khóm nêu trong tệp.", "Mở sổ của đơn vị đã bị chia, hoặc xin lại tệp.")
    if set(leaving.hamlets) & set(store.keepers(Hamlet)):
        raise Problem("Phần này đã được ghi là về đơn vị khác.", "Không phải làm gì thêm.")
    found = sort_out(store, leaving.part())
    for kept in (Office, Training):  # the unit itself, and trainings in which people of both sides sat
        found.rows.pop(kept.table, None)
    return found


def _heir(store: Store, leaving: Leaving, undoing: Undoing) -> Office:
    known = next(iter(store.every(Office, Query(where={"code": leaving.heir}))), None)
    if known is not None:
        return known
    made = Office(code=leaving.heir, name=leaving.heir_name, kind=leaving.heir_kind, valid_from=leaving.day())
    undoing.before(store, Office, [made.id])
    store.put(made, note=leaving.basis)
    return made


def _end(store: Store, leaving: Leaving, ids: dict[str, list[str]], undoing: Undoing) -> None:
    """Write the last day into hamlets, groups and mediators: from then on nobody counts them here."""
    last = leaving.day() - timedelta(days=1)
    for kind in (Hamlet, MediationGroup, Mediator):
        undoing.before(store, kind, ids.get(kind.table, []))
    for hamlet in _each(store, Hamlet, ids):
        hamlet.valid_to = hamlet.valid_to or last
        store.put(hamlet, note=leaving.basis)
    for group in _each(store, MediationGroup, ids):
        if group.state == "active":
            group.state, group.ended_on = "merged", leaving.day()
            store.put(group, note=leaving.basis)
    for mediator in _each(store, Mediator, ids):
        if mediator.left_on is None:
            mediator.left_on, mediator.leave_decision = leaving.day(), leaving.basis
            store.put(mediator, note=leaving.basis)


def _each(store: Store, kind: type[Any], ids: dict[str, list[str]]) -> Iterable[Any]:
    found = (store.find(kind, one) for one in ids.get(kind.table, []))
    return [one for one in found if one is not None]


# --- and back ---------------------------------------------------------------------------------------------------------


def left_parts(store: Store) -> list[Left]:
    rows = store.setting(_BOOK, [])
    return [Left(**{name: value for name, value in row.items() if name != "undoing"}) for row in rows]


def undo_leaving(store: Store) -> Touched:
    """Take the last letting go back, while nothing has left this computer since; raises Problem when it cannot be."""
    with store.atomic():
        rows = store.setting(_BOOK, [])
        row = next((row for row in reversed(rows) if not row["undone_at"]), None)
        if row is None:
            raise Problem("Không có phần nào của đơn vị này đã ghi là về đơn vị khác.", "Không phải làm gì thêm.")
        if problem := _refusal(store, row):
            raise problem
        store.strike("taken_over", {"merger": row["id"]})
        touched = take_back(store, row["undoing"], f"Hoàn tác: phần về {row['heir_name']}")
        kept = {name: value for name, value in row.items() if name != "undoing"} | {"undone_at": now()}
        store.set_setting(_BOOK, [kept if one is row else one for one in rows])
    return touched


def _refusal(store: Store, row: dict[str, Any]) -> Problem | None:
    if what := left_since(store, row["upto"], row["peer_bundles"]):
        return Problem(f"Từ đó đã xuất {what} nên không hoàn tác được nữa.", "Khôi phục bản sao lưu nếu ghi nhầm.")
    if labels := worked_on(store, row["undoing"], row["upto"]):
        said = ", ".join(f"“{label}”" for label in labels[:3])
        return Problem(
            f"Từ đó đã sửa, hoặc ghi hồ sơ khác dựa vào, các hồ sơ mà hoàn tác sẽ đụng đến: {said}.",
            "Khôi phục bản sao lưu trước lúc đó nếu chấp nhận bỏ những gì ghi sau.",
        )
    return None


def words_of(leaving: Leaving, counts: dict[str, int]) -> str:
    total = show_number(sum(counts.values()))
    return (
        f"{show_number(len(leaving.hamlets))} ấp, khóm về {leaving.heir_name} từ ngày {show_day(leaving.day())} "
        f"({leaving.basis}): {total} hồ sơ do đơn vị đó quản lý, ở đây chỉ còn xem được."
    )
