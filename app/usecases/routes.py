"""The way data goes: the stops after our own office on a day, and the ways that law has set, each with its days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import orjson

from app.ports import Query, Store, Touched
from app.problems import Problem
from app.records.base import Record
from app.records.office import Office, Route, Stop, in_force
from app.usecases.office import own_office

if TYPE_CHECKING:
    from app.bundles.keys import KeyCard
    from app.bundles.receipts import Receipt

REFORM = date(2025, 7, 1)  # Luật Tổ chức chính quyền địa phương 72/2025/QH15: two levels of local government since then
_LAST_DAY_BEFORE = REFORM - timedelta(days=1)


@dataclass(frozen=True)
class Preset:
    """A way that law has set: its name, whether an office stands between, its days."""

    code: str
    name: str
    through_middle: bool
    valid_from: date | None
    valid_to: date | None


PRESETS = (
    Preset("two_levels", "Xã gửi Sở Tư pháp", False, REFORM, None),
    Preset("three_levels", "Xã gửi Phòng Tư pháp, Phòng Tư pháp gửi Sở Tư pháp", True, None, _LAST_DAY_BEFORE),
)


def preset(code: str) -> Preset:
    found = next((one for one in PRESETS if one.code == code), None)
    if found is None:
        raise Problem(f"Không có tuyến mẫu “{code}”.", f"Các tuyến mẫu: {', '.join(one.code for one in PRESETS)}.")
    return found


def routes_on(store: Store, on: date) -> list[Route]:
    """Return the routes in force on a day, the one that began last first."""
    living = [route for route in store.every(Route) if in_force(route.valid_from, route.valid_to, on)]
    return sorted(living, key=lambda route: route.valid_from or date.min, reverse=True)


def stops_after(store: Store, on: date) -> list[Office]:
    """Return the offices after our own on the route of a day, in order; none when there is no way on."""
    for route in routes_on(store, on):
        offices = [office for stop in route.stops if (office := store.find(Office, stop.office))]
        codes = [office.code for office in offices]
        return offices[codes.index(store.unit) + 1 :] if store.unit in codes else offices
    return []


def offices_above(store: Store, on: date) -> list[str]:
    return [office.code for office in stops_after(store, on)]


def cards_along(store: Store, stops: list[Office]) -> list[KeyCard]:
    """Return the newest card of each stop, in order: every level that passes a bundle on can read and verify it.

    Raises Problem naming the office whose card is lacking.
    """
    from app.usecases.keys import enrolled

    newest = {card.unit: card for card in enrolled(store)}
    for office in stops:
        if office.code not in newest:
            raise Problem(
                f"Chưa có thẻ khóa của {office.name} nên chưa thể mã hóa gói cho nơi nhận.",
                "Xin thẻ khóa của nơi nhận, vào Đồng bộ, nhập thẻ và đối chiếu dãy số rồi xuất lại.",
            )
    return [newest[office.code] for office in stops]


@dataclass(frozen=True)
class Way:
    """The offices of a way: the last one, and the one between where there is one; each as (code, name)."""

    last: tuple[str, str]
    middle: tuple[str, str] = ("", "")


def set_route(
    store: Store,
    chosen: Preset,
    way: Way,
    *,
    valid: tuple[date | None, date | None] | None = None,
    name: str = "",
) -> Touched:
    """Write a route of a preset, with its own name and days unless others are given; unknown offices are added.

    An office that writes the route it stands on itself is its first stop once. Raises Problem when the way needs an
    office between and none is named.
    """
    if chosen.through_middle and not all(way.middle):
        raise Problem("Tuyến này đi qua một đầu mối trung gian.", "Ghi mã và tên của đầu mối trung gian.")
    since, until = valid or (chosen.valid_from, chosen.valid_to)
    with store.atomic():
        stops = [own_office(store)]
        touched = Touched()
        for (code, words), kind in ((way.middle, "middle"), (way.last, "province")):
            if code and (kind == "province" or chosen.through_middle):
                office, written = _office(store, code, words, kind)
                stops += [office] if code != store.unit else []
                touched |= written
        route = Route(
            name=name or chosen.name,
            stops=[Stop(office.id, office.name) for office in stops],
            valid_from=since,
            valid_to=until,
        )
        return touched | _put(store, route)


def _office(store: Store, code: str, name: str, kind: str) -> tuple[Office, Touched]:
    known = next(iter(store.every(Office, Query(where={"code": code}))), None)
    if known is not None:
        return known, Touched()
    if not name:
        raise Problem(f"Trong sổ chưa có đơn vị mã {code}.", "Ghi cả tên của đơn vị đó.")
    made = Office(code=code, name=name, kind=kind)
    return made, _put(store, made)


def _put(store: Store, record: Record) -> Touched:
    return store.put(record)


# --- the author's side ------------------------------------------------------------------------------------------------


def stops_of(sent: dict[str, Any]) -> list[str]:
    """Return the offices that a bundle we sent was to reach, in order."""
    stops: list[str] = orjson.loads(sent["stops"])
    return stops or [sent["to_unit"]]


def receipted(sent: dict[str, Any], receipt: Receipt) -> dict[str, Any]:
    """Return what the receipt of an office on the way changes in the book; only the last one's counts as received."""
    mine = {receipt.receiver: [receipt.number, receipt.received_at, receipt.receiver_name, bool(receipt.missing)]}
    return {"passing": orjson.dumps(orjson.loads(sent["passing"]) | mine).decode()}


def on_the_way(sent: dict[str, Any]) -> list[str]:
    """Return the names of the offices on the way that have received a bundle we sent."""
    return [said[2] for said in orjson.loads(sent["passing"]).values()]


def asked_on_the_way(sent: Iterable[dict[str, Any]]) -> bool:
    """Tell whether an office on the way asks, by its newest receipt, for changes that never reached it."""
    newest: dict[str, list[Any]] = {}
    for row in sent:
        for unit, said in orjson.loads(row["passing"]).items():
            if said[1] >= newest.get(unit, ["", ""])[1]:
                newest[unit] = said
    return any(said[3:] == [True] for said in newest.values())
