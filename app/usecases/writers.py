"""Which computer wrote what: the names of the PCs of our unit, as far as they are known here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from app.ports import Change, Store
from app.records.base import Record
from app.usecases.conflicts import PC_NAMES
from app.versions import Dot, read_dot
from app.vietnamese import show_number

THIS = "máy này"
_EARLIER = "máy này, trước khi khôi phục hoặc chép"
_OTHER = "máy khác"
_PC_NAME = "pc_name"


@dataclass(frozen=True)
class LastWriting:
    """Who wrote the newest value of a record, on which computer, when; `by` is empty where nobody here knows."""

    pc: str
    by: str
    at: datetime


def several_pcs(store: Store) -> bool:
    """Tell whether other PCs write into this register, so that it is worth saying which one did."""
    return bool(store.setting(PC_NAMES, {}))


def own_name(store: Store) -> str:
    """Return the name by which the other PCs know this one, empty until somebody gave it."""
    return str(store.setting(_PC_NAME, ""))


def pc_of(store: Store, replica: str) -> str:
    if replica == store.replica:
        return THIS
    known = store.setting(PC_NAMES, {}).get(replica, {})
    return str(known.get("pc") or _OTHER)


def writer_of(store: Store, change: Change) -> str:
    """Return on which computer a line of the history was written; what came in a bundle was written where that was."""
    if change.action == "received":
        return came_from(store, change.note)
    return THIS if change.replica == store.replica else _EARLIER


def came_from(store: Store, bundle: str) -> str:
    """Say in words which bundle something came in; a merger of units says itself where from."""
    rows = store.notes("received_bundle", {"bundle": bundle})
    if not rows and " " in bundle:
        return bundle
    if not rows:
        return "phần niêm phong được trả lại" if bundle else ""
    row = rows[0]
    whose = pc_of(store, row["replica"]) if row["unit"] == store.unit else f"đơn vị {row['unit']}"
    return f"gói số {show_number(row['number'])} của {whose}"


def last_writing(store: Store, kind: type[Record], id: str) -> LastWriting | None:
    """Return who wrote last into a record of ours; None for a record nobody has kept."""
    row = store.known_rows(kind, [id]).get(id)
    dots = [read_dot(dot) for dot in orjson.loads(row.dots).values()] if row else []
    if not dots:
        return None
    newest = max(dots)
    at = datetime.fromtimestamp((newest.hlc >> 16) / 1000, UTC)
    return LastWriting(pc_of(store, newest.replica), _by(store, kind, id, newest), at)


def _by(store: Store, kind: type[Record], id: str, dot: Dot) -> str:
    if dot.replica != store.replica:
        return str(store.setting(PC_NAMES, {}).get(dot.replica, {}).get("by", ""))
    return next((line.by for line in store.history(kind, id) if line.seq == dot.seq), "")
