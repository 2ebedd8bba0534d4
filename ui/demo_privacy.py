"""Looking for people: every private word of every case, in everything that left the commune's computer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from app.declaring import Many, fields_of
from app.fields import Text
from app.ports import Store
from app.records import KINDS, MediationCase, Record
from app.vietnamese import fold, words
from ui.demo_facts import Search

_SHORTEST = 6  # letters: shorter words say nothing about anyone


def private_words(store: Store) -> list[str]:
    """Return every private text: of cases all of them; of other records those that are not public somewhere else.

    The officer who speaks at an event is private there and public as the commune's officer; nothing of a case is.
    """
    of_cases = {text for case in store.every(MediationCase) for text in _private(case)}
    others = [record for kind in KINDS if kind is not MediationCase for record in store.every(kind)]
    public = _joined(text for record in others for text in _texts(record, private=False))
    elsewhere = {text for record in others for text in _private(record) if _flat(text) not in public}
    return sorted(text for text in of_cases | elsewhere if len(text) >= _SHORTEST)


def _private(record: Record) -> Iterator[str]:
    return _texts(record, private=True)


def _texts(thing: Any, *, private: bool, inside: bool = False) -> Iterator[str]:
    """Yield the texts of a record and its parts that are private, or those that are not."""
    for name, field in fields_of(type(thing)).items():
        value, secret = getattr(thing, name), inside or field.private
        if isinstance(field.kind, Many):
            for part in value:
                yield from _texts(part, private=private, inside=secret)
        elif secret == private and isinstance(field.kind, Text):
            yield str(value)


def search_files(place: str, files: Iterable[Path], secrets: list[str]) -> Search:
    """Look for the words in the bytes of files, in the encodings a careless program would use."""
    contents = [file.read_bytes() for file in files]
    found = [secret for secret in secrets if any(_in_bytes(secret, one) for one in contents)]
    return Search(place, len(secrets), sum(map(len, contents)), tuple(found))


def _in_bytes(secret: str, contents: bytes) -> bool:
    return any(secret.encode(encoding) in contents for encoding in ("utf-8", "utf-16-le"))


def search_texts(place: str, texts: Iterable[str], secrets: list[str]) -> Search:
    """Look for the words in texts, without marks, capitals and punctuation, so that an index of words is read too."""
    every = list(texts)
    flat = _joined(every)
    found = [secret for secret in secrets if _flat(secret) in flat]
    return Search(place, len(secrets), sum(map(len, every)), tuple(found))


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(_flat(text) for text in texts)


def _flat(text: str) -> str:
    return " ".join(words(fold(text)))
