"""The verbs of keys: who may send and who may read, new keys for this office, and who keeps copies of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from app.bundles.keys import KeyCard, fingerprint
from app.ports import Store
from app.problems import Problem, os_said
from app.usecases import key_custody, keys
from app.usecases.key_change import REASONS, replace_keys
from app.vietnamese import tidy
from ui.verbs.base import Said, Verb, table
from ui.verbs.handing import first_line

# --- cards of others, and ours for them -------------------------------------------------------------------------------


def _enroll_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="thẻ khóa của đơn vị kia")
    parser.add_argument("--checked-by", default="", metavar="TÊN", help="người đã đối chiếu dãy số qua điện thoại")


def _enroll(store: Store, asked: Namespace) -> Said:
    try:
        data = asked.file.read_bytes()
    except OSError as error:
        raise Problem(f"Không đọc được thẻ khóa {asked.file}: {os_said(error)}.", "Kiểm tra đường dẫn.") from error
    card = keys.enroll(store, data, checked_by=asked.checked_by)
    return Said(_card(card), f"Đã ghi danh khóa {card.key()} của {card.name}: {fingerprint(card)}.")


def _keys_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--card-to", type=Path, metavar="THƯ_MỤC", help="ghi thẻ khóa của sổ này ra thư mục")


def _keys(store: Store, asked: Namespace) -> Said:
    own = keys.own_card(store)
    result: dict[str, Any] = {"own": _card(own), "enrolled": [_card(card) for card in keys.enrolled(store)]}
    lines = [f"Khóa của sổ này: {own.key()}, dãy số {fingerprint(own)}"]
    lines += [f"{card.unit} {card.name}: {card.key()}, dãy số {fingerprint(card)}" for card in keys.enrolled(store)]
    if asked.card_to:
        result["card_file"] = str(write_card_file(store, asked.card_to))
        lines.append(f"Thẻ khóa: {result['card_file']}")
    return Said(result, "\n".join(lines))


def write_card_file(store: Store, folder: Path) -> Path:
    """Write our key card into a folder; a card holds nothing secret, so writing it again is harmless."""
    name, data = keys.card_file(store)
    try:
        (folder / name).write_bytes(data)
    except OSError as error:
        raise Problem(f"Không ghi được thẻ khóa vào {folder}: {os_said(error)}.", "Chọn thư mục khác.") from error
    return folder / name


def _card(card: KeyCard) -> dict[str, str]:
    return {"key": card.key(), "unit": card.unit, "name": card.name, "fingerprint": fingerprint(card)}


def _revoke_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("key", metavar="KHÓA", help="khóa thôi tin (xem lệnh keys)")
    parser.add_argument("--why", default="", metavar="LÝ_DO", help="lý do, báo cho đơn vị đó cùng biên nhận")


def _revoke(store: Store, asked: Namespace) -> Said:
    keys.revoke(store, asked.key, tidy(asked.why))
    return Said(
        {"revoked": asked.key, "why": tidy(asked.why)}, f"Từ nay không tin khóa {asked.key}; những gì đã nhận vẫn giữ."
    )


# --- keys of our own: new ones, and who keeps a copy of them ----------------------------------------------------------


def _change_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help="nơi ghi tin về khóa mới cho các nơi")
    said = "; ".join(f"{code}: {words}" for code, words in REASONS.items())
    parser.add_argument("--why", required=True, choices=tuple(REASONS), help=f"lý do ({said})")


def _change(store: Store, asked: Namespace) -> Said:
    before = keys.own_card_key(store)
    done = replace_keys(store, _folder(asked.to), asked.why)
    files = [str(written.path) for written in done.files]
    result = {"card": _card(done.card), "withdrawn": before, "files": files, "readers": list(done.readers)}
    lines = [f"Khóa mới: {done.card.key()}, dãy số {fingerprint(done.card)}. Khóa cũ {before} đã thu hồi."]
    lines += [f"Tin về khóa cho {', '.join(done.readers)}: {file}" for file in files]
    if not files:
        lines.append("Ghi thẻ mới (keys --card-to), gửi cho từng nơi và đối chiếu lại dãy số qua điện thoại.")
    return Said(result, "\n".join(lines))


def _hand_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="TÊN", help="họ và tên người giữ khóa")
    parser.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help="USB của người giữ khóa")


def _hand(store: Store, asked: Namespace) -> Said:
    done = key_custody.hand_copy(store, asked.name, _folder(asked.to))
    result = {"name": done.name, "file": str(done.file.path), "code": done.code}
    return Said(
        result,
        f"Đã ghi bản khóa cho {done.name}: {done.file.path}\n"
        f"Mã mở tệp, chỉ hiện một lần, chép ra giấy và cất khác chỗ với USB: {done.code}",
    )


def _custodians_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--strike", default="", metavar="MÃ", help="xóa tên một người đã trả, hoặc làm mất bản khóa")


def _custodians(store: Store, asked: Namespace) -> Said:
    if asked.strike:
        key_custody.forget(store, _custodian(store, asked.strike))
    rows, lacking = key_custody.custodians(store), key_custody.lacking(store)
    shown = (
        (row["name"], row["at"][:10], "khóa đang dùng" if row["present"] else "khóa cũ", row["id"]) for row in rows
    )
    text = table(("Người giữ", "Giao ngày", "Bản của", "Mã"), shown) if rows else "Chưa giao bản khóa cho ai."
    text += f"\nCòn thiếu {lacking} người giữ khóa đang dùng." if lacking else ""
    return Said({"custodians": rows, "lacking": lacking}, text)


def _custodian(store: Store, id: str) -> dict[str, Any]:
    found = next((row for row in key_custody.custodians(store) if row["id"] == id), None)
    if found is None:
        raise Problem(f"Không có người giữ khóa mã {id}.", "Xem mã bằng lệnh custodians.")
    return found


def _take_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP.age", help="bản khóa của một người giữ")
    parser.add_argument(
        "--code-file", type=Path, required=True, metavar="TỆP", help="tệp chứa mã của người đó ở dòng đầu"
    )


def _take(store: Store, asked: Namespace) -> Said:
    try:
        data = asked.file.read_bytes()
    except OSError as error:
        raise Problem(f"Không đọc được bản khóa {asked.file}: {os_said(error)}.", "Cắm lại USB rồi làm lại.") from error
    key = key_custody.take_copy(store, data, first_line(asked.code_file, "mã mở bản khóa"))
    return Said({"key": key}, f"Đã lấy lại khóa {key}; các đơn vị không phải ghi danh lại.")


def _folder(folder: Path) -> Path:
    if not folder.is_dir():
        raise Problem(f"Không có thư mục {folder}.", "Tạo thư mục đó, hoặc cắm lại USB.")
    return folder


VERBS = (
    Verb("enroll", "ghi danh thẻ khóa của đơn vị khác", _enroll_arguments, _enroll),
    Verb("keys", "khóa của sổ này và các khóa đã ghi danh", _keys_arguments, _keys),
    Verb("revoke", "thôi tin một khóa", _revoke_arguments, _revoke),
    Verb("change-keys", "đổi khóa, hoặc chuyển sang máy khác: khóa mới, thu hồi khóa cũ", _change_arguments, _change),
    Verb("hand-keys", "giao một bản khóa của nơi nhận cho người giữ", _hand_arguments, _hand),
    Verb("custodians", "những người giữ bản khóa", _custodians_arguments, _custodians),
    Verb("take-keys", "lấy lại khóa từ bản của một người giữ, vào sổ mới tạo", _take_arguments, _take),
)
