"""How dissemination is counted: each rule by itself, and the golden figures of the fictional commune."""

from __future__ import annotations

from datetime import date

import pytest

from app.records.mediators import Training
from app.records.outreach import Broadcast, Cost, Material, OutreachEvent, Post, Propagandist, Speaker
from app.statistics.facts import Facts
from app.statistics.indicators import indicator
from app.statistics.periods import Period, free_period, parse
from app.usecases import reporting
from db import SqliteStore
from tests.statistics.made import event, propagandist

FIRST_HALF = parse("2026:SB6T")
TO_OCTOBER = parse("2026:SBN")


def value(name: str, *events: OutreachEvent, people: tuple[Propagandist, ...] = (), period: Period = FIRST_HALF) -> int:
    return indicator(name).figure(Facts(events=events, propagandists=people), period).value


# --- golden figures ---------------------------------------------------------------------------------------------------

NAMES = (
    *("PB10", "PB11", "PB12", "PB13", "PB14", "PB16", "PB07", "PB20", "PB21"),
    *("PB30", "PB32", "PB33", "PB40", "PB40.khmer", "PB41", "PB50", "PB51", "PB52", "PB53"),
)
GOLDEN = {
    "2026:SB6T": "6 715 341 374 423 3 2 0 0 657 150 3 12 4 8 13400000 9700000 2000000 1700000",
    "2026:SBN": "11 1174 548 626 723 6 4 1 486 1038 340 3 12 4 8 28410000 17010000 5000000 6400000",
    "2026-01-01..2026-11-23": "12 1359 640 719 805 6 4 1 486 1238 400 3 12 4 8 32510000 21110000 5000000 6400000",
}


@pytest.mark.parametrize("written", GOLDEN)
def test_the_events_of_the_fictional_commune_give_their_golden_figures(
    read_only_demo: SqliteStore, written: str
) -> None:
    period = parse(written)
    facts = reporting.facts(read_only_demo, period)
    assert " ".join(str(indicator(name).figure(facts, period).value) for name in NAMES) == GOLDEN[written]


def test_the_propagandists_of_the_fictional_commune_give_their_golden_figures(read_only_demo: SqliteStore) -> None:
    period = free_period(date(2026, 1, 1), date(2026, 11, 23))
    facts = reporting.facts(read_only_demo, period)
    counted = [indicator(f"PB0{number}").figure(facts, period).value for number in range(1, 7)]
    assert counted == [18, 11, 7, 9, 3, 15]


# --- what counts ------------------------------------------------------------------------------------------------------


def test_an_event_belongs_to_the_period_in_which_it_ended() -> None:
    long = event(starts_on=date(2026, 5, 20), ends_on=date(2026, 6, 2))
    assert value("PB10", long) == 0
    assert value("PB10", long, period=TO_OCTOBER) == 1
    assert value("PB10", event(starts_on=date(2026, 5, 31))) == 1


@pytest.mark.parametrize(
    ("state", "counted"),
    [("held", 1), ("closed", 1), ("planned", 0), ("invited", 0), ("postponed", 0), ("cancelled", 0)],
)
def test_only_what_was_held_counts(state: str, counted: int) -> None:
    assert value("PB10", event(state=state)) == counted


def test_an_event_of_another_body_counts_only_when_the_commune_counts_it() -> None:
    assert value("PB10", event(level="joined", counted=False)) == 0
    assert value("PB10", event(level="joined", counted=True)) == 1


def test_the_direct_switch_decides_what_a_session_is_and_its_attendance_with_it() -> None:
    market = event(form="mobile", direct=False, attended=90)
    assert (value("PB10", market), value("PB11", market), value("events", market)) == (0, 0, 1)
    market.direct = True
    assert (value("PB10", market), value("PB11", market)) == (1, 90)


def test_contests_are_no_sessions_and_their_entries_no_attendance() -> None:
    contest = event(form="contest", direct=False, attended=486, entrants=311)
    assert [value(name, contest) for name in ("PB10", "PB11", "PB20", "PB21")] == [0, 0, 1, 486]


def test_an_event_for_several_special_groups_is_once_in_the_total() -> None:
    both = event(special_groups=("D17", "D20"))
    assert [value(name, both) for name in ("PB16", "PB16.D17", "PB16.D20", "PB16.D18")] == [1, 1, 1, 0]


def test_khmer_and_hoa_are_languages_of_minorities_and_sign_language_is_not() -> None:
    assert value("PB15", event("a", languages=("vietnamese", "khmer")), event("b", languages=("sign",))) == 1


