"""Places for payloads on their way: memory as a rule, a nameless temporary file when large, gone when closed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

_IN_MEMORY = 32 << 20


def spool() -> BinaryIO:
    return cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))


@contextmanager
def filled() -> Iterator[BinaryIO]:
    """Give a spool to be filled; it ends at its start, open for whoever takes it, or is gone when filling failed."""
    file = spool()
    try:
        yield file
    except BaseException:
        file.close()
        raise
    file.seek(0)
