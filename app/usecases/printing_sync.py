"""Where the words of the sync's forms come from: for each source, the function that fills it for a selection.

Keys and bundles bring ciphers with them, for which nobody should wait at the start: they are imported when printed.
"""

from __future__ import annotations

from app.ports import Store
from app.usecases.papers import Values
from app.usecases.printing_sources import Selection, Source


def _sent(store: Store, chosen: Selection) -> Values:
    from app.usecases.papers_sync import sent_values

    return sent_values(store, chosen.record)


def _handed(store: Store, chosen: Selection) -> Values:
    from app.usecases.papers_sync import handed_values

    return handed_values(store, chosen.record)


def _custody(store: Store, chosen: Selection) -> Values:  # noqa: ARG001 (a family of functions)
    from app.usecases.papers_keys import custody_values

    return custody_values(store)


def _receipt(store: Store, chosen: Selection) -> Values:
    from app.usecases.papers_receipt import booked_values

    return booked_values(store, chosen.record)


def _card(store: Store, chosen: Selection) -> Values:  # noqa: ARG001 (a family of functions)
    from app.usecases.papers_keys import card_values

    return card_values(store)


def _leaving(store: Store, chosen: Selection) -> Values:  # noqa: ARG001 (a family of functions)
    from app.usecases.papers_sync import leaving_values

    return leaving_values(store)


def _sticks(store: Store, chosen: Selection) -> Values:
    from app.usecases.papers_sync import sticks_values

    return sticks_values(store, chosen.year)


def _conflicts(store: Store, chosen: Selection) -> Values:
    from app.usecases.papers_conflicts import conflicts_values

    return conflicts_values(store, chosen.year)


def _merger(store: Store, chosen: Selection) -> Values:
    from app.usecases.papers_merger import merger_values

    return merger_values(store, chosen.record)


SYNC_SOURCES: dict[str, Source] = {
    "sent_bundle": Source(None, ("record",), _sent),  # the record is a bundle of the books
    "hand_over": Source(None, ("record",), _handed),
    "custody": Source(None, (), _custody),
    "receipt": Source(None, ("record",), _receipt),
    "key_card": Source(None, (), _card),
    "leaving_data": Source(None, (), _leaving),
    "stick_register": Source(None, ("year",), _sticks),
    "conflicts": Source(None, ("year",), _conflicts),
    "merger": Source(None, ("record",), _merger),
}
