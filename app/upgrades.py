"""Data of older versions, raised by small pure steps that the bundle reader and the migrations share.

To add a step: a function from a kind's data to its data, its place in STEPS under the schema it leads to, and a test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.problems import Problem

SCHEMA = 1  # what this program writes
OLDEST = 1  # the oldest it reads
Step = Callable[[str, dict[str, Any]], dict[str, Any]]
STEPS: dict[int, Step] = {}


def check_readable(schema: Any, least: Any) -> None:
    """Raise Problem when a bundle of this schema, readable from `least` up, is not for this program."""
    if not (type(schema) is int and type(least) is int) or schema < OLDEST or least > SCHEMA:
        raise Problem(
            f"Gói dữ liệu do phiên bản khác của chương trình tạo ra (mức {schema}), bản này chưa đọc được.",
            "Cập nhật chương trình ở cả hai nơi rồi xuất, nhập lại.",
        )


def raised(kind: str, data: dict[str, Any], schema: int) -> dict[str, Any]:
    """Return a kind's data as this program declares it; of a newer program nothing is changed."""
    for level in range(schema + 1, SCHEMA + 1):
        data = STEPS[level](kind, data)
    return data
