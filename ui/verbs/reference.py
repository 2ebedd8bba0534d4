"""The verbs of reference data: composed and written at the office above, shown, applied and undone below."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from app.ports import Store
from app.problems import Problem
from app.usecases.reference_checking import KIND_WORDS
from app.usecases.reference_composing import SetWritten, Wish, compose, write_set
from app.usecases.reference_differences import SAME, Difference, differences
from app.usecases.reference_records import RECORDS
from app.usecases.reference_sets import ReferenceSet, apply_set, set_named, sets, undo_set, unusable
from app.usecases.reference_tables import announcement, read_folder
from app.vietnamese import show_number
from ui.verbs.base import DONE, WITH_REJECTS, Said, Verb, table

# --- composed ---------------------------------------------------------------------------------------------------------


def _compose_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--title", required=True, metavar="TÊN", help="bộ này có gì mới")
    parser.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help="USB hoặc thư mục đặt gói")
    parser.add_argument(
        "--from", dest="source", type=Path, metavar="THƯ_MỤC", help="thư mục tệp, xếp như thư mục resources"
    )
    parser.add_argument(
        "--announce", type=Path, action="append", default=[], metavar="TỆP", help="tệp chữ, dòng đầu là tiêu đề"
    )
    parser.add_argument("--retire", action="append", default=[], metavar="LOẠI:MÃ", help="mẫu, gói, đơn vị… thôi dùng")
    parser.add_argument(
        "--records", default="all", metavar="LOẠI,…", help="loại hồ sơ gửi kèm, none là không (mặc định: tất cả)"
    )


def _compose(store: Store, asked: Namespace) -> Said:
    items = [*(read_folder(asked.source) if asked.source else ()), *map(_announced, asked.announce)]
    wish = Wish(asked.title, items, tuple(map(_retired, asked.retire)), _kinds(asked.records))
    if not asked.to.is_dir():
        raise Problem(f"Không có thư mục {asked.to}.", "Cắm USB hoặc tạo thư mục đó rồi làm lại.")
    made = compose(store, wish)
    return _written(made, write_set(store, made.set_id, asked.to))


def _announced(file: Path) -> Any:
    try:
        return announcement(file.stem, file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"Không đọc được tệp thông báo {file}.", "Kiểm tra đường dẫn; tệp phải là chữ UTF-8.") from error


def _retired(said: str) -> tuple[str, str]:
    kind, colon, name = said.partition(":")
    if not colon or kind not in dict(KIND_WORDS):
        raise Problem(f"Không hiểu “{said}”.", f"Viết LOẠI:MÃ với loại là một trong: {', '.join(dict(KIND_WORDS))}.")
    return kind, name


def _kinds(said: str) -> tuple[Any, ...]:
    wanted = {"all": [kind.table for kind in RECORDS], "none": []}.get(said, said.split(","))
    known = {kind.table: kind for kind in RECORDS}
    if unknown := [name for name in wanted if name not in known]:
        raise Problem(f"Loại hồ sơ “{unknown[0]}” không gửi xuống được.", f"Các loại: {', '.join(known)}.")
    return tuple(known[name] for name in wanted)


def _written(chosen: ReferenceSet, done: SetWritten) -> Said:
    result = _set(chosen) | {
        "file": str(done.file.path),
        "sha256": done.file.sha256,
        "readers": done.readers,
        "items": done.items,
        "records": done.records,
    }
    text = (
        f"Đã ghi {chosen.name()} cho {show_number(done.readers)} đơn vị: {show_number(done.items)} mục, "
        f"{show_number(done.records)} hồ sơ; đã đọc lại kiểm tra, có thể rút USB.\nTệp: {done.file.path}"
    )
    return Said(result, text)


def _send_arguments(parser: ArgumentParser) -> None:
    _id_argument(parser)
    parser.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help="USB hoặc thư mục đặt gói")


def _send(store: Store, asked: Namespace) -> Said:
    chosen = set_named(store, asked.id)
    return _written(chosen, write_set(store, chosen.set_id, asked.to))


# --- shown ------------------------------------------------------------------------------------------------------------


def _id_argument(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="BỘ", help="số hoặc mã của bộ dữ liệu (xem lệnh reference)")


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "id", nargs="?", default="", metavar="BỘ", help="xem bộ này khác gì; bỏ trống thì liệt kê các bộ"
    )


def _show(store: Store, asked: Namespace) -> Said:
    return _differences(store, set_named(store, asked.id)) if asked.id else _list(store)


def _list(store: Store) -> Said:
    found = sets(store)
    faults = [{"kind": kind, "name": name, "reason": reason} for kind, name, reason in unusable(store)]
    rows = ((str(one.version), one.unit, one.title, _state(one), one.set_id) for one in found)
    text = (
        table(("Bộ số", "Nơi lập", "Tên", "Tình trạng", "Mã"), rows) if found else "Chưa có bộ dữ liệu tham chiếu nào."
    )
    text += "".join(f"\nKhông dùng được với bản chương trình này: {one['reason']}" for one in faults)
    return Said({"sets": [_set(one) for one in found], "unusable": faults}, text)


def _differences(store: Store, chosen: ReferenceSet) -> Said:
    found = differences(store, chosen.set_id)
    rows = ((one.words(), one.kind, one.label, one.detail) for one in found if one.what != SAME)
    same = sum(one.what == SAME for one in found)
    text = f"{chosen.name()}\n" + table(("", "Loại", "Tên", "Khác"), rows) + f"\nNhư cũ: {show_number(same)}."
    return Said(_set(chosen) | {"differences": [_difference(one) for one in found]}, text)


def _difference(one: Difference) -> dict[str, str]:
    return {"what": one.what, "kind": one.kind, "name": one.name, "label": one.label, "detail": one.detail}


def _set(one: ReferenceSet) -> dict[str, Any]:
    return {
        "set": one.set_id,
        "unit": one.unit,
        "version": one.version,
        "title": one.title,
        "composed_at": one.composed_at,
        "state": one.state,
        "applied_at": one.applied_at,
    }


def _state(one: ReferenceSet) -> str:
    return f"đang dùng từ {one.applied_at}" if one.place else "chưa áp dụng"


# --- one step there, one step back ------------------------------------------------------------------------------------


def _apply(store: Store, asked: Namespace) -> Said:
    chosen = set_named(store, asked.id)
    touched = apply_set(store, chosen.set_id)
    left = unusable(store)
    said = f"Đã áp dụng {chosen.name()}: {show_number(touched.count)} hồ sơ đổi. Hoàn tác bằng lệnh undo-reference."
    return Said(
        _set(set_named(store, chosen.set_id)) | {"records": touched.count}, said, WITH_REJECTS if left else DONE
    )


def _undo(store: Store, asked: Namespace) -> Said:
    chosen = set_named(store, asked.id)
    undo_set(store, chosen.set_id)
    return Said(_set(set_named(store, chosen.set_id)), f"Đã hoàn tác {chosen.name()}; mọi thứ trở lại như trước.")


VERBS = (
    Verb("compose-reference", "lập bộ dữ liệu tham chiếu, ký và ghi ra USB", _compose_arguments, _compose),
    Verb("send-reference", "ghi lại một bộ dữ liệu tham chiếu đã lập", _send_arguments, _send),
    Verb("reference", "các bộ dữ liệu tham chiếu, một bộ khác gì hiện nay", _show_arguments, _show),
    Verb("apply-reference", "áp dụng một bộ dữ liệu tham chiếu", _id_argument, _apply),
    Verb("undo-reference", "hoàn tác bộ dữ liệu tham chiếu áp dụng sau cùng", _id_argument, _undo),
)
