"""Sets of reference data in a register: staged when they come, applied in one step, undone in one step.

A set carries everything its author has in force, so that a lost stick costs nothing. What is in force here is the
newest applied set, and below it the older ones, for what the newest does not speak of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import app as program
from app import installed
from app.bundles.policy import FULL
from app.installed import Item
from app.ports import Store, Touched
from app.problems import Problem
from app.usecases.in_force import IN_FORCE
from app.usecases.reference_checking import check_item, check_items
from app.usecases.reference_records import take_out, take_records
from app.usecases.taking import Source

STAGED, APPLIED = "staged", "applied"
_CHECKED = "reference_checked_by"  # setting: the version of the program that judged the items last
_UNFIT = "reference_unfit"  # setting: [kind, name, reason] of what this version cannot use


@dataclass(frozen=True)
class ReferenceSet:
    """A set without its contents; `own` when it was composed here."""

    set_id: str
    unit: str
    version: int
    title: str
    composed_at: str
    came_at: str
    state: str
    applied_at: str
    applied_by: str
    place: int  # among what was applied, the highest last; 0 when it is not

    def order(self) -> tuple[int, str]:
        return self.version, self.set_id

    def name(self) -> str:
        return f"bộ số {self.version} “{self.title}”"


def sets(store: Store) -> list[ReferenceSet]:
    """Return every set that is here, the newest first."""
    found = [_set(row) for row in store.notes("reference_set")]
    return sorted(found, key=lambda one: (one.unit, one.order()), reverse=True)


def _set(row: dict[str, Any]) -> ReferenceSet:
    return ReferenceSet(
        set_id=row["set_id"],
        unit=row["unit"],
        version=row["version"],
        title=row["title"],
        composed_at=row["composed_at"],
        came_at=row["came_at"],
        state=row["state"],
        applied_at=row["applied_at"] or "",
        applied_by=row["applied_by"],
        place=row["applied_place"],
    )


def set_named(store: Store, said: str) -> ReferenceSet:
    """Return a set by its id or, where that is plain, by its version; raises Problem otherwise."""
    found = [one for one in sets(store) if said in (one.set_id, str(one.version))]
    if len(found) != 1:
        why = "có nhiều bộ" if found else "không có bộ"
        raise Problem(
            f"Trong sổ {why} dữ liệu tham chiếu “{said}”.", "Xem danh sách bằng lệnh reference rồi ghi đúng mã."
        )
    return found[0]


def items_of(store: Store, set_id: str) -> list[Item]:
    return [
        Item(
            row["kind"],
            row["name"],
            row["content"],
            date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            bool(row["retired"]),
        )
        for row in store.notes("reference_item", {"set_id": set_id})
    ]


def keep(store: Store, entry: dict[str, Any], items: Iterable[Item]) -> None:
    """Write a set with its items into the books, in the caller's transaction."""
    store.note("reference_set", entry)
    for item in items:
        since = item.valid_from.isoformat() if item.valid_from else ""
        said = {"kind": item.kind, "name": item.name, "valid_from": since, "retired": int(item.retired)}
        store.note("reference_item", {"set_id": entry["set_id"], **said, "content": item.content})


# --- in force ---------------------------------------------------------------------------------------------------------


def in_force(store: Store, on: date, *, below: str = "") -> dict[tuple[str, str], Item]:
    """Return what is in force on a day by kind and name; `below` looks under one applied set."""
    found: dict[tuple[str, str], Item] = {}
    for one in _applied(store, below):
        due = [item for item in items_of(store, one.set_id) if since(item) <= on]
        found |= {(item.kind, item.name): item for item in sorted(due, key=since)}
    return found


def since(item: Item) -> date:
    """Return the day from which an item is in force; one without a day always was."""
    return item.valid_from or date.min


def _applied(store: Store, below: str = "") -> list[ReferenceSet]:
    """Return the applied sets in the order of their coming, or those that came before one of them."""
    applied = sorted((one for one in sets(store) if one.place), key=lambda one: one.place)
    top = next((one.place for one in applied if one.set_id == below), None)
    return [one for one in applied if top is None or one.place < top]


