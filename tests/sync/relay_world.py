"""Three levels for tests: the fictional commune, a middle office, the province, their sticks, everybody's cards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.ports import Query, Store
from app.records.office import Office, Route
from app.usecases import keys
from app.usecases.demonstration import load_demo, load_receiver
from app.usecases.routes import Way, preset, set_route
from db import SqliteStore, create_register

KEY = bytes(range(32))
COMMUNE, MIDDLE, PROVINCE = "99901", "PTP-01", "92"
MIDDLE_NAME = "Phòng Tư pháp Sông Sen (hư cấu)"


@dataclass
class Levels:
    """The registers, and a stick for each stretch of the way."""

    commune: SqliteStore
    middle: SqliteStore
    province: SqliteStore
    low: Path
    high: Path
    folder: Path


@contextmanager
def three_levels(folder: Path) -> Iterator[Levels]:
    for name in ("xa", "phong", "so", "usb-xa", "usb-phong"):
        (folder / name).mkdir()
    stores = [
        create_register(folder / "xa", KEY, unit=COMMUNE, author="Người thử"),
        create_register(folder / "phong", KEY, unit=MIDDLE, author="Người chuyển"),
        create_register(folder / "so", KEY, unit=PROVINCE, author="Người nhận"),
    ]
    commune, middle, province = stores
    load_demo(commune)
    middle.put(Office(code=MIDDLE, name=MIDDLE_NAME, kind="middle"))
    load_receiver(province)
    through(commune)
    set_route(middle, preset("two_levels"), Way(last=(PROVINCE, "Sở Tư pháp thử")))
    for one in stores:
        for other in stores:
            if one is not other:
                know(one, other)
    yield Levels(commune, middle, province, folder / "usb-xa", folder / "usb-phong", folder)
    for store in stores:
        store.close()


def know(one: Store, other: Store) -> None:
    """Let one office trust another's card."""
    keys.enroll(one, keys.card_file(other)[1], checked_by="Người thử")


def through(commune: SqliteStore) -> None:
    """Let the commune send through the middle office, and no other way."""
    for route in list(commune.every(Route)):
        commune.delete(route)
    name = next(commune.every(Office, Query(where={"code": PROVINCE}))).name
    way = Way(last=(PROVINCE, name), middle=(MIDDLE, MIDDLE_NAME))
    set_route(commune, preset("three_levels"), way, valid=(None, None))
