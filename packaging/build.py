"""Builds the program into dist/SoTuPhap, a folder that needs no Python, and lets it test itself.

Called by `dev.py build`; PyInstaller's own options may follow. The build fails when the built program fails its own
test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FOLDER = ROOT / "dist" / "SoTuPhap"
WINDOWS = sys.platform == "win32"


def freeze(options: list[str]) -> None:
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *options]
    places = ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build")]
    subprocess.run([*command, *places, str(HERE / "sotuphap.spec")], cwd=ROOT, check=True)
    if not WINDOWS:
        shutil.copy2(HERE / "sotuphap.desktop", FOLDER)


def self_test() -> int:
    """The exit status of the built program's own test, in a home and a folder that know nothing of Python or of us."""
    program = FOLDER / ("sotuphap-cli.exe" if WINDOWS else "SoTuPhap")
    with tempfile.TemporaryDirectory() as nowhere:
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": nowhere}
        for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
            env.pop(name, None)
        return subprocess.run([str(program), "self-test"], cwd=nowhere, env=env, check=False).returncode


def size() -> int:
    """Megabytes."""
    return sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file() and not file.is_symlink()) // 2**20


def main(options: list[str]) -> int:
    freeze(options)
    status = self_test()
    print(f"{FOLDER}: {size()} MB; self-test {'passed' if status == 0 else f'failed with status {status}'}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
