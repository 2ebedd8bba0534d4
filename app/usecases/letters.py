"""Files that an office keeps for others until they are passed on: which, for whom, which still wait.

Nothing that is kept is changed. What goes up waits until the office it is for has answered.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from app.bundles.envelope import Head, now
from app.bundles.errors import BadBundle
from app.bundles.opening import Opened
from app.bundles.opening import head_of as read_head
from app.bundles.relaying import Returned, letter_id
from app.ports import Store
from app.usecases.keys import is_own_key, unit_of
from app.usecases.office import is_commune
from app.usecases.routes import offices_above
from app.vietnamese import visible

UPWARD = ("state",)  # what is written again until it is answered
KIND_WORDS = {
    "state": "gói dữ liệu",
    "receipt": "biên nhận",
    "reference": "dữ liệu tham chiếu",
    "keys": "tin về khóa",
    "support": "phần niêm phong trả lại",
}
Row = dict[str, Any]


# --- kept --------------------------------------------------------------------------------------------------


def keep_for_next(store: Store, opened: Opened, path: Path, came_from: str = "") -> None:
    """Keep a bundle whose author wants it to go further than to us; readers stand in the order of its way."""
    after = readers_after(store, opened.head)
    if not after:
        return
    data, span = _file(path, opened.sha256), opened.bag.manifest["range"]
    more = {"first_seq": span["after"], "last_seq": span["upto"], "addressee": _next(store, after)}
    keep(store, row_of(opened.head, data, came_from=came_from or opened.head.unit) | more, data)


def _next(store: Store, after: Sequence[str]) -> str:
    """Return whose the key of the next reader is; one that we do not know is taken for the office's above us."""
    return unit_of(store, after[0]) or next(iter(_above(store)), "") if after else ""


def readers_after(store: Store, head: Head) -> tuple[str, ...]:
    """Return the keys of the readers that come after us."""
    places = [place for place, key in enumerate(head.to, start=1) if is_own_key(store, key)]
    return head.to[places[-1] :] if places else ()


def keep_for_below(store: Store, opened: Opened, path: Path) -> None:
    """Keep reference data for the units that send to us and can read it; a newer file takes an older one's place."""
    if is_commune(store):
        return
    units = _units_of(store, opened.head) - {*_above(store)}
    data = _file(path, opened.sha256) if units else b""
    for unit in sorted(units):
        for old in store.notes("letter", {"kind": "reference", "addressee": hop(store, unit), "settled_at": None}):
            if old["id"].endswith(f" {unit}") and old["id"] < opened.head.bundle:
                _settle(store, old)
        _keep_for(store, unit, row_of(opened.head, data, came_from=opened.head.unit), data)


def keep_news(store: Store, opened: Opened, path: Path, came_from: str = "") -> None:
    """Keep news of keys, as their author signed them, for the other units that can read them.

    What comes from below goes to the office above us in any case: it may be written to a key of it that we do not know.
    """
    above = _above(store)
    from_above = {opened.head.unit, came_from} & {*above}
    units = (_units_of(store, opened.head) | {*above[: 0 if from_above else 1]}) - {came_from}
    if not units or opened.head.unit == store.unit or is_commune(store):
        return
    data = _file(path, opened.sha256)
    for unit in sorted(units):
        _keep_for(store, unit, row_of(opened.head, data, came_from=came_from or opened.head.unit), data)


def _units_of(store: Store, head: Head) -> set[str]:
    """Return the other units among the readers of a file, its author's excepted."""
    return {unit_of(store, key) for key in head.to} - {"", head.unit, store.unit}


def _above(store: Store) -> list[str]:
    return offices_above(store, date.today())  # noqa: DTZ011 (routes are dated by calendar days)


def _keep_for(store: Store, unit: str, row: Row, data: bytes) -> None:
    """Keep a file for one of the units that it is for."""
    keep(store, row | {"id": f"{row['id']} {unit}", "addressee": hop(store, unit)}, data)


def _file(path: Path, sha256: str) -> bytes:
    """Return the file's bytes once more; raises BadBundle when the stick says something else the second time."""
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BadBundle(
            f"Tệp {visible(path.name)} đọc lần hai ra khác lần đầu.", "USB có thể hỏng: chép tệp ra máy rồi nhập lại."
        )
    return data