def test_present_people_of_minorities_are_khmer_hoa_and_others() -> None:
    assert value("PB14", event(kinh=10, khmer=5, hoa=3, other_ethnic=2)) == 10


# --- broadcasts -------------------------------------------------------------------------------------------------------


def campaign(*lines: Broadcast) -> OutreachEvent:
    return event(
        form="loudspeaker",
        direct=False,
        starts_on=date(2026, 5, 20),
        ends_on=date(2026, 6, 10),
        broadcasts=list(lines),
    )


def test_a_campaign_is_split_at_the_cut_off_by_its_log() -> None:
    logged = campaign(Broadcast(date(2026, 5, 31), times=3), Broadcast(date(2026, 6, 1), times=4))
    assert value("PB40", logged) == 3
    assert value("PB40", logged, period=TO_OCTOBER) == 7
    assert value("PB40", logged, period=free_period(date(2026, 6, 1), date(2026, 6, 30))) == 4


def test_broadcasts_without_a_day_count_when_the_campaign_ended() -> None:
    unlogged = campaign(Broadcast(None, times=12))
    assert value("PB40", unlogged) == 0
    assert value("PB40", unlogged, period=TO_OCTOBER) == 12


# --- materials, posts, money ------------------------------------------------------------------------------------------

MATERIALS = [
    Material("leaflet", language="vietnamese", copies=100),
    Material("folder", language="khmer", copies=30),
    Material("handbook", language="hoa", copies=10),
    Material("disc", language="other", copies=5),
    Material("banner", language="vietnamese", copies=2),
    Material("electronic", language="vietnamese", copies=3, online=True),
]


def test_materials_add_up_by_kind_by_language_and_with_what_is_online() -> None:
    names = ("PB30", "PB31", "PB33", "PB31.leaflet", "PB31.book", "PB31.disc", "PB31.other")
    assert [value(name, event(materials=MATERIALS)) for name in names] == [150, 147, 3, 130, 10, 5, 2]
    languages = ("PB31.vietnamese", "PB32", "PB31.language")
    assert [value(name, event(materials=MATERIALS)) for name in languages] == [102, 40, 5]


def test_money_is_what_the_commune_paid_by_its_source() -> None:
    paid = event(
        costs=[
            Cost(amount=900, source="regular"),
            Cost(amount=50, source="programme"),
            Cost(amount=7, source="other"),
            Cost(amount=1_000, source="regular", payer="other"),
        ]
    )
    assert [value(name, paid) for name in ("PB50", "PB51", "PB52", "PB53")] == [957, 900, 50, 7]


def test_views_are_told_and_never_added_to_attendance() -> None:
    page = event(form="social_media", direct=False, attended=None, posts=[Post(items=8, views=4215)])
    assert [value(name, page) for name in ("PB41", "PB42", "PB11")] == [8, 4215, 0]


def test_a_club_is_known_by_its_meetings_and_has_the_members_of_the_last() -> None:
    def meeting(id: str, on: date, members: int, club: str = "Nông dân với pháp luật") -> OutreachEvent:
        return event(id, form="club", starts_on=on, club=club, club_members=members)

    met = (
        meeting("b", date(2026, 4, 1), 32),
        meeting("a", date(2026, 2, 1), 25),
        meeting("c", date(2026, 3, 1), 9, "B"),
    )
    assert (value("PB60.met", *met), value("PB60.met_members", *met)) == (2, 41)


# --- people -----------------------------------------------------------------------------------------------------------


def test_a_propagandist_who_spoke_twice_is_one_and_only_direct_events_count() -> None:
    people = (propagandist("p1"), propagandist("p2"), propagandist("gone", left_on=date(2026, 5, 1)))
    spoke = (
        event("a", speakers=[Speaker("p1"), Speaker(full_name="Khách")]),
        event("b", speakers=[Speaker("p1"), Speaker("gone")]),
        event("c", direct=False, form="website", speakers=[Speaker("p2")]),
    )
    assert value("PB07", *spoke, people=people) == 1
    assert value("PB01", people=people) == 2


def test_propagandists_trained_in_the_period_are_counted_once() -> None:
    trainings = tuple(
        Training(id=f"t{month}", held_on=date(2026, month, 1), subject="Tập huấn", propagandists=("p1",))
        for month in (2, 5)
    )
    facts = Facts(trainings=trainings, propagandists=(propagandist("p1"), propagandist("p2")))
    assert indicator("PB06").figure(facts, FIRST_HALF).ids == ("p1",)
