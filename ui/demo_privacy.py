"""Looking for people: every private word of every case, in everything that left the commune's computer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from app.declaring import Many, fields_of
from app.fields import Text
from app.ports import Store
from app.records import MediationCase
from app.vietnamese import words
from ui.demo_facts import Search

_SHORTEST = 6  # letters: shorter words say nothing about anyone


def private_words(store: Store) -> list[str]:
    """Return every private text of every case: names, addresses, stories, agreements, places of meeting."""
    found = (text for case in store.every(MediationCase) for text in _private(case))
    return sorted({text for text in found if len(text) >= _SHORTEST})


def _private(thing: Any) -> Iterator[str]:
    for name, field in fields_of(type(thing)).items():
        value = getattr(thing, name)
        if isinstance(field.kind, Many):
            for part in value:
                yield from _private(part)
        elif field.private and isinstance(field.kind, Text):
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
    flat = "\n".join(_flat(text) for text in every)
    found = [secret for secret in secrets if _flat(secret) in flat]
    return Search(place, len(secrets), sum(map(len, every)), tuple(found))


def _flat(text: str) -> str:
    from app.vietnamese import fold

    return " ".join(words(fold(text)))
