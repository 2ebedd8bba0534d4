"""What the program carries beside its code: forms, tables, units, fonts, icons, demonstration data."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Where a resource lies; in the packaged program too, because it is counted from this file."""
    return _HERE.joinpath(*parts)
