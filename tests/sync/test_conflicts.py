"""Deciding between two values: choosing, writing a third, putting off, and the printed list, at home alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from app.problems import Problem
from app.records import Conflict, Hamlet, MediationCase, MediationGroup
from app.usecases.conflicts import (
    KEPT,
    LOST,
    NEW,
    decide,
    decided_conflicts,
    explain,
    open_conflicts,
    postpone,
)
from app.usecases.papers_conflicts import conflicts_values
from app.usecases.printing import Selection, print_form, registers
from app.usecases.records import save
from db import SqliteStore
from tests.sync.conftest import World
from tests.sync.test_peers import Pair, hamlet, pair_in, rename

FORM = "gia-tri-cho-chon"
YEAR = date.today().year  # noqa: DTZ011 (decisions are of today)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """Two PCs that have written two fields of one hamlet, its name and its note, without seeing each other."""
    made = pair_in(tmp_path)
    made.meet()
    for store, name in ((made.one, "Ấp Chợ Cũ"), (made.two, "Ấp Đình Mới")):
        rename(store, name)
        save(store, dataclasses.replace(hamlet(store), note=f"Ghi chú {name}"))
    made.meet()
    yield made
    made.close()


def of(store: SqliteStore, field: str) -> Conflict:
    return next(one for one in store.every(Conflict) if one.field_name == field)


def rows(store: SqliteStore, year: int = YEAR) -> list[dict[str, str]]:
    found = conflicts_values(store, year)["rows"]
    assert not isinstance(found, str)
    return [dict(row) for row in found]


def row(store: SqliteStore, label: str) -> dict[str, str]:
    return next(one for one in rows(store) if label in one["of"])


def printed(store: SqliteStore) -> str:
    with pypdfium2.PdfDocument(print_form(store, FORM, Selection(year=YEAR), ".pdf")) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_a_third_value_is_the_resolution_with_both_others_and_its_history_kept(pair: Pair) -> None:
    conflict = of(pair.one, "name")
    was = {conflict.kept, conflict.lost}
    decide(pair.one, conflict, NEW, "Ấp Bưng Sen")
    pair.meet()
    for store in (pair.one, pair.two):
        decided = of(store, "name")
        assert hamlet(store).name == "Ấp Bưng Sen"
        assert (decided.decision, decided.decided_by, {decided.kept, decided.lost}) == (NEW, "Đào", was)
        assert explain(store, decided).settled == "Ấp Bưng Sen"
    notes = [line.note for line in pair.one.history(Hamlet, hamlet(pair.one).id)]
    assert "Chọn giữa hai giá trị của “Tên”: Ấp Bưng Sen" in notes


@pytest.mark.parametrize(("keep", "said"), [(KEPT, "kept"), (LOST, "lost")])
def test_what_was_decided_stays_known_after_the_record_is_edited_again(pair: Pair, keep: str, said: str) -> None:
    conflict = of(pair.one, "name")
    words = getattr(explain(pair.one, conflict), said).words
    decide(pair.one, conflict, keep)
    pair.meet()
    rename(pair.one, "Ấp Đổi Sau")
    pair.meet()
    assert [explain(store, of(store, "name")).settled for store in (pair.one, pair.two)] == [words, words]


@pytest.mark.parametrize(("value", "said"), [("", "không được để trống"), ("x" * 3_000, "nhiều nhất")])
def test_a_third_value_is_judged_by_its_field(pair: Pair, value: str, said: str) -> None:
    stands = hamlet(pair.one).name
    with pytest.raises(Problem, match=said):
        decide(pair.one, of(pair.one, "name"), NEW, value)
    assert hamlet(pair.one).name == stands
    assert of(pair.one, "name").is_open()


def test_a_reference_is_told_by_its_name_and_a_third_one_must_stand_in_the_register(pair: Pair) -> None:
    group, other, third = MediationGroup(name="Tổ thử", draft=True), Hamlet(name="Ấp Hai"), Hamlet(name="Ấp Ba")
    group.hamlets = (hamlet(pair.one).id,)
    for one in (other, third, group):
        pair.one.put(one)
    pair.meet()
    for store, to in ((pair.one, other), (pair.two, third)):
        store.put(dataclasses.replace(store.get(MediationGroup, group.id), hamlets=(to.id,)))
    pair.meet()
    conflict = of(pair.one, "hamlets")
    said = explain(pair.one, conflict)
    assert {said.kept.words, said.lost.words} == {other.label(), third.label()}
    with pytest.raises(Problem, match="không có trong sổ"):
        decide(pair.one, conflict, NEW, ("0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506",))
    decide(pair.one, conflict, NEW, (other.id, third.id))
    assert pair.one.get(MediationGroup, group.id).hamlets == (other.id, third.id)


def test_what_is_put_off_goes_last_here_and_waits_on_everywhere(pair: Pair) -> None:
    first, second = open_conflicts(pair.one)
    postpone(pair.one, first)
    assert [one.id for one in open_conflicts(pair.one)] == [second.id, first.id]
    assert explain(pair.one, first).postponed == date.today()  # noqa: DTZ011
    assert explain(pair.one, second).postponed is None
    pair.meet()
    assert [one.id for one in open_conflicts(pair.two)] == [first.id, second.id]
    decide(pair.one, first, LOST)
    with pytest.raises(Problem, match="đã được chọn"):
        postpone(pair.one, first)


def test_the_printed_list_has_both_values_what_stood_before_who_where_when_and_the_decision(pair: Pair) -> None:
    decide(pair.one, of(pair.one, "name"), NEW, "Ấp Bưng Sen")
    postpone(pair.one, of(pair.one, "note"))
    assert [bool("ô “Tên”" in one["of"]) for one in rows(pair.one)] == [False, True], "what waits comes first"
    name, note = row(pair.one, "ô “Tên”"), row(pair.one, "ô “Ghi chú”")
    assert {name["kept"], name["lost"], name["before"]} == {"Ấp Chợ Cũ", "Ấp Đình Mới", "Cũ"}
    by = {name["kept"]: name["kept_by"], name["lost"]: name["lost_by"]}
    assert by["Ấp Chợ Cũ"].startswith("Đào, máy này, ")
    assert by["Ấp Đình Mới"].startswith("Mận, Máy hai, ")
    assert f"/{YEAR}" in by["Ấp Chợ Cũ"]
    assert name["decision"].startswith("Ghi giá trị khác: Ấp Bưng Sen (Đào, ")
    assert note["decision"].startswith("Chờ chọn; để sau từ ")
    page = printed(pair.one)
    for words in ("Ấp Chợ Cũ", "Ấp Đình Mới", "Ghi giá trị khác: Ấp Bưng Sen", "(nội bộ)"):
        assert words.replace(" ", "") in page.replace(" ", "")
    assert print_form(pair.one, FORM, Selection(year=YEAR), ".docx").startswith(b"PK")


def test_a_year_without_decisions_lists_what_waits_alone_and_a_list_of_nothing_says_so(pair: Pair) -> None:
    decide(pair.one, of(pair.one, "name"), KEPT)
    assert len(rows(pair.one)) == 2
    assert len(rows(pair.one, YEAR - 1)) == 1
    decide(pair.one, of(pair.one, "note"), KEPT)
    assert conflicts_values(pair.one, YEAR - 1)["none"] == "1"
    assert len(decided_conflicts(pair.one, YEAR)) == 2


def test_the_list_is_among_the_books_and_the_office_above_has_nothing_to_print_in_it(world: World) -> None:
    assert FORM in {form.id for form in registers()}
    assert rows(world.province) == []
    assert "Không có ô nào chờ chọn" in printed(world.province)


def test_a_long_private_story_is_cut_on_paper_and_whole_in_the_register(pair: Pair) -> None:
    case = MediationCase(draft=True)
    pair.one.put(case)
    pair.meet()
    for store, word in ((pair.one, "một "), (pair.two, "hai ")):
        store.put(dataclasses.replace(store.get(MediationCase, case.id), content=(word * 400).strip()))
    pair.meet()
    said = row(pair.one, "ô “Nội dung chủ yếu”")
    assert said["kept"].endswith("… (xem đủ trong hồ sơ)")
    assert len(of(pair.one, "content").kept) > 1_500
    assert "(xem đủ trong hồ sơ)" in printed(pair.one)
