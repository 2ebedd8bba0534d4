"""What the values look like by which bundles, cards and receipts name things; compare with `fullmatch`."""

from __future__ import annotations

import re
import unicodedata

from app.vietnamese import shows_as_it_is

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UNIT = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")  # part of file names
REPLICA = re.compile(r"[0-9a-f]{16}-[0-9]{1,6}")
KEY = re.compile(r"[0-9a-f]{16}")
SHA256 = re.compile(r"[0-9a-f]{64}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+00:00")  # RFC 3339, always UTC
# Control characters but tab and line feed, direction overrides that make text look like other text, byte order marks.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def is_text(value: object, most: int) -> bool:
    """Tell whether a value is composed text that shows as it is, of at most so many characters."""
    return (
        isinstance(value, str)
        and len(value) <= most
        and not UNWANTED.search(value)
        and unicodedata.is_normalized("NFC", value)
    )


def is_line(value: object, most: int) -> bool:
    """Tell whether a value is a name: text on one line, without any sign that hides itself."""
    return isinstance(value, str) and is_text(value, most) and shows_as_it_is(value)


def is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= 2**53
