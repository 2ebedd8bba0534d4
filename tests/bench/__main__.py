"""The measurements: `python3 dev.py bench --only start --cases 1000`. Prints a table, keeps JSON, asserts nothing."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import dissemination, papers, province, registers, starting, sticks
from tests.bench.measuring import Measured, table, write

ROOT = Path(__file__).parents[2]
_CHAPTERS = ("start", "memory", "registers", "papers", "dissemination", "sticks", "province")


def main() -> int:
    options = _options()
    figures: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        chapters: dict[str, Callable[[], Iterator[Measured]]] = {
            "start": lambda: starting.measure(folder, options.cases),
            "memory": lambda: starting.memory(folder, options.cases),
            "registers": lambda: registers.measure(folder, options.cases),
            "papers": lambda: papers.measure(folder),
            "dissemination": lambda: dissemination.measure(folder),
            "sticks": lambda: sticks.measure(folder / "sticks", options.cases),
            "province": lambda: province.measure(folder / "province"),
        }
        for chapter in options.only or chapters:
            for figure in chapters[chapter]():
                sys.stderr.write(f"{figure.name}: {figure.value:.1f} {figure.unit} {figure.verdict()}\n")
                figures.append(figure)
    sys.stdout.write(table(figures) + "\n")
    sys.stdout.write(f"{write(figures, options.out)}\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=_CHAPTERS)
    parser.add_argument("--cases", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--out", type=Path, default=ROOT / "bench-results")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
