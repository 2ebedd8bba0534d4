"""What was installed at run time over the resources the program carries: reference data, by kind and name.

Resources stay as they are. Whoever opens a register puts in what is in force there; a loader asks here first and lets
go of what it has read when that changes. One process shows one register.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

FORM = "form"
STATISTICS = "statistics"
STANDARD = "standard"
HOLIDAYS = "holidays"
BASIS = "legal_basis"
RATE = "national_rate"
REGIME = "regime"
UNIT = "unit"
SUCCESSION = "succession"
ANNOUNCEMENT = "announcement"


@dataclass(frozen=True)
class Item:
    """A piece of reference data: a pack as its TOML text, a line of a table as JSON, a year of days off as CSV.

    A retired one is offered no more; whatever names it by its code still finds it.
    """

    kind: str
    name: str
    content: str
    valid_from: date | None = None
    retired: bool = False


_items: dict[tuple[str, str], Item] = {}
_forgetting: list[Callable[[], object]] = []


def put_in(items: Iterable[Item]) -> None:
    """Let these be all that is installed."""
    found = {(item.kind, item.name): item for item in items}
    if found != _items:
        _items.clear()
        _items.update(found)
        for forget in _forgetting:
            forget()


def installed(kind: str) -> dict[str, Item]:
    """Return what is installed of a kind, by name."""
    return {name: item for (found, name), item in _items.items() if found == kind}


def on_change(forget: Callable[[], object]) -> None:
    """Have something called whenever what is installed has changed."""
    _forgetting.append(forget)
