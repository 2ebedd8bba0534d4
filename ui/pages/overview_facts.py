"""What the first page says: four numbers of the year, what waits to be done, and the cases month by month."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from app.ports import Query, Store
from app.problems import Problem
from app.records import Hamlet, MediationGroup, Mediator, kind_named
from app.records.base import Record
from app.records.case_states import ENDED, OPEN
from app.records.mediation import MediationCase
from app.records.outreach import OutreachEvent
from app.statistics.facts import CaseFact
from app.usecases.deadlines import Deadline
from app.vietnamese import show_day, show_number, show_percent
from ui.texts import tr

_SOON = 30  # days ahead within which a deadline is shown
_TRAVELLING = (MediationCase, OutreachEvent)
_FIRST: tuple[tuple[type[Record], str, str, str], ...] = (
    (Hamlet, "map-pin", "Ghi các ấp, khóm", "gõ từng ấp, hoặc Cài đặt, Nhập từ Excel"),
    (MediationGroup, "users", "Ghi các tổ hòa giải", "sau khi đã có ấp, khóm"),
    (Mediator, "user", "Ghi hòa giải viên", "sau khi đã có tổ; nhận cả danh sách Excel"),
)


@dataclass(frozen=True)
class Todo:
    """A line of the list. `table` and `id` lead to the record; without an id, `table` names a page of the window."""

    icon: str
    tone: str
    title: str
    note: str
    table: str
    id: str = ""


@dataclass(frozen=True)
class Year:
    """The cases and events of a year. The lists by month hold twelve numbers."""

    year: int
    received: list[int]
    succeeded: list[int]
    open: int
    success: int
    failure: int
    events: int
    people: int


def year_of(store: Store, year: int) -> Year:
    """Count the complete records of a year; cases by the day they came, outcomes by the day they ended."""
    steps = year_in_steps(store, year)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return cast("Year", end.value)


def year_in_steps(store: Store, year: int) -> Generator[None, None, Year]:
    """Count a year, pausing after each question to the register; the count is what the generator returns."""
    days = (date(year, 1, 1), date(year, 12, 31))
    received, succeeded = [0] * 12, [0] * 12
    for case in store.every(CaseFact, Query(where={"received_on": days}, drafts=False)):
        received[case.received_on.month - 1] += 1
    yield
    ended = list(store.every(CaseFact, Query(where={"ended_on": days, "state": frozenset(ENDED)}, drafts=False)))
    for case in ended:
        if case.ended_on and case.state == "success":
            succeeded[case.ended_on.month - 1] += 1
    yield
    still_open = len(store.ids(MediationCase, Query(where={"state": frozenset(OPEN)}, drafts=False)))
    yield
    events = [event for event in store.every(OutreachEvent, _held_since(year)) if _in_year(event, year)]
    people = sum(event.attended or 0 for event in events)
    failed = len(ended) - sum(succeeded)
    return Year(year, received, succeeded, still_open, sum(succeeded), failed, len(events), people)


def _held_since(year: int) -> Query:
    """Events that may end in a year: a campaign does not begin more than a year before it ends."""
    return Query(where={"starts_on": (date(year - 1, 1, 1), date(year, 12, 31))}, drafts=False)


def _in_year(event: OutreachEvent, year: int) -> bool:
    last = event.last_day()
    return event.happened() and last is not None and last.year == year


def success_words(year: Year) -> str:
    ended = year.success + year.failure
    return tr("tỷ lệ ") + show_percent(year.success, ended) if ended else tr("chưa vụ nào kết thúc")


def todos(store: Store, due: list[Deadline], today: date) -> list[Todo]:
    """Return what waits, the most pressing first; `due` is the board of deadlines, read once."""
    near = (one for one in due if one.due_on is None or (one.due_on - today).days <= _SOON)
    pressing = [_todo(one, today) for one in near]
    return [*pressing, *_beginnings(store), *_typing(store), *_drafts(store), *_unsent(store)]


def _beginnings(store: Store) -> Iterator[Todo]:
    """Return what a new register still lacks before the year's work can be written, in the order it is done."""
    from app.usecases.office import is_commune

    try:
        commune = is_commune(store)
    except Problem:
        yield Todo("landmark", "warn", tr("Ghi đơn vị giữ sổ"), tr("Sổ khác, Đơn vị"), "office")
        return
    for kind, icon, title, note in _FIRST if commune else ():
        if not store.ids(kind):
            yield Todo(icon, "accent", tr(title), tr(note), kind.table)
    if not store.notes("enrolled_key", {"revoked_at": None}):
        note = "với nơi nhận, để gửi được gói" if commune else "với từng đơn vị gửi, để nhận được gói"
        yield Todo("key-round", "accent", tr("Đổi thẻ khóa"), tr(note), "key_cards")


def _todo(deadline: Deadline, today: date) -> Todo:
    late_now = deadline.late(today)
    icon = "triangle-alert" if late_now else "clock" if deadline.due_on else "circle-help"
    tone = "bad" if late_now else "warn"
    day = f" ({show_day(deadline.due_on)})" if deadline.due_on else ""
    note = f"{deadline.what}: {deadline.words(today)}{day}"
    return Todo(icon, tone, deadline.of, note, deadline.kind, deadline.id)


def _typing(store: Store) -> Iterator[Todo]:
    for draft in store.drafts():
        kind = kind_named(draft.kind)
        name = store.labels(draft.kind, [draft.id]).get(draft.id, tr("hồ sơ mới"))
        yield Todo("pencil", "warn", f"{kind.title}: {name}", tr("Đang gõ dở, chưa lưu"), draft.kind, draft.id)


def _drafts(store: Store) -> Iterator[Todo]:
    for kind in _TRAVELLING:
        drafts = store.unfinished(kind)
        names = store.labels(kind.table, drafts)
        for one in drafts:
            name = names.get(one, kind.title)
            yield Todo("file-text", "accent", name, tr("Bản nháp, còn thiếu để tính số liệu"), kind.table, one)


def _unsent(store: Store) -> Iterator[Todo]:
    from app.usecases.states import Progressing

    progressing = Progressing(store)
    counted = [progressing.waiting(kind) for kind in _TRAVELLING]
    waiting, back = sum(one.to_send for one in counted), sum(one.refused for one in counted)
    if back:
        yield Todo("undo-2", "bad", tr("Hồ sơ bị trả lại"), f"{show_number(back)} hồ sơ cần sửa", "sync")
    if waiting:
        note = show_number(waiting) + tr(" hồ sơ mới hoặc đã sửa")
        yield Todo("usb", "muted", tr("Chưa gửi cho nơi nhận"), note, "sync")
