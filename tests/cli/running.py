"""What the tests of the command line hand each other: a passphrase, what a verb answered, that it was refused."""

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


def refused(answer: Answer, *said: str) -> None:
    """See that a verb was refused, and said so in these words."""
    assert answer.status == 2
    assert "Traceback" not in answer.err
    for words in said:
        assert words in answer.err
