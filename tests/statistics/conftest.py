"""Registers for the tests of statistics: an empty one, and the fictional commune, made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.usecases.demonstration import COMMUNE, load_demo
from db import SqliteStore, create_register, open_register

KEY = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = create_register(tmp_path, KEY, unit=COMMUNE, author="Người thử")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def _model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    made = create_register(folder, KEY, unit=COMMUNE)
    load_demo(made)
    made.close()
    return folder


@pytest.fixture(scope="session")
def read_only_demo(_model: Path) -> Iterator[SqliteStore]:
    """The fictional commune, shared by all tests; whoever writes takes `demo`."""
    opened = open_register(_model, KEY)
    yield opened
    opened.close()


@pytest.fixture
def demo(_model: Path, tmp_path: Path) -> Iterator[SqliteStore]:
    opened = open_register(Path(shutil.copytree(_model, tmp_path / "demo")), KEY)
    yield opened
    opened.close()
