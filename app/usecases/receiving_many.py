"""Many files at once: every bundle in a folder received, one receipt for each register that wrote them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from app.bundles.envelope import Head
from app.bundles.opening import head_of
from app.bundles.receipts import Receipt
from app.ports import Store
from app.problems import Problem, os_said
from app.usecases import received_words
from app.usecases.incoming import Progress
from app.usecases.keys import is_own_key, trusted
from app.usecases.receiving import Received, receive, write_answer
from app.usecases.taking import Outcome
from app.vietnamese import show_number, visible

Say = Callable[[str, int], object]  # hears what is being done, and how far a file is, out of 100
_OURS = ("receipt", "support", "reference")  # what we write for others onto a stick that comes back


@dataclass(frozen=True)
class TakenFile:
    """What became of one file, as a sentence; `received` is nothing when it was refused, with nothing changed."""

    file: str
    unit_name: str
    words: str
    received: Received | None = None
    receipt_file: str = ""

    def sound(self) -> bool:
        """Tell whether the file came whole: taken, nothing refused, nothing lacking."""
        got = self.received
        if got is None or any(letter.refused for letter in got.letters or ()):
            return False
        return got.receipt is None or got.receipt.complete()


def unsaid(*_: object) -> None:
    """Hear what nobody looks at."""


def telling(say: Say, words: str) -> Progress:
    """Return what tells, in words and out of 100, how many lines of a file are taken."""
    return lambda done, total: say(
        f"{words} {show_number(done)} trên {show_number(total)} hồ sơ.", done * 100 // max(total, done, 1)
    )


def receive_folder(store: Store, folder: Path, *, say: Say = unsaid) -> list[TakenFile]:
    """Receive every bundle of a folder, whoever wrote it; a bad file is told and the next one is taken.

    A register gets one receipt, for its newest bundle, written into the folder; an older bundle of which something was
    refused gets its own too. What we wrote for others and lies there is passed over. Raises Problem when there is
    nothing to take, or a receipt cannot be written; what was taken by then stays taken and is receipted the next time.
    """
    found, results = _heads(store, folder)
    for group in _groups(found):
        results += _register(store, folder, group, say)
    if not results:
        raise nothing_there(folder)
    return results


def nothing_there(folder: Path) -> Problem:
    return Problem(
        f"Không thấy gói nào gửi cho đơn vị này trong {folder.name}.", "Chọn USB hoặc thư mục có tệp đuôi .stp."
    )


def in_order(store: Store, folder: Path) -> tuple[list[tuple[Path, Head]], list[TakenFile]]:
    """Return the files of a folder that are for us, in the order in which they are taken, and those that are faulty."""
    found, faulty = _heads(store, folder)
    return [one for group in _groups(found) for one in group], faulty


def _groups(found: Sequence[tuple[Path, Head]]) -> list[list[tuple[Path, Head]]]:
    """Return the files by signing key, all in the order of making: what is signed with new keys follows their news."""
    ordered = sorted(found, key=lambda one: (one[1].signer, one[1].bundle, one[1].part))  # ids are UUIDv7
    groups = [list(group) for _, group in groupby(ordered, key=lambda one: one[1].signer)]
    return sorted(groups, key=lambda group: (group[0][1].unit, group[0][1].bundle))


def _heads(store: Store, folder: Path) -> tuple[list[tuple[Path, Head]], list[TakenFile]]:
    """Return the files with what they say of themselves, and those that are no bundles."""
    found, faulty = [], []
    for path in _files(folder):
        try:
            head = head_of(path)
        except Problem as problem:
            faulty.append(TakenFile(visible(path.name), "", str(problem)))
            continue
        if _for_us(store, head):
            found.append((path, head))
    return found, faulty


def _for_us(store: Store, head: Head) -> bool:
    """Tell whether a file is to be opened here: not what this PC or its unit wrote for others, not others' post."""
    if is_own_key(store, head.signer) or (head.unit == store.unit and head.kind in _OURS):
        return False
    return head.kind == "state" or any(is_own_key(store, key) for key in head.to)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() == ".stp")
    except OSError as error:
        raise Problem(
            f"Không đọc được thư mục {folder.name}: {os_said(error)}.", "Cắm lại USB rồi chọn lại thư mục."
        ) from error


