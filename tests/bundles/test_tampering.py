"""No flipped bit, no cut, no forged header of a bundle's file is taken.

`SOTUPHAP_FLIPS=3000` flips that many bits and cuts the file at every byte: none was taken.
"""

from __future__ import annotations

import os
import random

import pytest

from app.bundles.errors import BadBundle
from app.bundles.keys import UnitKeys
from app.bundles.recovery import new_code, recovery_identity
from tests.bundles.making import Office, contents_of, head_of, opened, put_together, sealed_file, taken_apart

FLIPS = int(os.environ.get("SOTUPHAP_FLIPS", "400"))
CUTS = 120 if FLIPS < 1_000 else 1_000_000


@pytest.fixture(scope="module")
def bundle(commune: Office, province: Office) -> bytes:
    reader = UnitKeys("", recovery_identity(new_code())).public_read()
    return sealed_file(commune, province, sealed=(contents_of(head_of(commune, province)), reader))


@pytest.fixture(scope="module")
def wrapping(bundle: bytes) -> list[int]:
    """Return the places outside the encrypted parts, which a random place would seldom meet."""
    first, last = bundle.index(b"age-encryption.org"), bundle.rindex(b"PK\x01\x02")
    start_of_directory = bundle.index(b"PK\x01\x02")
    return [*range(first), *range(start_of_directory, last + 46), *range(len(bundle) - 22, len(bundle))]


def flipped(data: bytes, place: int, bit: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def test_the_file_itself_is_taken(bundle: bytes, commune: Office, province: Office) -> None:
    opened(bundle, province, commune).close()


def test_no_single_flipped_bit_is_taken(bundle: bytes, commune: Office, province: Office) -> None:
    chance = random.Random(20261123)
    for _ in range(FLIPS):
        changed = flipped(bundle, chance.randrange(len(bundle)), chance.randrange(8))
        with pytest.raises(BadBundle):
            opened(changed, province, commune)


def test_no_byte_around_the_encrypted_parts_is_without_meaning(
    bundle: bytes, wrapping: list[int], commune: Office, province: Office
) -> None:
    chance = random.Random(1)
    for place in wrapping:
        with pytest.raises(BadBundle):
            opened(flipped(bundle, place, chance.randrange(8)), province, commune)


def test_no_beginning_of_a_file_is_taken(bundle: bytes, commune: Office, province: Office) -> None:
    for length in [*range(0, len(bundle), max(1, len(bundle) // CUTS)), len(bundle) - 1]:
        with pytest.raises(BadBundle):
            opened(bundle[:length], province, commune)


def test_no_file_with_a_hole_or_a_repeated_piece_is_taken(bundle: bytes, commune: Office, province: Office) -> None:
    for place in range(0, len(bundle) - 64, len(bundle) // 40):
        piece = bundle[place : place + 64]
        for changed in (bundle.replace(piece, b"", 1), bundle.replace(piece, piece * 2, 1)):
            with pytest.raises(BadBundle):
                opened(changed, province, commune)


def test_members_of_two_bundles_do_not_make_a_third(commune: Office, province: Office) -> None:
    one, other = (taken_apart(sealed_file(commune, province)) for _ in range(2))
    for name in one:
        with pytest.raises(BadBundle):
            opened(put_together(one | {name: other[name]}), province, commune)
