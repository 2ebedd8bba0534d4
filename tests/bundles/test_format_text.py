"""The description of the format speaks of everything that is in the format."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import orjson
import pytest

from app.bundles.bag import MANIFEST, RECEIPT, RECORDS, TAGS
from app.bundles.envelope import FORMAT, KINDS, MEMBERS, SEALED, Described, write_envelope
from app.bundles.keys import CARD_FORMAT, KeyCard
from app.bundles.receipts import FORMAT as RECEIPT_FORMAT
from app.bundles.receipts import Receipt
from app.bundles.revocation import FORMAT as REVOCATION_FORMAT
from app.bundles.revocation import Revocation
from db.vault import FORMAT as VAULT_FORMAT
from db.vault import KEY_FILE, PREVIOUS
from tests.bundles.making import Office, head_of

TEXT = (Path(__file__).parents[2] / "docs" / "bundle-format.md").read_text("utf-8")


def names(kind: type[KeyCard | Receipt | Revocation]) -> list[str]:
    return [field.name for field in dataclasses.fields(kind)]


@pytest.mark.parametrize(
    "word",
    [
        *(FORMAT, CARD_FORMAT, RECEIPT_FORMAT, REVOCATION_FORMAT, VAULT_FORMAT),
        *(*MEMBERS, SEALED, *TAGS, MANIFEST, RECORDS, RECEIPT, KEY_FILE, PREVIOUS),
        *KINDS,
        *(*names(KeyCard), *names(Receipt), *names(Revocation)),
    ],
)
def test_every_word_of_the_format_is_described(word: str) -> None:
    assert f"`{word}`" in TEXT


def test_every_member_of_the_envelope_is_described(commune: Office, province: Office) -> None:
    part = Described("0" * 64, 1)
    for word in orjson.loads(write_envelope(head_of(commune, province), part, part)):
        assert f"`{word}`" in TEXT
