"""What keys ask of people before it is too late: their age, who holds copies, what was withdrawn.

No law sets an age for such keys: the years are the office's own choice.
"""

from __future__ import annotations

from datetime import date

from app.ports import Store
from app.problems import Problem
from app.usecases import key_custody
from app.usecases.key_change import WITHDRAWN
from app.usecases.keys import KEYS_MADE
from app.usecases.office import is_commune
from app.vietnamese import show_day, show_number

YEARS = "key_years"  # setting: after how many years a key is old; 0 for never
DEFAULT_YEARS = 2
_SOON = 30  # days before


def reminders(store: Store, today: date) -> list[str]:
    """Return what is to be done about keys, the most pressing first."""
    return [*_withdrawn(store), *_own_age(store, today), *_custody(store), *_others_age(store, today)]


def _withdrawn(store: Store) -> list[str]:
    said = store.setting(WITHDRAWN)
    if not said:
        return []
    return [f"Khóa của máy này đã bị thu hồi ({said['why']}). Đổi khóa, rồi gửi thẻ mới cho nơi nhận."]


def _own_age(store: Store, today: date) -> list[str]:
    made = store.setting(KEYS_MADE, "")
    due = _due(store, made)
    if due is None or (due - today).days > _SOON:
        return []
    when = f"đến hạn đổi ngày {show_day(due)}" if due > today else f"đã quá hạn đổi từ ngày {show_day(due)}"
    return [f"Khóa của máy này tạo ngày {show_day(date.fromisoformat(made[:10]))}, {when} (hạn do đơn vị đặt)."]


def _others_age(store: Store, today: date) -> list[str]:
    rows = store.notes("enrolled_key", {"revoked_at": None})
    old = [row["name"] for row in rows if (due := _due(store, row["at"])) and due <= today]
    if not old:
        return []
    named = ", ".join(old[:3]) + (f" và {show_number(len(old) - 3)} đơn vị khác" if len(old) > 3 else "")
    return [f"Thẻ khóa đã dùng quá lâu, nên xin thẻ mới: {named}."]


def _due(store: Store, at: str) -> date | None:
    years = int(store.setting(YEARS, DEFAULT_YEARS))
    if not (at and years):
        return None
    made = date.fromisoformat(at[:10])
    return made.replace(year=made.year + years, day=min(made.day, 28))


def _custody(store: Store) -> list[str]:
    try:
        wanted = 0 if is_commune(store) else key_custody.lacking(store)
    except Problem:  # a register that is only being set up
        return []
    return [f"Khóa của nơi nhận cần hai người giữ bản sao; còn thiếu {show_number(wanted)} người."] if wanted else []
