"""What of the reference data in force an office above may let nobody use any more; old records keep their codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.ports import Store
from app.usecases.reference_checking import KIND_WORDS, RETIRABLE
from app.usecases.reference_differences import title_of
from app.usecases.reference_sets import in_force
from app.usecases.reference_tables import carried


@dataclass(frozen=True)
class InUse:
    """A piece that is offered today, in the words people know it by."""

    kind: str
    name: str
    words: str


def in_use(store: Store, today: date) -> list[InUse]:
    """Return what can be retired: what the program carries and what was put in force here, kind by kind."""
    there = {(kind, name): item for kind in RETIRABLE for name, item in carried(kind).items()}
    there |= {key: item for key, item in in_force(store, today).items() if key[0] in RETIRABLE}
    kinds = dict(KIND_WORDS)
    found = [
        InUse(kind, name, f"{kinds[kind]}: {title_of(item)} ({name})")
        for (kind, name), item in there.items()
        if not item.retired
    ]
    return sorted(found, key=lambda one: (RETIRABLE.index(one.kind), one.name))
