"""The verbs between the PCs of one unit, for what they do not agree on, and for what is given back after a loss."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from app.bundles.keys import fingerprint
from app.ports import Store
from app.problems import Problem, os_said
from app.records.conflicts import Conflict
from app.usecases import giving_back, peers
from app.usecases.conflicts import KEPT, LOST, NEW, Explained, decide, explain, open_conflicts, value_typed
from app.usecases.quarantine import retry_quarantine
from ui.verbs.base import Said, Verb, no_arguments
from ui.verbs.handing import carrier_on, check_sheet_folder, first_line, sheet_argument, with_sheet

# --- joining ----------------------------------------------------------------------------------------------------------


def _card_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help="nơi ghi thẻ khóa của máy này")
    parser.add_argument("--name", required=True, metavar="TÊN", help="tên để phân biệt các máy của đơn vị")


def _card(store: Store, asked: Namespace) -> Said:
    name, data = peers.pc_card_file(store, asked.name)
    try:
        (asked.to / name).write_bytes(data)
    except OSError as error:
        raise Problem(f"Không ghi được thẻ khóa vào {asked.to}: {os_said(error)}.", "Chọn thư mục khác.") from error
    return Said({"card_file": str(asked.to / name)}, f"Thẻ khóa của máy này: {asked.to / name}")


def _join_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="thẻ khóa của máy kia")
    parser.add_argument("--checked-by", required=True, metavar="TÊN", help="người đã đối chiếu dãy số của hai máy")
    parser.add_argument("--new", action="store_true", help="máy này mới: lấy sổ của máy kia làm sổ của mình")


def _join(store: Store, asked: Namespace) -> Said:
    try:
        data = asked.file.read_bytes()
    except OSError as error:
        raise Problem(f"Không đọc được thẻ khóa {asked.file}: {os_said(error)}.", "Kiểm tra đường dẫn.") from error
    joined = (peers.join if asked.new else peers.add_peer)(store, data, checked_by=asked.checked_by)
    text = f"Đã ghép với {joined.name}: {fingerprint(joined)}. Xuất gói cho máy kia bằng lệnh peer-export."
    return Said({"key": joined.key(), "name": joined.name, "fingerprint": fingerprint(joined)}, text)


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help="USB hoặc thư mục chung")
    sheet_argument(parser)


def _export(store: Store, asked: Namespace) -> Said:
    check_sheet_folder(asked)
    done = peers.export_peer(store, asked.to, carrier=carrier_on(asked.to))
    result = {"bundle": done.bundle, "number": done.number, "file": str(done.file.path), "counts": done.counts}
    text = f"Đã ghi {sum(done.counts.values())} hồ sơ cho {', '.join(done.readers)}.\nTệp: {done.file.path}"
    return with_sheet(store, asked, Said(result | {"readers": list(done.readers)}, text), bundle=done.bundle)


# --- conflicts --------------------------------------------------------------------------------------------------------


def _conflicts_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--decide", default="", metavar="MÃ", help="chọn cho một mục (xem mã trong danh sách)")
    parser.add_argument(
        "--keep", default=KEPT, choices=(KEPT, LOST, NEW), help="đang dùng, giá trị kia, hay giá trị khác"
    )
    parser.add_argument("--value", default="", metavar="CHỮ", help="giá trị khác, khi --keep new")


def _conflicts(store: Store, asked: Namespace) -> Said:
    if asked.decide:
        conflict = store.get(Conflict, asked.decide)
        decide(store, conflict, asked.keep, value_typed(conflict, asked.value) if asked.keep == NEW else None)
        return Said({"decided": asked.decide, "keep": asked.keep}, "Đã ghi lựa chọn vào hồ sơ.")
    shown = [explain(store, conflict) for conflict in open_conflicts(store)]
    text = "\n".join(_words(one) for one in shown) or "Không có giá trị nào chờ chọn."
    return Said([_json(one) for one in shown], text)


def _json(one: Explained) -> dict[str, Any]:
    sides = {
        name: {"words": side.words, "at": side.at.isoformat(timespec="seconds"), "pc": side.pc, "by": side.by}
        for name, side in (("kept", one.kept), ("lost", one.lost))
    }
    found = one.conflict
    said = {"id": found.id, "kind": found.of_table, "record": found.of_record, "field": found.field_name}
    return said | sides | {"before": one.before}


def _words(one: Explained) -> str:
    sides = (("đang dùng", one.kept), ("giá trị kia", one.lost))
    lines = [f"{one.conflict.id}: {one.record}, ô “{one.field}”"]
    lines += [f"  {name}: {side.words or 'trống'} ({_who(side.pc, side.by)}{side.at:%d/%m/%Y})" for name, side in sides]
    return "\n".join(lines + ([] if one.before is None else [f"  trước đó: {one.before or 'trống'}"]))


def _who(pc: str, by: str) -> str:
    return "".join(f"{word}, " for word in (by, pc) if word)


# --- after a loss -----------------------------------------------------------------------------------------------------


def _give_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("unit", metavar="MÃ_ĐƠN_VỊ", help="đơn vị mất máy")
    parser.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help="nơi ghi tệp trả lại")
    sheet_argument(parser)


def _give(store: Store, asked: Namespace) -> Said:
    check_sheet_folder(asked)
    done = giving_back.give_back(store, asked.unit, asked.to, carrier=carrier_on(asked.to))
    result = {"file": str(done.file.path), "made_at": done.made_at, "card": done.card.key()}
    text = f"Đã ghi phần niêm phong ngày {done.made_at[:10]} cho {done.card.name}.\nTệp: {done.file.path}"
    if done.post:
        result["post"] = str(done.post.path)
        text += f"\nBưu phẩm cùng nội dung cho nơi chuyển tiếp: {done.post.path}"
    return with_sheet(store, asked, Said(result, text), bundle=done.bundle)


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP.stp", help="tệp do nơi nhận trả lại")
    parser.add_argument("--code-file", type=Path, required=True, metavar="TỆP", help="tệp chứa mã khôi phục ở dòng đầu")


def _restore(store: Store, asked: Namespace) -> Said:
    code = first_line(asked.code_file, "mã khôi phục")
    done = giving_back.restore_from_sealed(store, asked.file, code)
    result = {"sent": done.sent, "new": sum(done.new.values()), "changed": done.changed, "same": done.same}
    text = f"Đã lấy lại {done.accepted()} hồ sơ; {done.same} hồ sơ đã có sẵn, {len(done.refused)} chưa đọc được."
    return Said(result | {"refused": len(done.refused)}, text)


def _retry(store: Store, _: Namespace) -> Said:
    done = retry_quarantine(store)
    return Said({"taken": done.taken, "left": done.left}, f"Đã nhận {done.taken} hồ sơ, còn {done.left} chưa đọc được.")


VERBS = (
    Verb("peer-card", "ghi thẻ khóa của máy này cho máy khác cùng đơn vị", _card_arguments, _card),
    Verb("peer-join", "ghép với một máy khác của cùng đơn vị", _join_arguments, _join),
    Verb("peer-export", "xuất gói đầy đủ cho các máy khác của đơn vị", _export_arguments, _export),
    Verb("conflicts", "các giá trị hai máy ghi khác nhau, chờ chọn", _conflicts_arguments, _conflicts),
    Verb("give-back", "trả lại phần niêm phong cho đơn vị mất máy", _give_arguments, _give),
    Verb("restore-sealed", "lấy lại hồ sơ từ phần niêm phong được trả lại", _restore_arguments, _restore),
    Verb("retry-quarantine", "nhận lại các dòng để riêng, sau khi nâng cấp", no_arguments, _retry),
)
