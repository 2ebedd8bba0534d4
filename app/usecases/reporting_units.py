"""The units whose data comes to a receiving office: which there are in a year, their days, what they went into."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from app.ports import Store
from app.records.office import Office
from app.usecases.office import COMMUNE_KINDS
from app.usecases.unit_lives import Life, gone, lives_by_code


@dataclass(frozen=True)
class Reporting:
    """A unit that reports to us, its days if anybody wrote them, and the codes of the units it went into."""

    code: str
    name: str
    lives: tuple[Life, ...]
    heirs: tuple[str, ...]


def reporting_units(store: Store, year: int, today: date) -> list[Reporting]:
    """Return the units whose data of a year comes here: communes we know, keys we trust, what came.

    Of units that went into others and of those they went into, each is there for the years it existed in.
    """
    received = store.notes("received_bundle")
    named = {row["unit"]: row["unit"] for row in received}
    named |= {row["unit"]: row["name"] for row in store.notes("enrolled_key", {"revoked_at": None})}
    offices = list(store.every(Office))
    carrying = {office.code for office in offices if office.kind in ("middle", "province")}
    silent = (carrying | {row["carrier"] for row in received}) - {row["unit"] for row in received}
    codes = (named.keys() | {office.code for office in offices if office.kind in COMMUNE_KINDS}) - silent - {store.unit}
    known, sent = lives_by_code(offices), _first_sent(received)
    lives = {code: _as_sent(known.get(code, []), sent.get(code)) for code in codes}
    told = [
        Reporting(code, _name(lives[code], today, named.get(code, code)), tuple(lives[code]), _heirs(code, known))
        for code in codes
    ]
    since, until = date(year, 1, 1), min(date(year, 12, 31), today)
    return [one for one in told if not one.lives or any(life.touches(since, until) for life in one.lives)]


def _name(lives: Sequence[Life], today: date, known: str) -> str:
    living = [life.name for life in lives if life.touches(today, today)]
    return [*living, *(gone(life.name) for life in lives if life.last), *(life.name for life in lives), known][0]


def _heirs(code: str, known: Mapping[str, Sequence[Life]]) -> tuple[str, ...]:
    """Return the codes of the units that a unit went into, over any number of steps."""
    to_see = [code]
    for one in to_see:
        after = {heir: None for life in known.get(one, ()) for heir in life.heirs}
        to_see += [heir for heir in after if heir != code and heir not in to_see]
    return tuple(to_see[1:])


def _first_sent(received: Sequence[Mapping[str, Any]]) -> dict[str, date]:
    found: dict[str, date] = {}
    for row in received:
        found[row["unit"]] = min(made_on(row), found.get(row["unit"], date.max))
    return found


def _as_sent(lives: Sequence[Life], sent: date | None) -> list[Life]:
    """Return the lives under a code; whoever sent something before its first day was there before."""
    if sent is None or any(life.touches(sent, sent) for life in lives):
        return list(lives)
    return [replace(life, first=None) if life.first and sent < life.first else life for life in lives]


def made_on(row: Mapping[str, Any]) -> date:
    """Return the day a received bundle was made: its UUIDv7 says so, and it cannot be later than its coming."""
    came = datetime.fromisoformat(row["at"])
    named = uuid.UUID(row["bundle"])
    made = datetime.fromtimestamp((named.int >> 80) / 1000, UTC) if named.version == 7 else came
    return min(made, came).astimezone().date()