def _register(store: Store, folder: Path, files: Sequence[tuple[Path, Head]], say: Say) -> list[TakenFile]:
    """Receive the files of one register, oldest first, then write its receipts."""
    results = []
    for path, head in files:
        words = f"Đang nhận {visible(path.name)} của đơn vị {head.unit}…"
        say(words, 0)
        try:
            received = receive(store, path, with_receipt=False, progress=telling(say, words))
        except Problem as problem:
            results.append(TakenFile(visible(path.name), claimed_name(store, head), str(problem)))
            continue
        answers = received.receipt_file.path.name if received.receipt_file else ""
        results.append(TakenFile(visible(path.name), received.unit_name, sentence(received), received, answers))
    return list(_receipted(store, folder, files[0][1].signer, results))


def claimed_name(store: Store, head: Head) -> str:
    """Return what people call the unit that a file says it is of, or its code where its key is not a trusted one's."""
    card = trusted(store, head.signer)
    return card.name if card is not None and card.unit == head.unit else head.unit


def _receipted(store: Store, folder: Path, signer: str, results: Sequence[TakenFile]) -> Iterator[TakenFile]:
    last = max((place for place, one in enumerate(results) if one.received and one.received.receipt), default=-1)
    card = trusted(store, signer)
    for place, one in enumerate(results):
        receipt = one.received.receipt if one.received else None
        if receipt and card and (place == last or receipt.refused):
            assert one.received is not None
            written = write_answer(store, folder, one.received, card)
            yield TakenFile(one.file, one.unit_name, one.words, one.received, written.path.name)
        else:
            yield one


def sentence(received: Received) -> str:
    """Say what became of a file: sent = new + changed + same + refused, each with its number."""
    if received.acknowledged:
        return " ".join([_of_receipt(received.acknowledged), *received.news])
    if received.letters is not None:
        return received_words.of_post(received.letters)
    if received.reference:
        return received_words.of_reference(received.reference)
    receipt = received.receipt
    if receipt is None:
        return _without_receipt(received)
    said = (
        f"Gửi {show_number(receipt.sent)}: {show_number(receipt.new)} mới, {show_number(receipt.changed)} sửa, "
        f"{show_number(receipt.same)} như cũ, {show_number(len(receipt.refused))} trả lại."
    )
    return f"{said}{_lacking(receipt)}{ahead(received.outcome)}"


def _of_receipt(receipt: Receipt) -> str:
    """Say what a receipt that came home says, in both directions: what is asked for, and what need not come again."""
    said = f"Biên nhận số {show_number(receipt.number)} của {receipt.receiver_name}: "
    said += f"{show_number(receipt.sent - len(receipt.refused))} hồ sơ đã đến"
    if receipt.refused:
        said += f", {show_number(len(receipt.refused))} bị trả lại; hồ sơ khác không cần gửi lại"
    asked = " Nơi nhận cần gói đầy đủ: xuất lại, gói sau tự gửi đủ." if receipt.missing else ""
    files = f" Nơi nhận cần {show_number(len(receipt.missing_blobs))} tệp đính kèm." if receipt.missing_blobs else ""
    return f"{said}.{asked}{files}"


def _without_receipt(received: Received) -> str:
    """Say what became of a file that is not receipted: of another PC of ours, a further part, news of keys."""
    if received.part > 1:
        return f"Phần {received.part}/{received.parts}: đã nhận tệp đính kèm."
    if received.outcome is None:
        return " ".join(received.news) or "Không có tin nào mới."
    told = received.outcome
    said = (
        f"Máy khác của đơn vị: {show_number(sum(told.new.values()))} hồ sơ mới, {show_number(told.changed)} sửa, "
        f"{show_number(told.same)} như cũ."
    )
    clashes = f" {show_number(len(told.clashes))} ô hai máy ghi khác nhau, chờ chọn." if told.clashes else ""
    return said + clashes + (f" {show_number(len(told.refused))} hồ sơ để riêng." if told.refused else "") + ahead(told)


def ahead(outcome: Outcome | None) -> str:
    """Say that the clock of whoever wrote was far ahead of ours, which went on by its own."""
    if outcome is None or not outcome.ahead:
        return ""
    return " Đồng hồ máy gửi chạy trước máy này hơn một ngày: xem lại ngày giờ của cả hai máy."


def _lacking(receipt: Receipt) -> str:
    said = " Thiếu gói ở giữa: đề nghị xuất gói đầy đủ." if receipt.missing else ""
    files = f" Thiếu {show_number(len(receipt.missing_blobs))} tệp đính kèm." if receipt.missing_blobs else ""
    return said + files + (" Gói này đã nhận trước đây." if receipt.already else "")
