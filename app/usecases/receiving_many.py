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
from app.problems import Problem
from app.usecases import received_words
from app.usecases.keys import trusted
from app.usecases.receiving import Received, receive, write_answer
from app.vietnamese import show_number

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


def receive_folder(store: Store, folder: Path, *, say: Callable[[str], None] = lambda _: None) -> list[TakenFile]:
    """Receive every bundle of a folder, whoever wrote it; a bad file is told and the next one is taken.

    A register gets one receipt, for its newest bundle, written into the folder; an older bundle of which something was
    refused gets its own too. What we wrote for others and lies there is passed over. Raises Problem when there is
    nothing to take, or a receipt cannot be written; what was taken by then stays taken and is receipted the next time.
    """
    found, results = _heads(store, folder)
    for group in _groups(found):
        results += _register(store, folder, group, say)
    if not results:
        raise Problem(f"Không thấy gói nào trong thư mục {folder.name}.", "Chọn thư mục có tệp đuôi .stp trên USB.")
    return results


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
            faulty.append(TakenFile(path.name, "", str(problem)))
            continue
        if head.unit != store.unit or head.kind not in _OURS:
            found.append((path, head))
    return found, faulty


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() == ".stp")
    except OSError as error:
        raise Problem(
            f"Không đọc được thư mục {folder.name}: {error.strerror}.", "Cắm lại USB rồi chọn lại thư mục."
        ) from error


def _register(
    store: Store, folder: Path, files: Sequence[tuple[Path, Head]], say: Callable[[str], None]
) -> list[TakenFile]:
    """Receive the files of one register, oldest first, then write its receipts."""
    results = []
    for path, head in files:
        say(f"Đang nhận {path.name} của đơn vị {head.unit}…")
        try:
            received = receive(store, path, with_receipt=False)
        except Problem as problem:
            results.append(TakenFile(path.name, head.unit, str(problem)))
            continue
        answers = received.receipt_file.path.name if received.receipt_file else ""
        results.append(TakenFile(path.name, received.unit_name, sentence(received), received, answers))
    return list(_receipted(store, folder, files[0][1].signer, results))


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
        return f"Biên nhận số {show_number(received.acknowledged.number)} của {received.acknowledged.receiver_name}."
    if received.letters is not None:
        return received_words.of_post(received.letters)
    if received.reference:
        return received_words.of_reference(received.reference)
    receipt = received.receipt
    if receipt is None:  # another computer of our own office wrote it
        return "Đã nhập dữ liệu từ máy khác của đơn vị mình."
    said = (
        f"Gửi {show_number(receipt.sent)}: {show_number(receipt.new)} mới, {show_number(receipt.changed)} sửa, "
        f"{show_number(receipt.same)} như cũ, {show_number(len(receipt.refused))} trả lại."
    )
    return f"{said}{_lacking(receipt)}"


def _lacking(receipt: Receipt) -> str:
    said = " Thiếu gói ở giữa: đề nghị xuất gói đầy đủ." if receipt.missing else ""
    files = f" Thiếu {show_number(len(receipt.missing_blobs))} tệp đính kèm." if receipt.missing_blobs else ""
    return said + files + (" Gói này đã nhận trước đây." if receipt.already else "")
