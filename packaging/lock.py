"""Writes the three lock files, requirements*.lock: every package with its version and the hashes of its wheels.

    python packaging/lock.py PYTHON...
    python packaging/lock.py --keep PYTHON...    (versions that are locked already stay)

Name one interpreter of each Python the project runs on (3.11, 3.12, 3.13); each is asked, through its own pip, what it
would install on this Linux. The same versions are then looked up for Windows. The files name no address: they say
*what* is wanted, and each machine's pip decides where to look.
"""

from __future__ import annotations

import json
import os
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
    "requirements-publish.lock": (),
    "requirements-dev.lock": ("pefile", "pywin32-ctypes"),
}

Pins = dict[tuple[str, str], set[str]]


def wanted() -> dict[str, list[str]]:
    """What each lock adds to the one before: for the program, for offices that publish, for developers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    more = project["optional-dependencies"]
    return dict(zip(WINDOWS_ONLY, (project["dependencies"], more["publish"], more["dev"]), strict=True))


def kept_versions() -> str:
    """What the lock files say now, as constraints for pip."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in WINDOWS_ONLY if (ROOT / name).exists()]
    return "\n".join(re.findall(r"^[a-z0-9-]+==[^ \n\\]+", "\n".join(texts), flags=re.MULTILINE)) + "\n"


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


def lock(pythons: list[str]) -> None:
    asked: list[str] = []
    before: Pins = {}
    for name, requirements in wanted().items():
        asked += requirements
        everything = on_linux(pythons, asked)
        one_version_each(everything)
        pins = {pin: hashes for pin, hashes in everything.items() if pin not in before}
        before |= everything
        merge(pins, on_windows(pythons[0], exact(pins)))
        write(ROOT / name, pins, on_windows(pythons[0], list(WINDOWS_ONLY[name])) if WINDOWS_ONLY[name] else {})


def main(arguments: list[str]) -> None:
    pythons = [word for word in arguments if word != "--keep"] or [sys.executable]
    with tempfile.TemporaryDirectory() as scratch:
        if "--keep" in arguments:
            constraints = Path(scratch) / "constraints.txt"
            constraints.write_text(kept_versions(), encoding="utf-8")
            os.environ["PIP_CONSTRAINT"] = str(constraints)
        lock(pythons)


if __name__ == "__main__":
    main(sys.argv[1:])
