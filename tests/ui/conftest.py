"""A screen nobody sees, the program's own look, and registers in files of their own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.usecases.demonstration import load_demo
from db import SqliteStore, create_register
from ui import theme

UNIT = "99901"


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    """Dress the program once; style sheets are not made anew for every test."""
    if theme.current() is not theme.LIGHT or theme.percent() != 100 or not qapp.styleSheet():
        theme.apply(qapp)


@pytest.fixture(autouse=True)
def _swept(qapp: QApplication) -> Iterator[None]:
    """Take down what a test closed: Qt itself waits for an event loop, and hundreds of windows would pile up."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    folder = tmp_path / "register"
    folder.mkdir()
    made = create_register(folder, secrets.token_bytes(32), unit=UNIT, author="Người thử")
    yield made
    made.close()


@pytest.fixture
def demo_store(store: SqliteStore) -> SqliteStore:
    load_demo(store)
    return store


@pytest.fixture(scope="session")
def shown_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    """The fictional commune, for tests that only look."""
    folder = tmp_path_factory.mktemp("shown")
    made = create_register(folder, secrets.token_bytes(32), unit=UNIT, author="Người thử")
    load_demo(made)
    yield made
    made.close()


def pytest_configure(config: pytest.Config) -> None:
    """A screen nobody sees says at every window what it cannot do."""
    config.addinivalue_line("qt_log_ignore", "^This plugin does not support")
