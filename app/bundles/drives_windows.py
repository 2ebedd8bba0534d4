"""Sticks on Windows, by letters: asked for their kind first, so that no dead network drive is waited for.

Written after Microsoft's documentation of GetDriveTypeW, GetVolumeInformationW and DeviceIoControl (lock, dismount,
eject); not yet tried on a machine with Windows.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    import string
    from ctypes import wintypes
    from pathlib import Path

    from app.bundles.drives import Stick
    from app.problems import Problem

    _REMOVABLE = 2
    _READ_ONLY = 0x80000
    _NO_BOXES = 0x8001  # critical errors and “no disk” are told to us, not to the person
    _READ_WRITE, _SHARED, _OPEN_EXISTING = 0xC0000000, 3, 3
    _LOCK, _DISMOUNT, _ALLOW, _EJECT = 0x90018, 0x90020, 0x2D4804, 0x2D4808
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateFileW.restype = wintypes.HANDLE
    _kernel.CreateFileW.argtypes = (
        *(wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID),
        *(wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE),
    )
    _kernel.DeviceIoControl.argtypes = (
        *(wintypes.HANDLE, wintypes.DWORD, wintypes.LPVOID, wintypes.DWORD),
        *(wintypes.LPVOID, wintypes.DWORD, ctypes.POINTER(wintypes.DWORD), wintypes.LPVOID),
    )
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)

    class WindowsDrives:
        def sticks(self) -> list[Stick]:
            before = _kernel.SetErrorMode(_NO_BOXES)
            try:
                letters = _kernel.GetLogicalDrives()
                roots = [f"{name}:\\" for place, name in enumerate(string.ascii_uppercase) if letters >> place & 1]
                found = [_stick(root) for root in roots if _kernel.GetDriveTypeW(root) == _REMOVABLE]
                return [stick for stick in found if stick is not None]
            finally:
                _kernel.SetErrorMode(before)

        def eject(self, stick: Stick) -> None:
            volume = f"\\\\.\\{stick.path.drive}"
            handle = _kernel.CreateFileW(volume, _READ_WRITE, _SHARED, None, _OPEN_EXISTING, 0, None)
            if handle == wintypes.HANDLE(-1).value:
                raise _busy()
            try:
                if not (_tell(handle, _LOCK) and _tell(handle, _DISMOUNT)):
                    raise _busy()
                _tell(handle, _ALLOW, b"\0")
                _tell(handle, _EJECT)
            finally:
                _kernel.CloseHandle(handle)

    def _stick(root: str) -> Stick | None:
        label, serial, flags = ctypes.create_unicode_buffer(261), wintypes.DWORD(), wintypes.DWORD()
        there = _kernel.GetVolumeInformationW(
            root, label, len(label), ctypes.byref(serial), None, ctypes.byref(flags), None, 0
        )
        free, total = ctypes.c_ulonglong(), ctypes.c_ulonglong()
        if not there or not _kernel.GetDiskFreeSpaceExW(root, ctypes.byref(free), ctypes.byref(total), None):
            return None  # a reader without a card
        said = f"{serial.value >> 16:04X}-{serial.value & 0xFFFF:04X}"
        return Stick(Path(root), label.value, said, free.value, total.value, bool(flags.value & _READ_ONLY))

    def _tell(handle: int, what: int, data: bytes = b"") -> bool:
        got = wintypes.DWORD()
        sent = ctypes.create_string_buffer(data, len(data)) if data else None
        return bool(_kernel.DeviceIoControl(handle, what, sent, len(data), None, 0, ctypes.byref(got), None))

    def _busy() -> Problem:
        return Problem(
            "USB còn đang được chương trình khác dùng nên chưa tháo được.",
            "Đóng các cửa sổ đang mở tệp trên USB rồi làm lại.",
        )
