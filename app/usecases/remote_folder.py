"""The folder on a WebDAV server through which an office sends and gets its bundles, when it has internet.

The server is a place like a stick: it sees sealed files and their names, nothing else, and what comes from it is
believed no more than what comes on a stick. Address, name and password lie in the encrypted register.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.ports import Store
from app.problems import Problem, os_said
from app.usecases import watching
from app.usecases.keys import is_own_key
from app.usecases.receiving_many import TakenFile

if TYPE_CHECKING:
    from app.webdav.client import Server

_SETTING = "webdav"
_SEEN = "webdav_seen"  # setting: what of the server's folder was fetched or put there by us, by name: its size and mark
_REMEMBERED = 5_000
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}-[0-9]{8}-[0-9]{4,9}-p[0-9]{1,4}of[0-9]{1,4}\.stp")
_ANSWERS = frozenset(("receipt", "support"))  # kinds that are written in answer to what came
Say = Callable[[str], None]


@dataclass(frozen=True)
class Sent:
    """Names of the files that went up, and of those that were there already."""

    sent: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True)
class Fetched:
    """Files that came down; what of them was received, and the receipts that went up for it."""

    files: tuple[Path, ...]
    taken: tuple[TakenFile, ...] = ()
    receipts: tuple[str, ...] = ()


# --- where it is ------------------------------------------------------------------------------------------------------


def server_of(store: Store) -> Server | None:
    from app.webdav.client import Server

    said: dict[str, Any] | None = store.setting(_SETTING)
    return Server(**said) if said else None


def keep_server(store: Store, url: str, user: str, password: str, ca_file: str = "") -> None:
    """Remember a server; raises Problem unless the way there is safe. An empty password leaves the one that is kept."""
    from app.webdav.client import checked_url

    before = server_of(store)
    password = password or (before.password if before else "")
    store.set_setting(_SETTING, {"url": checked_url(url), "user": user, "password": password, "ca_file": ca_file})


def keep_answering(store: Store, url: str, user: str, password: str, ca_file: str = "") -> int:
    """Remember a server and return how many bundles wait there; one that refuses us is not remembered.

    One that cannot be reached now is, for the network may come back: Interrupted says that it was written down.
    """
    from app.webdav.client import Interrupted

    before = store.setting(_SETTING)
    keep_server(store, url, user, password, ca_file)
    try:
        return waiting(store)
    except Interrupted as broken:
        raise Interrupted(broken.message, f"{broken.remedy} Địa chỉ máy chủ đã được ghi.") from broken
    except Problem:
        store.set_setting(_SETTING, before)
        raise


def forget_server(store: Store) -> None:
    store.set_setting(_SETTING, None)
    store.set_setting(_SEEN, {})


def waiting(store: Store) -> int:
    """Ask the server how many bundles lie there that we neither sent nor fetched; raises Problem."""
    return len(_unseen(store, _folder(store).listed()))


# --- up and down ------------------------------------------------------------------------------------------------------


def send(store: Store, files: Sequence[Path], *, say: Say = lambda _: None) -> Sent:
    """Bring bundles of our own up, verified by reading back; what was broken off goes on where it stopped."""
    from app.webdav.transfers import upload

    folder = _folder(store)
    new: dict[str, bool] = {}
    for file in files:
        _check_ours(store, file)
        new[file.name] = upload(folder, file, say)
        _remember(store, file.name, folder.find(file.name))
    return Sent(tuple(name for name in new if new[name]), tuple(name for name in new if not new[name]))


def unsent(store: Store, folder: Path) -> list[Path]:
    """Return our own whole bundles in a folder that never went up, oldest first."""
    return _not_up(store, folder, frozenset())


def fetch(store: Store, into: Path, *, say: Say = lambda _: None) -> Fetched:
    """Bring down what lies there and was not fetched before; nothing is removed from the server."""
    from app.webdav.transfers import download

    folder = _folder(store)
    files = []
    for remote in _unseen(store, folder.listed()):
        files.append(download(folder, remote, into, say))
        _remember(store, remote.name, remote)
    return Fetched(tuple(files))


def fetch_and_take(store: Store, into: Path, *, say: Say = lambda _: None) -> Fetched:
    """Bring down, receive what is for us, and bring its receipts up."""
    fetched = fetch(store, into, say=say)
    glance = watching.Folder(into).look()
    if glance.fault:
        raise Problem(glance.fault, "Chọn thư mục khác để lấy về.")
    taken = watching.take(store, watching.news(store, glance.found).new, say=say)
    return Fetched(fetched.files, tuple(taken), send(store, _not_up(store, into, _ANSWERS), say=say).sent)


def _not_up(store: Store, folder: Path, kinds: frozenset[str]) -> list[Path]:
    """Return what we wrote, of these kinds or of all, and has not gone up yet: the way may have been broken."""
    seen = store.setting(_SEEN, {})
    ours = [one for one in watching.Folder(folder).look().found if is_own_key(store, one.head.signer)]
    ours.sort(key=watching.Found.key)
    return [one.path for one in ours if one.path.name not in seen and (not kinds or one.head.kind in kinds)]


def _folder(store: Store) -> Any:
    from app.webdav.client import Folder

    server = server_of(store)
    if server is None:
        raise Problem("Chưa ghi máy chủ WebDAV nào.", "Ghi địa chỉ, tên và mật khẩu của thư mục trên máy chủ trước.")
    return Folder(server)


def _check_ours(store: Store, file: Path) -> None:
    """Nothing but what we sealed ourselves ever goes up."""
    try:
        found = watching.found_in(file)
    except OSError as error:
        raise Problem(
            f"Không đọc được tệp {file}: {os_said(error)}.", "Kiểm tra đường dẫn, hoặc cắm lại USB."
        ) from error
    if found is None or not is_own_key(store, found.head.signer) or not _NAME.fullmatch(file.name):
        raise Problem(f"{file.name} không phải gói hoàn chỉnh do sổ này xuất.", "Chọn tệp .stp vừa xuất của sổ này.")


def _unseen(store: Store, listed: Iterable[Any]) -> list[Any]:
    seen = store.setting(_SEEN, {})
    return [remote for remote in listed if _NAME.fullmatch(remote.name) and seen.get(remote.name) != _mark(remote)]


def _mark(remote: Any) -> str:
    return f"{remote.size} {remote.tag}"


def _remember(store: Store, name: str, remote: Any) -> None:
    if remote is not None:
        seen = store.setting(_SEEN, {})
        seen.pop(name, None)
        kept = [*seen.items(), (name, _mark(remote))][-_REMEMBERED:]
        store.set_setting(_SEEN, dict(kept))
