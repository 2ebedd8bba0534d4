"""The demonstration: one fictional commune with its offices, mediation of a year and dissemination of a year.

Everything is invented. Ids come from a fixed namespace and the code of each thing, so that loading twice changes
nothing and two machines show the same register.
"""

from __future__ import annotations

from app.ports import Store, Touched
from app.usecases.demonstration_mediation import load_mediation
from app.usecases.demonstration_money import load_money
from app.usecases.demonstration_office import COMMUNE, load_office, load_receiver
from app.usecases.demonstration_outreach import load_outreach


def load_demo(store: Store) -> Touched:
    """Put the whole fictional commune into a register."""
    with store.atomic():
        return load_mediation(store) | load_outreach(store) | load_money(store)


__all__ = ["COMMUNE", "load_demo", "load_mediation", "load_money", "load_office", "load_outreach", "load_receiver"]
