"""Quick entry: the ten columns of the paper register become one complete case; parties are split and shown to correct.

People write parties as “Nguyễn Văn A, 45 tuổi, ấp B; Trần Thị C (1980), ấp D”. What cannot be told apart stays in the
address, for the officer sees every piece before saving.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from app.ports import Store, Touched
from app.problems import Issue, Problem
from app.records.mediation import CaseMediator, Invited, MediationCase, Party, Session
from app.records.mediators import MediationGroup, Mediator
from app.usecases.numbering import number_issues
from app.usecases.records import save
from app.vietnamese import fold, tidy, tidy_lines

_AGE = re.compile(r"^(?:(\d{1,3})\s*tuổi|tuổi\s*:?\s*(\d{1,3}))$", re.IGNORECASE)
_BORN = re.compile(r"^(?:sinh(?:\s+năm)?|sn|năm sinh)?\s*:?\s*((?:19|20)\d{2})$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\(\s*(?:sn\s*|sinh\s*(?:năm\s*)?)?((?:19|20)\d{2})\s*\)\s*", re.IGNORECASE)
_SIDE = re.compile(r"^bên\s+([abcd])\s*[:.-]\s*", re.IGNORECASE)
_TITLE = re.compile(r"^(ông|bà|anh|chị|ông/bà|ông \(bà\))\s+", re.IGNORECASE)
_RELATED = re.compile(r"^(người (?:có quyền,? nghĩa vụ )?liên quan)\s*[:.-]\s*", re.IGNORECASE)
ASSUMED = "Sổ giấy không ghi ngày phân công: lấy theo ngày tiếp nhận."
_SEX = {"ông": "male", "anh": "male", "bà": "female", "chị": "female"}


@dataclass
class QuickRow:
    """The columns of Part I of the register as typed; signatures (9) stay on paper."""

    number: int | None = None  # (1)
    received_on: date | None = None  # (2)
    mediators: str = ""  # (3)
    parties: str = ""  # (4)
    content: str = ""  # (5)
    agreement: str = ""  # (6)
    outcome: str = ""  # (7), (8): success, failure or open
    note: str = ""  # (10)
    group: str = ""
    ground: str = "one_party"
    scope: str = ""
    matter: str = ""
    assigned_on: date | None = None  # the paper book has no column for it, nor for the place
    place: str = ""
    ended_on: date | None = None
    failure_reason: str = ""
    referred_to: str = ""


@dataclass
class Understood:
    """The case a row means, and what the officer should look at before it is kept."""

    case: MediationCase
    doubts: list[Issue] = field(default_factory=list)


def split_parties(text: str, on: date | None) -> list[Party]:
    """Split what column (4) says into parties: A first, then B, C, D; “người liên quan:” starts a related person."""
    pieces = [tidy(piece) for piece in re.split(r"[;\n]", tidy_lines(text)) if tidy(piece)]
    said = {found[1].upper() for piece in pieces if (found := _SIDE.match(piece))}
    sides = iter([letter for letter in "ABCD" if letter not in said])
    return [_party(piece, on, sides) for piece in pieces]


def _party(piece: str, on: date | None, sides: Iterator[str]) -> Party:
    related = _RELATED.match(piece)
    side = _SIDE.match(piece)
    bare = piece[(related or side).end() :] if (related or side) else piece  # type: ignore[union-attr]
    letter = side[1].upper() if side else ("" if related else next(sides, ""))
    title = _TITLE.match(bare)
    bare, born = _birth_year(bare[title.end() :] if title else bare, on)
    name, _, rest = bare.partition(",")
    return Party(
        side=letter,
        role="related" if related else "party",
        full_name=tidy(name),
        birth_year=born,
        address=tidy(rest).strip(" ,"),
        sex=_SEX.get(title[1].lower(), "") if title else "",
    )


def _birth_year(text: str, on: date | None) -> tuple[str, int | None]:
    """Take the year of birth, or the age in the year of the case, out of a party's words."""
    if found := _IN_BRACKETS.search(text):
        return text[: found.start()] + ", " + text[found.end() :].lstrip(" ,"), int(found[1])
    born, kept = None, []
    for part in (tidy(part) for part in text.split(",")):
        if born is None and (said := _BORN.match(part)):
            born = int(said[1])
        elif born is None and on and (said := _AGE.match(part)):
            born = on.year - int(said[1] or said[2])
        else:
            kept.append(part)
    return ", ".join(kept), born


