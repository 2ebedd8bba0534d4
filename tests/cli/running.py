"""What the tests of the command line hand each other: a passphrase, and what a verb answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

WORDS = "mat khau de thu 2026"


@dataclass(frozen=True)
class Answer:
    """What a verb said and how it ended."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]
