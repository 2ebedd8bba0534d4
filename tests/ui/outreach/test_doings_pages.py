"""Clubs, speakers of higher level and proposals for awards on the screen."""

from __future__ import annotations

from datetime import date

import pytest

from app.ports import Query
from app.records import Commendation, HigherSpeaker, LawClub, OutreachEvent, Propagandist
from app.records.outreach import Speaker
from db import SqliteStore
from tests.ui.outreach.conftest import TODAY
from ui.pages.commendations import Commendations
from ui.pages.doings import Clubs, DoingsPage, HigherSpeakers
from ui.window import Window


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DoingsPage, "today", lambda _self: TODAY)


def test_a_club_tells_its_meetings_of_the_year(window: Window, demo: SqliteStore) -> None:
    page = window.go("clubs")
    assert isinstance(page, Clubs)
    club = next(demo.every(LawClub))
    page.show_record(club.id)
    assert page.done.text() == "Năm 2026: 1 buổi sinh hoạt, 32 lượt người; lần cuối 11/09/2026, 32 thành viên."
    demo.put(OutreachEvent(form="club", name="Buổi hai", club=club.name, state="held", starts_on=date(2026, 10, 2)))
    page.look_again()
    assert page.done.text().startswith("Năm 2026: 2 buổi sinh hoạt")


def test_a_speaker_of_higher_level_tells_where_they_spoke(window: Window, demo: SqliteStore) -> None:
    page = window.go("higher_speakers")
    assert isinstance(page, HigherSpeakers)
    speaker = HigherSpeaker(full_name="Báo Cáo Viên Thử")
    demo.put(speaker)
    page.look_again()
    page.show_record(speaker.id)
    assert page.done.text() == "Năm 2026: chưa trình bày ở xã."
    event = OutreachEvent(form="conference", name="Hội nghị", state="held", starts_on=date(2026, 10, 2), attended=50)
    event.speakers = [Speaker(higher=speaker.id)]
    demo.put(event)
    page.look_again()
    assert page.done.text() == "Năm 2026: trình bày 1 cuộc, 50 lượt người nghe; lần cuối 02/10/2026."


def test_a_proposal_asks_only_for_whom_it_proposes_and_is_listed_by_the_name(window: Window, demo: SqliteStore) -> None:
    page = window.go("commendations")
    assert isinstance(page, Commendations)
    page.new()
    form = page.panel.form
    form.editor("subject").set_value("propagandist")
    page.shape()
    shown = {name for name, box in form.boxes.items() if not box.isHidden()}
    assert "propagandist" in shown
    assert shown.isdisjoint(("mediator", "group", "name"))
    who = next(demo.every(Propagandist, Query(order="full_name")))
    form.editor("propagandist").set_value(who.id)
    form.editor("field").set_value("outreach")
    form.editor("form").set_value("commune")
    form.editor("year").set_value(2026)
    assert page.panel.save()
    kept = next(demo.every(Commendation, Query(where={"subject": "propagandist"})))
    assert kept.name == who.full_name
    rows = page.table.rows
    names = [name for name, _ in rows.columns]
    listed = {str(rows.index(row, names.index("name")).data()) for row in range(rows.rowCount())}
    assert who.full_name in listed
    form.editor("subject").set_value("sponsor")
    page.shape()
    shown = {name for name, box in form.boxes.items() if not box.isHidden()}
    assert "name" in shown
