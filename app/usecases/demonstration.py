"""The demonstration: one fictional commune with its offices, mediation of a year and dissemination of a year.

Everything is invented. Ids come from a fixed namespace and the code of each thing, so that loading twice changes
nothing and two machines show the same register.
"""

from __future__ import annotations

from datetime import date

from app.ports import Store, Touched
from app.statistics import periods
from app.usecases import freezing, reporting
from app.usecases.demonstration_mediation import load_mediation
from app.usecases.demonstration_money import load_money
from app.usecases.demonstration_office import COMMUNE, load_office, load_receiver, uid
from app.usecases.demonstration_outreach import load_outreach
from app.usecases.demonstration_planning import load_planning

_PACK, _TABLE = "tong-hop-noi-bo", "hoa-giai"


def load_demo(store: Store) -> Touched:
    """Put the whole fictional commune into a register."""
    with store.atomic():
        touched = load_mediation(store) | load_outreach(store) | load_money(store) | load_planning(store)
        return touched | load_report(store)


def load_report(store: Store) -> Touched:
    """Freeze the half-year's table of mediation, as the commune reported it; the records must be there."""
    period = periods.parse("2026:SB6T")
    if freezing.versions(store, _PACK, _TABLE, period.spelled()):
        return Touched()
    shown = reporting.table(store, _PACK, _TABLE, period)
    freezing.freeze(store, shown, on=date(2026, 6, 9), id=uid("report 2026:SB6T"))
    return Touched(frozenset({"frozen_report"}), 1)


__all__ = ["COMMUNE", "load_demo", "load_mediation", "load_money", "load_office", "load_outreach", "load_receiver"]
