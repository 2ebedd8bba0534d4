"""What a verb of the command line is: its words, its arguments, what it does, and what it says."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.ports import Store
from app.problems import Problem

DONE, WITH_REJECTS, REFUSED, OUR_FAULT = 0, 1, 2, 3


@dataclass(frozen=True)
class Said:
    """A verb's answer: `result` for programs (--json), `text` for people, the exit status, what went wrong in parts."""

    result: Any
    text: str = ""
    status: int = DONE
    problems: tuple[Problem, ...] = ()


Arguments = Callable[[ArgumentParser], None]


@dataclass(frozen=True)
class Verb:
    """A verb that works on an open register."""

    name: str
    help: str
    arguments: Arguments
    run: Callable[[Store, Namespace], Said]


@dataclass(frozen=True)
class FreeVerb:
    """A verb that needs no open register."""

    name: str
    help: str
    arguments: Arguments
    run: Callable[[Namespace], Said]


def no_arguments(parser: ArgumentParser) -> None:
    """Leave a verb without arguments of its own."""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as columns under their heads, each as wide as its widest word."""
    lines = [tuple(heads), *(tuple(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
    return "\n".join(
        "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
