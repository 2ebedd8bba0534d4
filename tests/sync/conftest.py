"""Two offices that know each other: the fictional commune and the province that receives from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyrage
import pytest

from app.bundles import recovery
from app.bundles.lines import write_line
from app.bundles.policy import kinds_at, kinds_at_home
from app.usecases import keys
from app.usecases.demonstration import load_demo, load_receiver
from db import SqliteStore, create_register
from tests.sync import merging

KEY = bytes(range(32))


@dataclass
class World:
    """Both registers, the stick between them, the commune's recovery code, and where everything lies."""

    commune: SqliteStore
    province: SqliteStore
    stick: Path
    code: str
    folder: Path


def dump(store: SqliteStore, unit: str = "99901") -> list[bytes]:
    """Return the canonical dump of a unit's records: every line at level full, in the order of kind and id."""
    rows = [(kind, row) for kind in kinds_at("full") for row in store.rows_after(kind, 0, unit)]
    return sorted(write_line(kind, row, "full") for kind, row in rows)


def dump_home(store: SqliteStore) -> list[bytes]:
    """Return the canonical dump of all a unit keeps for itself: its routes and conflicts too."""
    rows = [(kind, row) for kind in kinds_at_home() for row in store.rows_after(kind, 0, store.unit)]
    return sorted(write_line(kind, row, "full") for kind, row in rows)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    folders = [tmp_path / "Sổ của xã", tmp_path / "so-tu-phap", tmp_path / "USB của Đào"]
    for folder in folders:
        folder.mkdir()
    commune = create_register(folders[0], KEY, unit="99901", author="Người thử")
    province = create_register(folders[1], KEY, unit="92", author="Người nhận")
    load_demo(commune)
    load_receiver(province)
    code = recovery.new_code()
    reader = pyrage.x25519.Identity.from_str(recovery.recovery_identity(code)).to_public()
    commune.set_setting("recovery_reader", str(reader))
    keys.enroll(province, keys.card_file(commune)[1], checked_by="Người nhận")
    keys.enroll(commune, keys.card_file(province)[1], checked_by="Người thử")
    yield World(commune, province, folders[2], code, tmp_path)
    commune.close()
    province.close()


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> list[merging.Past]:
    """The registers of three communes that are to become one; nobody may change them."""
    return merging.make_past(tmp_path_factory.mktemp("ba xã cũ"))


@pytest.fixture
def new(tmp_path: Path) -> Iterator[SqliteStore]:
    """The empty register of the unit that takes them in."""
    store = merging.make_new(tmp_path / "xã mới")
    yield store
    store.close()
