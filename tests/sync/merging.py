"""Three small communes that never were, made from the demonstration: registers on disk that a fourth takes in."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.bundles.lines import write_line
from app.bundles.policy import kinds_at_home
from app.declaring import from_row, to_row
from app.records import KINDS, Hamlet, MediationCase, MediationGroup, Office, OutreachEvent, Route
from app.records.units import Unit
from app.usecases import keys
from app.usecases.attachments import attach
from app.usecases.demonstration import load_demo
from app.usecases.founding import Founding, found, keep_recovery_reader
from app.usecases.merging_plan import Asked
from db import SqliteStore, create_register, predecessors, vault

WORDS = "mat khau de thu 2026"
NEW = "99950"
CODES = ("99911", "99912", "99913")
NAMES = ("xã Bưng Sen (hư cấu)", "xã Rạch Gừa (hư cấu)", "xã Cồn Mây (hư cấu)")
SINCE, TODAY = date(2026, 10, 1), date(2026, 11, 23)
ASKED = Asked("Nghị quyết số 01/NQ-HC", SINCE)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_CHEAP = vault.Cost(rounds=1, memory=64, lanes=1)


@dataclass(frozen=True)
class Past:
    """Where a predecessor's register lies, and its recovery code on paper."""

    folder: Path
    code: str
    recovery: str


def make_past(folder: Path) -> list[Past]:
    """Make the registers of the three predecessors: the demonstration's records under other ids, each with less."""
    with predecessors.scratch("99901") as demo:
        load_demo(demo)
        return [_past(demo, folder / code, place) for place, code in enumerate(CODES)]


def _past(demo: SqliteStore, folder: Path, place: int) -> Past:
    folder.mkdir()
    raw_key, recovery = vault.create_vault(folder, WORDS, _CHEAP)
    store = create_register(folder, raw_key, unit=CODES[place], author=f"Cán bộ {place + 1}")
    keep_recovery_reader(store, recovery)
    keys.own_keys(store)  # made once, as when it first sent
    with store.atomic():
        _copy(demo, store, place)
    case = next(store.every(MediationCase))
    paper = folder / "bien-ban.pdf"
    paper.write_bytes(b"%PDF-1.4\n" + store.unit.encode())
    attach(store, case, paper, about="Biên bản")
    store.close()
    return Past(folder, CODES[place], recovery)


def _copy(demo: SqliteStore, store: SqliteStore, place: int) -> None:
    for kind in KINDS:
        for at, record in enumerate(demo.every(kind)):
            if kind in (MediationCase, OutreachEvent) and at % (place + 2) == 1:
                continue  # each commune has its own numbers
            columns = {name: _moved(value, store.unit) for name, value in to_row(record).items()}
            copy = from_row(kind, columns)
            copy.id, copy.draft = str(_moved(record.id, store.unit)), record.draft
            if isinstance(copy, Office) and copy.code == "99901":
                copy.code, copy.name = store.unit, NAMES[place]
            store.put(copy)


def _moved(value: Any, unit: str) -> Any:
    if not isinstance(value, str):
        return value
    return _ID.sub(lambda known: str(uuid.uuid5(uuid.NAMESPACE_OID, f"{unit}/{known.group()}")), value)


def make_new(folder: Path, unit: str = NEW) -> SqliteStore:
    """Make the empty register of the unit that takes the others in."""
    folder.mkdir()
    store = create_register(folder, bytes(32), unit=unit, author="Người nhập")
    found(store, Founding(Unit(unit, "xã Ba Nguồn (hư cấu)", "commune", "92", "thành phố thử"), officer="Người nhập"))
    return store


@contextmanager
def opened(past: list[Past]) -> Iterator[list[SqliteStore]]:
    with ExitStack() as stack:
        yield [stack.enter_context(predecessors.opened(one.folder, passphrase=WORDS)) for one in past]


def everything(store: SqliteStore) -> list[bytes]:
    """Return the canonical dump of all a register keeps, of whatever unit, and of who keeps what."""
    lines = [write_line(kind, row, "full") for kind in kinds_at_home() for row in store.rows_after(kind, 0)]
    return sorted(lines) + [repr(sorted(row.items())).encode() for row in store.notes("taken_over")]


def rows_of(store: SqliteStore, unit: str = "") -> dict[str, Any]:
    """Return what travels of every record of a unit but routes, by id."""
    kinds = [kind for kind in kinds_at_home() if kind is not Route]
    return {row.id: row for kind in kinds for row in store.rows_after(kind, 0, unit)}


def groups(store: SqliteStore) -> dict[str, MediationGroup]:
    return {group.code: group for group in store.every(MediationGroup)}


def hamlets(store: SqliteStore) -> list[Hamlet]:
    return sorted(store.every(Hamlet), key=lambda hamlet: hamlet.id)
