"""Registers for the tests of dissemination: an empty one and the fictional commune, each made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.usecases.demonstration import load_demo
from db import SqliteStore, create_register, open_register

KEY = bytes(range(32))
UNIT = "99901"


@pytest.fixture(scope="session")
def _empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    create_register(folder, KEY, unit=UNIT, author="Người thử").close()
    return folder


@pytest.fixture(scope="session")
def _model(_empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(_empty, tmp_path_factory.mktemp("model") / "demo"))
    made = open_register(folder, KEY)
    load_demo(made)
    made.close()
    return folder


@pytest.fixture
def store(_empty: Path, tmp_path: Path) -> Iterator[SqliteStore]:
    opened = open_register(Path(shutil.copytree(_empty, tmp_path / "store")), KEY)
    yield opened
    opened.close()


@pytest.fixture
def demo_store(_model: Path, tmp_path: Path) -> Iterator[SqliteStore]:
    opened = open_register(Path(shutil.copytree(_model, tmp_path / "demo")), KEY)
    yield opened
    opened.close()
