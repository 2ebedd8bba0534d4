"""Evidence for awards: what people and collectives did in a period, counted from events and cases. No scores, no ranks.

Neither Luật 14/2012 nor Luật Thi đua, khen thưởng gives a number to reach: people judge, the program only counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.ports import Query, R, Store, Wanted
from app.problems import Problem
from app.records.catalogues_outreach import COUNTED_STATES
from app.records.commendations import Commendation
from app.records.mediation import MediationCase
from app.records.mediators import MediationGroup, Mediator, Training
from app.records.outreach import OutreachEvent, Propagandist
from app.usecases import planning
from app.usecases.outreach import MINORITY_TONGUES
from app.vietnamese import fold, show_money, show_number, show_percent


@dataclass(frozen=True)
class Activity:
    """What a propagandist did in a period, with the events it is counted from."""

    sessions: int
    listeners: int
    hamlets: int
    khmer_sessions: int
    topics: int
    broadcasts: int
    trainings: int
    years_serving: int
    events: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """One line of an evidence sheet: a number in words, with the codes of what it was counted from."""

    what: str
    value: str
    behind: tuple[str, ...] = ()


def activity(store: Store, propagandist: Propagandist, first: date, last: date) -> Activity:
    """Count a propagandist's sessions, listeners and the rest over a period, both days included."""
    spoken = [e for e in held_between(store, first, last) if _speaks(e, propagandist)]
    sessions = [event for event in spoken if event.direct]
    return Activity(
        sessions=len(sessions),
        listeners=sum(event.attended or 0 for event in sessions),
        hamlets=len({hamlet for event in sessions for hamlet in event.hamlets}),
        khmer_sessions=sum("khmer" in event.languages for event in sessions),
        topics=len({topic for event in spoken for topic in event.topics}),
        broadcasts=sum(bool(event.broadcasts) for event in spoken),
        trainings=sum(propagandist.id in training.propagandists for training in _trainings(store, first, last)),
        years_serving=_whole_years(propagandist.recognised_on, propagandist.left_on, last),
        events=tuple(event.id for event in spoken),
    )


def held_between(store: Store, first: date, last: date) -> list[OutreachEvent]:
    """Return the events that ended within a period and happened, by day."""
    held: Wanted = frozenset(COUNTED_STATES)
    ways: tuple[dict[str, Wanted], ...] = (
        {"starts_on": (first, last), "state": held},
        {"starts_on": (None, first), "ends_on": (first, last), "state": held},
    )
    found = {e.id: e for where in ways for e in store.every(OutreachEvent, Query(where=where, drafts=False))}
    ended = [event for event in found.values() if (day := event.last_day()) and first <= day <= last]
    return sorted(ended, key=lambda event: (event.last_day() or last, event.code))


def _speaks(event: OutreachEvent, person: Propagandist) -> bool:
    return any(speaker.propagandist == person.id for speaker in event.speakers)


def _trainings(store: Store, first: date, last: date) -> list[Training]:
    return list(store.every(Training, Query(where={"held_on": (first, last)}, drafts=False)))


def _whole_years(start: date | None, left: date | None, last: date) -> int:
    end = min(left or last, last)
    if start is None or start > end:
        return 0
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


# --- the sheet of a proposal ------------------------------------------------------------------------------------------


def evidence_sheet(store: Store, proposal: Commendation, first: date, last: date) -> list[Fact]:
    """Return what the register knows of who is proposed; raises Problem when a record it names is gone."""
    if proposal.subject == "propagandist":
        return _of_propagandist(store, _named(store.find(Propagandist, proposal.propagandist)), first, last)
    if proposal.subject == "mediator":
        mediator = _named(store.find(Mediator, proposal.mediator))
        return _of_cases([c for c in _cases(store, first, last) if _mediates(c, mediator)])
    if proposal.subject == "group":
        group = _named(store.find(MediationGroup, proposal.group))
        return _of_cases([case for case in _cases(store, first, last) if case.group == group.id])
    return _of_collective(store, proposal.name, first, last)


def subject_name(store: Store, proposal: Commendation) -> str:
    table, named = {
        "propagandist": ("propagandist", proposal.propagandist),
        "mediator": ("mediator", proposal.mediator),
        "group": ("mediation_group", proposal.group),
    }.get(proposal.subject, ("", ""))
    return store.labels(table, [named]).get(named, "") if table else proposal.name


