"""The words of the record of a merger of units: by which act, what came from where, the figures before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from app.ports import Query, Store
from app.problems import Problem
from app.records import Hamlet, MediationGroup, Mediator, Office
from app.usecases.merging_books import Counted, Merger, Took, mergers
from app.usecases.office import own_office
from app.usecases.papers import Values, office_values
from app.vietnamese import show_day, show_number

_WHOLE, _PART = "toàn bộ", "một phần"


def merger_values(store: Store, id: str) -> Values:
    """Return what the source “merger” publishes; raises Problem for a merger nobody knows."""
    found = next((one for one in mergers(store) if one.id == id), None)
    if found is None:
        raise Problem(f"Không có lần sáp nhập mã {id}.", "Xem mã trong danh sách các lần sáp nhập (undo-merge --list).")
    different = [total for total in found.totals if total.before() != total.after]
    return {
        **office_values(store),
        "basis": found.basis,
        "since": show_day(found.since),
        "merged_on": show_day(found.on),
        "merged_by": found.by,
        "officer_name": own_office(store).officer,
        "printed_on": show_day(date.today()),  # noqa: DTZ011 (papers carry calendar days)
        "undone": f"đã hoàn tác ngày {show_day(found.undone)}" if found.undone else "",
        "units": [_unit(store, place, one) for place, one in enumerate(found.took, start=1)],
        "unit_totals": [{"n": "Cộng", "records": show_number(sum(_records(one) for one in found.took))}],
        "totals": [_total(one) for one in _whole(found.totals)],
        "all_same": "1" if found.totals and not different else "",
        "different": [_total(one) | {"period": one.period} for one in different],
        "groups": list(_groups(store, found)),
    }


def _unit(store: Store, place: int, one: Took) -> dict[str, str]:
    office = store.find(Office, one.office)
    return {
        "n": show_number(place),
        "code": one.code,
        "name": one.name,
        "whole": _WHOLE if one.whole else _PART,
        "last_day": show_day(office.valid_to) if office and one.whole else "",
        "records": show_number(_records(one)),
    }


def _records(one: Took) -> int:
    return sum(one.counts.values())


def _whole(totals: Sequence[Counted]) -> list[Counted]:
    """Return the totals over all time, which stand first."""
    return [one for one in totals if one.period == totals[0].period]


def _total(one: Counted) -> dict[str, str]:
    parts = " + ".join(show_number(part) for part in one.parts)
    return {
        "label": one.label,
        "unit": one.unit,
        "parts": parts,
        "here": show_number(one.here),
        "before": show_number(one.before()),
        "after": show_number(one.after),
    }


def _groups(store: Store, found: Merger) -> Iterator[dict[str, str]]:
    """Yield the groups that came, in the order of their codes, with what each is made of today."""
    came = {row["id"]: row["origin"] for row in store.notes("taken_over", _of(found, MediationGroup.table))}
    groups = [group for one in came if (group := store.find(MediationGroup, one))]
    names = {one.office: one.name for one in found.took}
    for place, group in enumerate(sorted(groups, key=lambda group: group.code), start=1):
        mediators = store.every(Mediator, Query(where={"group": group.id}))
        yield {
            "n": show_number(place),
            "code": group.code,
            "name": group.name,
            "hamlets": ", ".join(store.labels(Hamlet.table, group.hamlets).values()),
            "came_from": names.get(came[group.id], ""),
            "mediators": show_number(sum(not one.left_on for one in mediators)),
        }


def _of(found: Merger, table: str) -> dict[str, Any]:
    return {"merger": found.id, "kind": table}
