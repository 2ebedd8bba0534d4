"""Our own office, the office we send to, and the route between them on a day."""

from __future__ import annotations

from datetime import date

from app.ports import Query, Store
from app.problems import Problem
from app.records.office import Office, Route, in_force

COMMUNE_KINDS = frozenset(("commune", "ward", "special_zone", "town"))


def own_office(store: Store) -> Office:
    """Return the office this register belongs to; raises Problem when nobody has said which."""
    found = office_of(store, store.unit)
    if found is None:
        raise Problem("Sổ này chưa ghi tên đơn vị.", "Vào Cài đặt, ghi tên xã, phường rồi làm lại.")
    return found


def is_commune(store: Store) -> bool:
    return own_office(store).kind in COMMUNE_KINDS


def route_on(store: Store, on: date) -> Route:
    """Return the route in force on a day, of several the one that began last; raises Problem when none is."""
    routes = [route for route in store.every(Route) if in_force(route.valid_from, route.valid_to, on)]
    if not routes:
        raise Problem("Chưa có tuyến gửi dữ liệu nào áp dụng hôm nay.", "Ghi tuyến ở Sổ khác, Tuyến gửi, rồi xuất lại.")
    return max(routes, key=lambda route: route.valid_from or date.min)


def next_stop(store: Store, on: date) -> Office:
    """Return the office that receives from us on a day: the stop after our own."""
    route = route_on(store, on)
    codes = [office.code for stop in route.stops if (office := store.find(Office, stop.office))]
    place = codes.index(store.unit) + 1 if store.unit in codes else 0
    if place >= len(codes):
        raise Problem(f"Tuyến “{route.name}” không có nơi nhận sau đơn vị này.", "Sửa tuyến gửi: thêm nơi nhận.")
    found = office_of(store, codes[place])
    if found is None:
        raise Problem(f"Tuyến “{route.name}” dẫn đến đơn vị {codes[place]} chưa có trong sổ.", "Thêm đơn vị đó.")
    return found


def office_of(store: Store, code: str) -> Office | None:
    """Return the office of a code that exists today, else one that did."""
    today = date.today()  # noqa: DTZ011 (offices exist by calendar days)
    found_ones = list(store.every(Office, Query(where={"code": code})))
    living = [office for office in found_ones if in_force(office.valid_from, office.valid_to, today)]
    return next(iter(living or found_ones), None)
