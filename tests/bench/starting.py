"""What opening the program costs: from nothing to a window that is drawn and answers, beside an empty one."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.measuring import Measured
from tests.bench.registers import KEY, made

RUNS = 7
_EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
application.processEvents()
"""
_OURS = """
import sys
from pathlib import Path
from ui.main import Opened, make_application, make_window
from db.register import open_register
application = make_application()
folder = Path(sys.argv[1])
key = bytes.fromhex(sys.argv[2])
window = make_window(Opened(open_register(folder, key), folder, key), folder / "log.txt")
window.show()
application.processEvents()
"""
_COUNTED = """
while window.pages["overview"].counting.running():
    application.processEvents()
"""
_EVERYWHERE = """
from PySide6.QtCore import QEvent
from ui.books import BEHIND_SETTINGS, BEHIND_SYNC, BOOKS
from ui.navigation import PLACES
for place in (*PLACES, *BOOKS, *BEHIND_SYNC, *BEHIND_SETTINGS):
    window.go(place.name).catch_up()
    application.processEvents()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as a running event loop does by itself
"""
_DONE = """
import os, sys
from pathlib import Path
lines = Path("/proc/self/status").read_text().splitlines() if sys.platform == "linux" else []
print(next((line.split()[1] for line in lines if line.startswith("VmHWM")), 0), flush=True)
os._exit(0)
"""


def measure(folder: Path, numbers: Sequence[int]) -> Iterator[Measured]:
    for number in numbers:
        yield from _measure(folder, number)


def _measure(folder: Path, number: int) -> Iterator[Measured]:
    """Yield the median of several starts in turn, so that a busy moment falls on both."""
    arguments = [str(made(folder, number)), KEY.hex()]
    programs = {"empty": _EMPTY, "ours": _OURS, "counted": _OURS + _COUNTED}
    took: dict[str, list[float]] = {name: [] for name in programs}
    memory = dict.fromkeys(programs, 0.0)
    for _ in range(RUNS):
        for name, program in programs.items():
            elapsed, peak = _started(program, arguments)
            took[name].append(elapsed)
            memory[name] = max(memory[name], peak)
    empty, ours, counted = (statistics.median(took[name]) for name in programs)
    yield Measured(
        f"start: an empty window, beside {number:,} cases", empty * 1000, "ms", note=f"{memory['empty']:.0f} MiB"
    )
    yield Measured(f"start: the program, {number:,} cases", ours * 1000, "ms", note=f"{memory['ours']:.0f} MiB")
    yield Measured(f"start: times an empty window, {number:,} cases", ours / empty, "×", 2.0)
    note = f"{memory['counted']:.0f} MiB"
    yield Measured(f"start: all numbers of the first page, {number:,} cases", counted * 1000, "ms", note=note)


def memory(folder: Path, numbers: Sequence[int]) -> Iterator[Measured]:
    """Yield what the program holds when somebody has been on every page."""
    for number in numbers:
        _, peak = _started(_OURS + _EVERYWHERE, [str(made(folder, number)), KEY.hex()])
        yield Measured(f"memory: every page opened, {number:,} cases", peak, "MiB", 250)


def _started(program: str, arguments: list[str]) -> tuple[float, float]:
    # the program as people have it starts from compiled files, so the first run may write them
    env = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program + _DONE, *arguments], check=True, capture_output=True, text=True, env=env
    )
    return time.perf_counter() - start, int(done.stdout.split()[-1]) / 1024
