"""Values that two PCs wrote without seeing each other's: kept, shown with who and when, decided by a person."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import orjson

from app.bundles.merging import Clash, merge
from app.declaring import Field, Many, Ref, fields_of, to_row
from app.ports import Change, Query, Row, Store, Touched
from app.problems import Problem
from app.records import kind_named
from app.records.base import Record
from app.records.conflicts import OPEN, Conflict
from app.versions import MARKS, gathered, joined, read_dot, spread, written

KEPT, LOST, NEW = "kept", "lost", "new"
PC_NAMES = "pc_names"  # setting: what is known of the other PCs, by replica
_POSTPONED = "conflicts_postponed"  # setting: the day on which somebody at this PC put a conflict off, by its id
_MARK_WORDS = {"_deleted": ("Xóa hồ sơ", ("Còn hồ sơ", "Đã xóa")), "_draft": ("Bản nháp", ("Đã đủ", "Bản nháp"))}


@dataclass(frozen=True)
class Side:
    """One of the two values in words, and where it came from as far as is known here."""

    words: str
    at: datetime
    replica: str
    pc: str
    by: str


@dataclass(frozen=True)
class Explained:
    """A conflict as people read it; `before` is None when nobody here knows what stood there.

    `postponed` is the day on which somebody at this PC put it off, `settled` the value that was decided on.
    """

    conflict: Conflict
    record: str
    field: str
    kept: Side
    lost: Side
    before: str | None
    postponed: date | None = None
    settled: str = ""


# --- keeping ----------------------------------------------------------------------------------------------------------


def keep_clashes(store: Store, unit: str, clashes: Iterable[tuple[str, str, Clash]], *, note: str) -> None:
    """Keep each clash (kind, id, clash) as a record, the same record on whichever PC it is met.

    Must run inside the transaction that takes the records. What clashes in conflicts themselves clashes in their
    records too, and is kept there.
    """
    rows: dict[str, Row] = {}
    declared = tuple(fields_of(Conflict))
    for table, one, clash in clashes:
        if table != Conflict.table:
            row = _row(unit, table, one, clash)
            rows[row.id] = merge(rows[row.id], row, declared).row if row.id in rows else row
    known = store.known_rows(Conflict, list(rows))
    store.take_new(Conflict, [row for one, row in rows.items() if one not in known], note)
    changes = [(old, merged.row) for one, old in known.items() if (merged := merge(old, rows[one], declared)).changed]
    store.take_changed(Conflict, changes, note)


def conflict_id(record: str, field: str, lost_dot: str) -> str:
    """Return a UUID of version 8 (RFC 9562) that everybody who meets this clash comes to."""
    digest = hashlib.sha256(f"{record}|{field}|{lost_dot}".encode()).digest()
    number = int.from_bytes(digest[:16], "big")
    number = number & ~(0xF << 76) | 0x8 << 76
    return str(uuid.UUID(int=number & ~(0x3 << 62) | 0x2 << 62))


def _row(unit: str, table: str, id: str, clash: Clash) -> Row:
    """Return the record's row; its dots are those of the two values, so that two PCs need not agree on a third."""
    columns = to_row(
        Conflict(
            of_table=table,
            of_record=id,
            field_name=clash.field,
            kept=orjson.dumps(clash.kept).decode(),
            kept_dot=clash.kept_dot,
            lost=orjson.dumps(clash.lost).decode(),
            lost_dot=clash.lost_dot,
        )
    )
    lost, kept = read_dot(clash.lost_dot), read_dot(clash.kept_dot)
    vector = joined({lost.replica: lost.seq}, {kept.replica: kept.seq})
    dots = spread({"": clash.lost_dot}, [*columns, *MARKS]) | dict.fromkeys(("kept", "kept_dot"), clash.kept_dot)
    identity = conflict_id(id, clash.field, clash.lost_dot)
    return Row(identity, unit, 0, 0, written(vector), written(gathered(dots)), "full", "{}", columns)


# --- showing ----------------------------------------------------------------------------------------------------------


def open_conflicts(store: Store) -> list[Conflict]:
    """Return what waits for a decision, oldest first; what was put off at this PC comes last."""
    found, later = store.every(Conflict, Query(where={"decision": OPEN})), _postponed(store)
    return sorted(found, key=lambda one: (one.id in later, later.get(one.id, ""), read_dot(one.lost_dot), one.id))


