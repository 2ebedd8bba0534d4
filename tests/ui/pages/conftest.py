"""A window on a real encrypted register of the fictional commune, and answers for the person who is not there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.usecases.demonstration import COMMUNE, load_demo, load_receiver
from app.usecases.demonstration_office import PROVINCE
from db.register import open_register
from db.store import SqliteStore
from db.vault import Cost, change_passphrase, unlock
from tests.ui.pages.people import WORDS, Answers
from ui import dialogs
from ui.command_line import make_register
from ui.main import Opened, make_window
from ui.session import Session
from ui.window import Window


@pytest.fixture(scope="session")
def _model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "register"
    made, raw_key, _ = make_register(folder, WORDS, unit=COMMUNE, author="Người thử")
    load_demo(made)
    made.set_setting("author", "Người thử")
    made.close()
    change_passphrase(folder, raw_key, WORDS, Cost(rounds=1, memory=64, lanes=1))  # opened a hundred times below
    return folder


@pytest.fixture
def folder(_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_model, tmp_path / "register"))


@pytest.fixture
def opened(folder: Path) -> Iterator[Opened]:
    raw_key = unlock(folder, WORDS)
    made = Opened(open_register(folder, raw_key), folder, raw_key)
    yield made
    made.store.close()


@pytest.fixture(autouse=True)
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Nobody is there: an unexpected question fails the test, and an expected one is answered from here."""
    made = Answers()
    for name in ("say_problem", "say", "confirm", "ask_words", "choose_folder", "choose_file", "choose_target"):
        monkeypatch.setattr(dialogs, name, getattr(made, name))
    return made


@pytest.fixture
def window(qtbot: QtBot, opened: Opened, tmp_path: Path) -> Iterator[Window]:
    made = make_window(opened, tmp_path / "log" / "sotuphap.log")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture
def province(tmp_path: Path) -> Iterator[SqliteStore]:
    """The register of the office that receives, which knows nobody yet."""
    made, *_ = make_register(tmp_path / "province", WORDS, unit=PROVINCE, author="Sở")
    load_receiver(made)
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def session(window: Window) -> Session:
    return window.session
