"""What a new register keeps of its recovery code: only the public half, to which its sealed parts are encrypted."""

from __future__ import annotations

from app.bundles.keys import UnitKeys
from app.bundles.recovery import recovery_identity
from app.ports import Store


def keep_recovery_reader(store: Store, code: str) -> None:
    store.set_setting("recovery_reader", UnitKeys("", recovery_identity(code)).public_read())
