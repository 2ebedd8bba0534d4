"""Registers for the tests of statistics: an empty one and the fictional commune."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.usecases.demonstration import COMMUNE, load_demo
from db import SqliteStore, create_register

KEY = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = create_register(tmp_path, KEY, unit=COMMUNE, author="Người thử")
    yield opened
    opened.close()


@pytest.fixture
def demo(store: SqliteStore) -> SqliteStore:
    load_demo(store)
    return store


@pytest.fixture(scope="module")
def read_only_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    """The fictional commune, shared by the tests of a file; whoever writes takes `demo`."""
    opened = create_register(tmp_path_factory.mktemp("demo"), KEY, unit=COMMUNE)
    load_demo(opened)
    yield opened
    opened.close()