def decided_conflicts(store: Store, year: int) -> list[Conflict]:
    """Return what was decided in a year, the newest decision first."""
    found = (one for one in store.every(Conflict) if one.decided_on and one.decided_on.year == year)
    decided = sorted((one for one in found if not one.is_open()), key=lambda one: one.id)
    return sorted(decided, key=lambda one: str(one.decided_on), reverse=True)


def explain(store: Store, conflict: Conflict) -> Explained:
    """Return a conflict in words: the record, the field, both values with who and when, what stood there before."""
    kind = kind_named(conflict.of_table)
    record = store.find(kind, conflict.of_record)
    lines = store.history(kind, conflict.of_record)
    return Explained(
        conflict,
        record.label() if record else f"{kind.title} {conflict.of_record}",
        _field_label(kind, conflict.field_name),
        _side(store, conflict, lines, lost=False),
        _side(store, conflict, lines, lost=True),
        _before(store, conflict, lines),
        date.fromisoformat(said) if (said := _postponed(store).get(conflict.id)) else None,
        "" if conflict.is_open() else _settled(store, conflict, lines),
    )


def _field_label(kind: type[Record], name: str) -> str:
    return _MARK_WORDS[name][0] if name in _MARK_WORDS else fields_of(kind)[name].label


def _side(store: Store, conflict: Conflict, lines: list[Change], *, lost: bool) -> Side:
    said, text = (conflict.lost_dot, conflict.lost) if lost else (conflict.kept_dot, conflict.kept)
    dot = read_dot(said)
    known = store.setting(PC_NAMES, {}).get(dot.replica, {})
    ours = _line_of(lines, said)
    return Side(
        words=_words(store, conflict, orjson.loads(text)),
        at=datetime.fromtimestamp((dot.hlc >> 16) / 1000, UTC),
        replica=dot.replica,
        pc="máy này" if ours else known.get("pc", ""),
        by=ours.by if ours else known.get("by", ""),
    )


def _words(store: Store, conflict: Conflict, raw: Any) -> str:
    name = conflict.field_name
    if name in _MARK_WORDS:
        return _MARK_WORDS[name][1][int(bool(raw))]
    sort = fields_of(kind_named(conflict.of_table))[name].kind
    value = sort.from_column(raw)
    if not isinstance(sort, Ref):
        return sort.show(value)
    ids = [value] if isinstance(value, str) else list(value)
    known = store.labels(sort.to, ids)
    return ", ".join(known.get(one, one) for one in ids if one)


def _line_of(lines: list[Change], said: str) -> Change | None:
    dot = read_dot(said)
    return next((line for line in lines if (line.seq, line.replica) == (dot.seq, dot.replica)), None)


def _before(store: Store, conflict: Conflict, lines: list[Change]) -> str | None:
    """Return what our own edit, or the first that came, found there."""
    for said in (conflict.lost_dot, conflict.kept_dot):
        line = _line_of(lines, said)
        if line and line.action != "made" and conflict.field_name in line.fields:
            return _words(store, conflict, line.fields[conflict.field_name][0])
    return None


def _settled(store: Store, conflict: Conflict, lines: list[Change]) -> str:
    """Return what was written by the decision, the change right before that of the conflict; "" when unknown here."""
    kind, name = kind_named(conflict.of_table), conflict.field_name
    decision = read_dot(orjson.loads(store.known_rows(Conflict, [conflict.id])[conflict.id].dots)["decision"])
    written_by = (decision.replica, decision.seq - 1)
    line = next((one for one in lines if (one.replica, one.seq) == written_by and name in one.fields), None)
    if line is not None:
        return _words(store, conflict, line.fields[name][1])
    row = store.known_rows(kind, [conflict.of_record]).get(conflict.of_record)
    if row is not None and name in row.columns:
        dots = orjson.loads(row.dots)
        dot = read_dot(dots.get(name, dots[""]))
        if (dot.replica, dot.seq) == written_by:
            return _words(store, conflict, row.columns[name])
    said = {KEPT: conflict.kept, LOST: conflict.lost}.get(conflict.decision)
    return _words(store, conflict, orjson.loads(said)) if said is not None else ""


