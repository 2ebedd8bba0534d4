"""Narrow readings kept until their rows change, so that a page that looks again builds only what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from app.records.base import Record

R = TypeVar("R", bound=Record)
Stamped = tuple[int, int]  # a row's id and the line of the log that wrote it last
MOST = 8_000  # records, some ten megabytes; who reads more reads it anew


class Readings:
    """What was read of each kind, by row; every write gives its row a new stamp, by which the old reading is known."""

    def __init__(self) -> None:
        self._kept: dict[type[Record], dict[int, tuple[int, Record]]] = {}

    def known(self, kind: type[R], rows: Iterable[Stamped]) -> dict[int, R]:
        """Return what was read before of those rows that nobody wrote since, by row."""
        kept: dict[int, tuple[int, R]] = self._kept.get(kind, {})  # type: ignore[assignment]
        return {rid: had[1] for rid, stamp in rows if (had := kept.get(rid)) and had[0] == stamp}

    def keep(self, kind: type[R], rows: Sequence[Stamped], read: Mapping[int, R]) -> None:
        if sum(map(len, self._kept.values())) + len(read) > MOST:
            self._kept.clear()
        kept = self._kept.setdefault(kind, {})
        kept.update((rid, (stamp, read[rid])) for rid, stamp in rows if rid in read)
