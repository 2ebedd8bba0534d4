"""The verbs of records: what kinds there are, records in, records out, lists."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

import orjson

from app.declaring import Many, Ref, Refs, fields_of
from app.ports import Query, Store
from app.problems import Problem, os_said
from app.records import KINDS, Record, kind_named
from app.usecases import exchange, records
from app.vietnamese import tidy
from ui.verbs.base import DONE, WITH_REJECTS, FreeVerb, Said, Verb, no_arguments, table


def read_json(name: str) -> Any:
    """Read a JSON file, or standard input for “-”; raises Problem saying where it breaks."""
    try:
        contents = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Problem(f"Không đọc được tệp {name}: {os_said(error)}.", "Kiểm tra đường dẫn và quyền đọc.") from error
    try:
        return orjson.loads(contents.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        where = f"dòng {error.lineno}, cột {error.colno}"
        raise Problem(f"Tệp {name} không phải là JSON đúng dạng ({where}).", "Sửa tệp rồi làm lại.") from error


# --- kinds ------------------------------------------------------------------------------------------------------------


def _kinds(_: Namespace) -> Said:
    rows = ((kind.table, kind.title, str(len(fields_of(kind)))) for kind in KINDS)
    text = table(("Loại", "Tên", "Số ô"), rows) + "\n\nCác ô của từng loại: thêm --json."
    return Said(exchange.kinds_schema(), text)


# --- add --------------------------------------------------------------------------------------------------------------


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="LOẠI", help="loại hồ sơ (xem lệnh kinds)")
    parser.add_argument("file", metavar="TỆP.json", help="một hồ sơ {…} hoặc nhiều hồ sơ […]; “-” đọc từ đầu vào chuẩn")
    parser.add_argument("--draft", action="store_true", help="lưu nháp nếu hồ sơ chưa đủ")
    parser.add_argument("--correct", default="", metavar="LÝ_DO", help="sửa trạng thái ghi nhầm, kể cả lùi lại")


def _add(store: Store, asked: Namespace) -> Said:
    kind = kind_named(asked.kind)
    given = read_json(asked.file)
    if not isinstance(given, list):
        return _added_one(store, kind, given, asked)
    return _added_many(store, kind, given, asked)


def _added_one(store: Store, kind: type[Record], given: Any, asked: Namespace) -> Said:
    saved = _save(store, kind, given, asked)
    return Said(saved, "\n".join((f"Đã lưu {saved['label']}, mã {saved['id']}.", *map(_look_at, saved["warnings"]))))


def _look_at(warning: str) -> str:
    return f"Xem lại: {warning}"


def _added_many(store: Store, kind: type[Record], given: list[Any], asked: Namespace) -> Said:
    saved, rejected, problems = [], [], []
    for place, one in enumerate(given, start=1):
        try:
            saved.append(_save(store, kind, one, asked))
        except Problem as problem:
            rejected.append({"place": place, "message": problem.message, "remedy": problem.remedy})
            problems.append(Problem(f"Hồ sơ thứ {place}: {problem.message}", problem.remedy))
    warned = (f"{one['label']}: {warning}" for one in saved for warning in one["warnings"])
    text = "\n".join((f"Đã lưu {len(saved)} hồ sơ, trả lại {len(rejected)}.", *map(_look_at, warned)))
    result = {"saved": saved, "rejected": rejected}
    return Said(result, text, WITH_REJECTS if rejected else DONE, tuple(problems))


def _save(store: Store, kind: type[Record], given: Any, asked: Namespace) -> dict[str, Any]:
    said = given.get("id") if isinstance(given, dict) else None
    known = store.find(kind, said) if isinstance(said, str) else None
    record = exchange.from_json(kind, given, onto=known)
    _, issues = records.save_telling(store, record, as_draft=asked.draft, correction=tidy(asked.correct))
    warnings = [issue.message for issue in issues if not issue.blocks]
    named = {"kind": kind.table, "id": record.id, "label": record.label()}
    return named | {"draft": record.draft, "new": known is None, "warnings": warnings}


# --- show -------------------------------------------------------------------------------------------------------------


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="LOẠI", help="loại hồ sơ (xem lệnh kinds)")
    parser.add_argument("id", metavar="MÃ", help="mã hồ sơ, hoặc mã vụ việc, mã hoạt động, mã tổ")


def _show(store: Store, asked: Namespace) -> Said:
    record = found(store, kind_named(asked.kind), asked.id)
    return Said(exchange.to_json(record), card(store, record))


def found(store: Store, kind: type[Record], id: str) -> Record:
    """Return the record with an id, or the one with a code people use; raises Problem when there is none."""
    record = store.find(kind, id)
    if record is None and "code" in fields_of(kind):
        record = next(store.every(kind, Query(where={"code": id})), None)
    return record or store.get(kind, id)


def card(store: Store, record: Record) -> str:
    """Return a record as lines “label: value”, empty ones left out."""
    lines = [f"{type(record).title}: {record.label()}", f"Mã: {record.id}"]
    for name, field in fields_of(type(record)).items():
        if shown := _shown(store, record, name):
            lines.append(f"{field.label}: {shown}")
    return "\n".join(lines)


def _shown(store: Store, record: Record, name: str) -> str:
    kind, value = fields_of(type(record))[name].kind, getattr(record, name)
    if isinstance(kind, Ref):
        ids = value if isinstance(kind, Refs) else [value]
        return ", ".join(store.labels(kind.to, ids).values())
    if isinstance(kind, Many):
        return "; ".join(_part(store, part) for part in value)
    return kind.show(value)


def _part(store: Store, part: Any) -> str:
    if hasattr(part, "label"):
        return str(part.label())
    shown = (_shown(store, part, name) for name in fields_of(type(part)))
    return ", ".join(word for word in shown if word)


# --- list -------------------------------------------------------------------------------------------------------------


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="LOẠI", help="loại hồ sơ (xem lệnh kinds)")
    parser.add_argument("--search", default="", metavar="CHỮ", help="tìm theo đầu các từ, có dấu hay không đều được")
    parser.add_argument(
        "--where", action="append", default=[], metavar="Ô=GIÁ_TRỊ", help="lọc; ngày có thể là khoảng ngày..ngày"
    )


def _list(store: Store, asked: Namespace) -> Said:
    kind = kind_named(asked.kind)
    entries = list(store.every(kind, exchange.query_of(kind, asked.search, asked.where)))
    listed = [name for name, field in fields_of(kind).items() if field.listed]
    rows = ([entry.id, *(_shown(store, entry, name) for name in listed)] for entry in entries)
    heads = ["Mã", *(fields_of(kind)[name].label for name in listed)]
    text = table(heads, rows) if entries else f"Không có hồ sơ “{kind.title}” nào như vậy."
    return Said([exchange.to_json(entry) for entry in entries], text)


KINDS_VERB = FreeVerb("kinds", "các loại hồ sơ và các ô của chúng", no_arguments, _kinds)
VERBS = (
    Verb("add", "thêm hoặc sửa hồ sơ từ tệp JSON", _add_arguments, _add),
    Verb("show", "xem một hồ sơ", _show_arguments, _show),
    Verb("list", "danh sách hồ sơ, có tìm và lọc", _list_arguments, _list),
)
