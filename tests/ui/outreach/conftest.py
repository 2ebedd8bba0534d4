"""A window on the fictional commune, on a register of its own for each test."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.usecases.demonstration import COMMUNE, load_demo
from db import SqliteStore, create_register
from db.register import open_register
from ui.screens import no_services
from ui.session import Session
from ui.window import Window

KEY = secrets.token_bytes(32)
TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def _model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "register"
    folder.mkdir()
    made = create_register(folder, KEY, unit=COMMUNE, author="Người thử")
    load_demo(made)
    made.close()
    return folder


@pytest.fixture
def demo(_model: Path, tmp_path: Path) -> Iterator[SqliteStore]:
    store = open_register(Path(shutil.copytree(_model, tmp_path / "register")), KEY)
    yield store
    store.close()


@pytest.fixture
def window(qtbot: QtBot, demo: SqliteStore, tmp_path: Path) -> Iterator[Window]:
    made = Window(Session(demo, no_services(tmp_path)))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def shown_window(_model: Path, tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Iterator[Window]:
    """A window for tests that only look."""
    del qapp
    folder = tmp_path_factory.mktemp("shown")
    store = open_register(Path(shutil.copytree(_model, folder / "register")), KEY)
    made = Window(Session(store, no_services(folder)))
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()
    store.close()
