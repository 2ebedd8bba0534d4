"""The words of the plan's papers: the plan with its annex, its progress, the work of a month, the broadcast log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from app.forms.unit_column import of_unit
from app.ports import Query, Store
from app.records import kind_named
from app.records.catalogues import LANGUAGES
from app.records.outreach import Broadcast, OutreachEvent
from app.records.planning import DIGITAL, Adjustment, AnnualPlan
from app.usecases import by_unit, calendar, planning
from app.usecases.achievements import held_between
from app.usecases.papers import Values, office_values
from app.usecases.papers_money import issuer_values
from app.usecases.papers_outreach import last_day_of, speaker_name
from app.usecases.planning import Progress
from app.vietnamese import day_in_words, show_day, show_number, show_percent

Words = Mapping[str, str]
_KINDS = {
    "event": "Hoạt động",
    "task": "Nhiệm vụ kế hoạch",
    "report": "Báo cáo",
    "duty": "Việc theo luật",
    "day": "Ngày lễ",
}


def year_values(store: Store, year: int, month: int | None = None, topic: str = "outreach") -> Values:
    """Return what every source of a year or a month publishes; a paper made before its end is of today."""
    last = min(last_day_of(year, month), date.today())  # noqa: DTZ011 (papers carry calendar days)
    return {
        **office_values(store),
        **issuer_values(store, topic, last),
        "year": str(year),
        "period": f"tháng {month} năm {year}" if month else f"năm {year}",
    }


def plan_values(store: Store, plan: AnnualPlan, today: date) -> Values:
    """Return what the source “annual_plan” publishes: the plan, and its progress on a day."""
    year = plan.year or today.year
    on = min(today, date(year + 1, 1, 31))
    shown = planning.board(store, plan, on)
    counted = [one for one in shown if one.state != "dropped"]
    planned = [one for one in shown if not one.task.outside_plan]
    done = sum(one.state == "done" for one in counted)
    above = [plan.above_number, f"ngày {show_day(plan.above_issued_on)}" if plan.above_issued_on else ""]
    return {
        **office_values(store, plan),
        **issuer_values(store, "outreach", plan.issued_on),
        "year": str(year),
        "period": f"năm {year}",
        "name": plan.name,
        "plan_number": plan.number,
        "above": " ".join(word for word in above if word),
        "purpose": plan.purpose,
        "budget": show_number(plan.budget),
        "on_day": show_day(on),
        "on_in_words": day_in_words(on),
        "groups": [{"number": str(g.number), "title": g.title} for g in plan.groups],
        "tasks": list(_task_rows(plan, shown)),
        "totals": [_task_totals(shown)],
        "planned": list(_task_rows(plan, planned)),
        "planned_totals": [_task_totals(planned)],
        "states": _states(shown),
        "task_count": show_number(len(counted)),
        "done_count": show_number(done),
        "done_percent": show_percent(done, len(counted)),
        "outside_count": show_number(sum(one.task.outside_plan for one in counted)),
        "digital_count": show_number(sum(bool(one.task.digital) for one in counted)),
        "digital_words": _digital_words(counted) or "chưa có",
    }


def _digital_words(shown: list[Progress]) -> str:
    """Return “mạng xã hội: 2; số hóa tài liệu: 1”, in the order of the standard's list."""
    counted = Counter(kind for one in shown for kind in one.task.digital)
    return "; ".join(f"{said[0].lower()}{said[1:]}: {counted[kind]}" for kind, said in DIGITAL if counted[kind])


def _task_rows(plan: AnnualPlan, shown: list[Progress]) -> Iterator[Words]:
    titles = {group.number: f"{group.number}. {group.title}" for group in plan.groups}
    group: int | None = None
    for number, one in enumerate(shown, start=1):
        if one.task.group != group:
            group = one.task.group
            yield {"section": titles.get(group, f"Nhóm {group}")}
        yield _task_row(one, number)


def _task_row(one: Progress, number: int) -> Words:
    task = one.task
    moved = [_adjusted(change) for change in task.adjustments]
    outside = "Phát sinh ngoài kế hoạch" if task.outside_plan else ""
    return {
        "number": str(number),
        "code": task.code,
        "content": task.content,
        "lead": task.lead,
        "co_ordinators": task.co_ordinators,
        "time": task.time or show_day(task.due_on),
        "due_on": show_day(task.due_on),
        "product": task.product,
        "budget": show_number(task.budget),
        "target": f"{show_number(task.target)} {task.unit_label()}".strip(),
        "done": show_number(one.done),
        "percent": show_percent(one.done, task.target or 0) if task.target else "",
        "spent": show_number(one.spent or None),
        "state": dict(planning.TASK_STATES).get(one.state, ""),
        "note": "; ".join(word for word in (outside, task.late_because, task.closed_because, *moved) if word),
    }


