"""Days of a record that cannot be: in the wrong order, or in the future although something happened on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from app.declaring import fields_of
from app.problems import Issue
from app.vietnamese import show_day


def in_order(record: Any, *names: str) -> Iterator[Issue]:
    """Yield an issue for each day that stands before the day named before it; empty ones are passed over."""
    fields = fields_of(type(record))
    filled = [(name, day) for name in names if (day := getattr(record, name))]
    for (first, start), (name, end) in pairwise(filled):
        if end < start:
            before = f"“{fields[first].label}” {show_day(start)}"
            said = f"“{fields[name].label}” {show_day(end)} không thể trước {before}. Sửa một trong hai ngày."
            yield Issue(name, said)


def not_ahead(record: Any, *names: str) -> Iterator[Issue]:
    """Yield an issue for each day in the future."""
    today = date.today()  # noqa: DTZ011 (the officer's own calendar day)
    fields = fields_of(type(record))
    for name in names:
        day: date | None = getattr(record, name)
        if day and day > today:
            yield Issue(name, f"“{fields[name].label}” {show_day(day)} ở tương lai. Kiểm tra lại ngày, tháng, năm.")
