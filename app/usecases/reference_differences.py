"""What a set of reference data would change here: items and records, new, changed, retired, each in words."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from app import installed
from app.declaring import fields_of
from app.fields import Options
from app.installed import Item
from app.ports import Row, Store
from app.records.base import Record
from app.records.money import RATE_ITEMS
from app.usecases.reference_checking import KIND_WORDS
from app.usecases.reference_records import read
from app.usecases.reference_sets import in_force, items_of, set_named
from app.usecases.reference_tables import carried
from app.vietnamese import show_day, show_money, show_number

NEW, CHANGED, RETIRED, SAME, LATER = "new", "changed", "retired", "same", "later"
WHAT_WORDS: Options = (
    (NEW, "mới"),
    (CHANGED, "sửa"),
    (RETIRED, "thôi dùng"),
    (LATER, "chưa đến ngày"),
    (SAME, "như cũ"),
)
_LONG = 60
_FIELDS = {
    "name": "Tên",
    "kind": "Loại",
    "province": "Tỉnh, thành phố",
    "province_code": "Mã tỉnh",
    "number": "Số, ký hiệu",
    "text": "Nội dung",
    "title": "Tiêu đề",
    "valid_from": "Từ ngày",
    "valid_to": "Đến ngày",
    "topics": "Dẫn trong",
    "certainty": "Mức chắc chắn",
    "amount": "Mức",
    "unit": "Đơn vị tính",
    "basis": "Căn cứ",
    "until": "Hết ngày",
    "on": "Ngày",
    "period": "Các kỳ",
    "source": "Nguồn",
    "partial": "Một phần",
}


@dataclass(frozen=True)
class Difference:
    """A piece of a set: its kind and name in words, what it is to what is here, and how it differs."""

    what: str  # a code of WHAT_WORDS
    kind: str
    name: str
    label: str
    detail: str = ""

    def words(self) -> str:
        return dict(WHAT_WORDS)[self.what]


def differences(store: Store, set_id: str) -> list[Difference]:
    """Return every piece of a set against what is in force without it, what differs first."""
    chosen = set_named(store, set_id)
    today = date.today()  # noqa: DTZ011 (items are dated by calendar days)
    now = in_force(store, today, below=set_id if chosen.place else "")
    found = [_difference(item, now.get((item.kind, item.name)), today) for item in items_of(store, set_id)]
    row = store.notes("reference_set", {"set_id": set_id})[0]
    if chosen.unit != store.unit:
        found += _of_records(store, row)
    rank = [code for code, _ in WHAT_WORDS]
    return sorted(found, key=lambda one: rank.index(one.what))


# --- items ------------------------------------------------------------------------------------------------------------


def _difference(item: Item, applied: Item | None, today: date) -> Difference:
    here = applied or carried(item.kind).get(item.name)
    label = title_of(item if item.content else here or item)
    what, detail = _compared(item, here)
    if item.valid_from and item.valid_from > today and what != SAME:
        what, detail = LATER, f"áp dụng từ {show_day(item.valid_from)}. {detail}".strip()
    return Difference(what, dict(KIND_WORDS)[item.kind], item.name, label, detail)


def _compared(item: Item, here: Item | None) -> tuple[str, str]:
    if item.retired:
        return (SAME, "") if here and here.retired else (RETIRED, "hồ sơ cũ vẫn dùng mã này")
    if here is None or (here.retired and not here.content):
        return NEW, ""
    if here.content == item.content:
        return (CHANGED, "dùng lại") if here.retired else (SAME, "")
    return CHANGED, _detail(item, here)


def title_of(item: Item) -> str:
    """Return the words a person knows an item by."""
    said: dict[str, Any] = {}
    if item.kind in (installed.FORM, installed.STATISTICS, installed.STANDARD) and item.content:
        said = tomllib.loads(item.content)
    elif item.kind != installed.HOLIDAYS and item.content:
        said = orjson.loads(item.content)
    if item.kind == installed.SUCCESSION:
        return f"{said['old_name']} → {said['name']}"
    if item.kind == installed.RATE:
        words = dict(RATE_ITEMS).get(said["item"], said["item"])
        return f"{words}: {show_money(said['amount'])} từ {show_day(date.fromisoformat(said['valid_from']))}"
    return str(said.get("title") or said.get("name") or said.get("text") or item.name)


def _detail(item: Item, here: Item) -> str:
    if item.kind in (installed.FORM, installed.STATISTICS, installed.STANDARD):
        old, new = (tomllib.loads(one.content).get("version") for one in (here, item))
        versions = f"bản {old} → bản {new}, " if old != new else ""
        return versions + _lines(here.content, item.content)
    if item.kind == installed.HOLIDAYS:
        return _lines(here.content, item.content)
    return "; ".join(_fields(orjson.loads(here.content), orjson.loads(item.content)))


def _lines(old: str, new: str) -> str:
    marks = [line[:1] for line in difflib.ndiff(old.splitlines(), new.splitlines())]
    return f"thêm {show_number(marks.count('+'))} dòng, bớt {show_number(marks.count('-'))} dòng"


def _fields(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield f"{_FIELDS.get(name, name)}: {_short(old.get(name))} → {_short(new.get(name))}"


def _short(value: Any) -> str:
    said = "trống" if value in (None, "", []) else str(value)
    return said if len(said) <= _LONG else f"{said[:_LONG]}…"


# --- records ----------------------------------------------------------------------------------------------------------


def _of_records(store: Store, row: dict[str, Any]) -> Iterator[Difference]:
    before = {entry["id"]: entry["was"] for entry in orjson.loads(row["before"])} if row["before"] else None
    for kind, new in read(row["records"], row["unit"], row["schema"]):
        old = store.known_rows(kind, [new.id]).get(new.id) if before is None else _was(new.id, before.get(new.id))
        yield _of_record(kind, old, new)


def _was(id: str, kept: dict[str, Any] | None) -> Row | None:
    return Row(id=id, **kept) if kept else None


def _of_record(kind: type[Record], old: Row | None, new: Row) -> Difference:
    label = _record(kind, new).label()
    if new.deleted:
        gone = old is None or bool(old.deleted)
        return Difference(SAME if gone else RETIRED, kind.title, new.id, label, "" if gone else "xóa ở nơi lập")
    if old is None:
        return Difference(NEW, kind.title, new.id, label)
    changed = list(_changed(kind, old, new))
    return Difference(CHANGED if changed else SAME, kind.title, new.id, label, "; ".join(changed))


def _record(kind: type[Record], row: Row) -> Record:
    values = {name: field.kind.from_column(row.columns.get(name)) for name, field in fields_of(kind).items()}
    return kind(id=row.id, unit=row.unit, **values)


def _changed(kind: type[Record], old: Row, new: Row) -> Iterator[str]:
    for name, field in fields_of(kind).items():
        pair = [row.columns.get(name) for row in (old, new)]
        if pair[0] != pair[1]:
            before, after = (_short(field.kind.show(field.kind.from_column(raw))) for raw in pair)
            yield f"{field.label}: {before} → {after}"
