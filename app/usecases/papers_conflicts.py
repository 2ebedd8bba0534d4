"""The words of the printed list of conflicts: both values, what stood before, who, on which PC, when, the decision."""

from __future__ import annotations

from datetime import date

from app.ports import Store
from app.records.conflicts import DECISIONS
from app.usecases.conflicts import Explained, Side, decided_conflicts, explain, open_conflicts
from app.usecases.office import own_office
from app.usecases.papers import Values, office_values
from app.usecases.papers_sync import moment
from app.vietnamese import show_day

_LONGEST = 600  # a cell must fit on a page; the whole value stands in the record and its history
_EMPTY = "(để trống)"


def conflicts_values(store: Store, year: int) -> Values:
    """Return what the source “conflicts” publishes: all that waits, then what was decided in a year.

    Conflicts never leave their unit, so that what is private in them is printed at home alone.
    """
    found = [*open_conflicts(store), *decided_conflicts(store, year)]
    return {
        **office_values(store),
        "year": str(year),
        "printed_on": show_day(date.today()),  # noqa: DTZ011 (papers carry calendar days)
        "officer_name": own_office(store).officer,
        "rows": [_row(explain(store, one)) for one in found],
        "none": "" if found else "1",
    }


def _row(one: Explained) -> dict[str, str]:
    return {
        "of": f"{one.record}; ô “{one.field}”",
        "before": "không rõ" if one.before is None else _fitting(one.before),
        "kept": _fitting(one.kept.words),
        "kept_by": _source(one.kept),
        "lost": _fitting(one.lost.words),
        "lost_by": _source(one.lost),
        "decision": _decision(one),
    }


def _source(side: Side) -> str:
    said = (side.by, side.pc or "máy khác", moment(side.at.isoformat()))
    return ", ".join(part for part in said if part)


def _decision(one: Explained) -> str:
    conflict = one.conflict
    words = dict(DECISIONS)[conflict.decision]
    if conflict.is_open():
        return f"{words}; để sau từ {show_day(one.postponed)}" if one.postponed else words
    by = ", ".join(part for part in (conflict.decided_by, show_day(conflict.decided_on)) if part)
    return f"{words}: {_fitting(one.settled)} ({by})"


def _fitting(words: str) -> str:
    said = " ".join(words.split()) or _EMPTY
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}… (xem đủ trong hồ sơ)"
