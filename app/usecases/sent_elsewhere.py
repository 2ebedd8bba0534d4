"""What the other PCs of our unit sent, so that a record one of them sent does not read “not sent” on the others.

Sequence numbers mean nothing on another PC, version vectors do: a bundle is told with the vector it reached, and has
carried a record when that vector covers all that is known of the record here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from app.bundles.errors import damaged
from app.bundles.shapes import MOMENT, REPLICA, UNIT, UUID, is_count, is_line, is_text
from app.ports import Row, Store
from app.versions import covers, dominates, dot_of

_TOLD = 60  # bundles: newer ones carry whatever older ones did
_HELD = 2_000  # records held back; a bundle with more of them is not told of
_REFUSALS = 500
_SAID = ("bundle", "replica", "number", "to_unit", "level", "at", "seen", "held_back", "receipt", "receipt_at")
_REFUSAL = ("bundle", "kind", "id", "label", "reason", "remedy", "at")


@dataclass(frozen=True)
class SentElsewhere:
    """A bundle that another PC wrote; `seen` is how far it reached into the changes of each replica."""

    bundle: str
    replica: str
    number: int
    at: str
    receipt: str
    seen: Mapping[str, int]
    held_back: frozenset[str]

    def carried(self, row: Row) -> bool:
        return row.id not in self.held_back and dominates(self.seen, orjson.loads(row.vv))

    def began(self, row: Row) -> bool:
        """Tell whether some state of the record went with it: deletion is a field nobody writes after the making."""
        made = dot_of(orjson.loads(row.dots), "_deleted")
        return row.id not in self.held_back and bool(made) and covers(self.seen, made)


def sent_elsewhere(store: Store) -> list[SentElsewhere]:
    """Return the bundles of the other PCs, oldest first."""
    rows = sorted(store.notes("sent_elsewhere"), key=lambda row: (row["at"], row["bundle"]))
    return [_entry(row) for row in rows]


def _entry(row: Mapping[str, Any]) -> SentElsewhere:
    return SentElsewhere(
        bundle=row["bundle"],
        replica=row["replica"],
        number=row["number"],
        at=row["at"],
        receipt=row["receipt"] or "",
        seen=orjson.loads(row["seen"]),
        held_back=frozenset(orjson.loads(row["held_back"])),
    )


# --- telling ----------------------------------------------------------------------------------------------------------


def told(store: Store) -> dict[str, Any]:
    """Return what a bundle for our other PCs says of what was sent: by this PC, and by others as far as known here."""
    waiting = {row["id"] for row in store.notes("quarantine", {"unit": store.unit})}
    ours = [row | {"replica": store.replica} for row in store.notes("sent_bundle")]
    rows = [_told(row, waiting) for row in [*ours, *store.notes("sent_elsewhere")]]
    newest = sorted(rows, key=lambda row: row["at"], reverse=True)[:_TOLD]
    refusals = sorted(store.notes("refusal"), key=lambda row: row["at"], reverse=True)[:_REFUSALS]
    return {
        "sent": [row for row in newest if len(row["held_back"]) <= _HELD],
        "refused": [{name: row[name] or "" for name in _REFUSAL} for row in refusals],
    }


def _told(row: Mapping[str, Any], waiting: set[str]) -> dict[str, Any]:
    held = sorted({*orjson.loads(row["held_back"]), *waiting})
    said = {name: row[name] or "" for name in _SAID if name not in ("seen", "held_back")}
    return said | {"seen": orjson.loads(row["seen"]), "held_back": held}


# --- keeping ----------------------------------------------------------------------------------------------------------


def keep_told(store: Store, manifest: Mapping[str, Any]) -> None:
    """Note what another PC tells; of a bundle that is in the book already, a receipt is added and never taken away.

    Must run inside the transaction of the caller. Raises BadBundle when it is not in the form of `told`.
    """
    sent, refused = manifest.get("sent", []), manifest.get("refused", [])
    if not (_sound(sent, _sound_sent) and _sound(refused, _sound_refusal)):
        raise damaged("sổ gói đã xuất của máy kia không đúng dạng")
    ours = {row["bundle"] for row in store.notes("sent_bundle")}
    known = {row["bundle"]: row for row in store.notes("sent_elsewhere")}
    for said in sent:
        if said["bundle"] not in ours:
            store.note("sent_elsewhere", _kept(said, known.get(said["bundle"], {})))
    for said in refused:
        store.note("refusal", {name: said[name] for name in _REFUSAL})


def _kept(said: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: said[name] for name in _SAID},
        "seen": orjson.dumps(said["seen"]).decode(),
        "held_back": orjson.dumps(said["held_back"]).decode(),
        "receipt": said["receipt"] or before.get("receipt"),
        "receipt_at": said["receipt_at"] or before.get("receipt_at"),
    }


def _sound(entries: Any, sound: Any) -> bool:
    return isinstance(entries, list) and all(isinstance(entry, dict) and sound(entry) for entry in entries)


def _sound_sent(said: Mapping[str, Any]) -> bool:
    shapes = ((UUID, "bundle"), (REPLICA, "replica"), (UNIT, "to_unit"), (MOMENT, "at"))
    return (
        said.keys() >= {*_SAID}
        and all(isinstance(said[name], str) and shape.fullmatch(said[name]) for shape, name in shapes)
        and all(is_line(said[name], 60) for name in ("level", "receipt", "receipt_at"))
        and is_count(said["number"])
        and _sound_seen(said["seen"])
        and isinstance(said["held_back"], list)
        and all(is_line(one, 64) for one in said["held_back"])
    )


def _sound_seen(seen: Any) -> bool:
    return isinstance(seen, dict) and all(REPLICA.fullmatch(replica) and is_count(n) for replica, n in seen.items())


def _sound_refusal(said: Mapping[str, Any]) -> bool:
    return said.keys() >= {*_REFUSAL} and all(is_text(said[name], 2_000) for name in _REFUSAL)
