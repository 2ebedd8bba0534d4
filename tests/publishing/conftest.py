"""An empty database for each test, and a commune and its province made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.usecases import keys
from app.usecases.demonstration import load_demo, load_receiver
from db import create_register, open_register
from tests.publishing.server import Server, running
from tests.sync.conftest import KEY, World

_THEIRS = "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running() as started:
        yield started


@pytest.fixture
def database(server: Server) -> str:
    """Return the name of a database in which nothing is."""
    for (schema,) in server.rows("postgres", _THEIRS):
        server.rows("postgres", f'DROP SCHEMA "{schema}" CASCADE')
    server.rows("postgres", "CREATE SCHEMA public")
    return "postgres"


@pytest.fixture(scope="session")
def _models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    for name, unit in (("commune", "99901"), ("province", "92")):
        (folder / name).mkdir()
        create_register(folder / name, KEY, unit=unit, author="Người thử").close()
    commune, province = (open_register(folder / name, KEY) for name in ("commune", "province"))
    load_demo(commune)
    load_receiver(province)
    keys.enroll(province, keys.card_file(commune)[1], checked_by="Người nhận")
    keys.enroll(commune, keys.card_file(province)[1], checked_by="Người thử")
    commune.close()
    province.close()
    return folder


@pytest.fixture
def world(_models: Path, tmp_path: Path) -> Iterator[World]:
    for name in ("commune", "province"):
        shutil.copytree(_models / name, tmp_path / name)
    stick = tmp_path / "USB của Đào"
    stick.mkdir()
    commune, province = (open_register(tmp_path / name, KEY) for name in ("commune", "province"))
    yield World(commune, province, stick, "", tmp_path)
    commune.close()
    province.close()
