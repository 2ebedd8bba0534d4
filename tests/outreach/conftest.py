"""Registers for the tests of dissemination: an empty one and the fictional commune."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.usecases.demonstration import load_demo
from db import SqliteStore, create_register

KEY = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = create_register(tmp_path, KEY, unit="99901", author="Người thử")
    yield opened
    opened.close()


@pytest.fixture
def demo_store(store: SqliteStore) -> SqliteStore:
    load_demo(store)
    return store