def _adjusted(change: Adjustment) -> str:
    told = ", ".join(word for word in (change.document, show_day(change.changed_on)) if word)
    return f"{change.before} → {change.after} ({told})" if change.before else f"{change.after} ({told})"


def _task_totals(shown: list[Progress]) -> Words:
    budget, spent = sum(one.task.budget or 0 for one in shown), sum(one.spent for one in shown)
    return {"number": "Tổng cộng", "budget": show_number(budget or None), "spent": show_number(spent or None)}


def _states(shown: list[Progress]) -> list[Words]:
    counted = Counter(one.state for one in shown)
    return [
        {"state": words, "counted": show_number(counted[code]), "percent": show_percent(counted[code], len(shown))}
        for code, words in planning.TASK_STATES
        if counted[code]
    ]


# --- months -----------------------------------------------------------------------------------------------------------


def work_values(store: Store, year: int, month: int | None = None) -> Values:
    """Return what the source “work_of_month” publishes: what the calendar has, month by month."""
    rows: list[Words] = []
    number = 0
    for each in (month,) if month else range(1, 13):
        lines = _lines(entry for entries in calendar.month(store, year, each).values() for entry in entries)
        if lines and month is None:
            rows.append({"section": f"Tháng {each}"})
        units = _units(store, [entry for entry, _ in lines])
        numbered = enumerate(lines, start=number + 1)
        rows += [of_unit(_work_row(place, *line), units.get(line[0].id, "")) for place, line in numbered]
        number += len(lines)
    return {**year_values(store, year, month), "rows": rows}


def _lines(entries: Iterable[calendar.Entry]) -> list[tuple[calendar.Entry, date]]:
    """Return each entry once, with the last day it stands on."""
    found: dict[tuple[str, str, str], tuple[calendar.Entry, date]] = {}
    for entry in entries:
        key = (entry.kind, entry.id, entry.words)
        found[key] = (found[key][0] if key in found else entry, entry.day)
    return list(found.values())


def _units(store: Store, entries: Iterable[calendar.Entry]) -> dict[str, str]:
    """Return, by record, whose the lines of a calendar are; nothing where all are of one unit."""
    ids: dict[str, set[str]] = {}
    for entry in entries:
        if entry.id:
            ids.setdefault(entry.table, set()).add(entry.id)
    named: dict[str, str] = {}
    for table, some in ids.items():
        kind = kind_named(table)
        named |= by_unit.named(store, kind, store.every(kind, Query(ids=frozenset(some))))
    return named


def _work_row(number: int, entry: calendar.Entry, last: date) -> Words:
    first = f"{entry.day.day:02d}/{entry.day.month:02d}"
    return {
        "number": str(number),
        "day": first if last == entry.day else f"{entry.day.day:02d} – {last.day:02d}/{last.month:02d}",
        "kind": _KINDS[entry.kind],
        "what": entry.words,
        "detail": entry.detail,
    }


def broadcast_values(store: Store, year: int, month: int | None = None) -> Values:
    """Return what the source “broadcast_log” publishes: every line of the logs by its own day, summed by month."""
    days = (date(year, month or 1, 1), last_day_of(year, month))
    aired = sorted(_aired(store, days), key=lambda line: (line[0], line[1].hour, line[2].title))
    units = by_unit.named(store, OutreachEvent, {event.id: event for _, event, _ in aired}.values())
    rows: list[Words] = []
    for each in sorted({day.month for day, _, _ in aired}):
        lines = [line for line in aired if line[0].month == each]
        rows += [of_unit(_broadcast_row(store, *line), units.get(line[1].id, "")) for line in lines]
        rows.append({"total": "1", "day": f"Cộng tháng {each}", "times": _times(lines)})
    total = {"day": "Tổng cộng", "times": _times(aired)}
    return {**year_values(store, year, month), "rows": rows, "totals": [] if month else [total]}


Aired = tuple[date, OutreachEvent, Broadcast]


def _aired(store: Store, days: tuple[date, date]) -> Iterator[Aired]:
    events = held_between(store, date(days[0].year - 1, 1, 1), date(days[1].year + 1, 12, 31))
    for event in events:
        for line in event.broadcasts:
            day = line.aired_on or event.last_day()
            if day and days[0] <= day <= days[1]:
                yield day, event, line


def _times(lines: list[Aired]) -> str:
    return show_number(sum(line.times or 0 for _, _, line in lines))


def _broadcast_row(store: Store, day: date, event: OutreachEvent, line: Broadcast) -> Words:
    return {
        "day": f"{day.day:02d}/{day.month:02d}",
        "hour": line.hour or event.hour,
        "title": line.title or event.name,
        "language": dict(LANGUAGES).get(line.language, "").replace("Tiếng ", ""),
        "minutes": show_number(line.minutes or event.minutes),
        "clusters": line.clusters,
        "times": show_number(line.times),
        "approved_by": line.approved_by,
        "done_by": line.reader or "; ".join(speaker_name(store, speaker) for speaker in event.speakers),
    }
