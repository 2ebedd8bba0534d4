"""What every record has, whatever it is about."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from app.declaring import missing
from app.problems import Issue


def new_id() -> str:
    """Return a UUIDv7 (RFC 9562): its order is roughly the order of making, which keeps indexes compact."""
    moment = time.time_ns() // 1_000_000
    chance = int.from_bytes(os.urandom(10), "big")
    value = moment << 80 | 0x7 << 76 | (chance >> 68) << 64 | 0x2 << 62 | (chance & (1 << 62) - 1)
    return str(uuid.UUID(int=value))


@dataclass(kw_only=True)
class Record:
    """One entry of a register.

    `unit` is the code of the office that made it and never changes; a `draft` is kept but not counted.
    `Table` names the register's table and the record in bundles; `shown_by` names the fields a person knows it by.
    """

    id: str = field(default_factory=new_id)
    unit: str = ""
    draft: bool = False

    table: ClassVar[str]
    title: ClassVar[str]
    narrow: ClassVar[bool] = False  # whether it reads a few columns of another kind's table, and is never written
    newest_by: ClassVar[str] = ""  # the field whose latest value comes first in the list

    def label(self) -> str:
        """Return the words by which a person recognises this record."""
        raise NotImplementedError(type(self).__name__)

    def issues(self) -> Iterator[Issue]:
        """Yield all that keeps the record from being complete, and what deserves a look."""
        yield from missing(self)
        yield from self.conflicts()

    def conflicts(self) -> Iterator[Issue]:
        """Yield the rules broken between fields; each record says its own."""
        yield from ()

    @classmethod
    def hidden(cls, columns: dict[str, Any]) -> dict[str, Any]:
        """Return columns as they may leave at the de-identified level, before private fields are left out."""
        return columns
