"""The fictional commune is complete, the same on every machine, and adds up to its golden figures."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from app.records import KINDS, MediationCase, MediationGroup, Mediator, OutreachEvent, Propagandist, Record, Training
from app.usecases.demonstration import COMMUNE, load_demo
from app.usecases.demonstration_mediation import parties
from app.usecases.office import next_stop, own_office
from app.usecases.records import issues_of
from db.register import create_register
from db.store import SqliteStore

TODAY = date(2026, 11, 23)


class Calendar(date):
    """A computer whose clock stands at the demonstration's day."""

    @classmethod
    def today(cls) -> Calendar:
        return cls(TODAY.year, TODAY.month, TODAY.day)


@pytest.fixture(autouse=True)
def _the_day_of_the_demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("app.records.days", "app.records.case_days", "app.records.event_rules"):
        monkeypatch.setattr(f"{module}.date", Calendar)


def every(store: SqliteStore) -> list[Record]:
    return [record for kind in KINDS for record in store.every(kind)]


def test_no_demo_record_lacks_anything(demo: SqliteStore) -> None:
    blocking = [(r.label(), i.message) for r in every(demo) for i in issues_of(demo, r) if i.blocks]
    assert blocking == []


def test_every_kind_of_record_is_shown(demo: SqliteStore) -> None:
    made_by_two_pcs = {"conflict"}
    assert {record.table for record in every(demo)} == {kind.table for kind in KINDS} - made_by_two_pcs


def test_every_reference_leads_somewhere(demo: SqliteStore) -> None:
    ids = {record.id for record in every(demo)}
    for case in demo.every(MediationCase):
        assert {entry.mediator for entry in case.mediators} <= ids
        assert {case.group, case.co_group or case.group} <= ids
    for event in demo.every(OutreachEvent):
        assert set(event.hamlets) | {s.propagandist for s in event.speakers if s.propagandist} <= ids


def test_loading_twice_changes_nothing(demo: SqliteStore) -> None:
    before = demo.last_seq()
    assert load_demo(demo).count == 0
    assert demo.last_seq() == before


def test_two_machines_show_the_same_records(demo: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = create_register(tmp_path / "other", secrets.token_bytes(32), unit=COMMUNE)
    load_demo(other)
    assert sorted(every(other), key=lambda r: r.id) == sorted(every(demo), key=lambda r: r.id)
    other.close()


def test_the_route_leads_from_the_commune_to_the_province(demo: SqliteStore) -> None:
    assert own_office(demo).code == COMMUNE
    assert next_stop(demo, TODAY).code == "92"


def test_mediators_add_up_to_the_roster(demo: SqliteStore) -> None:
    serving = [m for m in demo.every(Mediator) if m.in_office(TODAY)]
    assert len(serving) == 17
    assert Counter(m.sex for m in serving) == {"male": 10, "female": 7}
    assert Counter(m.law_training for m in serving) == {"law": 2, "none": 15}
    assert sum(m.minority() for m in serving) == 8
    assert sum(m.head_on(TODAY) for m in serving) == 5
    assert len(list(demo.every(MediationGroup))) == 5
    trained = {one for training in demo.every(Training) for one in training.mediators}
    assert len(trained) == 11


def test_propagandists_add_up_to_the_roster(demo: SqliteStore) -> None:
    known = list(demo.every(Propagandist))
    roster = [person for person in known if person.left_on is None]
    assert (len(roster), len(known)) == (18, 19)
    assert Counter(p.sex for p in roster) == {"male": 11, "female": 7}
    assert Counter(p.ethnicity for p in roster) == {"kinh": 9, "khmer": 8, "hoa": 1}
    assert sum(p.law_training == "law" for p in roster) == 3
    trained = {one for training in demo.every(Training) for one in training.propagandists}
    assert len(trained) == 15


def test_cases_add_up_to_the_year(demo: SqliteStore) -> None:
    states = Counter(case.state for case in demo.every(MediationCase))
    assert states == {"success": 10, "failure": 2, "out_of_scope": 1, "in_progress": 1, "assigned": 1}
    scopes = Counter(case.scope for case in demo.every(MediationCase))
    assert scopes == {"conflict": 4, "civil": 6, "family": 3, "violation": 1, "": 1}


def test_events_add_up_to_the_year(demo: SqliteStore) -> None:
    events = list(demo.every(OutreachEvent))
    direct = [event for event in events if event.direct]
    assert (len(direct), sum(event.attended or 0 for event in direct)) == (12, 1359)
    assert sum(event.spent() for event in events) == 32_510_000
    assert sum(event.spent(payer="other") for event in events) == 1_500_000
    assert sum(event.printed_copies(minority=True) for event in events) == 400
    assert sum(line.times or 0 for event in events for line in event.broadcasts) == 12
    assert sum(line.items or 0 for event in events for line in event.posts) == 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bà Lý Tú Hà (1962), ấp Chợ Cũ", [("Lý Tú Hà", 1962, "person", "female")]),
        ("Hộ ông Đặng Văn Mót (1964), ấp Bãi Bồi", [("Đặng Văn Mót", 1964, "household", "male")]),
        (
            "Nhóm 4 hộ tổ tự quản số 2, đại diện bà Ngô Thị Sương Mai (1970), ấp Bãi Bồi",
            [("Ngô Thị Sương Mai", 1970, "households", "female")],
        ),
        (
            "Các ông/bà Sơn Rít Thi (1979), Sơn Thị Nhanh (1983), ấp Giồng Sao",
            [("Sơn Rít Thi", 1979, "person", "male"), ("Sơn Thị Nhanh", 1983, "person", "female")],
        ),
    ],
)
def test_people_are_read_from_the_words_of_a_side(text: str, expected: list[tuple[str, int, str, str]]) -> None:
    found = parties("A", text)
    assert [(p.full_name, p.birth_year, p.kind, p.sex) for p in found] == expected
    assert all(p.address.endswith(f"{text.rpartition(', ')[2]}, xã Sen Vàng") for p in found)
