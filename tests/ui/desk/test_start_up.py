"""The promise of a quick start: nothing heavy is loaded before the window is first seen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HEAVY = (
    "reportlab",
    "docx",
    "xlsxwriter",
    "openpyxl",
    "PIL",
    "pyrage",
    "cryptography",
    "sqlite_utils",
    "pypdfium2",
    "uharfbuzz",
)
ROOT = Path(__file__).parents[3]
SHOW = """
import json, sys
from pathlib import Path
from ui.main import Opened, make_application, make_window
from db.register import open_register
application = make_application()
folder, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
window = make_window(Opened(open_register(folder, key), folder, key), folder / "log" / "sotuphap.log")
window.resize(1366, 768)
window.show()
kinds = [name for name in sys.modules if name.startswith("app.records.")]
for _ in range(5):
    application.processEvents()
loaded = sorted({name.partition(".")[0] for name in sys.modules})
application.setStyleSheet("")
print(json.dumps({"loaded": loaded, "kinds": kinds, "pages": len(window.pages), "style": application.style().name()}))
window.close()
"""


def first_sight(folder: Path, key: bytes) -> dict[str, Any]:
    """Open the window in a process of its own and return what was loaded by then."""
    return run(SHOW, folder, key)


def run(program: str, folder: Path, key: bytes) -> dict[str, Any]:
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": path, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder), key.hex()], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_nothing_heavy_is_loaded_before_the_window_is_seen(folder: Path, model: tuple[Path, bytes]) -> None:
    loaded = first_sight(folder, model[1])["loaded"]
    assert "PySide6" in loaded, "a window was really opened"
    assert [name for name in HEAVY if name in loaded] == []


def test_only_the_first_page_is_made(folder: Path, model: tuple[Path, bytes]) -> None:
    assert first_sight(folder, model[1])["pages"] == 1


def test_the_window_is_seen_in_qts_own_style_before_most_kinds_of_record_are_made(
    folder: Path, model: tuple[Path, bytes]
) -> None:
    seen = first_sight(folder, model[1])
    assert str(seen["style"]).lower() == "fusion"
    assert "app.records.office" in seen["kinds"]
    assert "app.records.planning" not in seen["kinds"]


def test_the_window_is_got_ready_while_the_passphrase_is_typed(folder: Path, model: tuple[Path, bytes]) -> None:
    waiting = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from ui import main
application = main.make_application()
early = "ui.window" in sys.modules
until = time.monotonic() + 20
def look():
    if "ui.window" in sys.modules or time.monotonic() > until:
        next(box for box in application.topLevelWidgets() if isinstance(box, QDialog)).reject()
    else:
        QTimer.singleShot(50, look)
QTimer.singleShot(0, look)
opened = main._unlock(Path(sys.argv[1]))
print(json.dumps({"early": early, "ready": "ui.window" in sys.modules, "opened": opened is not None}))
"""
    assert run(waiting, folder, model[1]) == {"early": False, "ready": True, "opened": False}
