"""Whom an event invites: lists as people paste them, and people of our own registers."""

from __future__ import annotations

from datetime import date

import pytest

from app.ports import Query
from app.records import Hamlet, Propagandist
from app.records.event_parts import Invitee
from app.usecases import guests
from db import SqliteStore

ON = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("line", "name", "where"),
    [
        ("Kim Thị Mẫu", "Kim Thị Mẫu", ""),
        ("Kim Thị Mẫu; Hội Phụ nữ, ấp Chợ", "Kim Thị Mẫu", "Hội Phụ nữ, ấp Chợ"),
        ("Kim Thị Mẫu\tẤp Chợ", "Kim Thị Mẫu", "Ấp Chợ"),
        ("  3. Kim Thị Mẫu – Trạm Y tế", "Kim Thị Mẫu", "Trạm Y tế"),
        ("12) Kim Thị Mẫu, Trưởng ấp", "Kim Thị Mẫu", "Trưởng ấp"),
        ("Trường Trung học cơ sở Nguyễn-Mẫu", "Trường Trung học cơ sở Nguyễn-Mẫu", ""),
    ],
)
def test_a_line_is_a_name_and_where_they_are(line: str, name: str, where: str) -> None:
    assert guests.read_list(line) == [Invitee(name, where)]


def test_empty_lines_are_nobody_and_nobody_is_invited_twice() -> None:
    typed = "Kim Thị Mẫu; Ấp Chợ\n\n   \n1. kim thi mau; ap cho\nKim Thị Mẫu; Ấp 2\n"
    people = guests.together(guests.read_list(typed))
    assert people == [Invitee("Kim Thị Mẫu", "Ấp Chợ"), Invitee("Kim Thị Mẫu", "Ấp 2")]
    assert guests.together(guests.read_list(guests.written(people))) == people


def test_propagandists_who_serve_are_known_and_those_who_left_are_not(demo_store: SqliteStore) -> None:
    found = [one.full_name for one in guests.propagandists(demo_store, ON)]
    serving = [one for one in demo_store.every(Propagandist) if one.left_on is None]
    assert sorted(found) == sorted(one.full_name for one in serving)
    assert "Trịnh Văn Thôi" not in found
    assert "Trịnh Văn Thôi" in [one.full_name for one in guests.propagandists(demo_store, date(2024, 1, 1))]


def test_mediators_stand_by_their_groups(demo_store: SqliteStore) -> None:
    found = guests.mediators(demo_store, ON)
    assert found
    assert all(one.position.startswith("Hòa giải viên, ") for one in found)
    assert [one.position for one in found] == sorted(one.position for one in found)


def test_heads_of_hamlets_that_exist_are_known(demo_store: SqliteStore) -> None:
    hamlet = next(demo_store.every(Hamlet, Query(where={"name": "Sóc Dừa"})))
    hamlet.head, hamlet.front_head = "Danh Mẫu", "Lý Mẫu"
    gone = Hamlet(name="Ấp Cũ", kind="ap", head="Người Cũ", valid_to=date(2025, 6, 30))
    for record in (hamlet, gone):
        demo_store.put(record)
    found = guests.hamlet_heads(demo_store, ON)
    assert [one.full_name for one in found] == ["Danh Mẫu", "Lý Mẫu"]
    assert found[0].position == f"Trưởng {hamlet.label()}"
    assert "Mặt trận" in found[1].position
