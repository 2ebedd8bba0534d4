"""The statistics packs the program carries, and how one is loaded.

How to add a table: write it into `resources/statistics/<pack>.toml`, or a new pack there and its id into PACKS below.
A column names an indicator of `app.statistics.indicators`; rules are read by `app.statistics.rules`. A pack that was
not read in its source carries no official number, and the title of each of its tables ends in “(nội bộ)”.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import resources
from app import installed
from app.problems import Problem
from app.statistics.indicators import INDICATORS
from app.statistics.rules import Rule, parse_rule, parse_sum
from app.statistics.spec import (
    BY_MONTH,
    CERTAINTIES,
    INTERNAL,
    LIST,
    NO_FORM,
    READY,
    ROWS,
    Below,
    Doubt,
    Head,
    Line,
    Pack,
    Rate,
    Signer,
    TableSpec,
)

PACKS = ("tong-hop-noi-bo", "tt17-pbgdpl", "tt17-hoa-giai", "tt17-tcpl")

T = TypeVar("T")
_REMEDY = "Sửa tệp bảng số liệu rồi nạp lại, hoặc dùng bảng kèm theo chương trình."
_TYPES: dict[str, Any] = {"str": str, "int": int, "float": (int, float), "bool": bool, "date": date}
_loaded: dict[str, Pack] = {}
installed.on_change(_loaded.clear)


def pack_ids() -> tuple[str, ...]:
    """Return the packs that are offered: those of the program, those of reference data, less what was retired."""
    added = installed.installed(installed.STATISTICS)
    every = (*PACKS, *sorted(added.keys() - set(PACKS)))
    return tuple(pack_id for pack_id in every if pack_id not in added or not added[pack_id].retired)


def pack(pack_id: str) -> Pack:
    if pack_id not in _loaded:
        found = _newest(pack_id)
        if found is None:
            raise Problem(f"Không có gói bảng số liệu “{pack_id}”.", f"Các gói hiện có: {', '.join(pack_ids())}.")
        _loaded[pack_id] = found
    return _loaded[pack_id]


def _newest(pack_id: str) -> Pack | None:
    """Return the installed pack, unless the program carries one of a higher version."""
    carried = load_pack(resources.path("statistics", f"{pack_id}.toml")) if pack_id in PACKS else None
    item = installed.installed(installed.STATISTICS).get(pack_id)
    if item is None or not item.content:
        return carried
    added = read_pack(pack_id, item.content)
    return carried if carried and carried.version > added.version else added


def packs() -> tuple[Pack, ...]:
    return tuple(pack(pack_id) for pack_id in pack_ids())


def table_spec(pack_id: str, table_id: str) -> tuple[Pack, TableSpec]:
    """Return a table and its pack; raises Problem for one nobody knows, or whose official form is missing."""
    found = pack(pack_id)
    if found.status == NO_FORM:
        raise Problem(
            f"Gói “{found.title}” chưa có mẫu nên chưa lập được bảng nào.",
            f"Dùng gói {PACKS[0]} để tổng hợp nội bộ; khi có biểu chính thức thì bổ sung vào gói này.",
        )
    for spec in found.tables:
        if spec.id == table_id:
            return found, spec
    known = ", ".join(spec.id for spec in found.tables)
    raise Problem(f"Gói “{found.id}” không có bảng “{table_id}”.", f"Các bảng của gói: {known}.")


def load_pack(path: Path) -> Pack:
    """Read and check a pack; raises Problem naming the pack, the table and what to do."""
    try:
        return read_pack(path.stem, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as fault:
        raise Problem(f"Tệp “{path.name}” không đọc được: {fault}.", _REMEDY) from fault
    except OSError as fault:
        raise Problem(f"Không mở được tệp “{path.name}”.", "Kiểm tra tệp còn ở đó và đọc được.") from fault


def read_pack(name: str, text: str) -> Pack:
    """Read and check the text of a pack; see `load_pack`."""
    try:
        loaded = _pack(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise Problem(f"Tệp “{name}.toml” không đọc được: {fault}.", _REMEDY) from fault
    faults = list(_faults(loaded))
    if loaded.id != name:
        faults.append(f"Gói có mã “{loaded.id}” phải nằm trong tệp “{loaded.id}.toml”.")
    if faults:
        raise Problem(f"Gói “{name}” không dùng được. {' '.join(faults)}", _REMEDY)
    return loaded


# --- reading ----------------------------------------------------------------------------------------------------------


def _pack(entry: dict[str, Any]) -> Pack:
    return _made(
        Pack,
        entry,
        legal_basis=tuple(entry.get("legal_basis", ())),
        left=tuple(entry.get("left", ())),
        unverified=tuple(_made(Doubt, doubt) for doubt in entry.get("unverified", ())),
        signers=tuple(_made(Signer, s, title=tuple(s.get("title", ()))) for s in entry.get("signers", ())),
        tables=tuple(_table(table) for table in entry.get("tables", ())),
    )


def _table(entry: dict[str, Any]) -> TableSpec:
    return _made(
        TableSpec,
        entry,
        columns=tuple(_head(column) for column in entry.get("columns", ())),
        lines=tuple(_made(Line, line) for line in entry.get("lines", ())),
        rules=tuple(_rule(rule) for rule in entry.get("rules", ())),
        rates=tuple(_rate(rate) for rate in entry.get("rates", ())),
        below=tuple(_made(Below, line) for line in entry.get("below", ())),
        notes=tuple(entry.get("notes", ())),
    )


def _head(entry: dict[str, Any]) -> Head:
    return _made(Head, entry, columns=tuple(_head(column) for column in entry.get("columns", ())))


def _rule(entry: dict[str, Any]) -> Rule:
    if set(entry) != {"check", "says"}:
        raise Problem("Mỗi quy tắc phải có đúng hai khóa check và says.", _REMEDY)
    return parse_rule(entry["check"], entry["says"])


def _rate(entry: dict[str, Any]) -> Rate:
    sums = {name: parse_sum(entry[name]) for name in ("part", "whole") if name in entry}
    return _made(Rate, entry, **sums)


def _made(cls: type[T], entry: dict[str, Any], **read: Any) -> T:
    """Build a value from a table of the file, refusing keys nobody declared and telling those that lack."""
    fields = {field.name: field for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    if unknown := sorted(set(entry) - set(fields)):
        raise Problem(f"Có khóa lạ “{unknown[0]}”. Khóa dùng được: {', '.join(fields)}.", _REMEDY)
    for name, value in entry.items():
        if not isinstance(value, _TYPES.get(str(fields[name].type), object)):
            raise Problem(f"Khóa “{name}” ở “{_named(cls, entry)}” ghi sai loại giá trị.", _REMEDY)
    given = {**entry, **{name: value for name, value in read.items() if value or name in entry}}
    lacking = [name for name, field in fields.items() if field.default is dataclasses.MISSING and name not in given]
    if lacking:
        raise Problem(f"Thiếu khóa “{lacking[0]}” ở “{_named(cls, entry)}”.", _REMEDY)
    return cls(**given)


def _named(cls: type, entry: dict[str, Any]) -> str:
    return str(entry.get("id") or entry.get("label") or cls.__name__)


# --- checking ---------------------------------------------------------------------------------------------------------


def _faults(loaded: Pack) -> Iterator[str]:
    if loaded.certainty not in CERTAINTIES:
        yield f"Mức chắc chắn “{loaded.certainty}” phải là một trong: {', '.join(CERTAINTIES)}."
    if loaded.status not in (READY, NO_FORM):
        yield f"Trạng thái “{loaded.status}” phải là {READY} hoặc {NO_FORM}."
    if bool(loaded.tables) is not (loaded.status == READY):
        yield "Gói dùng được phải có bảng, gói chưa có mẫu thì không."
    for spec in loaded.tables:
        yield from (f"Bảng “{spec.id}”: {fault}" for fault in (*_claims(loaded, spec), *_table_faults(spec)))


def _claims(loaded: Pack, spec: TableSpec) -> Iterator[str]:
    if loaded.certainty == "read":
        return
    if spec.official_number:
        yield "biểu chưa đọc từ văn bản gốc không được mang số biểu chính thức."
    if not spec.title.endswith(INTERNAL):
        yield f"biểu chưa đọc từ văn bản gốc phải có tên kết thúc bằng “{INTERNAL}”."


def _table_faults(spec: TableSpec) -> Iterator[str]:
    if spec.rows not in ROWS:
        yield f"cách chia dòng “{spec.rows}” phải là một trong: {', '.join(ROWS)}."
    if bool(spec.lines) is not (spec.rows == LIST) or bool(spec.columns) is (spec.rows == LIST):
        yield "bảng liệt kê phải có lines, bảng khác phải có columns."
    unknown = [name for name in _indicators(spec) if name not in INDICATORS]
    if unknown:
        yield f"không có chỉ số “{unknown[0]}”."
        return
    yield from _naming(spec)
    if spec.rows == BY_MONTH and any(known.stock for known in spec.named().values()):
        yield "chỉ số thời điểm không chia theo tháng được."


def _indicators(spec: TableSpec) -> Iterator[str]:
    yield from (leaf.indicator for leaf in spec.leaves())
    yield from (line.indicator for line in spec.lines if not line.heading)
    yield from (line.indicator for line in spec.below)


def _naming(spec: TableSpec) -> Iterator[str]:
    known = set(spec.named())
    for rule in spec.rules:
        for name in sorted(rule.names() - known):
            yield f"quy tắc “{rule.text}” nhắc đến “{name}”, bảng không có."
    for rate in spec.rates:
        for name in sorted((rate.part.names() | rate.whole.names()) - known):
            yield f"“{rate.label}” nhắc đến “{name}”, bảng không có."
