"""What clubs and speakers of higher level did is counted from events."""

from __future__ import annotations

from datetime import date

import pytest

from app.records.higher_speakers import HigherSpeaker
from app.records.outreach import Speaker
from app.records.surveys import LawClub
from app.usecases import activities
from db import SqliteStore
from tests.outreach.events import held

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "named", ["Câu lạc bộ “Nông dân với pháp luật”", "CLB Nông dân với pháp luật", "nông dân với pháp luật"]
)
def test_a_club_is_known_by_its_name_however_it_is_called(store: SqliteStore, named: str) -> None:
    club = LawClub(name="Câu lạc bộ “Nông dân với pháp luật”")
    store.put(held(code="A", form="club", club=named, club_members=30, attended=25))
    store.put(held(code="B", form="club", club=named, club_members=34, attended=20, starts_on=date(2026, 9, 1)))
    store.put(held(code="C", form="club", club=named, attended=None, starts_on=date(2026, 10, 1)))
    store.put(held(code="planned", form="club", club=named, state="planned"))
    store.put(held(code="other", form="club", club="Câu lạc bộ Phụ nữ với pháp luật"))
    store.put(held(code="none"))
    met = activities.club_meetings(store, club, *YEAR)
    assert (len(met.events), met.attended, met.members, met.last_on) == (3, 45, 34, date(2026, 10, 1))


def test_a_club_without_meetings_or_name_has_none(store: SqliteStore) -> None:
    store.put(held(code="none"))
    assert activities.club_meetings(store, LawClub(name=""), *YEAR).events == ()
    assert activities.club_meetings(store, LawClub(name="Câu lạc bộ mới"), *YEAR) == activities.Meetings((), 0)


def test_a_speaker_of_higher_level_is_told_by_the_events_they_spoke_at(store: SqliteStore) -> None:
    speaker = HigherSpeaker(full_name="Lê Minh Mẫu")
    store.put(speaker)
    store.put(held(code="A", attended=40, speakers=[Speaker(higher=speaker.id)]))
    store.put(held(code="B", attended=9, speakers=[Speaker(full_name="Lê Minh Mẫu")]))
    store.put(held(code="C", starts_on=date(2025, 5, 1), speakers=[Speaker(higher=speaker.id)]))
    spoke = activities.talks(store, speaker, *YEAR)
    assert (len(spoke.events), spoke.attended, spoke.members) == (1, 40, None)
