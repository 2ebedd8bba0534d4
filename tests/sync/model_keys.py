"""The offices of the model: their names, keys, cards and routes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from app.bundles.keys import UnitKeys, key_id
from app.bundles.policy import FULL
from app.records import Office, Route
from app.usecases import key_change, keys, routes
from tests.sync.model_books import Books
from tests.sync.model_register import Register

if TYPE_CHECKING:
    from tests.sync.model_world import Pc, World

MIDDLE, PROVINCE = "001", "00"
NAMES = {"00101": "xã Một", "00102": "xã Hai", MIDDLE: "Phòng Tư pháp", PROVINCE: "Sở Tư pháp"}
KINDS = {MIDDLE: "middle", PROVINCE: "province"}


# --- the beginning ----------------------------------------------------------------------------------------------------


def introduce(world: World) -> None:
    """Give every office its keys, its name, its route, and the cards of those it deals with: made once."""
    everybody = (*world.pcs, *world.offices)
    if not _MADE:
        _introduce(world)
        for pc in everybody:
            _MADE[pc.name] = Books()
            _MADE[pc.name].books_of(pc.register)
    for pc in everybody:
        pc.register.books_of(_MADE[pc.name])


_MADE: dict[str, Books] = {}


def _introduce(world: World) -> None:
    for pc in (*world.pcs, *world.offices):
        register = pc.register
        register.put(Office(code=register.unit, name=NAMES[register.unit], kind=KINDS.get(register.unit, "commune")))
        register.set_setting("keys", _keys(pc.name))
    for pc in world.pcs:
        through(pc.register, middle=True)
    middle, province = world.offices
    routes.set_route(middle.register, routes.preset("two_levels"), _way(), valid=(None, None))
    for office in world.offices:
        for pc in world.pcs:
            know(office, pc)
            know(pc, office)
    for one, two in (world.pcs[:2], world.pcs[2:]):
        know(one, two)
        know(two, one)
    know(middle, province)
    know(province, middle)


@cache
def _keys(name: str) -> dict[str, str]:
    made = key_change.new_keys()
    return {"sign": made.sign, "read": made.read}


def _way() -> routes.Way:
    return routes.Way(last=(PROVINCE, NAMES[PROVINCE]), middle=(MIDDLE, NAMES[MIDDLE]))


def through(register: Register, *, middle: bool) -> None:
    """Let a register send through the middle office from now on, or past it."""
    register.places = {one: place for one, place in register.places.items() if not isinstance(place, Route)}
    chosen = routes.preset("three_levels" if middle else "two_levels")
    routes.set_route(register, chosen, _way(), valid=(None, None))
    for route in register.every(Route):
        route.level, route.level_reason, route.sealed = FULL, "thử", False


def know(pc: Pc, other: Pc) -> None:
    """Let one office or PC trust another's card, as after a telephone call."""
    key = _id(keys.own_keys(other.register).sign)
    if keys.trusted(pc.register, key) is None and key not in ids(pc.register):
        role = keys.PEER if pc.register.unit == other.register.unit else ""
        keys.enroll(pc.register, keys.card_file(other.register)[1], checked_by="thử", role=role)


def ids(register: Register) -> set[str]:
    """Return the ids of a register's keys, present and former."""
    return {_id(made.sign) for made in (keys.own_keys(register), *keys.former_keys(register))}


@cache
def _id(sign: str) -> str:
    return key_id(UnitKeys(sign, "").public_sign())
