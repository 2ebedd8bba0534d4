"""The two kinds of WebDAV server, each started once, and an empty folder on them for each test."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.webdav.client import Folder, Server
from tests.carrying.servers import PASSWORD, USER, Running, apache, wsgidav
from tests.publishing.conftest import _models, world
from tests.sync.conftest import World

__all__ = ["World", "_models", "world"]


def _emptied(server: Running) -> Running:
    for path in server.shown.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return server


@pytest.fixture(scope="session")
def _apache() -> Iterator[Running]:
    # not under pytest's own folder, where a user without rights may not look
    with tempfile.TemporaryDirectory(prefix="stp-apache-") as folder, apache(Path(folder)) as server:
        yield server


@pytest.fixture(scope="session")
def _wsgidav(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with wsgidav(tmp_path_factory.mktemp("wsgidav")) as server:
        yield server


@pytest.fixture
def takes_pieces(_apache: Running) -> Running:
    return _emptied(_apache)


@pytest.fixture
def takes_whole(_wsgidav: Running) -> Running:
    return _emptied(_wsgidav)


@pytest.fixture(params=["_apache", "_wsgidav"])
def server(request: pytest.FixtureRequest) -> Running:
    found: Running = request.getfixturevalue(request.param)
    return _emptied(found)


def folder_on(server: Running, port: int = 0) -> Folder:
    return Folder(Server(server.url(port), USER, PASSWORD, str(server.certificate)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file as large as some pieces."""
    made = tmp_path / "99901-20261123-0007-p1of1.stp"
    made.write_bytes(bytes(number * 7 % 251 for number in range(300_000)))
    return made