def find_mediators(
    everybody: Iterable[Mediator], text: str, group: str
) -> tuple[list[CaseMediator], list[Invited], list[Issue]]:
    """Return the mediators that column (3) names, those it says were invited, and the names nobody knows."""
    # Those of the group last, so that they win where two share a name.
    roster = sorted(everybody, key=lambda mediator: mediator.group == group)
    known = {fold(mediator.full_name): mediator for mediator in roster}
    mediators: list[CaseMediator] = []
    invited: list[Invited] = []
    unknown: list[Issue] = []
    for piece in (tidy(piece) for piece in re.split(r"[;\n]|,(?!\s*mời)", text)):
        bare = re.sub(r"^(người được )?mời\s*:?\s*", "", piece, flags=re.IGNORECASE)
        if bare != piece:
            invited.append(Invited(full_name=bare))
        elif found := known.get(fold(_TITLE.sub("", piece))):
            mediators.append(CaseMediator(found.id, lead=not mediators))
        elif piece:
            said = f"Không có hòa giải viên “{piece}” trong danh sách. Chọn đúng tên, hoặc thêm người này vào tổ trước."
            unknown.append(Issue("mediators", said))
    return mediators, invited, unknown


def understand(store: Store, row: QuickRow, everybody: Iterable[Mediator] | None = None) -> Understood:
    """Return the case a row means; nothing is kept yet.

    `everybody` are the mediators there are, where many rows are read one after the other.
    """
    everybody = store.every(Mediator) if everybody is None else everybody
    mediators, invited, unknown = find_mediators(everybody, row.mediators, row.group)
    case = MediationCase(
        number=row.number,
        received_on=row.received_on,
        group=row.group,
        ground=row.ground,
        parties=split_parties(row.parties, row.received_on),
        content=tidy_lines(row.content),
        scope=row.scope,
        matter=row.matter,
        mediators=mediators,
        invited=invited,
        referred_to=row.referred_to,
        note=tidy_lines(row.note),
    )
    _assign(case, row)
    _conclude(case, row, row.place or usual_place(store, row.group))
    taken = [issue for issue in number_issues(store, case) if issue.blocks]
    return Understood(case, [*unknown, *taken])


# What an empty box is filled from: when that cannot be read, the empty box says nothing of its own.
_LEANS_ON = {"assigned_on": ("received_on", "mediators"), "ended_on": ("received_on",), "sessions": ("received_on",)}


def without_echoes(unread: list[Issue], judged: list[Issue]) -> list[Issue]:
    """Leave out what is only said because the day of receipt or the mediators of a row could not be used."""
    wrong = {issue.field for issue in (*unread, *judged)}
    return [*unread, *(issue for issue in judged if not wrong.intersection(_LEANS_ON.get(issue.field, ())))]


def usual_place(store: Store, group: str) -> str:
    """Return where a group mostly mediates, or the hamlet it serves, for the paper book names no place."""
    found = store.find(MediationGroup, group) if group else None
    if found is None or found.usual_place:
        return found.usual_place if found else ""
    return next(iter(store.labels("hamlet", found.hamlets[:1]).values()), "")


def _assign(case: MediationCase, row: QuickRow) -> None:
    """Without a day of assignment: mediated at once where it was witnessed (art 20.2), else the day of receipt."""
    case.immediate = row.ground == "witnessed" and row.assigned_on is None
    case.assigned_on = row.assigned_on
    if not case.immediate and row.assigned_on is None and case.mediators:
        case.assigned_on = row.received_on
        case.note = f"{case.note}\n{ASSUMED}".strip()


def _conclude(case: MediationCase, row: QuickRow, place: str) -> None:
    """Say how the case ended; a row without an outcome is a case that goes on."""
    day = row.ended_on or row.received_on
    if row.outcome not in ("success", "failure"):
        case.state = ("in_progress" if case.immediate else "assigned") if case.mediators else "received"
        case.agreement = tidy_lines(row.agreement)
        case.sessions = [Session(held_on=day, place=place)] if case.state == "in_progress" and day else []
        return
    case.state, case.ended_on = row.outcome, day
    case.sessions = [Session(held_on=day, place=place)] if day else []
    if row.outcome == "success":
        case.end_reason, case.agreement = "agreed", tidy_lines(row.agreement)
    else:
        case.end_reason, case.failure_reason = "mediator_ends", tidy_lines(row.failure_reason or row.agreement)


def enter(store: Store, row: QuickRow, *, corrected: list[Party] | None = None) -> tuple[MediationCase, Touched]:
    """Keep the case of a row, with the parties as the officer corrected them.

    Raises Problem when a mediator is unknown or a number is taken, Incomplete as any save does.
    """
    understood = understand(store, row)
    if understood.doubts:
        said, _, remedy = understood.doubts[0].message.partition(". ")
        raise Problem(f"{said}.", remedy)
    case = understood.case
    if corrected is not None:
        case.parties = corrected
    return case, save(store, case)
