"""The words of the papers about keys: our card with its digits, and who holds a copy of the keys."""

from __future__ import annotations

from datetime import date, datetime

from app.ports import Store
from app.usecases.key_custody import custodians
from app.usecases.keys import own_card
from app.usecases.office import own_office
from app.usecases.papers import Values, office_values
from app.vietnamese import show_day, show_number

_ROOM_FOR_CHECKS = 4


def card_values(store: Store) -> Values:
    """Return what the source “key_card” publishes: our own keys, as others compare them by telephone."""
    from app.bundles.keys import fingerprint

    card = own_card(store)
    digits = fingerprint(card)
    return {
        **office_values(store),
        "qr": f"STPK1:{digits.replace(' ', '')}",
        "unit_code": card.unit,
        "fingerprint": digits,
        "key": card.key(),
        "replica": card.replica,
        "printed_on": show_day(date.today()),  # noqa: DTZ011 (papers carry calendar days)
        "officer_name": own_office(store).officer,
        "checks": [{}] * _ROOM_FOR_CHECKS,
    }


def custody_values(store: Store) -> Values:
    """Return what the source “custody” publishes: who was given a copy of our keys."""
    from app.bundles.keys import fingerprint

    card = own_card(store)
    return {
        **office_values(store),
        "unit_code": card.unit,
        "fingerprint": fingerprint(card),
        "key": card.key(),
        "printed_on": show_day(date.today()),  # noqa: DTZ011 (papers carry calendar days)
        "officer_name": own_office(store).officer,
        "rows": [
            {
                "n": show_number(place),
                "name": row["name"],
                "day": show_day(datetime.fromisoformat(row["at"]).astimezone().date()),
                "file": row["file"],
                "state": "khóa đang dùng" if row["present"] else "khóa cũ",
            }
            for place, row in enumerate(custodians(store), start=1)
        ],
    }
