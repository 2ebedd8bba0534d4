"""Mediation in numbers: cases by scope, group and outcome at the cut-off, and the roster on that day.

A case belongs to the period in which it was received, and to the group that leads it. Its outcome is the one it had at
the end of the cut-off day, told from its day of ending: whatever came later is still open then. Cases that turned out
not to be for mediation (art 3 of Luật 35/2013/QH13), and those a party refused, are not among the received; they are
shown apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from app.records.case_states import NOT_MEDIATED
from app.records.catalogues import SCOPES
from app.records.mediators import MediationGroup, Mediator
from app.records.office import in_force
from app.statistics.facts import CaseFact, Facts, Figure, Indicator
from app.statistics.periods import Period
from app.vietnamese import show_percent

SUCCESS, FAILURE, PENDING = "success", "failure", "pending"
UNKNOWN_SCOPE = "unknown"
_COUNTED = (SUCCESS, FAILURE, PENDING)
_CLOSED = ("success", "failure", *NOT_MEDIATED)


# --- cases ------------------------------------------------------------------------------------------------------------


def outcome(case: CaseFact, on: date) -> str:
    """Return the outcome a case had at the end of a day: success, failure, out_of_scope, refused or pending.

    Between the end of a round without success and the day the parties went on, the case was a failure.
    """
    if any(end.ended_on and end.ended_on <= on < (end.resumed_on or end.ended_on) for end in case.earlier):
        return FAILURE
    if case.state not in _CLOSED:
        return PENDING
    if case.ended_on is None:  # closed without mediation, on no day that was written down
        return case.state if case.state in NOT_MEDIATED else PENDING
    return case.state if case.ended_on <= on else PENDING


def _shared_out(facts: Facts, period: Period, *, carried: bool = False) -> dict[tuple[str, str], list[str]]:
    """Share out the cases of a period, or those carried over into it, by outcome at the cut-off and by scope."""

    def make() -> dict[tuple[str, str], list[str]]:
        shared: dict[tuple[str, str], list[str]] = {}
        first, until, cut_off = period.first, period.until(), period.cut_off
        for case in facts.cases:
            if _carried_over(case, period) if carried else first <= case.received_on <= until:
                shared.setdefault((outcome(case, cut_off), case.scope or UNKNOWN_SCOPE), []).append(case.id)
        return shared

    return facts.once((period, carried), make)


def _carried_over(case: CaseFact, period: Period) -> bool:
    """Tell whether a case was received before a period and still open when it began."""
    return case.received_on < period.first and (
        case.state not in _CLOSED or (case.ended_on is not None and case.ended_on >= period.first)
    )


def _ids(shared: dict[tuple[str, str], list[str]], states: Iterable[str], scope: str = "") -> list[str]:
    """Return the cases of some outcomes, of one scope or of all, the earliest loaded first within each."""
    return [one for (state, of), ids in shared.items() if state in states and scope in ("", of) for one in ids]


def _cases(ids: Iterable[str]) -> Figure:
    found = tuple(ids)
    return Figure(len(found), "mediation_case", found)


def _with(*states: str, scope: str = "", carried: bool = False) -> Callable[[Facts, Period], Figure]:
    """Make an indicator of the cases that had one of these outcomes at the cut-off."""

    def figure(facts: Facts, period: Period) -> Figure:
        return _cases(_ids(_shared_out(facts, period, carried=carried), states, scope))

    return figure


received, carried_over = _with(*_COUNTED), _with(*_COUNTED, carried=True)
success, failure, pending = _with(SUCCESS), _with(FAILURE), _with(PENDING)
out_of_scope, refused = _with("out_of_scope"), _with("refused")


def handled(facts: Facts, period: Period) -> Figure:
    """Count the received together with those carried over, for an office that reports them as one."""
    return _cases((*received(facts, period).ids, *carried_over(facts, period).ids))


def success_rates(facts: Facts, period: Period) -> dict[str, str]:
    """Return both rates in use, by name: of the cases that ended, and of the cases received."""
    won, lost = success(facts, period).value, failure(facts, period).value
    return {
        "Tỷ lệ hòa giải thành trên số vụ, việc đã kết thúc": show_percent(won, won + lost),
        "Tỷ lệ hòa giải thành trên số vụ, việc tiếp nhận": show_percent(won, received(facts, period).value),
    }


# --- the roster -------------------------------------------------------------------------------------------------------


def group_existed(group: MediationGroup, on: date) -> bool:
    """Tell whether a group worked on a day; its end takes effect on the day it carries, as a mediator's leaving."""
    return in_force(group.founded_on, None, on) and (group.ended_on is None or on < group.ended_on)


