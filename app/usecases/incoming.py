"""What every kind of bundle goes through when it comes in: opened with distrust, taken, noted in the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.bundles.bag import RECORDS, Bag
from app.bundles.envelope import now
from app.bundles.errors import BadBundle, damaged
from app.bundles.keys import KeyCard
from app.bundles.opening import Opened, head_of, open_envelope
from app.bundles.policy import RANK
from app.bundles.reading import read_lines
from app.ports import Store
from app.upgrades import SCHEMA, check_readable, raised
from app.usecases.keys import former_keys, is_own_key, keys_addressed, own_keys, trusted
from app.usecases.taking import Outcome, Refused, Source, take

Progress = Callable[[int, int], object]  # hears (lines taken by now, lines in all); what it raises undoes all
_FROM_OUR_PCS = ("peer",)  # kinds that only our own unit may send us
_FROM_ALL = ("keys",)  # kinds that our own unit and others may send us; the rest comes from others alone


@contextmanager
def opened_bundle(store: Store, path: Path) -> Iterator[Opened]:
    """Open and verify a file of somebody we trust; raises BadBundle, or Problem for one of another version."""
    practice = bool(store.setting("practice", False))
    keys = keys_addressed(store, head_of(path).to) if former_keys(store) else own_keys(store)
    opened = open_envelope(path, keys, lambda key: _signer(store, key), practice=practice)
    try:
        ours, kind = opened.head.unit == store.unit, opened.head.kind
        if kind not in _FROM_ALL and ours != (kind in _FROM_OUR_PCS):
            raise _from_wrong_side(opened)
        check_readable(opened.bag.manifest.get("schema"), opened.bag.manifest.get("min_reader"))
        yield opened
    finally:
        opened.close()


def _signer(store: Store, key: str) -> KeyCard | None:
    """Return the enrolled card of a key; raises BadBundle, before anything is read, when the key is our own."""
    if is_own_key(store, key):
        raise BadBundle("Gói này do chính máy này xuất ra.", "Cắm USB vào máy của nơi nhận rồi nhập ở đó.")
    return trusted(store, key)


def _from_wrong_side(opened: Opened) -> BadBundle:
    if opened.head.kind in _FROM_OUR_PCS:
        return BadBundle(
            f"Gói này là giữa các máy của đơn vị {opened.head.unit}, không phải của đơn vị này.",
            "Chọn gói do máy kia của chính đơn vị này xuất.",
        )
    return BadBundle("Gói này do chính sổ này xuất ra.", "Chọn gói của đơn vị khác, hoặc biên nhận.")


def unheard(*_: int) -> None:
    """Hear of progress that nobody looks at."""


def taken(store: Store, bag: Bag, progress: Progress = unheard) -> Outcome:
    """Take a bag's records, put aside what cannot be taken. Must run inside one transaction of the caller."""
    if bag.body != RECORDS:
        raise damaged("gói dữ liệu không có hồ sơ")
    manifest = bag.manifest
    counts: dict[str, int] = manifest.get("counts", {})
    if not _sound_manifest(manifest, counts):
        raise damaged("bản kê bên trong không đúng dạng")
    unit = manifest["from"]["unit"]
    source = Source(manifest["bundle"], unit, manifest["level"], own=unit == store.unit)
    total = sum(counts.values())
    lines = _raised(bag, manifest["schema"])
    outcome = take(store, source, lines, counted=lambda done: progress(done, total))
    if outcome.sent != total:
        raise damaged(f"bản kê ghi {total} hồ sơ, trong gói có {outcome.sent}")
    _quarantine(store, source, outcome.refused, max(manifest["schema"], SCHEMA))
    return outcome


def _sound_manifest(manifest: dict[str, Any], counts: Any) -> bool:
    return (
        manifest.get("level") in RANK
        and _sound_span(manifest.get("range"))
        and _sound_counts(counts)
        and type(manifest.get("number")) is int
    )


def keep_files(store: Store, bag: Bag) -> None:
    """Keep attached files before the records that name them; contents kept twice are one."""
    for digest in sorted(bag.blobs):
        if not store.blobs.has(digest):
            store.blobs.keep(b"".join(bag.blob(digest)))


def _sound_counts(counts: Any) -> bool:
    return isinstance(counts, dict) and all(type(count) is int and count >= 0 for count in counts.values())


def _sound_span(span: Any) -> bool:
    return (
        isinstance(span, dict)
        and all(type(span.get(end)) is int for end in ("after", "upto"))
        and 0 <= span["after"] <= span["upto"]
    )


def _raised(bag: Bag, schema: int) -> Iterator[tuple[int, Any]]:
    for number, line in read_lines(bag.lines()):
        if isinstance(line, dict) and isinstance(line.get("d"), dict):
            line["d"] = raised(str(line.get("t")), line["d"], schema)
        yield number, line


def _quarantine(store: Store, source: Source, refused: list[Refused], schema: int) -> None:
    """Keep the lines that were not taken, to be tried again after an upgrade."""
    for line in refused:
        store.note(
            "quarantine",
            {
                "bundle": source.bundle,
                "line": line.line,
                "unit": source.unit,
                "kind": line.kind,
                "id": line.id,
                "raw": line.raw,
                "reason": line.reason,
                "at": now(),
                "schema": schema,
            },
        )


def note_received(
    store: Store, opened: Opened, file: str, outcome: Outcome, receipt: int, *, carrier: str = ""
) -> None:
    """Write a bundle into the book of received ones; `receipt` is its receipt's number, 0 where none is given.

    `carrier` is the office that brought it in its post, where its author did not.
    """
    manifest = opened.bag.manifest
    store.note(
        "received_bundle",
        {
            "bundle": opened.head.bundle,
            "unit": opened.head.unit,
            "replica": opened.head.replica,
            "number": manifest["number"],
            "level": manifest["level"],
            "first_seq": manifest["range"]["after"],
            "last_seq": manifest["range"]["upto"],
            "sha256": opened.sha256,
            "file": file,
            "at": now(),
            "taken": outcome.accepted(),
            "same": outcome.same,
            "refused": len(outcome.refused),
            "receipt_number": receipt,
            "carrier": carrier,
            "ahead": int(outcome.ahead),
            "conflicts": len(outcome.clashes),
        },
    )
