"""What only some forms of an event have: their rules, and what an older register kept of them."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from app.declaring import fields_of
from app.records import OutreachEvent
from app.records.catalogues_outreach import EVENT_FORMS
from app.records.event_parts import Consulted, Prize
from db import SqliteStore, create_register, migrations, open_register
from db.driver import connect
from db.register import DATABASE
from tests.outreach.conftest import KEY, UNIT
from tests.outreach.events import blocks, held

STEP = "m0012_forms_of_events"


def test_there_are_the_forms_of_the_law_and_one_more_for_the_rest() -> None:
    assert len(EVENT_FORMS) == 24 + 1
    assert EVENT_FORMS[-1][0] == "other"


def test_some_of_those_present_are_no_more_than_all(store: SqliteStore) -> None:
    for field in ("children", "disabled", "trained_propagandists", "trained_mediators"):
        assert field not in blocks(store, held(**{field: 62}))
        assert field in blocks(store, held(**{field: 63}))


def test_consultations_by_topic_add_up(store: SqliteStore) -> None:
    lines = [Consulted("land", 12), Consulted("family", 10)]
    assert "consulted" not in blocks(store, held(consultations=22, consulted=lines))
    assert "22" in blocks(store, held(consultations=20, consulted=lines))["consulted"]
    assert "consulted" not in blocks(store, held(consultations=20))


def test_no_prize_is_negative(store: SqliteStore) -> None:
    assert "prizes" in blocks(store, held(prizes=[Prize("first", "person", -1)]))


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register of the step before, in which an event keeps what a newer program sent."""
    steps, known = migrations.STEPS, migrations._steps()
    taken = steps[: steps.index(STEP)]
    with monkeypatch.context() as before:
        before.setattr(migrations, "STEPS", taken)
        before.setattr(migrations, "_steps", lambda: {step: known[step] for step in taken})
        create_register(tmp_path, KEY, unit=UNIT).close()
    return tmp_path


def test_what_a_newer_program_sent_before_comes_to_its_place(older: Path) -> None:
    sent = {"prizes": [{"prize": "first", "number": 1}], "children": 7, "piece": "Chuyện ranh đất", "unknown": 1}
    connection = connect(older / DATABASE, KEY)
    columns = "id, _unit, _draft, _deleted, _seq, _made_seq, _vv, _dots, _level, _extra, name"
    values = ("e1", UNIT, 0, 0, 1, 1, "{}", "{}", "full", orjson.dumps(sent).decode(), "Cuộc thi")
    connection.execute(f"INSERT INTO outreach_event ({columns}) VALUES ({', '.join('?' * 11)})", values)
    connection.close()
    store = open_register(older, KEY)
    event = store.get(OutreachEvent, "e1")
    assert event.prizes == [Prize("first", number=1)]
    assert (event.children, event.piece) == (7, "Chuyện ranh đất")
    left = store.connection.execute("SELECT _extra FROM outreach_event").fetchone()[0]
    assert orjson.loads(left) == {"unknown": 1}
    store.close()


def test_what_only_some_forms_have_stands_under_its_own_heading() -> None:
    grouped = {name for name, field in fields_of(OutreachEvent).items() if field.group == "Riêng của hình thức"}
    assert {"prizes", "displays", "piece", "situation", "consulted", "mediation_case"} <= grouped
