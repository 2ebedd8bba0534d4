"""What a register that is being opened has in force of reference data; most have nothing, and then nothing is read."""

from __future__ import annotations

from app import installed
from app.ports import Store

IN_FORCE = "reference_in_force"  # setting: how many sets are applied


def use_installed(store: Store) -> None:
    """Let the loaders use the reference data of this register, and of no other that was open before."""
    if store.setting(IN_FORCE, 0):
        from app.usecases.reference_sets import bring_up

        bring_up(store)
    else:
        installed.put_in(())
