"""Sticks that are in this computer: found without touching network drives, with label, serial and room; let go safely.

A stick need not show here to be written to: “safe” ones have no letter, and any folder will do.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.problems import Problem

_REMEDY = "Đợi đèn trên USB tắt rồi dùng “Tháo thiết bị an toàn” của hệ điều hành."


@dataclass(frozen=True)
class Stick:
    """A removable drive that is in; `serial` is that of its file system, sizes are bytes."""

    path: Path
    label: str
    serial: str
    free: int
    size: int
    read_only: bool = False

    def holds(self, folder: Path) -> bool:
        return folder == self.path or self.path in folder.parents


class Drives(Protocol):
    """What the system knows of sticks. Tests put a fake in its place."""

    def sticks(self) -> list[Stick]: ...

    def eject(self, stick: Stick) -> None:
        """Let a stick go; raises Problem when something still uses it or the system cannot."""


def system_drives() -> Drives:
    if sys.platform == "win32":
        from app.bundles.drives_windows import WindowsDrives

        return WindowsDrives()
    return LinuxDrives()


def stick_of(drives: Drives, folder: Path) -> Stick | None:
    """Return the stick on which a folder lies, None when it is no stick or none that shows."""
    return next((stick for stick in drives.sticks() if stick.holds(folder)), None)


# --- Linux ------------------------------------------------------------------------------------------------------------

_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True)
class LinuxDrives:
    """Reads what the kernel says of mounted file systems; only those on removable or USB disks are looked into."""

    mounts: Path = Path("/proc/self/mounts")
    blocks: Path = Path("/sys/class/block")
    names: Path = Path("/dev/disk")

    def sticks(self) -> list[Stick]:
        found = {mount: self._stick(mount, device, options) for mount, device, options in self._mounted()}
        return [stick for _, stick in sorted(found.items()) if stick is not None]

    def _mounted(self) -> Iterator[tuple[Path, str, frozenset[str]]]:
        try:
            lines = self.mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        except OSError:
            return
        for line in lines:
            device, mount, _, options, *_ = line.split(" ")
            if device.startswith("/dev/"):
                yield Path(_plain(mount)), Path(_plain(device)).name, frozenset(options.split(","))

    def _stick(self, mount: Path, device: str, options: frozenset[str]) -> Stick | None:
        if not self._removable(device):
            return None
        try:
            total, _, free = shutil.disk_usage(mount)
        except OSError:  # pulled out this moment
            return None
        label, serial = self._named("by-label", device), self._named("by-uuid", device)
        return Stick(mount, label, serial, free, total, "ro" in options)

    def _removable(self, device: str) -> bool:
        block = self.blocks / device
        if not block.exists():
            return False
        real = block.resolve()
        flags = (real / "removable", real.parent / "removable")  # a partition has none of its own
        return "/usb" in real.as_posix() or any(_says_one(flag) for flag in flags)

    def _named(self, way: str, device: str) -> str:
        folder = self.names / way
        links = sorted(folder.iterdir()) if folder.is_dir() else []
        named = next((link.name for link in links if link.readlink().name == device), "")
        return named.encode().decode("unicode_escape").encode("latin-1", "replace").decode("utf-8", "replace")

    def eject(self, stick: Stick) -> None:
        device = next((name for mount, name, _ in self._mounted() if mount == stick.path), "")
        tool = shutil.which("udisksctl")
        if not device or not tool:
            raise Problem("Máy này chưa cho chương trình tự tháo USB.", _REMEDY)
        done = subprocess.run(
            [tool, "unmount", "--no-user-interaction", "-b", f"/dev/{device}"], capture_output=True, check=False
        )
        if done.returncode:
            raise Problem("USB còn đang được chương trình khác dùng nên chưa tháo được.", _REMEDY)


def _says_one(flag: Path) -> bool:
    try:
        return flag.read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False


def _plain(text: str) -> str:
    """Return a name of the kernel's list with its blanks as blanks."""
    raw = _OCTAL.sub(lambda sign: chr(int(sign[1], 8)), text)
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
