"""The standards a commune is judged by (chuẩn tiếp cận pháp luật): dated lists of criteria, carried or received.

How to add one: a file in `resources/standards/` and its id in STANDARDS, or a set of reference data that brings it.
What was not read in the source stays empty, and nothing is judged by it.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import resources
from app import installed
from app.problems import Problem
from app.statistics.spec import CERTAINTIES, Doubt

STANDARDS = ("tcpl-2026",)
LEVELS = {"criterion": "Tiêu chí", "indicator": "Chỉ tiêu", "content": "Nội dung"}
SOURCES = {
    "read": "đã đọc trong nguồn",
    "secondary": "nguồn thứ cấp",
    "weak": "nguồn chưa chắc",
    "not_read": "chưa đọc được",
}

T = TypeVar("T")
_REMEDY = "Sửa tệp bộ tiêu chí rồi nạp lại, hoặc dùng bộ kèm theo chương trình."
_TYPES: dict[str, type] = {"str": str, "int": int, "bool": bool, "date": date}
_loaded: dict[str, Standard] = {}
installed.on_change(_loaded.clear)


@dataclass(frozen=True)
class Entry:
    """A criterion, an indicator or a content of one; `none_passes` when nothing to do in the year counts as passed."""

    code: str
    level: str
    name: str
    certainty: str
    numerator: str = ""
    denominator: str = ""
    pass_level: str = ""
    none_passes: bool = False


@dataclass(frozen=True)
class Standard:
    """A list of criteria; `valid_from` is the first day of the years it judges."""

    id: str
    version: int
    title: str
    valid_from: date
    certainty: str
    legal_basis: tuple[str, ...]
    entries: tuple[Entry, ...]
    unverified: tuple[Doubt, ...] = ()


def standard_ids() -> tuple[str, ...]:
    """Return the standards that are offered: those of the program and of reference data, less what was retired."""
    added = installed.installed(installed.STANDARD)
    every = (*STANDARDS, *sorted(added.keys() - set(STANDARDS)))
    return tuple(one for one in every if one not in added or not added[one].retired)


def standard(id: str) -> Standard:
    """Return a standard, the newer of what the program carries and what came; raises Problem for one nobody knows."""
    if id not in _loaded:
        found = [*_carried(id), *_received(id)]
        if not found:
            raise Problem(f"Không có bộ tiêu chí “{id}”.", f"Các bộ hiện có: {', '.join(standard_ids())}.")
        _loaded[id] = max(found, key=lambda one: one.version)
    return _loaded[id]


def standards() -> tuple[Standard, ...]:
    return tuple(standard(one) for one in standard_ids())


def _carried(id: str) -> Iterator[Standard]:
    if id in STANDARDS:
        yield read_standard(id, resources.path("standards", f"{id}.toml").read_text(encoding="utf-8"))


def _received(id: str) -> Iterator[Standard]:
    item = installed.installed(installed.STANDARD).get(id)
    if item is not None and item.content:
        yield read_standard(id, item.content)


# --- reading ----------------------------------------------------------------------------------------------------------


def read_standard(name: str, text: str) -> Standard:
    """Read and check the text of a standard; raises Problem naming every fault."""
    try:
        loaded = _standard(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise Problem(f"Tệp “{name}.toml” không đọc được: {fault}.", _REMEDY) from fault
    faults = [] if loaded.id == name else [f"Bộ có mã “{loaded.id}” phải nằm trong tệp “{loaded.id}.toml”."]
    faults += _faults(loaded)
    if faults:
        raise Problem(f"Bộ tiêu chí “{name}” không dùng được. {' '.join(faults)}", _REMEDY)
    return loaded


def _standard(said: dict[str, Any]) -> Standard:
    entries = tuple(_made(Entry, entry) for entry in _tables(said, "entries"))
    doubts = tuple(_made(Doubt, doubt) for doubt in _tables(said, "unverified"))
    basis = tuple(_texts(said, "legal_basis"))
    rest = {key: value for key, value in said.items() if key not in ("entries", "unverified", "legal_basis")}
    return _made(Standard, rest, entries=entries, unverified=doubts, legal_basis=basis)


def _tables(said: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = said.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Problem(f"Khóa “{key}” phải là danh sách các bảng.", _REMEDY)
    return found


def _texts(said: dict[str, Any], key: str) -> list[str]:
    found = said.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise Problem(f"Khóa “{key}” phải là danh sách các dòng chữ.", _REMEDY)
    return found


def _made(cls: type[T], entry: dict[str, Any], **read: Any) -> T:
    fields = {field.name: field for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    known = {name: field for name, field in fields.items() if name not in read}
    if strange := sorted(set(entry) - set(known)):
        raise Problem(f"Có khóa lạ “{strange[0]}”. Khóa dùng được: {', '.join(known)}.", _REMEDY)
    for name, value in entry.items():
        if type(value) is not _TYPES[str(known[name].type)]:
            raise Problem(f"Khóa “{name}” ghi sai loại giá trị.", _REMEDY)
    lacking = [name for name, field in known.items() if field.default is dataclasses.MISSING and name not in entry]
    if lacking:
        raise Problem(f"Thiếu khóa “{lacking[0]}”.", _REMEDY)
    return cls(**entry, **read)


def _faults(loaded: Standard) -> Iterator[str]:
    if loaded.certainty not in CERTAINTIES:
        yield f"Mức chắc chắn “{loaded.certainty}” phải là một trong: {', '.join(CERTAINTIES)}."
    if not loaded.entries:
        yield "Chưa có tiêu chí nào."
    seen: set[str] = set()
    for entry in loaded.entries:
        yield from (f"Mục {entry.code}: {fault}" for fault in _entry_faults(loaded, entry, seen))
        seen.add(entry.code)


def _entry_faults(loaded: Standard, entry: Entry, seen: set[str]) -> Iterator[str]:
    parent = entry.code.rpartition(".")[0]
    depth = entry.code.count(".")
    if entry.code in seen:
        yield "mã ghi hai lần."
    if entry.level not in LEVELS or list(LEVELS).index(entry.level) != depth:
        yield f"cấp “{entry.level}” không khớp mã."
    if parent and parent not in seen:
        yield f"chưa có mục {parent} đứng trước."
    if entry.certainty not in SOURCES or (loaded.certainty == "read" and entry.certainty != "read"):
        yield f"mức chắc chắn “{entry.certainty}” không hợp với cả bộ."
    if not entry.name and entry.certainty != "not_read":
        yield "chưa có tên mà không ghi là chưa đọc được."
