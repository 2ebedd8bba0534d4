"""The whole window on a register of its own; nothing may wait for a person who is not there."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.ports import Store
from app.usecases.demonstration import COMMUNE, load_demo
from db import SqliteStore, create_register, open_register
from tests.ui.desk.doing import settle
from ui import dialogs
from ui.session import Services, Session
from ui.window import Window


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The fictional commune's register and its key, made once and copied for each test."""
    folder, key = tmp_path_factory.mktemp("model") / "register", secrets.token_bytes(32)
    folder.mkdir()
    made = create_register(folder, key, unit=COMMUNE, author="Người thử")
    load_demo(made)
    made.close()
    return folder, key


@pytest.fixture
def folder(model: tuple[Path, bytes], tmp_path: Path) -> Path:
    return Path(shutil.copytree(model[0], tmp_path / "register"))


@pytest.fixture
def reopen(model: tuple[Path, bytes], folder: Path) -> Callable[[], SqliteStore]:
    return lambda: open_register(folder, model[1])


@pytest.fixture
def store(reopen: Callable[[], SqliteStore]) -> Iterator[SqliteStore]:
    opened = reopen()
    yield opened
    opened.close()


@pytest.fixture
def session(store: SqliteStore, reopen: Callable[[], SqliteStore], folder: Path, tmp_path: Path) -> Session:
    def no(*_: Any) -> Any:
        raise AssertionError("this test has no such service")

    def interrupt(asked: Store) -> None:
        assert isinstance(asked, SqliteStore)
        asked.connection.interrupt()

    return Session(store, Services(reopen, interrupt, no, no, folder, tmp_path / "log" / "sotuphap.log"))


@pytest.fixture
def window(session: Session, qtbot: QtBot) -> Iterator[Window]:
    opened = Window(session)
    opened.resize(1366, 768)
    opened.show()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow, timeout=10_000)
    yield opened
    for left in QApplication.topLevelWidgets():  # a list that opened, a menu: the next test wants the keyboard
        left.close()
    opened.deleteLater()
    settle()


@pytest.fixture(autouse=True)
def nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window in front that nobody expects would wait for ever: it fails the test at once, with its words."""

    def fail(box: Any, *args: Any) -> None:
        said = box.accessibleDescription() if isinstance(box, QDialog) else str(args)
        raise AssertionError(f"nobody is there to answer {type(box).__name__}: {said}")

    for cls in (QDialog, QMessageBox, QFileDialog):
        monkeypatch.setattr(cls, "exec", fail)
    for name in ("getOpenFileName", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, fail)


@pytest.fixture
def problems(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The Problems shown, for tests that expect one."""
    shown: list[str] = []
    monkeypatch.setattr(dialogs, "say_problem", lambda problem: shown.append(str(problem)))
    return shown


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """The answers to the questions to come, first to last."""
    given: list[bool] = []
    monkeypatch.setattr(dialogs, "confirm", lambda *_: given.pop(0))
    return given


@pytest.fixture
def in_front(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[Any], object]]:
    """What a person does with each window to come in front of the others; it is accepted unless that says False."""
    todo: list[Callable[[Any], object]] = []

    def answer(box: QDialog) -> int:
        box.show()
        QApplication.processEvents()
        accepted = todo.pop(0)(box) is not False
        box.close()
        return int(QDialog.DialogCode.Accepted if accepted else QDialog.DialogCode.Rejected)

    monkeypatch.setattr(QDialog, "exec", answer)
    return todo
