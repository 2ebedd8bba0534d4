"""What opening the window must not bring in, for the oldest PC pays for it at every start."""

from __future__ import annotations

import subprocess
import sys

import pytest

from db import create_register

KEY = bytes(32)
HEAVY = (
    *("app.records.kinds", "reportlab", "docx", "xlsxwriter", "openpyxl", "PIL", "pyrage", "sqlite_utils", "pypdfium2"),
    *("http.server", "sqlite3", "PySide6.QtNetwork", "PySide6.QtPdf"),
)
_OPENING = """
import sys
from pathlib import Path
from ui.main import Opened, make_application, make_window
from db.register import open_register
application = make_application()
folder = Path(sys.argv[1])
window = make_window(Opened(open_register(folder, bytes(32)), folder, bytes(32)), folder / "log.txt")
window.show()
application.processEvents()
print(*sys.modules)
sys.stdout.flush()
import os
os._exit(0)
"""


@pytest.fixture(scope="module")
def brought_in(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("sổ")
    create_register(folder, KEY, unit="99901", author="Người thử").close()
    done = subprocess.run([sys.executable, "-c", _OPENING, folder], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", HEAVY)
def test_the_window_opens_without(module: str, brought_in: set[str]) -> None:
    assert "ui.window" in brought_in
    assert module not in brought_in
