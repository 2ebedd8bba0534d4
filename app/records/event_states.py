"""The states of a dissemination event and the steps between them: the whole of its life, in one table."""

from __future__ import annotations

from app.problems import Problem
from app.records.catalogues_outreach import EVENT_STATES

# From each state, the states one step away and why that step exists. A closed event leaves its state only by unlocking.
STEPS: dict[str, dict[str, str]] = {
    "planned": {
        "invited": "đã gửi giấy mời",
        "held": "đã thực hiện, không gửi giấy mời",
        "postponed": "hoãn trước khi mời",
        "cancelled": "hủy trước khi mời",
    },
    "invited": {
        "held": "đã thực hiện",
        "postponed": "hoãn sau khi mời",
        "cancelled": "hủy sau khi mời",
    },
    "held": {"closed": "đã đủ số liệu, biên bản, minh chứng"},
    "closed": {},
    "postponed": {
        "planned": "định lại ngày",
        "invited": "định lại ngày và đã mời lại",
        "held": "đã thực hiện vào ngày khác",
        "cancelled": "không tổ chức nữa",
    },
    "cancelled": {"planned": "tổ chức trở lại"},
}
UNLOCKED = "held"  # what a closed event becomes when somebody says why it must be changed


def may_become(before: str, after: str) -> bool:
    """Tell whether a kept event may go from one state to another; staying is always allowed."""
    return before == after or after in STEPS.get(before, {})


def next_states(state: str) -> list[str]:
    return list(STEPS.get(state, {}))


def check_step(before: str, after: str) -> None:
    """Raise Problem, with the ways that are open, when a step is not in the table."""
    if may_become(before, after):
        return
    words = dict(EVENT_STATES)
    ways = ", ".join(f"“{words[code]}”" for code in next_states(before)) or "không có bước nào"
    raise Problem(
        f"Hoạt động đang “{words.get(before, before)}”, không chuyển thẳng sang “{words.get(after, after)}” được.",
        f"Có thể chuyển sang: {ways}. Nếu ghi nhầm trạng thái trước, dùng “Sửa ghi nhầm” và ghi lý do.",
    )