def _named(record: R | None) -> R:
    if record is None:
        raise Problem("Đề nghị khen thưởng chưa chọn người, tổ được đề nghị.", "Chọn rồi in lại.")
    return record


def _of_propagandist(store: Store, person: Propagandist, first: date, last: date) -> list[Fact]:
    done = activity(store, person, first, last)
    codes = tuple(event.code or event.name for event in held_between(store, first, last) if event.id in done.events)
    numbers: Mapping[str, int] = {
        "Số cuộc phổ biến trực tiếp đã trình bày": done.sessions,
        "Lượt người nghe": done.listeners,
        "Số ấp, khóm đã đến": done.hamlets,
        "Số cuộc có tiếng Khmer": done.khmer_sessions,
        "Số lĩnh vực pháp luật": done.topics,
        "Số đợt phát thanh tham gia": done.broadcasts,
        "Số lớp tập huấn, bồi dưỡng đã dự": done.trainings,
        "Thâm niên (năm tròn từ ngày công nhận)": done.years_serving,
    }
    facts = [Fact(what, show_number(number)) for what, number in numbers.items()]
    return [Fact(facts[0].what, facts[0].value, codes), *facts[1:]]


def _cases(store: Store, first: date, last: date) -> list[MediationCase]:
    return list(store.every(MediationCase, Query(where={"ended_on": (first, last)}, drafts=False)))


def _mediates(case: MediationCase, mediator: Mediator) -> bool:
    return any(entry.mediator == mediator.id for entry in case.mediators)


def _of_cases(cases: Iterable[MediationCase]) -> list[Fact]:
    ended = [case for case in cases if case.state in ("success", "failure")]
    successes = sum(case.state == "success" for case in ended)
    return [
        Fact("Số vụ, việc đã kết thúc hòa giải", show_number(len(ended)), tuple(case.label() for case in ended)),
        Fact("Trong đó hòa giải thành", show_number(successes)),
        Fact("Tỷ lệ hòa giải thành", show_percent(successes, len(ended))),
    ]


def _of_collective(store: Store, name: str, first: date, last: date) -> list[Fact]:
    """Count what a collective, a person or a sponsor without a record stands for, known by name only."""
    led = [e for e in held_between(store, first, last) if _names(name, e.organiser, e.co_organisers)]
    given = sum(c.amount or 0 for e in led for c in e.costs if c.source == "other" and c.payer == "other")
    tasks = _tasks_led(store, name, first, last)
    done = sum(shown.state == "done" for shown in tasks)
    return [
        Fact("Số hoạt động chủ trì hoặc phối hợp", show_number(len(led)), tuple(e.code or e.name for e in led)),
        Fact("Lượt người dự", show_number(sum(event.attended or 0 for event in led))),
        Fact("Trong đó nữ", show_number(sum(event.women or 0 for event in led))),
        Fact("Trong đó dân tộc thiểu số", show_number(sum(_minority(event) for event in led))),
        Fact("Số cuộc có tiếng Khmer, tiếng Hoa", show_number(sum(_in_minority_tongue(event) for event in led))),
        Fact("Nhiệm vụ kế hoạch chủ trì", show_number(len(tasks)), tuple(shown.task.code for shown in tasks)),
        Fact("Trong đó hoàn thành", f"{show_number(done)} ({show_percent(done, len(tasks))})" if tasks else "0"),
        Fact("Nguồn xã hội hóa do đơn vị khác chi", show_money(given)),
    ]


def _names(name: str, *fields: str) -> bool:
    wanted = fold(name).strip()
    return bool(wanted) and any(wanted in fold(field) for field in fields)


def _tasks_led(store: Store, name: str, first: date, last: date) -> list[planning.Progress]:
    plans = [plan for year in range(first.year, last.year + 1) if (plan := planning.plan_of(store, year))]
    shown = [one for plan in plans for one in planning.board(store, plan, last)]
    return [one for one in shown if one.state != "dropped" and _names(name, one.task.lead)]


def _minority(event: OutreachEvent) -> int:
    return (event.khmer or 0) + (event.hoa or 0) + (event.other_ethnic or 0)


def _in_minority_tongue(event: OutreachEvent) -> bool:
    return not MINORITY_TONGUES.isdisjoint(event.languages)
