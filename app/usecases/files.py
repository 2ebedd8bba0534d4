"""Writing a finished file: what stood there before is replaced only by a whole new file."""

from __future__ import annotations

import os
from pathlib import Path

from app.problems import Problem, os_said


def write_file(target: Path, contents: bytes) -> Path:
    """Write a file through a partial one; raises Problem when it cannot be, and leaves no half file behind."""
    partial = target.with_name(target.name + ".part")
    try:
        with partial.open("wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Problem(
            f"Không ghi được tệp {target.name}: {os_said(error)}.",
            "Chọn thư mục khác, hoặc đóng tệp đang mở bằng chương trình khác rồi làm lại.",
        ) from error
    return target
