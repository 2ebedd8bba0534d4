"""Who an event invites: people of our own registers, and lists typed or pasted from elsewhere, one person a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from app.ports import Query, Store
from app.records.event_parts import Invitee
from app.records.mediators import Mediator
from app.records.office import in_force
from app.records.outreach import Propagandist
from app.records.places import Hamlet
from app.vietnamese import fold, name_key, sort_key, tidy

_LIVING = Query(drafts=False)
_NUMBERING = re.compile(r"^\s*\d+\s*[.)]\s*")
_PARTED = re.compile(r"\t|;| [-–] |,")


def read_list(text: str) -> list[Invitee]:
    """Return the people of a list: a line is a name, and where they are after a tab, a semicolon, a dash or a comma."""
    found = []
    for line in text.splitlines():
        name, *where = (tidy(word) for word in _PARTED.split(_NUMBERING.sub("", line), maxsplit=1))
        if name:
            found.append(Invitee(name, " ".join(where)))
    return found


def written(people: Iterable[Invitee]) -> str:
    """Return a list as it can be typed on."""
    return "\n".join("; ".join(word for word in (one.full_name, one.position) if word) for one in people)


def together(*lists: Iterable[Invitee]) -> list[Invitee]:
    """Return the people of several lists, each once: the same name at the same place is the same guest."""
    known: dict[tuple[str, str], Invitee] = {}
    for one in (invitee for some in lists for invitee in some):
        known.setdefault((fold(one.full_name), fold(one.position)), one)
    return list(known.values())


def propagandists(store: Store, on: date) -> list[Invitee]:
    serving = [one for one in store.every(Propagandist, _LIVING) if one.recognised_on and one.in_office(on)]
    return [Invitee(one.full_name, one.position) for one in sorted(serving, key=lambda one: name_key(one.full_name))]


def mediators(store: Store, on: date) -> list[Invitee]:
    groups = store.labels("mediation_group")
    serving = [one for one in store.every(Mediator, _LIVING) if one.in_office(on)]
    placed = sorted(serving, key=lambda one: (groups.get(one.group, ""), name_key(one.full_name)))
    return [Invitee(one.full_name, f"Hòa giải viên, {groups.get(one.group, '')}".rstrip(", ")) for one in placed]


def hamlet_heads(store: Store, on: date) -> list[Invitee]:
    """Return who heads each hamlet, and its head of the Front committee."""
    living = [one for one in store.every(Hamlet, _LIVING) if in_force(one.valid_from, one.valid_to, on)]
    found = []
    for hamlet in sorted(living, key=lambda one: sort_key(one.name)):
        found += [Invitee(hamlet.head, f"Trưởng {hamlet.label()}")] if hamlet.head else []
        front = f"Trưởng ban công tác Mặt trận {hamlet.label()}"
        found += [Invitee(hamlet.front_head, front)] if hamlet.front_head else []
    return found


KNOWN: dict[str, Callable[[Store, date], list[Invitee]]] = {
    "Tuyên truyền viên": propagandists,
    "Hòa giải viên": mediators,
    "Trưởng ấp, khóm": hamlet_heads,
}