# --- putting off ------------------------------------------------------------------------------------------------------


def postpone(store: Store, conflict: Conflict) -> None:
    """Let others go first at this PC. It goes on waiting, here and on the other PCs; nothing in the register changes.

    Raises Problem when it was decided already.
    """
    with store.atomic():
        _must_be_open(store, conflict)
        waiting = {one.id for one in open_conflicts(store)}
        later = {one: day for one, day in _postponed(store).items() if one in waiting}
        today = date.today().isoformat()  # noqa: DTZ011 (put off by calendar days)
        store.set_setting(_POSTPONED, later | {conflict.id: today})


def _postponed(store: Store) -> dict[str, str]:
    found: dict[str, str] = store.setting(_POSTPONED, {})
    return found


def _must_be_open(store: Store, conflict: Conflict) -> None:
    if not store.get(Conflict, conflict.id).is_open():
        raise Problem("Giá trị này đã được chọn rồi.", "Mở lại danh sách; muốn đổi thì sửa thẳng trong hồ sơ.")


# --- deciding ---------------------------------------------------------------------------------------------------------


def decide(store: Store, conflict: Conflict, keep: str, value: Any = None) -> Touched:
    """Write what a person chose, the record and the conflict in one transaction.

    `keep` is KEPT (what stands in the record now), LOST (the other value) or NEW with the field's `value`. Whatever is
    chosen is stamped anew, so that two PCs deciding differently meet again. Raises Problem when it was decided already
    or the value cannot stand in the field.
    """
    kind = kind_named(conflict.of_table)
    with store.atomic():
        _must_be_open(store, conflict)
        raw = _chosen(store, conflict, keep, value)
        words = _words(store, conflict, raw)
        note = f"Chọn giữa hai giá trị của “{_field_label(kind, conflict.field_name)}”: {words}"
        touched = store.settle(kind, conflict.of_record, {conflict.field_name: raw}, note)
        conflict.decision, conflict.decided_by = keep, store.author
        conflict.decided_on = date.today()  # noqa: DTZ011 (decisions are dated by calendar days)
        return touched | store.put(conflict)


def value_typed(conflict: Conflict, text: str) -> Any:
    """Return the value that a typed text means in a conflict's field; raises Problem when it means none there."""
    field = fields_of(kind_named(conflict.of_table)).get(conflict.field_name)
    if field is None or isinstance(field.kind, Many):
        raise Problem("Ô này không gõ thẳng được.", "Mở trang “Giá trị chờ chọn” để ghi, hoặc chọn một trong hai.")
    try:
        return field.kind.parse(text)
    except ValueError as error:
        raise Problem(f"“{field.label}”: {error}", "Gõ lại giá trị.") from error


def _chosen(store: Store, conflict: Conflict, keep: str, value: Any) -> Any:
    kind, name = kind_named(conflict.of_table), conflict.field_name
    if keep == LOST:
        return orjson.loads(conflict.lost)
    row = store.known_rows(kind, [conflict.of_record])[conflict.of_record]
    if keep == KEPT:
        return {**row.columns, "_deleted": row.deleted, "_draft": row.draft}[name]
    if keep != NEW or name in MARKS:
        raise Problem("Chưa chọn được giá trị.", "Chọn giữ giá trị đang dùng, lấy giá trị kia, hoặc ghi giá trị khác.")
    raw = fields_of(kind)[name].kind.to_column(value)
    if said := _fault(store, fields_of(kind)[name], raw, draft=bool(row.draft)):
        raise Problem(f"“{fields_of(kind)[name].label}” {said}.", "Sửa giá trị rồi chọn lại.")
    return raw


def _fault(store: Store, field: Field, raw: Any, *, draft: bool) -> str:
    """Say why a third value cannot stand in its field, or nothing."""
    sort = field.kind
    if raw in (None, "", "[]"):
        return "không được để trống" if field.required and not draft else ""
    if isinstance(sort, Ref):
        ids = set(orjson.loads(raw)) if sort.nested else {raw}
        return "chỉ tới hồ sơ không có trong sổ" if ids - store.labels(sort.to, ids).keys() else ""
    return sort.fault(orjson.loads(raw) if sort.nested else raw)
