"""The offices of the demonstration: a fictional commune, the office that receives from it, and the route between."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

import orjson

import resources
from app.ports import Store, Touched
from app.records.base import Record
from app.records.office import Office, Route, Stop
from app.records.places import Hamlet

COMMUNE = "99901"
PROVINCE = "92"
COMMUNE_NAME = "xã Sen Vàng (hư cấu)"
PROVINCE_NAME = "Sở Tư pháp thành phố Cần Thơ"
CITY = "thành phố Cần Thơ"
OFFICER = "Trần Thị Mỹ Hạnh"
_SPACE = uuid.UUID("5e17a9f0-0000-4000-8000-000000099901")
_SINCE = date(2025, 7, 1)


def uid(code: str) -> str:
    """Return the id a thing of the demonstration has on every machine."""
    return str(uuid.uuid5(_SPACE, code))


def read(file_name: str) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(resources.path("demo", file_name).read_bytes())
    return found


def put_all(store: Store, records: Iterable[Record]) -> Touched:
    touched = Touched()
    with store.atomic():
        for record in records:
            touched |= store.put(record)
    return touched


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def load_office(store: Store) -> Touched:
    """Put the commune, the office it sends to and the route between them."""
    return put_all(store, [_commune(), _province("office/92"), _route()])


def load_receiver(store: Store) -> Touched:
    """Put what the receiving office knows before the first bundle comes: itself."""
    return put_all(store, [_province("office/92/own")])


def hamlet(name: str, *, households: int, minority_area: bool = False) -> Hamlet:
    return Hamlet(id=uid(f"hamlet/{name}"), name=name, kind="ap", households=households, minority_area=minority_area)


def _commune() -> Office:
    return Office(
        id=uid(f"office/{COMMUNE}"),
        code=COMMUNE,
        name=COMMUNE_NAME,
        kind="commune",
        short_name="UBND-TP",
        province=CITY,
        address="Ấp Chợ, xã Sen Vàng, thành phố Cần Thơ",
        chair="Nguyễn Thanh Tùng",
        officer=OFFICER,
        minority_area=True,
        valid_from=_SINCE,
    )


def _province(code: str) -> Office:
    return Office(id=uid(code), code=PROVINCE, name=PROVINCE_NAME, kind="province", province=CITY, valid_from=_SINCE)


def _route() -> Route:
    return Route(
        id=uid("route/99901-92"),
        name="Xã gửi Sở Tư pháp",
        stops=[Stop(uid(f"office/{COMMUNE}"), COMMUNE_NAME), Stop(uid("office/92"), PROVINCE_NAME)],
        level="deidentified",
        valid_from=_SINCE,
    )
