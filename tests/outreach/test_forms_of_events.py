"""What only some forms of an event have: their rules, and what an older register kept of them."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from app.bundles.policy import DEIDENTIFIED, FULL, columns_at
from app.declaring import fields_of, to_row
from app.ports import Query
from app.records import LegalDocument, OutreachEvent, kind_named
from app.records.catalogues_outreach import EVENT_FORMS
from app.records.event_parts import Consulted, Invitee, Prize
from app.records.outreach import Broadcast, Document
from app.usecases import printing
from app.usecases.papers_contests import contest_values
from app.usecases.printing import Selection
from db import SqliteStore, create_register, migrations, open_register
from db.driver import connect
from db.register import DATABASE
from tests.forms.papers import pages, squeeze
from tests.outreach.conftest import KEY, UNIT
from tests.outreach.events import HELD_ON, aired, asks, blocks, held

STEP = "m0012_forms_of_events"
LATER = {  # columns that came after, by the step that brought them, with what an older register may have kept of them
    "m0015_evidence_of_a_period": ("commendation", {"from_day": "2025-01-01", "to_day": "2026-06-30"}),
    "m0017_notices_of_an_office": ("office", {"notices": [{"year": 2025, "given_on": "2025-09-12", "number": ""}]}),
}


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


def made_before(step: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a register as it was before a step."""
    steps, known = migrations.STEPS, migrations._steps()
    taken = steps[: steps.index(step)]
    with monkeypatch.context() as before:
        before.setattr(migrations, "STEPS", taken)
        before.setattr(migrations, "_steps", lambda: {step: known[step] for step in taken})
        create_register(folder, KEY, unit=UNIT).close()
    return folder


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register of the step before, in which an event keeps what a newer program sent."""
    return made_before(STEP, tmp_path, monkeypatch)


@pytest.mark.parametrize("step", LATER)
def test_what_came_before_its_column_is_put_there(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table, sent = LATER[step]
    connection = connect(made_before(step, tmp_path, monkeypatch) / DATABASE, KEY)
    columns = "id, _unit, _draft, _deleted, _seq, _made_seq, _vv, _dots, _level, _extra"
    values = ("r1", UNIT, 0, 0, 1, 1, "{}", "{}", "full", orjson.dumps({**sent, "unknown": 1}).decode())
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * 10)})", values)
    connection.close()
    store = open_register(tmp_path, KEY)
    columns_now = fields_of(kind_named(table))
    record = store.get(kind_named(table), "r1")
    for name, value in sent.items():
        kept = columns_now[name].kind.to_column(getattr(record, name))
        assert (orjson.loads(kept) if isinstance(value, list) else kept) == value
    left = store.connection.execute(f"SELECT _extra FROM {table} WHERE id = 'r1'").fetchone()[0]
    assert orjson.loads(left) == {"unknown": 1}
    store.close()


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


# --- on paper ---------------------------------------------------------------------------------------------------------


def test_everybody_on_the_list_has_an_invitation_with_the_name(demo_store: SqliteStore) -> None:
    listed = [Invitee("Bà Kim Thị Mẫu", "Hội Phụ nữ"), Invitee("Ông Lý Văn Mẫu", "Trưởng ấp"), Invitee("Chùa Mẫu", "")]
    event = held(audiences=("people", "pupils"), invited=listed)
    demo_store.put(event)
    letters = pages(printing.print_form(demo_store, "giay-moi-pbgdpl", Selection(record=event.id), ".pdf"))
    assert len(letters) == 3
    for letter, invitee in zip(letters, listed, strict=True):
        assert squeeze(f"Ông (bà): {invitee.full_name}") in squeeze(letter)
        assert squeeze(invitee.position) in squeeze(letter)


def test_the_file_of_a_contest_lists_its_prizes(demo_store: SqliteStore) -> None:
    chosen = Selection(record=_coded(demo_store, "SK-2026-010").id)
    text = squeeze("".join(pages(printing.print_form(demo_store, "ho-so-cuoc-thi", chosen, ".pdf"))))
    for words in (
        "Thi trực tuyến",
        "Giải nhất cá nhân",
        "4 giải khuyến khích cá nhân",
        "350.000",
        "/giải",
        "trao giải",
    ):
        assert squeeze(words) in text


def test_every_prize_has_its_line_to_sign_on(demo_store: SqliteStore) -> None:
    event = held(
        form="contest",
        prizes=[
            Prize("first", "person", 1, 1_200_000, winner="Lâm Thị Mẫu; Ấp 1"),
            Prize("third", "person", 2, 400_000, goods="Sách", winner="Sơn Văn Thử; Lý Văn Mẫu"),
            Prize("consolation", "collective", 3, 200_000, winner="Ấp Chợ"),
        ],
    )
    rows = contest_values(event)["awards"]
    assert [(row["winner"], row["amount"]) for row in rows if isinstance(row, dict)] == [
        ("Lâm Thị Mẫu; Ấp 1", "1.200.000"),
        ("Sơn Văn Thử", "400.000"),
        ("Lý Văn Mẫu", "400.000"),
        ("Ấp Chợ", "200.000"),
        ("", "200.000"),
        ("", "200.000"),
    ]
    demo_store.put(event)
    text = squeeze(
        "".join(pages(printing.print_form(demo_store, "danh-sach-trao-giai", Selection(record=event.id), ".pdf")))
    )
    for words in ("DANH SÁCH TRAO GIẢI", "Sơn Văn Thử", "Giải khuyến khích tập thể", "2.600.000", "Ký nhận"):
        assert squeeze(words) in text


def test_a_document_chosen_from_the_catalogue_is_cited_and_judged_by_it(demo_store: SqliteStore) -> None:
    law = next(demo_store.every(LegalDocument))
    event = held(documents=[Document(known=law.id)])
    assert law.number in asks(demo_store, event)["documents"]  # in force later than the event
    demo_store.put(event)
    chosen = Selection(record=event.id)
    assert squeeze(law.number) in squeeze(
        "".join(pages(printing.print_form(demo_store, "bien-ban-pbgdpl", chosen, ".pdf")))
    )


def test_a_speaker_of_higher_level_is_named_on_the_minutes(demo_store: SqliteStore) -> None:
    chosen = Selection(record=_coded(demo_store, "SK-2026-007").id)
    assert "LêMinhTrí" in squeeze("".join(pages(printing.print_form(demo_store, "bien-ban-pbgdpl", chosen, ".pdf"))))


def test_the_broadcast_log_tells_the_hour_and_the_reader_of_each_piece(demo_store: SqliteStore) -> None:
    lines = [Broadcast(HELD_ON, "Bài riêng", times=1, approved_by="Người Duyệt", hour="05:45", reader="Người Đọc Mẫu")]
    demo_store.put(aired(broadcasts=lines, hour="17:00"))
    log = printing.print_form(demo_store, "nhat-ky-phat-thanh", Selection(year=2026, month=3), ".pdf")
    text = squeeze("".join(pages(log)))
    assert "05:45" in text
    assert "NgườiĐọcMẫu" in text
    assert "17:00" not in text


def test_names_of_those_invited_stay_in_the_office() -> None:
    columns = to_row(held(invited=[Invitee("Kim Thị Mẫu", "Ấp Mẫu")]))
    leaving = orjson.dumps(columns_at(OutreachEvent, columns, DEIDENTIFIED)).decode()
    assert "Mẫu" not in leaving
    assert "Mẫu" in orjson.dumps(columns_at(OutreachEvent, columns, FULL)).decode()


def _coded(store: SqliteStore, code: str) -> OutreachEvent:
    return next(store.every(OutreachEvent, Query(where={"code": code})))
