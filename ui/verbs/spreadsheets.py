"""The verbs of Excel: a list out, an officer's register in, and an import taken back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from app.ports import Store
from app.problems import Problem
from app.records import kind_named
from app.usecases import exchange
from app.usecases.excel_book import imports, undo_import
from app.usecases.excel_export import NOT_LOCKED, export_blank, export_list, export_whole, write_refused
from app.usecases.excel_import import WHAT_WORDS, Imported, RowSaid, Wish, import_sheet
from ui.verbs.base import DONE, REFUSED, WITH_REJECTS, Said, Verb, table

_MOST_LINES = 50  # of rows, on the screen
_NO_SECRETS = "Không dùng cho tài liệu bí mật nhà nước."

# --- out --------------------------------------------------------------------------------------------------------------


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="LOẠI", help="loại hồ sơ (xem lệnh kinds)")
    parser.add_argument("file", type=Path, metavar="TỆP.xlsx", help="tệp Excel được ghi")
    parser.add_argument("--search", default="", metavar="CHỮ", help="tìm như lệnh list")
    parser.add_argument("--where", action="append", default=[], metavar="Ô=GIÁ_TRỊ", help="lọc như lệnh list")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--full", action="store_true", help="mọi ô và mã hồ sơ, có họ tên: để sửa rồi nhập lại")
    which.add_argument("--blank", action="store_true", help="chỉ dòng tên cột, để điền rồi nhập")


def _export(store: Store, asked: Namespace) -> Said:
    kind, target = kind_named(asked.kind), _workbook(asked.file)
    if asked.blank:
        export_blank(store, kind, target)
        return Said({"file": str(target), "records": 0}, f"Đã ghi tệp mẫu “{kind.title}”: {target}")
    query = exchange.query_of(kind, asked.search, asked.where)
    count = (export_whole if asked.full else export_list)(store, kind, query, target)
    text = f"Đã ghi {count} hồ sơ “{kind.title}” vào {target}."
    if asked.full:
        text += f" {NOT_LOCKED}"
    return Said({"file": str(target), "records": count}, text)


def _workbook(file: Path) -> Path:
    if file.suffix.lower() != ".xlsx":
        raise Problem(f"Tên tệp {file.name} không tận cùng bằng .xlsx.", "Đặt tên tệp có đuôi .xlsx rồi làm lại.")
    if not file.parent.is_dir():
        raise Problem(f"Không có thư mục {file.parent}.", "Tạo thư mục đó trước, hoặc chọn thư mục khác.")
    return file


# --- in ---------------------------------------------------------------------------------------------------------------


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="LOẠI", help="loại hồ sơ (xem lệnh kinds)")
    parser.add_argument("file", type=Path, metavar="TỆP.xlsx", help=f"sổ Excel, tên cột như trong sổ. {_NO_SECRETS}")
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem từng dòng sẽ thành gì, không ghi")
    parser.add_argument(
        "--rejects",
        type=Path,
        metavar="TỆP.xlsx",
        help="nhập các dòng đúng, ghi các dòng sai kèm lý do vào tệp này (không ghi: sai một dòng thì không nhập gì)",
    )
    parser.add_argument("--sheet", default="", metavar="TÊN", help="trang tính (mặc định: trang đầu)")
    parser.add_argument("--draft", action="store_true", help="dòng chưa đủ thì lưu nháp")


def _import(store: Store, asked: Namespace) -> Said:
    kind = kind_named(asked.kind)
    rejects = _workbook(asked.rejects) if asked.rejects else None
    wish = Wish(asked.sheet, look_only=asked.dry_run, sound_rows=rejects is not None, as_draft=asked.draft)
    done = import_sheet(store, kind, asked.file, wish)
    if rejects and done.refused():
        write_refused(done, rejects)
    status = DONE if not done.refused() else WITH_REJECTS if asked.dry_run or rejects else REFUSED
    problems = (_refusal(done),) if status == REFUSED else ()
    return Said(_json(done), _text(done, look_only=asked.dry_run, rejects=rejects), status, problems)


def _refusal(done: Imported) -> Problem:
    return Problem(
        f"Có {len(done.refused())} dòng chưa nhập được nên chưa nhập dòng nào.",
        "Sửa các dòng nêu trên rồi nhập lại; hoặc thêm --rejects TỆP.xlsx để nhập các dòng đúng trước.",
    )


def _json(done: Imported) -> dict[str, Any]:
    rows = [{"row": r.row, "what": r.what, "id": r.id, "label": r.label, "words": list(r.words)} for r in done.rows]
    said = {"import": done.number or None, "sheet": done.sheet.name, "head_row": done.head_row, "rows": rows}
    return said | {"unknown_columns": list(done.unknown), "counts": done.counts()}


def _text(done: Imported, *, look_only: bool, rejects: Path | None) -> str:
    worth = [row for row in done.rows if row.words]
    lines = [_line(row) for row in worth[:_MOST_LINES]]
    lines += [f"… và {len(worth) - _MOST_LINES} dòng nữa; xem đủ bằng --json."] if len(worth) > _MOST_LINES else []
    if done.begun:
        lines.append(f"Cột được hiểu: {', '.join(f'“{head}” là “{label}”' for head, label in done.begun)}.")
    if done.unknown:
        lines.append(f"Cột không nhập: {', '.join(f'“{head}”' for head in done.unknown)}.")
    counted = (
        ", ".join(f"{count} {WHAT_WORDS[what]}" for what, count in done.counts().items() if count)
        or "không có dòng nào"
    )
    lines.append(f"Trang tính “{done.sheet.name}”: {counted}.")
    if done.sheet.others:
        lines.append(
            f"Trang tính không đọc: {', '.join(f'“{name}”' for name in done.sheet.others)} (chọn bằng --sheet)."
        )
    if done.number:
        lines.append(f"Đã nhập, lần số {done.number}. Hoàn tác: undo-import {done.number}.")
    elif look_only:
        lines.append("Mới xem trước, chưa ghi gì.")
    if rejects and done.refused():
        lines.append(f"Các dòng chưa nhập, kèm lý do: {rejects}. {NOT_LOCKED}")
    return "\n".join(lines)


def _line(row: RowSaid) -> str:
    named = f" {row.label}" if row.label else ""
    return f"Dòng {row.row}, {WHAT_WORDS[row.what]}{named}: {' '.join(row.words)}"


# --- and back ---------------------------------------------------------------------------------------------------------


def _undo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "number", type=int, nargs="?", metavar="SỐ", help="lần nhập; không ghi thì liệt kê các lần nhập"
    )


def _undo(store: Store, asked: Namespace) -> Said:
    if asked.number is None:
        found = imports(store)
        rows = ((str(i.number), i.at[:10], i.kind, str(i.count), i.file, i.undone_at[:10]) for i in found)
        heads = ("Lần", "Ngày", "Loại", "Số hồ sơ", "Tệp", "Hoàn tác ngày")
        return Said([vars(i) for i in found], table(heads, rows) if found else "Chưa nhập lần nào từ Excel.")
    touched = undo_import(store, asked.number)
    said = f"Đã hoàn tác lần nhập số {asked.number}: {touched.count} hồ sơ trở lại như trước."
    return Said({"undone": asked.number, "records": touched.count}, said)


VERBS = (
    Verb("import", "nhập một sổ Excel, xem trước, hoàn tác được", _import_arguments, _import),
    Verb("undo-import", "hoàn tác một lần nhập Excel khi chưa xuất gói nào", _undo_arguments, _undo),
    Verb("export-excel", "ghi danh sách hồ sơ ra tệp Excel", _export_arguments, _export),
)
