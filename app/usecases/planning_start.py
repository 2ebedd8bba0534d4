"""How a year's plan begins: from the plan of another year, from one that a higher office sent, or from a sample."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache

import resources
from app.ports import Query, Store, Touched
from app.problems import Problem
from app.records.base import new_id
from app.records.office import Office
from app.records.planning import AnnualPlan, PlanGroup, PlanTask
from app.usecases import records
from app.usecases.planning import plan_of
from app.vietnamese import show_day

NAME = "Kế hoạch phổ biến, giáo dục pháp luật; hòa giải ở cơ sở; chuẩn tiếp cận pháp luật năm"


@dataclass(frozen=True)
class Sample:
    """The groups of tasks of a published plan, and where they were read."""

    id: str
    source: str
    groups: tuple[str, ...]


@cache
def samples() -> tuple[Sample, ...]:
    with resources.path("catalogues", "plan_groups.toml").open("rb") as file:
        return tuple(Sample(one["id"], one["source"], tuple(one["groups"])) for one in tomllib.load(file)["plans"])


def sample_groups(sample: Sample | None = None) -> list[PlanGroup]:
    titles = (sample or samples()[0]).groups
    return [PlanGroup(number, title) for number, title in enumerate(titles, start=1)]


def latest_before(store: Store, year: int) -> AnnualPlan | None:
    """Return this office's newest plan of an earlier year."""
    own = Query(units=frozenset((store.unit,)), drafts=False)
    earlier = [plan for plan in store.every(AnnualPlan, own) if plan.year and plan.year < year]
    return max(earlier, key=lambda plan: plan.year or 0, default=None)


def received(store: Store, year: int) -> list[AnnualPlan]:
    """Return the plans of a year that other offices sent, those of a higher level among them, by their names."""
    found = store.every(AnnualPlan, Query(where={"year": year}, drafts=False))
    return sorted((plan for plan in found if plan.unit != store.unit), key=lambda plan: plan.label())


def issuer(store: Store, plan: AnnualPlan) -> str:
    """Return the name of the office whose plan it is."""
    named = {office.code: office.name for office in store.every(Office)}
    return named.get(plan.unit, plan.unit)


def start_from_sample(store: Store, year: int, sample: Sample | None = None) -> Touched:
    """Make a year's plan with the groups of a sample and no tasks. Raises Problem when the year has a plan."""
    _check_none(store, year)
    return records.save(store, AnnualPlan(year=year, name=f"{NAME} {year}", groups=sample_groups(sample)))


def start_from(store: Store, old: AnnualPlan, year: int) -> Touched:
    """Make a year's plan from another: the same tasks with their days moved, nothing done yet.

    Of another office's plan it takes over groups and tasks, and names that plan as the one above; who leads a task
    and how much of it is asked are to be looked at again. Raises Problem when the year has a plan already.
    """
    _check_none(store, year)
    new = _own_year(old, year) if old.unit == store.unit else _below(store, old, year)
    moved = year - (old.year or year)
    with store.atomic():
        touched = store.put(new)
        for task in store.every(PlanTask, Query(where={"plan": old.id}, drafts=False)):
            if not task.outside_plan and task.closed_as != "dropped":
                touched |= store.put(_moved(task, new.id, moved))
    return touched


def _check_none(store: Store, year: int) -> None:
    if plan_of(store, year) is not None:
        raise Problem(f"Năm {year} đã có kế hoạch.", "Mở kế hoạch đó để sửa, hoặc chọn năm khác.")


def _own_year(old: AnnualPlan, year: int) -> AnnualPlan:
    name = old.name.replace(str(old.year), str(year)) if old.year else old.name
    return dataclasses.replace(
        old,
        id=new_id(),
        unit="",
        year=year,
        name=name,
        number="",
        issued_on=None,
        above_number="",
        above_issued_on=None,
    )


def _below(store: Store, above: AnnualPlan, year: int) -> AnnualPlan:
    issued = f", ban hành ngày {show_day(above.issued_on)}" if above.issued_on else ""
    number = f"{above.number} của {issuer(store, above)}" if above.number else above.label()
    return AnnualPlan(
        year=year,
        name=f"{NAME} {year}",
        above_number=number[:120],
        above_issued_on=above.issued_on,
        groups=[dataclasses.replace(group) for group in above.groups],
        note=f"Lập từ “{above.label()}”{issued}.",
    )


def _moved(task: PlanTask, plan: str, years: int) -> PlanTask:
    return dataclasses.replace(
        task,
        id=new_id(),
        unit="",
        plan=plan,
        starts_on=_later(task.starts_on, years),
        due_on=_later(task.due_on, years),
        done_besides=None,
        spent_besides=None,
        evidence="",
        follower="",
        closed_as="",
        closed_on=None,
        closed_because="",
        late_because="",
        adjustments=[],
    )


def _later(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year + years, day.month, last)
