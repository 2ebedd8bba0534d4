"""What must be on the machine itself: libraries that Qt is linked against, programs that some tests work with.

Any Python of 3.9 or newer must be able to read this, as it reads `dev.py`, which calls it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, NoReturn

WINDOWS = sys.platform == "win32"

# What Qt's libraries are linked against, even when nothing is drawn on a screen, and the Debian package of each.
QT_NEEDS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
X11_NEEDS = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Programs of others that some tests work with, and their Debian packages; without them these tests are skipped.
TEST_NEEDS = {
    "age": "age",
    "jq": "jq",
    "minisign": "minisign",
    "unzip": "unzip",
    "apache2": "apache2-bin",
    "initdb": "postgresql",
}
ASIDE = ["/usr/sbin", "/sbin", "/usr/lib/postgresql/*/bin"]  # where Debian keeps programs that are not on every path


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    raise SystemExit(text)


def missing(libraries: Dict[str, str]) -> List[str]:
    """Debian's names of the shared libraries that cannot be loaded here."""
    lacking = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            lacking.append(package)
    return lacking


def apt_install(packages: List[str]) -> None:
    if not shutil.which("apt-get"):
        stop("Missing on this machine (Debian's names): %s. Install them and run this again." % " ".join(packages))
    if os.geteuid() != 0:
        stop("Missing on this machine. Run this, then try again:\n    sudo " + apt_line(packages))
    if not apt_installed(packages):
        stop("apt-get could not install: " + " ".join(packages))


def apt_line(packages: List[str]) -> str:
    return "apt-get install -y --no-install-recommends " + " ".join(packages)


def apt_installed(packages: List[str]) -> bool:
    """Install as root; tell whether it went well."""
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    say("Installing: " + " ".join(packages))
    subprocess.call(["apt-get", "update", "-qq"], env=env, stdout=sys.stderr)
    return subprocess.call([*apt_line(packages).split(), "-qq"], env=env, stdout=sys.stderr) == 0


def found_program(name: str) -> bool:
    return bool(shutil.which(name)) or any(list(Path("/").glob(place[1:] + "/" + name)) for place in ASIDE)


def ready_for_tests() -> None:
    """Bring the programs that tests work with, where that can be done; otherwise say which tests will be skipped."""
    lacking = [package for name, package in TEST_NEEDS.items() if not WINDOWS and not found_program(name)]
    if not lacking:
        return
    rights = bool(shutil.which("apt-get")) and os.geteuid() == 0
    if not (rights and apt_installed(lacking)):
        say("Tests that need these Debian packages are skipped: %s" % " ".join(lacking))
        say("To run them too:\n    sudo " + apt_line(lacking))


def has_screen() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def ready_for_qt(*, x11: bool) -> None:
    if not sys.platform.startswith("linux"):
        return
    needs = dict(QT_NEEDS, **(X11_NEEDS if x11 else {}))
    lacking = missing(needs)
    if lacking:
        apt_install(lacking)
