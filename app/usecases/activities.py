"""What clubs and speakers of higher level did in a period, counted from events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.ports import Store
from app.records.higher_speakers import HigherSpeaker
from app.records.outreach import OutreachEvent
from app.records.surveys import LawClub
from app.usecases.achievements import held_between
from app.vietnamese import fold, words

_CLUB = (["cau", "lac", "bo"], ["clb"])  # what a club may be called before its name


@dataclass(frozen=True)
class Meetings:
    """Events with how many people came; `members` is what the last one said of a club, None where it said nothing."""

    events: tuple[str, ...]
    attended: int
    members: int | None = None
    last_on: date | None = None


def club_meetings(store: Store, club: LawClub, first: date, last: date) -> Meetings:
    """Return the meetings that name a club, “CLB” or “Câu lạc bộ” and quotation marks apart."""
    wanted = _bare(club.name)
    met = [event for event in held_between(store, first, last) if wanted and _bare(event.club) == wanted]
    told = [event.club_members for event in met if event.club_members is not None]
    return _meetings(met, told[-1] if told else None)


def talks(store: Store, speaker: HigherSpeaker, first: date, last: date) -> Meetings:
    """Return the events a speaker of higher level spoke at."""
    spoken = [e for e in held_between(store, first, last) if any(one.higher == speaker.id for one in e.speakers)]
    return _meetings(spoken)


def _meetings(events: list[OutreachEvent], members: int | None = None) -> Meetings:
    return Meetings(
        events=tuple(event.id for event in events),
        attended=sum(event.attended or 0 for event in events),
        members=members,
        last_on=events[-1].last_day() if events else None,
    )


def _bare(name: str) -> list[str]:
    said = words(fold(name))
    for called in _CLUB:
        if said[: len(called)] == called:
            return said[len(called) :]
    return said
