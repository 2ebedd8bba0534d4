"""Bundles in folders that something else carries: a network share, a synchronised folder.

The system's notices of changes do not come from shares, so a folder is looked into again and again, less often while it
cannot be reached. Looking touches the folder alone and may take as long as a dead drive pleases: it belongs on a thread
of its own. What is new is told; it is received when a person says so, or has said so once for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.bundles.envelope import Head
from app.bundles.wholeness import whole_head
from app.ports import Store
from app.problems import Problem, os_said
from app.usecases.keys import enrolled, is_own_key
from app.usecases.receiving import receive
from app.usecases.receiving_many import TakenFile, sentence
from app.vietnamese import show_number, visible

FOLDERS = "watched_folders"  # setting: the folders that are watched
BY_ITSELF = "watched_are_received"  # setting: whether what is new is received without asking
_CARRIED = "carried"  # setting: files taken from such folders, “bundle/part”, newest last
_REMEMBERED = 5_000
Say = Callable[[str], None]
SHORTEST, LONGEST = 20.0, 600.0  # seconds between two looks


@dataclass(frozen=True)
class Found:
    """A whole bundle that lies in a folder, and what it says of itself."""

    path: Path
    head: Head

    def key(self) -> str:
        return f"{self.head.bundle}/{self.head.part}"


@dataclass(frozen=True)
class Glance:
    """What a look into a folder showed; `fault` says why there was nothing to see."""

    found: tuple[Found, ...] = ()
    unfinished: int = 0
    fault: str = ""


@dataclass(frozen=True)
class News:
    """What can be received now, and what nobody here has the sender's key card for; `names` are those of signers."""

    new: tuple[Found, ...] = ()
    strangers: tuple[Found, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def words(self) -> str:
        """Say what waits in a sentence; "" when nothing does."""
        senders = ", ".join(sorted({self.names.get(found.head.signer, found.head.unit) for found in self.new}))
        said = [f"Có {show_number(len(self.new))} gói mới của {senders}."] if self.new else []
        if self.strangers:
            unknown = ", ".join(sorted({found.head.unit for found in self.strangers}))
            said.append(f"Có {show_number(len(self.strangers))} gói của nơi chưa ghi danh khóa: {unknown}.")
        return " ".join(said)


class Folder:
    """A folder that is looked into often: what was read once is not read again while its size and time stay."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: dict[tuple[str, int, int], Head] = {}

    def look(self) -> Glance:
        """Return the whole bundles that lie there. Never raises for what a drive or a network does."""
        try:
            files = sorted(path for path in self.path.iterdir() if path.suffix.lower() == ".stp")
        except OSError as error:
            return Glance(fault=f"Không mở được thư mục {self.path}: {os_said(error)}.")
        heads = [(path, self._head(path)) for path in files]
        found = tuple(Found(path, head) for path, head in heads if head)
        return Glance(found, len(heads) - len(found))

    def _head(self, path: Path) -> Head | None:
        try:
            stat = path.stat()
            key = (path.name, stat.st_size, stat.st_mtime_ns)
            head = self._read.get(key) or whole_head(path)
        except OSError:  # taken away or still being written: the next look will tell
            return None
        if head:
            self._read[key] = head
        return head


def found_in(file: Path) -> Found | None:
    """Return a file as a bundle, None when it is no whole one; raises OSError when it cannot be read."""
    head = whole_head(file)
    return Found(file, head) if head else None


def pause_after(pause: float, glance: Glance) -> float:
    """Return how long to wait before the next look: twice as long each time a folder cannot be reached."""
    return min(max(pause, SHORTEST) * 2, LONGEST) if glance.fault else SHORTEST


def news(store: Store, found: Iterable[Found]) -> News:
    """Sort out what a look showed: what is for us, not from us, and not taken before."""
    taken = {f"{row['bundle']}/1" for row in store.notes("received_bundle")} | set(store.setting(_CARRIED, []))
    ours = [
        one
        for one in sorted(found, key=lambda one: (one.head.bundle, one.head.part))  # ids are UUIDv7
        if one.key() not in taken
        and not is_own_key(store, one.head.signer)
        and any(is_own_key(store, reader) for reader in one.head.to)
    ]
    names = {card.key(): card.name for card in enrolled(store)} if ours else {}
    new = tuple(one for one in ours if one.head.signer in names)
    return News(new, tuple(one for one in ours if one.head.signer not in names), names)


def take(
    store: Store,
    found: Sequence[Found],
    *,
    receipts_to: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> list[TakenFile]:
    """Receive files one by one, oldest first, receipts beside them; a bad file is told and the next one taken."""
    results = []
    for one in found:
        say(f"Đang nhận {visible(one.path.name)} của đơn vị {one.head.unit}…")
        try:
            received = receive(store, one.path, receipts_to=receipts_to)
        except Problem as problem:
            results.append(TakenFile(visible(one.path.name), one.head.unit, str(problem)))
            continue
        _remember(store, one)
        receipt = received.receipt_file.path.name if received.receipt_file else ""
        results.append(TakenFile(visible(one.path.name), received.unit_name, sentence(received), received, receipt))
    return results


def _remember(store: Store, one: Found) -> None:
    kept = [key for key in store.setting(_CARRIED, []) if key != one.key()]
    store.set_setting(_CARRIED, [*kept, one.key()][-_REMEMBERED:])


def watched(store: Store) -> list[Path]:
    return [Path(folder) for folder in store.setting(FOLDERS, [])]


def watch(store: Store, folder: Path) -> None:
    """Look into a folder from now on, as long as a window is open."""
    if folder not in watched(store):
        store.set_setting(FOLDERS, [str(path) for path in (*watched(store), folder)])


def unwatch(store: Store, folder: Path) -> None:
    store.set_setting(FOLDERS, [str(path) for path in watched(store) if path != folder])
