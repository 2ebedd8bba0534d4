"""Where the program starts and its parts are put together: lock, log, faults, register, window. A verb needs no window.

Nothing heavy may be imported before the first paint: people open this program a dozen times a day, on slow disks.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.problems import Problem, os_said

_TYPING = 200  # milliseconds after which the passphrase's window is surely drawn

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from PySide6.QtWidgets import QApplication

    from app.ports import Store
    from app.usecases.founding import Founding
    from app.usecases.merging_sources import Given
    from app.usecases.publishing import Target
    from db.store import SqliteStore
    from ui.session import Services
    from ui.window import Window


def main(argv: Sequence[str] | None = None) -> int:
    """Run a verb, or open the window when there is none (`--data FOLDER` alone names another register)."""
    asked = list(sys.argv[1:] if argv is None else argv)
    if asked and not (len(asked) == 2 and asked[0] == "--data"):
        from ui.command_line import main as run_verb

        return run_verb(asked)
    from ui.places import data_folder

    return run_window(Path(asked[1]) if asked else data_folder())


@dataclass(frozen=True)
class Opened:
    """An open register: the store of the window's thread, where it lies, and its key for other connections."""

    store: SqliteStore
    folder: Path
    raw_key: bytes


# --- the window -------------------------------------------------------------------------------------------------------


def run_window(folder: Path) -> int:
    """Open the register in a folder, made first if need be, and stay until the window closes."""
    import db.register  # noqa: F401 (before Qt, which looks into the source of each module that comes after it)

    application = make_application()
    from ui import crash, dialogs, places

    log_file = places.log_file()
    faults = crash.Faults(log_file, lambda words: crash.show_fault(log_file, words))
    faults.install()
    try:
        return _alone(application, folder, log_file)
    except Problem as problem:
        dialogs.say_problem(problem)
        return 2
    finally:
        faults.uninstall()


def make_application() -> QApplication:
    import gc

    gc.set_threshold(50_000, 20, 20)  # opening makes much and leaves little rubbish to look for
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.qt_words import QtWords

    # asked of Qt in words: an answer from setStyle would be a Python class with all it contains, before the first paint
    application = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "Fusion"])
    if not isinstance(application, QApplication):
        raise TypeError("a program without a screen is already running in this process")
    application.setApplicationName("SoTuPhap")
    application.setApplicationDisplayName("Sổ Tư Pháp")
    application.installTranslator(QtWords(application))
    theme.apply(application)
    return application


def _alone(application: QApplication, folder: Path, log_file: Path) -> int:
    from PySide6.QtCore import QTimer

    from ui.only_one import OnlyOne

    _make_folder(folder)
    only = OnlyOne(folder)
    if not only.taken():
        if only.call_the_other():
            return 0
        raise Problem(
            "Sổ này đang mở trong một cửa sổ khác, có thể của người dùng khác trên máy.", "Đóng cửa sổ đó rồi mở lại."
        )
    try:
        opened = open_by_person(folder)
        if opened is None:
            return 0
        window = make_window(opened, log_file)
        only.answer(window.come_forward)
        window.showMaximized()
        QTimer.singleShot(0, lambda: tell_of_new_name(opened.store))
        QTimer.singleShot(0, lambda: tell_of_retried(opened.store))
        status = application.exec()
        opened.store.close()
        return status
    finally:
        only.release()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(f"Không tạo được thư mục {folder}: {os_said(error)}.", "Kiểm tra ổ đĩa và quyền ghi.") from error


def tell_of_new_name(store: Store) -> None:
    """Tell a person, once, that this register was restored or copied and what follows from it."""
    from app.usecases import incarnations
    from ui import dialogs
    from ui.texts import tr

    if said := incarnations.notice(store):
        dialogs.say(tr("Sổ vừa được khôi phục hoặc chép đến"), said)
        incarnations.dismiss(store)


def tell_of_retried(store: Store) -> None:
    """Try again, once after an upgrade, what an older program could not take; tell how many came in."""
    from ui import dialogs
    from ui.texts import tr

    if not store.notes("quarantine"):
        return
    from app.usecases.quarantine import retry_after_upgrade

    done = retry_after_upgrade(store)
    if done is not None and done.taken:
        said = tr("Phiên bản này đọc được {taken} hồ sơ đã để riêng trước đây; còn {left} hồ sơ chờ.")
        dialogs.say(tr("Đã nhận lại hồ sơ để riêng"), said.format(taken=done.taken, left=done.left))


