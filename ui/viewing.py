"""Looking at attached files with the system's own programs: copies in a folder of ours that is emptied again.

A copy lies in clear only while somebody looks: the folder is wiped when the program ends, and when it starts, for a
program that was killed wiped nothing.
"""

from __future__ import annotations

import atexit
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.problems import Problem

if TYPE_CHECKING:
    from app.ports import Store
    from app.records.attachments import Attachment

NAME = "dang-xem"
_used: set[Path] = set()


def look_at(store: Store, attachment: Attachment, folder: Path) -> Path:
    """Open a file with the program the system has for it; raises Problem when there is none."""
    from app.records.attachments import MEDIA
    from app.usecases import attachments

    private = _private(folder)
    for before in private.glob(f"{attachment.sha256[:16]}.*"):
        before.chmod(0o600)  # it was looked at already and may be written once more
    copy = attachments.copy_out(store, attachment, private)
    copy.chmod(0o400)  # what somebody types into a copy would be lost: the viewer says that it cannot be saved
    if not show(copy):
        said = dict(MEDIA).get(attachment.media, attachment.media)
        raise Problem(
            f"Máy này chưa có chương trình mở được loại tệp này ({said}).",
            "Cài chương trình xem loại tệp này, rồi mở lại.",
        )
    return copy


def show(path: Path) -> bool:
    """Hand a file to the system."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _private(folder: Path) -> Path:
    """Return the folder of copies beside the register, made for this program alone; it goes when the program ends."""
    if folder not in _used:
        _used.add(folder)
        atexit.register(wipe, folder)
    copies = folder / NAME
    copies.mkdir(mode=0o700, exist_ok=True)
    return copies


def wipe(folder: Path) -> None:
    """Remove the copies beside a register; one that another program still holds open goes the next time."""
    shutil.rmtree(folder / NAME, ignore_errors=True)
