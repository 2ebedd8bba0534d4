"""The words of the printed list of deadlines."""

from __future__ import annotations

from datetime import date

from app.ports import Store
from app.usecases.deadlines import board
from app.usecases.office import own_office
from app.usecases.papers import Values, office_values
from app.vietnamese import show_day


def deadline_values(store: Store, today: date) -> Values:
    """Return what the source “deadlines” publishes."""
    rows = [
        {
            "number": str(place),
            "due_on": show_day(deadline.due_on),
            "what": deadline.what,
            "of": deadline.of,
            "state": deadline.words(today),
            "basis": deadline.basis,
        }
        for place, deadline in enumerate(board(store, today), start=1)
    ]
    return {
        **office_values(store),
        "on_day": show_day(today),
        "officer_name": own_office(store).officer,
        "rows": rows,
    }
