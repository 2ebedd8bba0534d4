"""The dated table of legal bases: which document a paper of a given day cites."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

import resources
from app.records.office import in_force


@dataclass(frozen=True)
class Basis:
    id: str
    number: str
    text: str
    valid_from: date | None
    valid_to: date | None
    topics: tuple[str, ...]
    certainty: str


_bases: list[Basis] = []


def bases() -> list[Basis]:
    if not _bases:
        with resources.path("catalogues", "legal_bases.toml").open("rb") as file:
            _bases.extend(_basis(entry) for entry in tomllib.load(file)["basis"])
    return _bases


def cited(topic: str, on: date) -> list[str]:
    """Return the documents a paper on a topic cites on a day, in the order of the table."""
    return [basis.text for basis in bases() if topic in basis.topics and in_force(basis.valid_from, basis.valid_to, on)]


def _basis(entry: dict[str, Any]) -> Basis:
    return Basis(
        id=entry["id"],
        number=entry["number"],
        text=entry["text"],
        valid_from=entry.get("valid_from"),
        valid_to=entry.get("valid_to"),
        topics=tuple(entry["topics"]),
        certainty=entry["certainty"],
    )
