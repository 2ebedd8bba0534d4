"""Sticks are found from what the kernel says, network drives are never touched, a stick is let go or it is said why."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.bundles.drives import LinuxDrives, Stick, stick_of
from app.problems import Problem

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux says of its drives")


class Machine:
    """What a kernel says of drives, in files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drives = LinuxDrives(folder / "mounts", folder / "block", folder / "disk")
        self.lines: list[str] = []
        for name in ("block", "devices", "disk/by-label", "disk/by-uuid"):
            (folder / name).mkdir(parents=True)

    def plug(self, disk: str, *, removable: bool, way: str = "ata1") -> None:
        place = self.folder / "devices" / way / disk
        (place / f"{disk}1").mkdir(parents=True)
        (place / "removable").write_text("1\n" if removable else "0\n")
        for name, target in ((disk, place), (f"{disk}1", place / f"{disk}1")):
            (self.folder / "block" / name).symlink_to(target)

    def mount(self, device: str, where: Path | str, options: str = "rw,relatime") -> None:
        self.lines.append(f"{device} {str(where).replace(' ', chr(92) + '040')} vfat {options} 0 0")
        (self.folder / "mounts").write_text("\n".join(self.lines) + "\n")

    def name(self, way: str, name: str, device: str) -> None:
        (self.folder / "disk" / way / name).symlink_to(f"../../{device}")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def stick(machine: Machine, options: str = "rw") -> Path:
    where = machine.folder / "USB của chị Đào"
    where.mkdir()
    machine.plug("sdb", removable=True)
    machine.mount("/dev/sdb1", where, options)
    machine.name("by-label", "TU\\x20PHAP", "sdb1")
    machine.name("by-uuid", "1A2B-3C4D", "sdb1")
    return where


def test_a_stick_is_told_with_its_label_serial_and_room(machine: Machine) -> None:
    where = stick(machine)
    (found,) = machine.drives.sticks()
    assert (found.path, found.label, found.serial, found.read_only) == (where, "TU PHAP", "1A2B-3C4D", False)
    assert 0 < found.free <= found.size


def test_a_stick_that_may_not_be_written_to_says_so(machine: Machine) -> None:
    stick(machine, "ro,nosuid")
    assert machine.drives.sticks()[0].read_only


def test_a_disk_on_usb_is_a_stick_though_it_does_not_call_itself_removable(machine: Machine) -> None:
    machine.plug("sdc", removable=False, way="usb2/2-1")
    machine.mount("/dev/sdc1", machine.folder)
    assert [one.path for one in machine.drives.sticks()] == [machine.folder]


def test_inner_disks_and_network_drives_are_not_looked_into(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.plug("sda", removable=False)
    machine.mount("/dev/sda1", "/")
    machine.mount("//may-chu/chung", "/mnt/chet")
    machine.mount("may-chu:/chung", "/mnt/chet2")
    touched: list[object] = []
    monkeypatch.setattr("shutil.disk_usage", touched.append)
    assert machine.drives.sticks() == []
    assert touched == []


def test_a_stick_pulled_this_moment_is_not_there(machine: Machine) -> None:
    stick(machine).rmdir()
    assert machine.drives.sticks() == []


def test_without_a_list_of_the_kernel_there_are_no_sticks(tmp_path: Path) -> None:
    assert LinuxDrives(tmp_path / "không", tmp_path / "không", tmp_path / "không").sticks() == []


def test_this_machine_is_asked_without_harm() -> None:
    assert isinstance(LinuxDrives().sticks(), list)


def test_a_folder_knows_its_stick(machine: Machine) -> None:
    where = stick(machine)
    found = stick_of(machine.drives, where / "a" / "b")
    assert found is not None
    assert found.serial == "1A2B-3C4D"
    assert stick_of(machine.drives, machine.folder) is None


@pytest.mark.parametrize(("ends", "fine"), [(0, True), (1, False)])
def test_a_stick_is_let_go_by_the_systems_own_tool(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, ends: int, fine: bool
) -> None:
    stick(machine)
    tool = machine.folder / "bin" / "udisksctl"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\necho "$@" > {machine.folder}/asked\nexit {ends}\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}{os.pathsep}{os.environ['PATH']}")
    (found,) = machine.drives.sticks()
    if fine:
        machine.drives.eject(found)
    else:
        with pytest.raises(Problem, match="chưa tháo được"):
            machine.drives.eject(found)
    assert (machine.folder / "asked").read_text().split()[-1] == "/dev/sdb1"


def test_what_the_system_cannot_let_go_is_said(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    stick(machine)
    monkeypatch.setenv("PATH", "")
    (found,) = machine.drives.sticks()
    with pytest.raises(Problem, match="chưa cho chương trình tự tháo"):
        machine.drives.eject(found)
    with pytest.raises(Problem):
        machine.drives.eject(Stick(machine.folder / "khác", "", "", 1, 1))
