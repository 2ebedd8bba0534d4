"""Whether a file in a folder that others fill is a whole bundle yet: its envelope says how long it must be."""

from __future__ import annotations

from pathlib import Path

from app.bundles.envelope import LARGEST_ENVELOPE, MEMBERS, SEALED, Head, read_envelope
from app.bundles.errors import BadBundle
from app.bundles.outer import OuterReader, whole_size

_LARGEST_SIGNATURE = 1 << 10


def whole_head(path: Path) -> Head | None:
    """Return what a whole bundle says of itself, believed by nobody yet; None while it is none, or is no bundle.

    A name tells nothing: what is copied over a network stands under its name long before its end has come. Raises
    OSError when the file cannot be read.
    """
    with path.open("rb") as file:
        try:
            outer = OuterReader(file)
            envelope = outer.small(MEMBERS[0], LARGEST_ENVELOPE)
            outer.small(MEMBERS[1], _LARGEST_SIGNATURE)
            head, payload, sealed = read_envelope(envelope)
        except BadBundle:
            return None
        large = [(MEMBERS[2], payload.size)] + ([(SEALED, sealed.size)] if sealed else [])
        return head if whole_size([*outer.sizes(), *large]) == outer.size else None
