"""Timing, and the table in which what was measured stands beside what was hoped for. Nothing here asserts."""

from __future__ import annotations

import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """One figure. `budget` is the most that is hoped for, in the same unit; None where nothing was promised."""

    name: str
    value: float
    unit: str
    budget: float | None = None
    note: str = ""

    def verdict(self) -> str:
        if self.budget is None:
            return ""
        return "ok" if self.value <= self.budget else "OVER"


@dataclass
class Clock:
    """Milliseconds of repeated runs of one thing."""

    laps: list[float] = field(default_factory=list)

    @contextmanager
    def lap(self) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.laps.append((time.perf_counter() - start) * 1000)

    def median(self) -> float:
        return statistics.median(self.laps)

    def share(self, share: float) -> float:
        return sorted(self.laps)[min(len(self.laps) - 1, int(len(self.laps) * share))]

    def spread(self) -> str:
        return f"95 %: {self.share(0.95):.1f}, most: {max(self.laps):.1f}"


def timed(name: str, act: Callable[[], object], *, budget: float | None = None, times: int = 7) -> Measured:
    """Return the median of several runs in milliseconds, with the spread as its note."""
    clock = Clock()
    for _ in range(times):
        with clock.lap():
            act()
    return Measured(name, clock.median(), "ms", budget, clock.spread())


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def table(figures: list[Measured]) -> str:
    rows = [("what", "figure", "budget", "", "note")]
    for figure in figures:
        budget = "" if figure.budget is None else f"{figure.budget:g} {figure.unit}"
        rows.append((figure.name, f"{figure.value:.1f} {figure.unit}", budget, figure.verdict(), figure.note))
    widths = [max(len(row[place]) for row in rows) for place in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def write(figures: list[Measured], folder: Path) -> Path:
    """Keep the figures as JSON, one file a run, so that runs can be compared."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    machine = {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}
    said = {"machine": machine, "figures": [asdict(figure) for figure in figures]}
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
    return path
