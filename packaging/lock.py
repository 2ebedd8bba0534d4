"""Writes requirements.lock and requirements-dev.lock: every package with its version and the hashes of its wheels.

    python packaging/lock.py PYTHON...

Name one interpreter of each Python the project runs on (3.11, 3.12, 3.13); each is asked, through its own pip, what it
would install on this Linux. The same versions are then looked up for Windows. The files name no address: they say
*what* is wanted, and each machine's pip decides where to look.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WINDOWS_PYTHONS = ("3.11", "3.12", "3.13")
# A resolver on Linux does not see what a package asks for on Windows only.
WINDOWS_ONLY = {
    "requirements.lock": ("colorama",),
    "requirements-dev.lock": ("pefile", "pywin32-ctypes"),
}

Pins = dict[tuple[str, str], set[str]]


def wanted() -> tuple[list[str], list[str]]:
    """What the program needs, and what its developers need besides."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["dependencies"], project["optional-dependencies"]["dev"]


def ask_pip(python: str, requirements: list[str], *options: str) -> Pins:
    """The (name, version) of every wheel that pip would install, with its SHA-256."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        command = [python, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--only-binary=:all:"]
        subprocess.run([*command, "--report", str(report), *options, *requirements], check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return dict(_pin(item) for item in found)


def _pin(item: dict[str, dict[str, object]]) -> tuple[tuple[str, str], set[str]]:
    name = re.sub(r"[-_.]+", "-", str(item["metadata"]["name"])).lower()
    archive = item["download_info"]["archive_info"]
    assert isinstance(archive, dict)
    return (name, str(item["metadata"]["version"])), {archive["hashes"]["sha256"]}


def merge(into: Pins, found: Pins) -> Pins:
    for pin, hashes in found.items():
        into.setdefault(pin, set()).update(hashes)
    return into


def on_linux(pythons: list[str], requirements: list[str]) -> Pins:
    pins: Pins = {}
    for python in pythons:
        merge(pins, ask_pip(python, requirements))
    return pins


def on_windows(python: str, requirements: list[str]) -> Pins:
    """The wheels of exactly these requirements; `--no-deps`, because pip would judge their needs by this machine."""
    pins: Pins = {}
    for version in WINDOWS_PYTHONS:
        with tempfile.TemporaryDirectory() as nowhere:
            options = ("--no-deps", "--platform", "win_amd64", "--python-version", version, "--target", nowhere)
            merge(pins, ask_pip(python, requirements, *options))
    return pins


def one_version_each(pins: Pins) -> None:
    names = [name for name, _ in pins]
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        raise SystemExit(f"More than one version of: {', '.join(double)}. Pin them in pyproject.toml.")


def write(path: Path, pins: Pins, windows: Pins) -> None:
    lines = [f"# Made by packaging/{Path(__file__).name}; do not edit by hand."]
    for (name, version), hashes in sorted((pins | windows).items()):
        marker = ' ; sys_platform == "win32"' if (name, version) in windows else ""
        lines.append(
            " \\\n    ".join([f"{name}=={version}{marker}", *(f"--hash=sha256:{one}" for one in sorted(hashes))])
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def exact(pins: Pins) -> list[str]:
    return [f"{name}=={version}" for name, version in pins]


def main(pythons: list[str]) -> None:
    runtime, dev = wanted()
    kept = on_linux(pythons, runtime)
    everything = on_linux(pythons, [*runtime, *dev])
    one_version_each(everything)
    extra = {pin: hashes for pin, hashes in everything.items() if pin not in kept}
    for name, pins in (("requirements.lock", kept), ("requirements-dev.lock", extra)):
        merge(pins, on_windows(pythons[0], exact(pins)))
        write(ROOT / name, pins, on_windows(pythons[0], list(WINDOWS_ONLY[name])))


if __name__ == "__main__":
    main(sys.argv[1:] or [sys.executable])
