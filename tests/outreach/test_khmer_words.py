"""Khmer typed in names, titles and notes is kept, found and printed; nothing of it is translated or guessed."""

from __future__ import annotations

from app.ports import Query
from app.records import OutreachEvent
from app.records.outreach import Material, Speaker
from app.usecases import printing
from app.usecases.printing import Selection
from app.usecases.records import save
from db import SqliteStore
from tests.forms.papers import faces
from tests.outreach.events import held

TITLE = "ផ្សព្វផ្សាយច្បាប់ដីធ្លី"
NAME = "លោក ថាច់ សារ៉េត"
NOTE = "ការផ្សះផ្សានៅមូលដ្ឋាន"


def in_khmer() -> OutreachEvent:
    return held(
        name=f"Phổ biến Luật Đất đai – {TITLE}",
        speakers=[Speaker(full_name=NAME, kind="guest")],
        materials=[Material("folder", TITLE, "khmer", copies=40)],
        languages=("vietnamese", "khmer"),
        note=NOTE,
        outcome=NOTE,
    )


def test_khmer_is_kept_as_typed(store: SqliteStore) -> None:
    event = in_khmer()
    save(store, event)
    kept = store.get(OutreachEvent, event.id)
    assert (kept.speakers[0].full_name, kept.materials[0].title, kept.note) == (NAME, TITLE, NOTE)
    assert TITLE in kept.name


def test_khmer_is_found_by_the_beginning_of_its_words(store: SqliteStore) -> None:
    event = in_khmer()
    save(store, event)
    save(store, held(name="Một hoạt động khác"))
    for asked in (TITLE, TITLE[:6], "Luật Đất đai ផ្សព្វ"):
        assert [one.id for one in store.every(OutreachEvent, Query(text=asked))] == [event.id]
    assert list(store.every(OutreachEvent, Query(text="ភ្នំពេញ"))) == []


def test_khmer_is_printed_in_its_own_face_on_minutes_invitation_and_list(demo_store: SqliteStore) -> None:
    event = in_khmer()
    save(demo_store, event)
    for form_id in ("bien-ban-pbgdpl", "giay-moi-pbgdpl", "danh-sach-nguoi-du"):
        found = faces(printing.print_form(demo_store, form_id, Selection(record=event.id), ".pdf"))
        assert any("Khmer" in face and embedded for face, embedded in found.items()), form_id