def make_window(opened: Opened, log_file: Path) -> Window:
    from app.usecases.in_force import use_installed
    from ui.session import Session
    from ui.window import Window

    use_installed(opened.store)
    return Window(Session(opened.store, services(opened, log_file)))


# --- the register -----------------------------------------------------------------------------------------------------


def open_by_person(folder: Path) -> Opened | None:
    """Ask for the passphrase, or for all that a new register needs; None when the person leaves."""
    from db.register import DATABASE

    if (folder / DATABASE).exists():
        return _unlock(folder)
    from ui.first_run import FirstRun

    made = FirstRun.ask(lambda founding, words: _found(folder, founding, words), lambda: _brought_back(folder))
    opened: Opened | None = made.opened if made else None
    return opened


def _get_ready() -> None:
    """Import what the first pages need while a person types the passphrase."""
    from ui.pages import cases, overview_facts
    from ui.window import Window

    del cases, overview_facts, Window


def _unlock(folder: Path) -> Opened | None:
    from PySide6.QtCore import QTimer

    from db import vault
    from db.register import open_register
    from ui import places
    from ui.unlock import Unlock

    QTimer.singleShot(_TYPING, _get_ready)
    raw_key = Unlock.ask(
        lambda words: vault.unlock(folder, words),
        lambda code: vault.unlock_with_recovery(folder, code),
        lambda key, words: vault.change_passphrase(folder, key, words),
        restore=lambda copy, words: _restored(folder, copy, words),
    )
    if not raw_key:
        return None
    return Opened(open_register(folder, raw_key, outside=places.state_folder()), folder, raw_key)


def _restored(folder: Path, copy: Path, words: str) -> bytes:
    """Make the register what a kept copy says, what stood there kept aside; return its key."""
    from db import restoring, vault

    restoring.restore(copy, folder, words)
    return vault.unlock(folder, words)


def _brought_back(folder: Path) -> Opened | None:
    from db.register import open_register
    from ui import places
    from ui.restore_copy import RestoreCopy

    raw_key = RestoreCopy.ask(lambda copy, words: _restored(folder, copy, words))
    if not raw_key:
        return None
    return Opened(open_register(folder, raw_key, outside=places.state_folder()), folder, raw_key)


def _found(folder: Path, founding: Founding, words: str) -> tuple[Opened, str]:
    """Make the register, its first records in it; return it with its recovery code."""
    from app.usecases.founding import found
    from ui.command_line import make_register

    store, raw_key, code = make_register(folder, words, unit=founding.unit.code, author=founding.officer)
    found(store, founding)
    return Opened(store, folder, raw_key), code


def services(opened: Opened, log_file: Path) -> Services:
    from db.register import open_register
    from ui import places
    from ui.session import Services

    def change(present: str, new: str) -> None:
        from db import vault

        vault.change_passphrase(opened.folder, vault.unlock(opened.folder, present), new)

    return Services(
        open_store=lambda: open_register(opened.folder, opened.raw_key, outside=places.state_folder()),
        interrupt=_interrupt,
        back_up=lambda store, folder: _back_up(opened, store, folder),
        change_passphrase=change,
        folder=opened.folder,
        log_file=log_file,
        predecessor=_predecessor,
        publishing=_publishing,
    )


def _predecessor(store: Store, given: Given) -> AbstractContextManager[Store]:
    from ui.command_line import predecessor  # heavy, and seldom needed

    return predecessor(store, given)


def _publishing(where: str, schema: str, password: str) -> AbstractContextManager[Target]:
    from db.publishing import opened_target

    return opened_target(where, schema, password)


def _interrupt(store: Store) -> None:
    import contextlib

    from db.driver import Error
    from db.store import SqliteStore

    if isinstance(store, SqliteStore):
        with contextlib.suppress(Error):  # it has just been closed: there is nothing left to stop
            store.connection.interrupt()


def _back_up(opened: Opened, store: Store, folder: Path) -> Path:
    from db import backup
    from db.store import SqliteStore

    if not isinstance(store, SqliteStore):
        raise TypeError("only a register on disk can be copied")
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")  # noqa: DTZ005 (a name for people, in their own time)
    target = folder / f"so-tu-phap-{store.unit}-{stamp}.db"
    return backup.copy_with_key(store.connection, opened.raw_key, opened.folder, target)


if __name__ == "__main__":
    sys.exit(main())