def groups(facts: Facts, period: Period) -> Figure:
    ids = tuple(group.id for group in facts.groups if group_existed(group, period.cut_off))
    return Figure(len(ids), "mediation_group", ids)


def _roster(wanted: Callable[[Mediator], bool]) -> Callable[[Facts, Period], Figure]:
    def figure(facts: Facts, period: Period) -> Figure:
        ids = tuple(one.id for one in facts.mediators if one.in_office(period.cut_off) and wanted(one))
        return Figure(len(ids), "mediator", ids)

    return figure


def mediators_trained(facts: Facts, period: Period) -> Figure:
    """Count the mediators in office at the cut-off who attended a training in the period, each once."""

    def make() -> frozenset[str]:
        return frozenset(one for held in facts.trainings if period.has(held.held_on) for one in held.mediators)

    trained = facts.once(("trained", period), make)
    return _roster(lambda one: one.id in trained)(facts, period)


# --- by name ----------------------------------------------------------------------------------------------------------

_CASE, _PERSON = "vụ, việc", "người"
_WORDS = {**dict(SCOPES), UNKNOWN_SCOPE: "Chưa xác định phạm vi"}


def _of_cases(name: str, label: str, figure: Callable[[Facts, Period], Figure]) -> Indicator:
    return Indicator(f"mediation.{name}", label, _CASE, figure, counted=True)


def _of_people(name: str, label: str, figure: Callable[[Facts, Period], Figure]) -> Indicator:
    return Indicator(f"mediators.{name}", label, _PERSON, figure, counted=True, stock=True)


MEDIATION: tuple[Indicator, ...] = (
    _of_cases("received", "Vụ, việc tiếp nhận", received),
    *(
        _of_cases(f"scope.{code}", f"Tiếp nhận: {words}", _with(*_COUNTED, scope=code))
        for code, words in _WORDS.items()
    ),
    _of_cases("success", "Hòa giải thành", success),
    *(
        _of_cases(f"success.{code}", f"Hòa giải thành: {words}", _with(SUCCESS, scope=code))
        for code, words in _WORDS.items()
    ),
    _of_cases("failure", "Hòa giải không thành", failure),
    _of_cases("pending", "Chưa giải quyết xong", pending),
    _of_cases("out_of_scope", "Không thuộc phạm vi hòa giải", out_of_scope),
    _of_cases("refused", "Từ chối hòa giải", refused),
    _of_cases("carried_over", "Tồn kỳ trước chuyển sang", carried_over),
    _of_cases("carried_over.success", "Tồn kỳ trước: hòa giải thành", _with(SUCCESS, carried=True)),
    _of_cases("carried_over.failure", "Tồn kỳ trước: không thành", _with(FAILURE, carried=True)),
    _of_cases("carried_over.pending", "Tồn kỳ trước: chưa giải quyết xong", _with(PENDING, carried=True)),
    _of_cases("handled", "Tiếp nhận và tồn kỳ trước", handled),
    Indicator("mediation.groups", "Tổ hòa giải", "tổ", groups, counted=True, stock=True),
    _of_people("all", "Hòa giải viên", _roster(lambda _: True)),
    _of_people("men", "Hòa giải viên nam", _roster(lambda one: one.sex == "male")),
    _of_people("women", "Hòa giải viên nữ", _roster(lambda one: one.sex == "female")),
    _of_people("law", "Hòa giải viên có chuyên môn Luật", _roster(lambda one: one.law_training == "law")),
    _of_people("not_law", "Hòa giải viên chưa qua đào tạo Luật", _roster(lambda one: one.law_training != "law")),
    _of_people("minority", "Hòa giải viên người dân tộc thiểu số", _roster(lambda one: one.minority())),
    _of_people("trained", "Hòa giải viên được bồi dưỡng trong kỳ", mediators_trained),
)
