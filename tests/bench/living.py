"""Whether the window lives while a stick is received in it: the longest it went without a turn, and how many it had."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measuring import Measured
from tests.bench.registers import KEY

_RECEIVER = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from db.register import open_register
from ui import jobs
from ui.main import Opened, make_application, make_window
from ui.pages.sync_taking import EVERYTHING, _taken
application = make_application()
folder, stick, key = Path(sys.argv[1]), Path(sys.argv[2]), bytes.fromhex(sys.argv[3])
window = make_window(Opened(open_register(folder, key), folder, key), folder / "log.txt")
window.show()
window.go("sync").catch_up()
application.processEvents()
turns = [time.perf_counter()]
timer = QTimer(interval=2)  # idle in between, as a window is
timer.timeout.connect(lambda: turns.append(time.perf_counter()))
timer.start()
begun = time.perf_counter()
taken = jobs.run(window.session, "Nhập từ USB", lambda store, watch: _taken(store, watch, stick))
needed = time.perf_counter() - begun
assert taken and all(one.sound() for one in taken)
gaps = [after - before for before, after in zip(turns, turns[1:])]
print(needed, max(gaps) * 1000, len(gaps), flush=True)
import os
os._exit(0)
"""


def measure(folder: Path, stick: Path, number: int) -> Iterator[Measured]:
    """Yield the longest pause of the window, in milliseconds, while the office's register takes what is on a stick."""
    env = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "XDG_STATE_HOME": str(folder / "state")}
    command = [sys.executable, "-c", _RECEIVER, str(folder), str(stick), KEY.hex()]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    needed, longest, turns = (float(word) for word in done.stdout.split()[-3:])
    yield Measured(f"receive {number:,} cases in the window", needed, "s")
    note = f"{turns:,.0f} turns of the window"
    yield Measured(f"longest pause of the window, receiving {number:,} cases", longest, "ms", note=note)