def row_of(head: Head, data: bytes, *, came_from: str) -> Row:
    return {
        "id": letter_id(head.bundle, head.part),
        "kind": head.kind,
        "author": head.unit,
        "addressee": "",
        "came_from": came_from,
        "replica": head.replica,
        "first_seq": 0,
        "last_seq": 0,
        "answers": "",
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "came_at": now(),
    }


def keep(store: Store, row: Row, data: bytes) -> None:
    if not store.notes("letter", {"id": row["id"]}):
        store.blobs.keep(data)
        with store.atomic():
            store.note("letter", row)


def hop(store: Store, unit: str) -> str:
    """Return where post for a unit goes from here: to the office that brought its last bundle, or to itself."""
    came = store.notes("received_bundle", {"unit": unit})
    return str(came[-1]["carrier"]) or unit if came else unit


# --- what waits -------------------------------------------------------------------------------------------------------


def waiting(store: Store, *, again: bool = False) -> list[Row]:
    """Return the letters to be written: those that go up until they are answered, others once, or `again`.

    A bundle that a newer one of the same register contains whole need not travel any more.
    """
    rows = [_addressed(store, row) for row in store.notes("letter", {"settled_at": None})]
    above = _above(store) if rows else []
    return [row for row in rows if row["addressee"] and not _contained(row, rows) and (again or _due(row, above))]


def _due(row: Row, above: Sequence[str]) -> bool:
    return not row["written_at"] or row["kind"] in UPWARD or (row["kind"] == "keys" and row["addressee"] in above)


def _addressed(store: Store, row: Row) -> Row:
    """Look for the addressee again whose card was not known when a letter came."""
    if row["addressee"]:
        return row
    after = readers_after(store, read_head(store.blobs.read(row["sha256"])))
    return row | {"addressee": _next(store, after)}


def _contained(row: Row, rows: Sequence[Row]) -> bool:
    return row["kind"] in UPWARD and any(
        (other["kind"], other["replica"], other["first_seq"]) == (row["kind"], row["replica"], 0)
        and (other["last_seq"], other["id"][:36]) > (row["last_seq"], row["id"][:36])
        for other in rows
    )


# --- answered ---------------------------------------------------------------------------------------------------------


def settle_answered(store: Store, answered: str, by: str) -> None:
    """Let go of what the office it was for has answered, and of what that contained."""
    rows = store.notes("letter", {"settled_at": None})
    mine = [row for row in rows if row["id"] == answered and row["addressee"] == by]
    for row in mine:
        for other in rows:
            if other["id"] == row["id"] or (other["replica"] == row["replica"] and _contained(other, [row])):
                _settle(store, other)


def _settle(store: Store, row: Row) -> None:
    with store.atomic():
        store.note("letter", row | {"settled_at": now()})
    if not [one for one in store.notes("letter", {"sha256": row["sha256"]}) if one["settled_at"] is None]:
        store.blobs.drop(row["sha256"])


def note_returned(store: Store, returned: Returned, *, by: str) -> None:
    """Note why an office could not take what we wrote for it.

    Where its author changed keys, the news may have been lost on the way: it is told again, and the letter after it.
    """
    for row in _written_for(store, returned.id, by):
        news = store.notes("letter", {"kind": "keys", "author": row["author"], "addressee": by, "settled_at": None})
        if row["kind"] == "keys":  # who could vouch is not known there
            _settle(store, row | {"returned": returned.reason})
            continue
        with store.atomic():
            for one in news:
                store.note("letter", one | {"written_at": None})
            store.note("letter", row | {"returned": returned.reason} | ({"written_at": None} if news else {}))


def settle_taken(store: Store, letter: str, *, by: str) -> None:
    """Let go of what an office took that has no receipt of its own."""
    for row in _written_for(store, letter, by):
        _settle(store, row)


def _written_for(store: Store, letter: str, unit: str) -> list[Row]:
    return [row for row in store.notes("letter", {"addressee": unit}) if row["id"].partition(" ")[0] == letter]


@contextmanager
def as_file(data: bytes) -> Iterator[Path]:
    """Give a letter as a file of its own for as long as it is looked at: what is in it is encrypted."""
    with tempfile.TemporaryDirectory(prefix="so-tu-phap-") as folder:
        file = Path(folder) / "buu-pham.stp"
        file.write_bytes(data)
        yield file
