"""Our own office, the office we send to, and the route between them on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.ports import Query, Store, Touched
from app.problems import Problem
from app.records.base import Record
from app.records.office import Office, Route, Stop, in_force

if TYPE_CHECKING:
    from app.records.units import Unit

COMMUNE_KINDS = frozenset(("commune", "ward", "special_zone", "town"))
_REFORM = date(2025, 7, 1)  # two levels of local government since then


def own_office(store: Store) -> Office:
    """Return the office this register belongs to; raises Problem when nobody has said which."""
    found = _by_code(store, store.unit)
    if found is None:
        raise Problem("Sổ này chưa ghi tên đơn vị.", "Vào Cài đặt, ghi tên xã, phường rồi làm lại.")
    return found


def is_commune(store: Store) -> bool:
    return own_office(store).kind in COMMUNE_KINDS


def route_on(store: Store, on: date) -> Route:
    """Return the route in force on a day, of several the one that began last; raises Problem when none is."""
    routes = [route for route in store.every(Route) if in_force(route.valid_from, route.valid_to, on)]
    if not routes:
        raise Problem("Chưa có tuyến gửi dữ liệu nào áp dụng hôm nay.", "Vào Đồng bộ, chọn nơi nhận rồi xuất lại.")
    return max(routes, key=lambda route: route.valid_from or date.min)


def next_stop(store: Store, on: date) -> Office:
    """Return the office that receives from us on a day: the stop after our own."""
    route = route_on(store, on)
    codes = [office.code for stop in route.stops if (office := store.find(Office, stop.office))]
    place = codes.index(store.unit) + 1 if store.unit in codes else 0
    if place >= len(codes):
        raise Problem(f"Tuyến “{route.name}” không có nơi nhận sau đơn vị này.", "Sửa tuyến gửi: thêm nơi nhận.")
    found = _by_code(store, codes[place])
    if found is None:
        raise Problem(f"Tuyến “{route.name}” dẫn đến đơn vị {codes[place]} chưa có trong sổ.", "Thêm đơn vị đó.")
    return found


@dataclass(frozen=True)
class Founding:
    """What the first run asks: which unit, who keeps the register, who receives from it."""

    unit: Unit
    officer: str = ""
    chair: str = ""


def found(store: Store, founding: Founding) -> Touched:
    """Write the first records of a register: our office and, for a commune, the province and the route to it."""
    unit = founding.unit
    ours = Office(
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        province=unit.province,
        officer=founding.officer,
        chair=founding.chair,
    )
    with store.atomic():
        store.set_setting("author", founding.officer)
        store.author = founding.officer or store.author
        touched = store.put(ours)
        if unit.kind in COMMUNE_KINDS:
            touched |= _way_up(store, ours, unit)
    return touched


def _way_up(store: Store, ours: Office, unit: Unit) -> Touched:
    above = Office(code=unit.province_code, name=f"Sở Tư pháp {unit.province}", kind="province", province=unit.province)
    route = Route(
        name="Xã gửi Sở Tư pháp",
        stops=[Stop(ours.id, ours.name), Stop(above.id, above.name)],
        valid_from=_REFORM,
    )
    records: tuple[Record, ...] = (above, route)
    touched = Touched()
    for record in records:
        touched |= store.put(record)
    return touched


def _by_code(store: Store, code: str) -> Office | None:
    today = date.today()  # noqa: DTZ011 (offices exist by calendar days)
    found_ones = list(store.every(Office, Query(where={"code": code})))
    living = [office for office in found_ones if in_force(office.valid_from, office.valid_to, today)]
    return next(iter(living or found_ones), None)