def bring_up(store: Store) -> None:
    """Let the loaders use what is in force in this register; call it after opening, applying and undoing.

    After an upgrade everything is judged anew: what the program can no longer use stays in the set, unused.
    """
    if not _applied(store):
        installed.put_in(())
        return
    if store.setting(_CHECKED, "") != program.__version__:
        _judge(store)
    unfit = {(kind, name) for kind, name, _ in unusable(store)}
    today = date.today()  # noqa: DTZ011 (items are dated by calendar days)
    found = in_force(store, today)
    installed.put_in(item for key, item in found.items() if key not in unfit)


def unusable(store: Store) -> list[tuple[str, str, str]]:
    """Return (kind, name, reason) of what is in force and this version of the program cannot use."""
    return [(kind, name, reason) for kind, name, reason in store.setting(_UNFIT, [])]


def _judge(store: Store) -> None:
    faults = []
    for item in {item for one in _applied(store) for item in items_of(store, one.set_id)}:
        try:
            check_item(item)
        except Problem as problem:
            faults.append([item.kind, item.name, problem.message])
    with store.atomic():
        store.set_setting(_UNFIT, faults)
        store.set_setting(_CHECKED, program.__version__)


# --- one step there, one step back ------------------------------------------------------------------------------------


def apply_set(store: Store, set_id: str) -> Touched:
    """Put a staged set in force, all of it or nothing.

    Raises Problem when it is in force already, when a newer one of the same office is, or when anything in it cannot be
    used by this program.
    """
    row, items = _row(store, set_id), items_of(store, set_id)
    chosen = _set(row)
    _check_order(store, chosen)
    check_items(items)
    with store.atomic():
        source = Source(row["bundle"], chosen.unit, FULL)
        own = chosen.unit == store.unit
        before, touched = (b"[]", Touched()) if own else take_records(store, row["records"], source, row["schema"])
        place = max((one.place for one in sets(store)), default=0) + 1
        marks = {"state": APPLIED, "applied_at": _now(), "applied_by": store.author, "applied_place": place}
        store.note("reference_set", row | marks | {"before": before})
        _noted(store)
    bring_up(store)
    return touched


def _check_order(store: Store, chosen: ReferenceSet) -> None:
    if chosen.place:
        raise Problem(f"Đang dùng {chosen.name()} rồi.", "Xem danh sách các bộ dữ liệu tham chiếu.")
    newer = [one for one in sets(store) if one.place and one.unit == chosen.unit and one.order() > chosen.order()]
    if newer:
        raise Problem(
            f"Đang dùng {newer[0].name()}, mới hơn {chosen.name()}.",
            f"Nếu đúng là muốn dùng bộ cũ thì hoàn tác bộ số {newer[0].version} trước.",
        )


def undo_set(store: Store, set_id: str) -> Touched:
    """Put everything back as it was before a set was applied; only the one applied last can be undone.

    What was withdrawn with it of keys stays withdrawn. Raises Problem when something here depends on the set.
    """
    row = _row(store, set_id)
    chosen = _set(row)
    last = max(sets(store), key=lambda one: one.place)
    if not chosen.place:
        raise Problem(f"Chưa áp dụng {chosen.name()}.", "Không có gì để hoàn tác.")
    if last.set_id != set_id:
        raise Problem(f"Sau {chosen.name()} đã áp dụng {last.name()}.", f"Hoàn tác bộ số {last.version} trước.")
    with store.atomic():
        touched = take_out(store, row["before"], f"hoàn tác {row['bundle']}")
        marks = {"state": STAGED, "applied_at": None, "applied_by": "", "applied_place": 0, "before": None}
        store.note("reference_set", row | marks)
        _noted(store)
    bring_up(store)
    return touched


def _noted(store: Store) -> None:
    store.set_setting(_CHECKED, "")
    store.set_setting(IN_FORCE, len(_applied(store)))


def _row(store: Store, set_id: str) -> dict[str, Any]:
    rows = store.notes("reference_set", {"set_id": set_id})
    if not rows:
        raise Problem(f"Không có bộ dữ liệu tham chiếu {set_id}.", "Xem danh sách bằng lệnh reference.")
    return rows[0]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
