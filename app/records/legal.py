"""The dated table of legal bases: which document a paper of a given day cites."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

import resources
from app import installed
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
installed.on_change(_bases.clear)


def bases() -> list[Basis]:
    """Return the table of the program with what reference data changed and added."""
    if not _bases:
        entries = {entry["id"]: entry for entry in carried_bases()}
        added = installed.installed(installed.BASIS)
        entries |= {name: orjson.loads(item.content) for name, item in added.items()}
        _bases.extend(read_basis(entry) for entry in entries.values())
    return _bases


def carried_bases() -> list[dict[str, Any]]:
    with resources.path("catalogues", "legal_bases.toml").open("rb") as file:
        entries: list[dict[str, Any]] = tomllib.load(file)["basis"]
    return entries


def cited(topic: str, on: date) -> list[str]:
    """Return the documents a paper on a topic cites on a day, in the order of the table."""
    return [basis.text for basis in bases() if topic in basis.topics and in_force(basis.valid_from, basis.valid_to, on)]


def read_basis(entry: dict[str, Any]) -> Basis:
    """Return what an entry of the table says; days may be ISO texts."""
    return Basis(
        id=entry["id"],
        number=entry["number"],
        text=entry["text"],
        valid_from=_day(entry.get("valid_from")),
        valid_to=_day(entry.get("valid_to")),
        topics=tuple(entry["topics"]),
        certainty=entry["certainty"],
    )


def _day(said: date | str | None) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) else said
