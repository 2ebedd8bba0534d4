"""What every record has: an id in the order of making, fields from its declaration, boxes that must not stay empty."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass

import pytest

from app.declaring import (
    choice,
    count,
    fields_of,
    flag,
    from_row,
    many,
    missing,
    refs,
    row_fault,
    show_part,
    text,
    to_row,
)
from app.problems import Incomplete, Issue, Problem
from app.records import KINDS, MediationCase, Record, kind_named, new_id
from app.records.catalogues import SEX


@dataclass
class Part:
    name: str = text("Tên", required=True)
    size: int | None = count("Cỡ")


@dataclass(kw_only=True)
class Thing(Record):
    table = "thing"
    title = "Vật"

    name: str = text("Tên", required=True)
    size: int | None = count("Cỡ", required=True)
    sex: str = choice("Giới tính", SEX, required=True)
    parts: list[Part] = many("Phần", Part, required=True)
    owners: tuple[str, ...] = refs("Chủ", "office", required=True)
    good: bool = flag("Tốt")


def test_ids_are_made_in_order_and_are_uuids_of_version_7() -> None:
    made = []
    for _ in range(5):
        made.append(new_id())
        time.sleep(0.002)
    assert made == sorted(made)
    for one in made:
        parsed = uuid.UUID(one)
        assert (parsed.version, parsed.variant) == (7, uuid.RFC_4122)
        assert abs((parsed.int >> 80) - time.time() * 1000) < 60_000


def test_ids_made_at_one_moment_differ() -> None:
    assert len({new_id() for _ in range(2000)}) == 2000


def test_every_required_box_left_empty_is_named_in_order() -> None:
    assert list(missing(Thing())) == [
        Issue("name", "Chưa nhập “Tên”."),
        Issue("size", "Chưa nhập “Cỡ”."),
        Issue("sex", "Chưa nhập “Giới tính”."),
        Issue("parts", "Chưa nhập “Phần”."),
        Issue("owners", "Chưa nhập “Chủ”."),
    ]


def test_zero_is_an_answer_and_so_is_no() -> None:
    whole = Thing(name="a", size=0, sex="male", parts=[Part("a", 0)], owners=("x",), good=False)
    assert list(whole.issues()) == []


def test_a_required_box_of_a_part_is_named_with_its_line() -> None:
    thing = Thing(name="a", size=0, sex="male", parts=[Part("a"), Part(size=3)], owners=("x",))
    assert list(thing.issues()) == [Issue("parts", "“Phần”, dòng 2: Chưa nhập “Tên”.")]


def test_a_record_becomes_columns_and_comes_back() -> None:
    thing = Thing(name="Ấp", size=3, sex="female", parts=[Part("a", 1), Part("b")], owners=("x", "y"), good=True)
    row = to_row(thing)
    assert row["good"] == 1
    back = from_row(Thing, row)
    assert {name: getattr(back, name) for name in fields_of(Thing)} == {
        name: getattr(thing, name) for name in fields_of(Thing)
    }


def test_columns_nobody_declared_are_left_out_and_missing_ones_take_their_default() -> None:
    thing = from_row(Thing, {"name": "a", "hạt": 5})
    assert (thing.name, thing.size, thing.parts) == ("a", None, [])


def test_the_first_faulty_column_of_a_row_is_named_by_its_label() -> None:
    assert row_fault(Thing, {"name": "a", "size": -1}) == ("size", "“Cỡ” phải là số nguyên từ 0 đến 9007199254740992")
    assert row_fault(Thing, {"name": None, "unknown": ["a", {"b": 1}]}) == ("", "")
    for odd in (1.5, True, 2**60, [[[[1]]]]):
        assert row_fault(Thing, {"unknown": odd}) == ("unknown", "“unknown” phải là chữ hoặc số nguyên")


def test_a_part_is_shown_by_its_filled_boxes() -> None:
    assert show_part(Part("Trống", 12)) == "Trống, 12"
    assert show_part(Part()) == ""


def test_a_record_without_a_label_of_its_own_is_a_fault_of_ours() -> None:
    with pytest.raises(NotImplementedError, match="Thing"):
        Thing().label()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_found_by_its_table(kind: type[Record]) -> None:
    assert kind_named(kind.table) is kind


def test_an_unknown_table_is_a_problem_that_lists_the_known_ones() -> None:
    with pytest.raises(Problem, match="vu_viec") as caught:
        kind_named("vu_viec")
    assert all(kind.table in caught.value.remedy for kind in KINDS)


def test_an_incomplete_record_says_all_that_is_wrong_and_what_to_do() -> None:
    said = Incomplete("Vụ 1", [Issue("a", "Thiếu a."), Issue("b", "Thiếu b.")])
    assert str(said) == "“Vụ 1” chưa đủ để lưu: Thiếu a. Thiếu b. Sửa các ô nêu trên rồi lưu lại, hoặc lưu nháp."
    assert str(Problem("Chỉ một câu.")) == "Chỉ một câu."


def test_two_records_share_nothing_they_did_not_agree_on() -> None:
    one, other = MediationCase(), MediationCase()
    one.parties.append(object())  # type: ignore[arg-type]
    assert other.parties == []
    assert one.id != other.id
