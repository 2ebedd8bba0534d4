"""The states of a mediation case and the steps between them: the whole of the life cycle, in one table.

Articles named are of Luật 35/2013/QH13 unless said otherwise.
"""

from __future__ import annotations

from app.problems import Problem
from app.records.catalogues import CASE_STATES

# From each state, the states one step away and why that step exists.
STEPS: dict[str, dict[str, str]] = {
    "received": {
        "scope_asked": "chưa rõ phạm vi, hỏi công chức tư pháp - hộ tịch (Điều 6 Nghị định 15/2014/NĐ-CP)",
        "out_of_scope": "không thuộc phạm vi (Điều 3)",
        "refused": "một bên không đồng ý hòa giải (khoản 2 Điều 17)",
        "assigned": "phân công hòa giải viên (Điều 18)",
        "in_progress": "hòa giải ngay khi chứng kiến (khoản 2 Điều 20)",
    },
    "scope_asked": {
        "received": "công chức trả lời: thuộc phạm vi",
        "assigned": "công chức trả lời: thuộc phạm vi, đã phân công",
        "out_of_scope": "công chức trả lời: không thuộc phạm vi",
    },
    "assigned": {
        "in_progress": "phiên hòa giải đầu tiên (Điều 20)",
        "refused": "một bên không đồng ý hòa giải (khoản 2 Điều 17)",
        "out_of_scope": "phát hiện không thuộc phạm vi (Điều 3)",
        "scope_asked": "chưa rõ phạm vi (Điều 6 Nghị định 15/2014/NĐ-CP)",
    },
    "in_progress": {
        "paused": "các bên đề nghị tạm dừng (khoản 2 Điều 17)",
        "success": "đạt được thỏa thuận (Điều 24)",
        "failure": "không đạt được thỏa thuận (Điều 27)",
        "out_of_scope": "phát hiện không thuộc phạm vi (Điều 3)",
    },
    "paused": {
        "in_progress": "tiếp tục hòa giải",
        "failure": "một bên hoặc các bên yêu cầu chấm dứt (khoản 2 Điều 23)",
    },
    "failure": {"in_progress": "các bên yêu cầu tiếp tục hòa giải (Điều 27)"},
    "success": {},
    "out_of_scope": {},
    "refused": {"received": "các bên đồng ý hòa giải trở lại"},
}
# A case copied from the paper book arrives with its outcome: from the start any state may be entered at once.
ENTRY = frozenset(code for code, _ in CASE_STATES)
OPEN = ("received", "scope_asked", "assigned", "in_progress", "paused")
ENDED = ("success", "failure")  # the ways of art 23: counted and paid
NOT_MEDIATED = ("out_of_scope", "refused")  # closed without mediation: neither counted as mediated nor paid


def may_become(before: str, after: str) -> bool:
    """Tell whether a kept case may go from one state to another; staying is always allowed."""
    return before == after or after in STEPS.get(before, {})


def next_states(state: str) -> list[str]:
    return list(STEPS.get(state, {}))


def check_step(named: str, before: str, after: str) -> None:
    """Raise Problem, with the ways that are open, when a step is not in the table; `named` is the case."""
    if may_become(before, after):
        return
    words = dict(CASE_STATES)
    ways = ", ".join(f"“{words[code]}”" for code in next_states(before))
    open_ways = f"Có thể chuyển sang: {ways}." if ways else "Từ trạng thái này không còn bước nào."
    raise Problem(
        f"{named} đang ở trạng thái “{words.get(before, before)}” nên không chuyển thẳng sang "
        f"“{words.get(after, after)}” được.",
        f"{open_ways} Nếu ghi nhầm trạng thái trước, dùng “Sửa ghi nhầm” và ghi lý do.",
    )
