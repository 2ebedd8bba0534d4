"""The records that go down with a set of reference data: written, judged, taken, and taken out again as they were."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from app.bundles.errors import BadBundle
from app.bundles.lines import Fault, read_line, write_line
from app.bundles.policy import FULL
from app.bundles.reading import decode
from app.declaring import Ref, fields_of
from app.ports import Query, Row, Store, Touched
from app.problems import Problem
from app.records import KINDS, kind_named
from app.records.base import Record
from app.records.legal_aid import LegalDocument
from app.records.money import Rate
from app.records.planning import AnnualPlan, PlanTask
from app.upgrades import raised
from app.usecases.taking import Source, take

RECORDS: tuple[type[Record], ...] = (Rate, LegalDocument, AnnualPlan, PlanTask)
Line = tuple[type[Record], Row]


def written(store: Store, kinds: tuple[type[Record], ...]) -> bytes:
    """Return the lines of our own records of some kinds; what is not complete stays here."""
    rows = ((kind, row) for kind in kinds for row in store.rows_after(kind, 0, store.unit) if not row.draft)
    return b"".join(write_line(kind, row, FULL) + b"\n" for kind, row in rows)


def read(data: bytes, unit: str, schema: int) -> list[Line]:
    """Return the records of a set; raises BadBundle naming the first that is not its author's or cannot be read."""
    return [_read(line, unit, schema) for line in data.splitlines()]


def _read(raw: bytes, unit: str, schema: int) -> Line:
    line: Any = decode(raw)
    read = read_line(_raised(line, schema), FULL) if isinstance(line, dict) else Fault(line.reason)
    if isinstance(read, Fault):
        raise _refused(f"hồ sơ {read.kind} {read.id}: {read.reason}")
    kind, row = read
    if kind not in RECORDS:
        raise _refused(f"loại hồ sơ “{kind.title}” không gửi theo cách này")
    if row.unit != unit:
        raise _refused(f"hồ sơ {row.id} thuộc đơn vị {row.unit}, người gửi là {unit}")
    return kind, row


def _raised(line: dict[str, Any], schema: int) -> dict[str, Any]:
    if isinstance(line.get("d"), dict):
        line["d"] = raised(str(line.get("t")), line["d"], schema)
    return line


def _refused(why: str) -> BadBundle:
    return BadBundle(
        f"Bộ dữ liệu tham chiếu có phần không nhận được: {why}.",
        "Đề nghị nơi lập bộ dữ liệu sửa rồi lập bộ mới. Không có gì bị thay đổi.",
    )


# --- taken, and taken out ---------------------------------------------------------------------------------------------


def take_records(store: Store, data: bytes, source: Source, schema: int) -> tuple[bytes, Touched]:
    """Take the records of a set in the caller's transaction; return what was there before, to go back to."""
    lines = read(data, source.unit, schema)
    before = [_kept(store, kind, row.id) for kind, row in lines]
    decoded = ((number, _raised(orjson.loads(line), schema)) for number, line in enumerate(data.splitlines(), start=1))
    outcome = take(store, source, decoded)
    if outcome.refused:
        raise _refused(outcome.refused[0].reason)
    return orjson.dumps(before), Touched(frozenset(kind.table for kind, _ in lines), outcome.accepted())


def _kept(store: Store, kind: type[Record], id: str) -> dict[str, Any]:
    row = store.known_rows(kind, [id]).get(id)
    if row is None:
        return {"t": kind.table, "id": id, "was": None}
    marks = {name: getattr(row, name) for name in ("unit", "draft", "deleted", "vv", "dots", "level", "extra")}
    return {"t": kind.table, "id": id, "was": marks | {"columns": row.columns}}


def take_out(store: Store, before: bytes, note: str) -> Touched:
    """Make the records as they were before a set, in the caller's transaction.

    Raises Problem when one that the set brought is named by a record of ours by now.
    """
    entries: list[dict[str, Any]] = orjson.loads(before)
    new: dict[str, list[str]] = {}
    for entry in entries:
        kind, one = kind_named(entry["t"]), entry["id"]
        if entry["was"] is None:
            new.setdefault(kind.table, []).append(one)
        elif now := store.known_rows(kind, [one]).get(one):
            was = Row(id=one, **entry["was"])
            if _differs(now, was):
                store.take_changed(kind, [(now, was)], note)
    for table, ids in new.items():
        _check_unused(store, table, frozenset(ids), frozenset(one for them in new.values() for one in them))
        store.give_up(kind_named(table), ids, note)
    return Touched(frozenset(entry["t"] for entry in entries), len(entries))


def _differs(now: Row, was: Row) -> bool:
    return any(getattr(now, name) != getattr(was, name) for name in ("draft", "deleted", "vv", "dots", "columns"))


def _check_unused(store: Store, table: str, ids: frozenset[str], going: frozenset[str]) -> None:
    """Raise Problem when a record that stays refers to one that goes."""
    for kind, name in _referring(table):
        for record in store.every(kind, Query(deleted=False)):
            said = getattr(record, name)
            found = ids & set(said if isinstance(said, tuple) else (said,))
            if found and record.id not in going:
                raise Problem(
                    f"{kind.title} “{record.label()}” đang dùng một hồ sơ của bộ dữ liệu này nên chưa hoàn tác được.",
                    "Mở hồ sơ đó, bỏ phần tham chiếu rồi hoàn tác lại.",
                )


def _referring(table: str) -> Iterator[tuple[type[Record], str]]:
    for kind in KINDS:
        for name, field in fields_of(kind).items():
            if isinstance(field.kind, Ref) and field.kind.to == table:
                yield kind, name
