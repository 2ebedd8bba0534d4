"""The plan from task to evidence: what is done counts from events, states are computed for a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.fields import Options
from app.ports import Query, Store, Wanted
from app.records.catalogues_outreach import COUNTED_STATES
from app.records.event_extracts import EventWork
from app.records.outreach import OutreachEvent
from app.records.planning import RECURRING, AnnualPlan, PlanTask

TASK_STATES: Options = (
    ("not_due", "Chưa đến hạn"),
    ("in_progress", "Đang thực hiện"),
    ("behind", "Chậm tiến độ"),
    ("overdue", "Quá hạn"),
    ("done", "Hoàn thành"),
    ("partly", "Hoàn thành một phần"),
    ("dropped", "Hủy"),
)
BEHIND_BY = 0.2  # a recurring task is behind when it lags the elapsed share of its time by more than twenty points
SOON = timedelta(days=30)
_FEW = 50  # codes that the database picks out; for more tasks all events are read


@dataclass(frozen=True)
class Progress:
    """A task on a day: how much of its target is done, by which events, at what cost, in which state."""

    task: PlanTask
    done: int
    events: tuple[str, ...]
    spent: int
    state: str

    def share(self) -> float:
        return self.done / self.task.target if self.task.target else 1.0


def plan_of(store: Store, year: int) -> AnnualPlan | None:
    """Return this office's own plan of a year; what another office sent is not it."""
    return next(store.every(AnnualPlan, Query(where={"year": year}, units=frozenset((store.unit,)))), None)


def board(store: Store, plan: AnnualPlan, today: date, events: Iterable[EventWork] | None = None) -> list[Progress]:
    """Return every task of a plan with its progress on a day, by group and code.

    `events` are those of the plan's year up to that day where they were read already; others among them do no harm.
    """
    return _progress_of(store, plan, {"plan": plan.id}, today, events)


def due_between(store: Store, plan: AnnualPlan, first: date, last: date) -> list[Progress]:
    """Return the tasks of a plan that fall due within some days, as they stand on the last of these."""
    return _progress_of(store, plan, {"plan": plan.id, "due_on": (first, last)}, last)


def _progress_of(
    store: Store,
    plan: AnnualPlan,
    where: Mapping[str, Wanted],
    today: date,
    events: Iterable[EventWork] | None = None,
) -> list[Progress]:
    tasks = list(store.every(PlanTask, Query(where=where, drafts=False)))
    codes = frozenset(task.code for task in tasks)
    if events is None:
        events = _events_of(store, plan, codes, today.year) if tasks else ()
    linked: dict[str, list[EventWork]] = defaultdict(list)
    whose = plan.unit
    for event in events:
        if (code := event.task_code) in codes and whose in ("", event.unit):
            linked[code].append(event)
    found = [progress(task, linked.get(task.code, []), today) for task in tasks]
    return sorted(found, key=lambda one: (one.task.group or 0, one.task.code))


def _events_of(store: Store, plan: AnnualPlan, codes: frozenset[str], year: int) -> Iterator[EventWork]:
    year = plan.year or year
    where: dict[str, Wanted] = {
        "starts_on": (date(year, 1, 1), date(year + 1, 1, 31)),  # what a plan ends with may fall into January
        "state": frozenset(COUNTED_STATES),
    }
    if len(codes) <= _FEW:
        where["task_code"] = codes
    units = frozenset((plan.unit,)) if plan.unit else frozenset()
    return store.every(EventWork, Query(where=where, drafts=False, units=units))


def progress(task: PlanTask, events: Iterable[EventWork], today: date) -> Progress:
    """Return a task's progress from its events of up to a day."""
    held = [event for event in events if (event.last_day() or today) <= today]
    done = _counted(task, held) + (task.done_besides or 0)
    spent = sum(event.spent() for event in held if event.costs) + (task.spent_besides or 0)
    return Progress(task, done, tuple(event.id for event in held), spent, state_on(task, done, today))


def _counted(task: PlanTask, events: list[EventWork]) -> int:
    """Return what events count towards a task, in the task's own unit."""
    if task.unit_kind in ("session", "meeting", "class", "round", "contest"):
        return len(events)
    if task.unit_kind == "attendance":
        return sum(event.attended or 0 for event in events)
    if task.unit_kind == "copy":
        return sum(event.printed_copies() for event in events)
    if task.unit_kind == "item":
        return sum(post.items or 0 for event in events for post in event.posts)
    if task.unit_kind == "broadcast":
        return sum(airing.times or 0 for event in events for airing in event.broadcasts)
    return 0


def state_on(task: PlanTask, done: int, today: date) -> str:
    """Return the state a task has on a day; a document or a reason closes it, otherwise its numbers and days do."""
    if task.closed_as:
        return task.closed_as
    ended = task.due_on is not None and today > task.due_on
    reached = done >= (task.target or 0)
    if reached and (ended or not task.until_due):
        return "done"
    if ended:
        return "overdue"
    if not done and task.starts_on and today < task.starts_on:
        return "not_due"
    return "behind" if _behind(task, done, today) else "in_progress"


def _behind(task: PlanTask, done: int, today: date) -> bool:
    if task.cycle not in RECURRING or task.due_on is None or not task.target:
        return False
    start = task.starts_on or date(task.due_on.year, 1, 1)
    whole = (task.due_on - start).days or 1
    elapsed = min(max((today - start).days / whole, 0.0), 1.0)
    return done / task.target < elapsed - BEHIND_BY


def by_group(shown: Iterable[Progress]) -> dict[int, dict[str, int]]:
    """Return, for each group's number, how many tasks are in each state."""
    counted: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in shown:
        counted[one.task.group or 0][one.state] += 1
    return {group: dict(states) for group, states in sorted(counted.items())}


@dataclass(frozen=True)
class Attention:
    """What the officer should look at: late or due tasks, those without evidence, arisen outside the plan, digital."""

    overdue: list[Progress]
    due_soon: list[Progress]
    behind: list[Progress]
    without_evidence: list[Progress]
    outside_plan: list[Progress]
    digital: list[Progress]


def attention(shown: list[Progress], today: date) -> Attention:
    open_ones = [one for one in shown if one.state in ("in_progress", "behind", "not_due")]
    return Attention(
        overdue=[one for one in shown if one.state == "overdue"],
        due_soon=[one for one in open_ones if one.task.due_on and one.task.due_on <= today + SOON],
        behind=[one for one in shown if one.state == "behind"],
        without_evidence=[one for one in shown if one.state == "done" and not one.events and not one.task.evidence],
        outside_plan=[one for one in shown if one.task.outside_plan],
        digital=[one for one in shown if one.task.digital],
    )


def proposed_tasks(store: Store, event: OutreachEvent) -> list[PlanTask]:
    """Return the open tasks an event may belong to, the likeliest first: it shares most words with them."""
    day = event.last_day()
    plan = plan_of(store, day.year) if day else None
    if plan is None or day is None:
        return []
    words = set(_plain(event.name))
    shown = [one for one in board(store, plan, day) if one.state not in ("dropped", "partly")]
    ranked = sorted(shown, key=lambda one: -len(words & set(_plain(one.task.content))))
    return [one.task for one in ranked if words & set(_plain(one.task.content))][:5]


def _plain(text: str) -> list[str]:
    from app.vietnamese import fold, words

    return [word for word in words(fold(text)) if len(word) > 2]
