"""The states of a request for remuneration, the steps between them and the days each demands, in one table.

Articles named are of Nghị định 15/2014/NĐ-CP.
"""

from __future__ import annotations

from app.fields import Options
from app.problems import Problem

PAYMENT_STATES: Options = (
    ("drafted", "Đang lập"),
    ("submitted", "Đã nộp hồ sơ"),
    ("complete", "Hồ sơ đầy đủ, hợp lệ"),
    ("approved", "Đã duyệt chi"),
    ("refused", "Từ chối bằng văn bản"),
    ("with_group", "Tổ đã nhận tiền"),
    ("paid", "Đã trả hòa giải viên"),
)
# From each state, the states one step away and why that step exists. Only “submitted” may be passed over: it asks
# for no day of its own.
STEPS: dict[str, dict[str, str]] = {
    "drafted": {
        "submitted": "tổ trưởng nộp hồ sơ cho UBND cấp xã (Điều 15)",
        "complete": "hồ sơ nộp lên đã đầy đủ, hợp lệ ngay",
    },
    "submitted": {
        "complete": "nhận đủ hồ sơ hợp lệ: bắt đầu tính thời hạn quyết định (Điều 15)",
        "refused": "không đủ điều kiện chi (Điều 14)",
    },
    "complete": {
        "approved": "UBND cấp xã quyết định chi (Điều 15)",
        "refused": "UBND cấp xã từ chối bằng văn bản, nêu rõ lý do (Điều 15)",
    },
    "approved": {"with_group": "chi qua tổ hòa giải (Điều 15)"},
    "with_group": {"paid": "tổ trả hòa giải viên (Điều 15)"},
    "refused": {},
    "paid": {},
}
# What a request in a state must say, in the order it happened, however it came to that state.
DEMANDS: dict[str, tuple[str, ...]] = {
    "drafted": (),
    "submitted": (),
    "complete": ("complete_on",),
    "approved": ("complete_on", "decided_on"),
    "refused": ("decided_on", "refused_because"),
    "with_group": ("complete_on", "decided_on", "group_received_on"),
    "paid": ("complete_on", "decided_on", "group_received_on", "paid_on"),
}
# What a state has not reached yet: a day written there says that the state was left behind, or the day is wrong.
TOO_EARLY: dict[str, tuple[str, ...]] = {
    "drafted": ("complete_on", "decided_on", "group_received_on", "paid_on"),
    "submitted": ("complete_on", "decided_on", "group_received_on", "paid_on"),
    "complete": ("decided_on", "group_received_on", "paid_on"),
    "approved": ("group_received_on", "paid_on"),
    "refused": ("group_received_on", "paid_on"),
    "with_group": ("paid_on",),
    "paid": (),
}
LACKING = {
    "complete_on": "Ghi ngày nhận đủ hồ sơ hợp lệ.",
    "decided_on": "Ghi ngày quyết định.",
    "refused_because": "Từ chối thì phải ghi lý do bằng văn bản (Điều 15 Nghị định 15/2014/NĐ-CP).",
    "group_received_on": "Ghi ngày tổ nhận tiền.",
    "paid_on": "Ghi ngày trả hòa giải viên.",
}


def may_become(before: str, after: str) -> bool:
    """Tell whether a kept request may go from one state to another; staying is always allowed."""
    return before == after or after in STEPS.get(before, {})


def next_states(state: str) -> list[str]:
    return list(STEPS.get(state, {}))


def check_step(named: str, before: str, after: str) -> None:
    """Raise Problem, with the ways that are open, when a step is not in the table; `named` is the request."""
    if may_become(before, after):
        return
    words = dict(PAYMENT_STATES)
    ways = ", ".join(f"“{words[code]}”" for code in next_states(before))
    open_ways = f"Có thể chuyển sang: {ways}." if ways else "Từ trạng thái này không còn bước nào."
    said = f"Ô Trạng thái của {named}: đang là “{words.get(before, before)}” nên không chuyển thẳng sang "
    raise Problem(
        f"{said}“{words.get(after, after)}” được.",
        f"{open_ways} Nếu ghi nhầm trạng thái trước, dùng “Sửa ghi nhầm” và ghi lý do.",
    )
