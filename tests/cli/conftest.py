"""Registers for the tests of the command line: real files, a fresh key each."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.usecases.demonstration import COMMUNE, load_demo
from db.register import create_register
from db.store import SqliteStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    folder = tmp_path / "register"
    folder.mkdir()
    made = create_register(folder, secrets.token_bytes(32), unit=COMMUNE, author="Người thử")
    yield made
    made.close()


@pytest.fixture
def demo(store: SqliteStore) -> SqliteStore:
    load_demo(store)
    return store
