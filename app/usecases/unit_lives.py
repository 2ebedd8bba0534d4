"""From when to when units existed, as the offices of the register and what they say of their successors tell it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.records.office import Office, Successor, in_force
from app.vietnamese import show_day

_LIVES_ON = "partial"  # the one way of succession that leaves the unit in being


@dataclass(frozen=True)
class Life:
    """The days of one office, open ends as None; `heirs` are the codes of the units it went into."""

    name: str
    first: date | None = None
    last: date | None = None
    heirs: tuple[str, ...] = ()

    def touches(self, since: date, until: date) -> bool:
        """Tell whether any of its days is among those from one to another."""
        return (self.first is None or self.first <= until) and (self.last is None or since <= self.last)


def gone(name: str) -> str:
    """Return what a unit that exists no more is called beside those of today."""
    return f"{name} (trước sáp nhập)"


def lives(office: Office, on: date) -> bool:
    """Tell whether an office exists on a day."""
    return in_force(office.valid_from, last_day(office), on)


def last_day(office: Office) -> date | None:
    """Return the last day of an office: its own, or the one before it went into others; None while it lives on."""
    ends = [one.since - timedelta(days=1) if one.since else date.min for one in _ending(office)]
    return min([*ends, *filter(None, [office.valid_to])], default=None)


def _ending(office: Office) -> list[Successor]:
    return [one for one in office.successors if one.manner and one.manner != _LIVES_ON]


def lives_by_code(offices: Sequence[Office]) -> dict[str, list[Life]]:
    """Return the lives under each code, the newest first: a new unit may carry the code of one that went into it.

    A unit whose first day nobody wrote begins on the day others went into it.
    """
    codes, begun = {office.id: office.code for office in offices}, _begun(offices)
    alike: dict[tuple[str, str], list[Office]] = {}  # several registers may have written down the same office
    for office in offices:
        alike.setdefault((office.code, office.name), []).append(office)
    found: dict[str, list[Life]] = {}
    for (code, _), same in alike.items():
        found.setdefault(code, []).append(_life(same, begun, codes))
    return {code: sorted(some, key=lambda one: one.last or date.max, reverse=True) for code, some in found.items()}


def _begun(offices: Iterable[Office]) -> dict[str, date]:
    """Return, by the id of an office, the first day on which another went into it."""
    found: dict[str, date] = {}
    for one in (after for office in offices for after in _ending(office)):
        if one.since:
            found[one.office] = min(one.since, found.get(one.office, date.max))
    return found


def _life(same: list[Office], begun: dict[str, date], codes: dict[str, str]) -> Life:
    firsts = [first for office in same if (first := office.valid_from or begun.get(office.id))]
    lasts = [last for office in same if (last := last_day(office))]
    heirs = {codes[one.office]: None for office in same for one in _ending(office) if one.office in codes}
    return Life(same[0].name, max(firsts, default=None), min(lasts, default=None), tuple(heirs))


def absent(some: Iterable[Life], since: date, until: date) -> str:
    """Say why nothing is expected of a unit for some days on which it did not exist; nothing where it did."""
    known = list(some)
    if not known or any(one.touches(since, until) for one in known):
        return ""
    if later := [one.first for one in known if one.first and one.first > until]:
        return f"Đơn vị có từ ngày {show_day(min(later))}."
    last = max(one.last for one in known if one.last)
    return "Đơn vị không còn." if last == date.min else f"Đơn vị không còn sau ngày {show_day(last)}."
