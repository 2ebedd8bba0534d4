"""The open register as the window holds it: runs use cases, shows Problems, and tells every page what changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from app.ports import Store, Touched
from app.problems import Incomplete, Problem
from ui import dialogs
from ui.guarded import guarded

if TYPE_CHECKING:
    from app.usecases.merging_sources import Given
    from app.usecases.publishing import Target

T = TypeVar("T")
P = ParamSpec("P")


def _no_predecessor(store: Store, given: Given) -> AbstractContextManager[Store]:
    raise Problem("Ở đây không mở sổ của đơn vị khác.", f"Mở {given.path} từ cửa sổ của sổ {store.unit}.")


def _no_publishing(where: str, schema: str, _: str) -> AbstractContextManager[Target]:
    raise Problem("Ở đây không xuất bản số liệu.", f"Xuất bản tới {where}, lược đồ {schema}, từ cửa sổ của sổ.")


@dataclass(frozen=True)
class Services:
    """What only the composition root can do: a second connection for long work, copies, the passphrase.

    `interrupt` stops what a connection is doing in another thread; `change_passphrase` takes the present one first;
    `predecessor` opens, beside ours, the register of a unit that goes into it; `publishing` opens the place of an
    address, a schema and a password that takes what others count with.
    """

    open_store: Callable[[], Store]
    interrupt: Callable[[Store], None]
    back_up: Callable[[Store, Path], Path]
    change_passphrase: Callable[[str, str], None]
    folder: Path
    log_file: Path
    predecessor: Callable[[Store, Given], AbstractContextManager[Store]] = _no_predecessor
    publishing: Callable[[str, str, str], AbstractContextManager[Target]] = _no_publishing


@guarded
class Session(QObject):
    """One for a window. `touched` tells what changed; `opened` asks for a record by table and id ("" is the list).

    `begun` asks for the form of a new record, which is handed over filled in part. `listed` asks for the list of a
    table, narrowed as a SavedFilter says.
    """

    touched = Signal(object)
    said = Signal(str)
    opened = Signal(str, str)
    begun = Signal(object)
    listed = Signal(str, object)
    settings_changed = Signal(str)

    def __init__(self, store: Store, services: Services) -> None:
        super().__init__()
        self.store, self.services = store, services

    def run(self, use_case: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Run a use case on the register. A Problem is shown and None returned; Incomplete is the form's to show."""
        try:
            answer = use_case(self.store, *args, **kwargs)
        except Incomplete:
            raise
        except Problem as problem:
            dialogs.say_problem(problem)
            return None
        self.announce(answer)
        return answer

    def announce(self, answer: object) -> None:
        """Tell the pages when an answer says that records changed."""
        if isinstance(answer, Touched) and answer.kinds:
            self.touched.emit(answer)

    # --- what the desk remembers ---

    def setting(self, name: str, default: Any = None) -> Any:
        return self.store.setting(name, default)

    def set_setting(self, name: str, value: object) -> None:
        if self.store.setting(name) != value:
            self.store.set_setting(name, value)
            self.settings_changed.emit(name)
