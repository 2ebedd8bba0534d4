"""The verbs of the sync: bundles out and in, and what became of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path
from typing import Any

from app.bundles.policy import RANK, kinds_at
from app.ports import Store
from app.problems import Problem
from app.usecases import received_words, receiving, syncing
from app.usecases.receiving import Received
from app.usecases.relaying import TakenLetter
from app.usecases.states import SYNC_STATES, Progressing
from app.vietnamese import visible
from ui.verbs.base import DONE, REFUSED, WITH_REJECTS, Said, Verb, no_arguments, table
from ui.verbs.handing import carrier_on, check_sheet_folder, sheet_argument, with_sheet

# --- export -----------------------------------------------------------------------------------------------------------


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help="USB hoặc thư mục đặt gói")
    parser.add_argument("--level", default="", choices=tuple(RANK), help="mức dữ liệu, không cao hơn tuyến gửi")
    parser.add_argument("--full", action="store_true", help="gửi toàn bộ, kể cả những gì nơi nhận đã có")
    sheet_argument(parser)


def _export(store: Store, asked: Namespace) -> Said:
    check_sheet_folder(asked)
    done = syncing.export_bundle(store, asked.to, level=asked.level, full=asked.full, carrier=carrier_on(asked.to))
    result = {
        "bundle": done.bundle,
        "number": done.number,
        "file": str(done.file.path),
        "sha256": done.file.sha256,
        "size": done.file.size,
        "receiver": done.receiver,
        "level": done.level,
        "counts": done.counts,
        "drafts_kept": done.drafts_kept,
    }
    text = (
        f"Đã ghi xong gói số {done.number} cho {done.receiver} và đọc lại kiểm tra; có thể rút USB.\n"
        f"Tệp: {done.file.path}\n"
        + table(("Loại", "Số hồ sơ"), ((kind.title, str(count)) for kind, count in syncing.kinds_named(done.counts)))
    )
    return with_sheet(store, asked, Said(result, text.rstrip("\n")), bundle=done.bundle, level=done.level)


# --- receive ----------------------------------------------------------------------------------------------------------


def _receive_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="TỆP.stp", help="gói dữ liệu hoặc biên nhận")
    parser.add_argument("--receipts-to", type=Path, metavar="THƯ_MỤC", help="nơi ghi biên nhận (mặc định: cạnh gói)")


def _receive(store: Store, asked: Namespace) -> Said:
    taken, problems = [], []
    for file in asked.files:
        try:
            taken.append((file, _received(store, file, asked.receipts_to)))
        except Problem as problem:
            problems.append(Problem(f"{visible(file.name)}: {problem.message}", problem.remedy))
    rejected = any(_refusals(one) for _, one in taken)
    status = REFUSED if problems else WITH_REJECTS if rejected else DONE
    result = [_received_json(file, one) for file, one in taken]
    return Said(result, "\n".join(_received_text(file, one) for file, one in taken), status, tuple(problems))


def _received(store: Store, file: Path, receipts_to: Path | None) -> Received:
    if not file.is_file():
        raise Problem("không có tệp này.", "Kiểm tra đường dẫn, hoặc cắm lại USB.")
    if receipts_to and not receipts_to.is_dir():
        raise Problem(f"không có thư mục {receipts_to} để ghi biên nhận.", "Tạo thư mục đó, hoặc cắm lại USB.")
    return receiving.receive(store, file, receipts_to=receipts_to)


def _refusals(one: Received) -> int:
    receipt = one.receipt or one.acknowledged
    letters = sum(
        bool(letter.refused) + (_refusals(letter.received) if letter.received else 0) for letter in one.letters or ()
    )
    return letters + (len(receipt.refused) if receipt else 0)


def _received_json(file: Path, one: Received) -> dict[str, Any]:
    receipt = one.receipt or one.acknowledged
    said: dict[str, Any] = {"file": str(file), "unit": one.unit, "kind": _kind(one)}
    if one.letters is not None:
        said["letters"] = [_letter_json(letter) for letter in one.letters]
    if one.reference:
        chosen = one.reference.chosen
        said |= {"set": chosen.set_id, "version": chosen.version, "title": chosen.title, "state": chosen.state}
    if receipt:
        said |= {
            "bundle": receipt.bundle,
            "number": receipt.number,
            "sent": receipt.sent,
            "new": receipt.new,
            "changed": receipt.changed,
            "same": receipt.same,
            "conflicts": receipt.conflicts,
            "refused": [{"kind": r.kind, "id": r.id, "reason": r.reason} for r in receipt.refused],
        }
    if one.receipt_file:
        said["receipt_file"] = str(one.receipt_file.path)
    return said


def _kind(one: Received) -> str:
    if one.letters is not None:
        return "post"
    return "reference" if one.reference else "bundle" if one.receipt else "receipt"


def _letter_json(letter: TakenLetter) -> dict[str, Any]:
    if letter.received:
        return _received_json(Path(letter.file), letter.received)
    kind = "refused" if letter.refused else letter.left or "carried"
    return {"file": letter.file, "unit": letter.author, "kind": kind} | (
        {"reason": letter.refused} if letter.refused else {}
    )


def _received_text(file: Path, one: Received) -> str:
    name = visible(file.name)
    receipt = one.receipt or one.acknowledged
    if one.letters is not None:
        return f"{name}: {received_words.of_post(one.letters)}"
    if one.reference:
        return f"{name}: {received_words.of_reference(one.reference)}"
    if receipt is None:
        return f"{name}: đã nhận của {one.unit_name}."
    if one.acknowledged:
        lines = [f"{name}: biên nhận số {receipt.number} của {receipt.receiver_name}, {receipt.sent} hồ sơ đã đến."]
    else:
        lines = [
            f"{name}: {one.unit_name} gửi {receipt.sent} hồ sơ: {receipt.new} mới, {receipt.changed} sửa, "
            f"{receipt.same} như cũ, {len(receipt.refused)} bị trả lại."
        ]
    lines += [f"  {refused.kind} {refused.id}: {refused.reason}" for refused in receipt.refused]
    if one.receipt_file:
        lines.append(f"  Biên nhận: {one.receipt_file.path}")
    return "\n".join(lines)


# --- sync-status ------------------------------------------------------------------------------------------------------


def _status(store: Store, _: Namespace) -> Said:
    progress = Progressing(store)
    states = [(kind, one, state) for kind in kinds_at("full") for one, state in progress.of(kind).items()]
    counts = Counter(state.code for _, _, state in states)
    result = {
        "unit": store.unit,
        "states": {code: counts[code] for code, _ in SYNC_STATES},
        "records": [{"kind": kind.table, "id": one, "state": s.code, "words": s.words} for kind, one, s in states],
        "sent": store.notes("sent_bundle"),
        "received": store.notes("received_bundle"),
        "quarantined": len(store.notes("quarantine")),
    }
    rows = ((words, str(counts[code])) for code, words in SYNC_STATES if counts[code])
    sent = [f"Gói số {row['number']}, {row['at']}: {_receipt_words(row)}" for row in store.notes("sent_bundle")]
    text = "\n".join([table(("Trạng thái", "Số hồ sơ"), rows), *sent])
    return Said(result, text)


def _receipt_words(row: dict[str, Any]) -> str:
    return f"nơi nhận đã nhận, biên nhận số {row['receipt']}" if row["receipt"] else "chưa có biên nhận"


VERBS = (
    Verb("export", "xuất gói dữ liệu cho nơi nhận", _export_arguments, _export),
    Verb("receive", "nhận gói dữ liệu hoặc biên nhận", _receive_arguments, _receive),
    Verb("sync-status", "hồ sơ nào đã gửi, đã nhận, bị trả lại", no_arguments, _status),
)
