"""Reading a file back from the device itself, not from the memory in which the system keeps what was just written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

STEP = 1 << 20  # a multiple of every sector size, as Windows asks of unbuffered reading

if sys.platform == "win32":
    # Written after Microsoft's documentation of CreateFileW and VirtualAlloc; not yet tried on a machine with Windows.
    import ctypes
    from ctypes import wintypes

    _GENERIC_READ, _SHARE_READ, _OPEN_EXISTING = 0x80000000, 1, 3
    _NO_BUFFERING, _SEQUENTIAL = 0x20000000, 0x08000000
    _COMMIT_RESERVE, _READ_WRITE, _RELEASE = 0x3000, 4, 0x8000
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateFileW.restype = wintypes.HANDLE
    _kernel.CreateFileW.argtypes = (
        *(wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID),
        *(wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE),
    )
    _kernel.VirtualAlloc.restype = wintypes.LPVOID
    _kernel.VirtualAlloc.argtypes = (wintypes.LPVOID, ctypes.c_size_t, wintypes.DWORD, wintypes.DWORD)
    _kernel.VirtualFree.argtypes = (wintypes.LPVOID, ctypes.c_size_t, wintypes.DWORD)
    _kernel.ReadFile.argtypes = (
        *(wintypes.HANDLE, wintypes.LPVOID, wintypes.DWORD),
        *(ctypes.POINTER(wintypes.DWORD), wintypes.LPVOID),
    )
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)

    def read_back(path: Path) -> Iterator[bytes]:
        """Yield a file's contents as the device gives them; raises OSError."""
        flags = _NO_BUFFERING | _SEQUENTIAL
        handle = _kernel.CreateFileW(str(path), _GENERIC_READ, _SHARE_READ, None, _OPEN_EXISTING, flags, None)
        if handle == wintypes.HANDLE(-1).value:
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            yield from _pieces(handle)
        finally:
            _kernel.CloseHandle(handle)

    def _pieces(handle: int) -> Iterator[bytes]:
        page = _kernel.VirtualAlloc(None, STEP, _COMMIT_RESERVE, _READ_WRITE)  # aligned to pages, as it must be
        if not page:
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            got = wintypes.DWORD()
            while True:
                if not _kernel.ReadFile(handle, page, STEP, ctypes.byref(got), None):
                    raise ctypes.WinError(ctypes.get_last_error())
                if not got.value:
                    return
                yield ctypes.string_at(page, got.value)
        finally:
            _kernel.VirtualFree(page, 0, _RELEASE)

else:

    def read_back(path: Path) -> Iterator[bytes]:
        """Yield a file's contents as the device gives them; raises OSError.

        Pages that were flushed before leave the memory where the system lets us say so (Linux).
        """
        with path.open("rb") as file:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while data := file.read(STEP):
                yield data
