"""Registers for the tests of the store: an empty one made once and copied, so that each test has its own files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import SqliteStore, create_register, open_register
from tests.db.making import KEY, UNIT


@pytest.fixture(scope="session")
def _model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "register"
    folder.mkdir()
    create_register(folder, KEY, unit=UNIT).close()
    return folder


@pytest.fixture
def folder(_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_model, tmp_path / "sổ"))


@pytest.fixture
def store(folder: Path) -> Iterator[SqliteStore]:
    opened = open_register(folder, KEY, author="Người thử")
    yield opened
    opened.close()


@pytest.fixture
def other(folder: Path, store: SqliteStore) -> Iterator[SqliteStore]:
    """The same register through a second connection, as a second window or a job has it."""
    opened = open_register(folder, KEY, author="Người kia")
    yield opened
    opened.close()
