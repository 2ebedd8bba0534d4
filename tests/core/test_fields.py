"""Every kind of value there and back: typed, shown, kept in a column, carried in a bundle; rubbish is refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.declaring import Field, Many, Ref, Refs, choice, count, day, flag, person, text
from app.fields import Choice, Choices, Clock, Count, Day, Flag, Kind, Money, Name, Text, Year
from app.plain import LARGEST
from app.records import new_id
from app.records.catalogues import ETHNICITY, MATTERS
from app.records.catalogues_outreach import SPECIAL_GROUPS, TOPICS
from app.vietnamese import tidy, tidy_lines


@dataclass
class Pet:
    """A part with one field of every kind that may stand in a part."""

    name: str = person("Tên")
    what: str = text("Việc")
    since: date | None = day("Từ ngày")
    legs: int | None = count("Số chân")
    tame: bool = flag("Thuần")
    matter: str = choice("Loại", MATTERS)


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
ids = st.builds(new_id)
counts = st.integers(0, LARGEST) | st.none()
days = st.dates(date(1900, 1, 1), date(2200, 12, 31)) | st.none()
codes = st.sampled_from([code for code, _ in MATTERS])
pets = st.builds(
    Pet,
    name=words.map(tidy),
    what=words.map(tidy),
    since=days,
    legs=counts,
    tame=st.booleans(),
    matter=codes | st.just(""),
)

KINDS: tuple[tuple[Kind, st.SearchStrategy[Any]], ...] = (
    (Text(), words.map(tidy)),
    (Text(long=True), st.lists(words, max_size=4).map("\n".join).map(tidy_lines)),
    (Name(), words.map(tidy)),
    (Day(), days),
    (Clock(), st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59)) | st.just("")),
    (Count(), counts),
    (Year(), st.integers(1900, 2200) | st.none()),
    (Money(), counts),
    (Flag(), st.booleans()),
    (Choice(MATTERS), codes | st.just("")),
    (Choices(TOPICS), st.sets(st.sampled_from([code for code, _ in TOPICS])).map(Choices(TOPICS).ordered)),
    (Ref("hamlet"), ids | st.just("")),
    (Refs("hamlet"), st.lists(ids, max_size=4).map(tuple)),
)
KEPT = (*KINDS, (Many(Pet), st.lists(pets, max_size=3)))
by_name = pytest.mark.parametrize(("kind", "values"), KEPT, ids=[type(kind).__name__ for kind, _ in KEPT])


@given(st.data())
@pytest.mark.parametrize(("kind", "values"), KINDS, ids=[type(kind).__name__ for kind, _ in KINDS])
def test_what_is_shown_can_be_typed_again(kind: Kind, values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    value = data.draw(values)
    shown = kind.show(value)
    assert kind.parse(shown) == value
    assert kind.parse(unicodedata.normalize("NFD", shown)) == value


@given(st.data())
@by_name
def test_a_column_gives_back_what_was_put_in(kind: Kind, values: st.SearchStrategy[Any], data: st.DataObject) -> None:
    value = data.draw(values)
    column = kind.to_column(value)
    assert kind.from_column(column) == value
    assert column is None or type(column) is {"TEXT": str, "INTEGER": int}[kind.column]


@given(st.data())
@by_name
def test_what_we_keep_passes_our_own_judgement_of_what_others_send(
    kind: Kind, values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    column = kind.to_column(data.draw(values))
    sent = orjson.loads(column) if kind.nested and isinstance(column, str) else column
    assert kind.fault(sent) == ""


GARBAGE: tuple[Any, ...] = (
    1.5,
    float("nan"),
    {},
    {"a": 1},
    [1],
    [[]],
    [None],
    b"x",
    object(),
    True,
    -1,
    2**63,
    "\ud800",
)


@pytest.mark.parametrize("kind", [kind for kind, _ in KEPT], ids=[type(kind).__name__ for kind, _ in KEPT])
def test_garbage_is_refused_in_words_and_never_raises(kind: Kind) -> None:
    for raw in GARBAGE:
        said = kind.fault(raw)
        assert isinstance(said, str)
        if type(raw) not in (str, int, bool):
            assert said, f"{type(kind).__name__} took {raw!r}"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=6,
    )
)
def test_whatever_passes_judgement_can_be_kept_and_shown(raw: Any) -> None:
    for kind, _ in KEPT:
        if raw is not None and kind.fault(raw) == "":
            column = orjson.dumps(raw).decode() if kind.nested else raw
            assert isinstance(kind.show(kind.from_column(column)), str)


REFUSED: tuple[tuple[Kind, Any], ...] = (
    (Text(limit=5), "quá dài"),
    (Name(), "x" * 121),
    (Day(), "2026-02-31"),
    (Day(), "26-02-01"),
    (Day(), "2026-2-1"),
    (Day(), "២០២៦-០៣-០៥"),
    (Day(), 20260201),
    (Clock(), "29:00"),
    (Clock(), "24:00"),
    (Clock(), "8:30"),
    (Clock(), "12:60"),
    (Clock(), "០៨:៣០"),
    (Count(), -1),
    (Count(), LARGEST + 1),
    (Count(), True),
    (Count(), "12"),
    (Count(), 1.0),
    (Year(), 1899),
    (Year(), 26),
    (Money(), 12.5),
    (Flag(), True),
    (Flag(), 2),
    (Flag(), "1"),
    (Choice(MATTERS), "không có mã này"),
    (Choice(MATTERS), 3),
    (Choices(TOPICS), "land"),
    (Choices(TOPICS), ["land", "không có"]),
    (Choices(TOPICS), ["land"] * 101),
    (Choices(TOPICS), [3]),
    (Ref("hamlet"), "x" * 65),
    (Ref("hamlet"), 7),
    (Refs("hamlet"), "một"),
    (Refs("hamlet"), [1]),
    (Refs("hamlet"), ["x" * 65]),
    (Many(Pet), "không"),
    (Many(Pet), [3]),
    (Many(Pet), [{}] * 1001),
    (Many(Pet), [{"legs": -1}]),
    (Many(Pet), [{}, {"since": "hôm qua"}]),
)


@pytest.mark.parametrize(("kind", "raw"), REFUSED)
def test_what_others_send_is_judged_by_the_declaration(kind: Kind, raw: Any) -> None:
    assert kind.fault(raw)


def test_the_faulty_line_and_box_of_a_list_are_named() -> None:
    assert Many(Pet).fault([{}, {"since": "hôm qua"}]) == "dòng 2: “Từ ngày” phải là ngày dạng năm-tháng-ngày"


TYPED: tuple[tuple[Kind, str, Any], ...] = (
    (Text(), "  Ấp  Giồng\tSao ", "Ấp Giồng Sao"),
    (Text(long=True), "Một\r\n\r\n hai ", "Một\n\nhai"),
    (Clock(), "8", "08:00"),
    (Clock(), "8h30", "08:30"),
    (Clock(), "8g", "08:00"),
    (Clock(), "8 giờ 5 phút", "08:05"),
    (Clock(), "23:59", "23:59"),
    (Money(), "50.000", 50_000),
    (Money(), "50000đ", 50_000),
    (Money(), "50.000 đồng", 50_000),
    (Money(), "50 000 VND", 50_000),
    (Money(), "50.000 VNĐ", 50_000),
    (Money(), "50.000₫", 50_000),
    (Flag(), "x", True),
    (Flag(), "CÓ", True),
    (Flag(), "đúng", True),
    (Flag(), "", False),
    (Flag(), "không", False),
    (Choice(ETHNICITY), "khmer", "khmer"),
    (Choice(ETHNICITY), "KHMER", "khmer"),
    (Choice(ETHNICITY), "dan toc khac", "other"),
    (Choice(SPECIAL_GROUPS), "d17", "D17"),
    (Choice(SPECIAL_GROUPS), "D17", "D17"),
    (Choices(TOPICS), "đất đai; Phòng, chống ma túy", ("land", "drugs")),
    (Choices(TOPICS), "Phòng, chống ma túy, An ninh, trật tự, Đất đai,", ("land", "security", "drugs")),
    (Choices(TOPICS), "land, land", ("land",)),
)


@pytest.mark.parametrize(("kind", "typed", "meant"), TYPED)
def test_what_a_person_types_is_understood(kind: Kind, typed: str, meant: Any) -> None:
    assert kind.parse(typed) == meant
    assert kind.parse(unicodedata.normalize("NFD", typed)) == meant


NOT_UNDERSTOOD: tuple[tuple[Kind, str, str], ...] = (
    (Text(limit=5), "quá dài rồi", "Dài 11 ký tự, nhiều nhất 5"),
    (Clock(), "25:00", "không phải là giờ"),
    (Clock(), "sáng", "không phải là giờ"),
    (Count(), "-1", "Phải từ 0 đến"),
    (Count(), "12,5", "không phải là số"),
    (Year(), "26", "Phải từ 1.900 đến 2.200"),
    (Money(), "năm chục", "không phải là số"),
    (Flag(), "có lẽ", "không phải là có hay không"),
    (Choice(ETHNICITY), "Chăm Islam", "không có trong danh mục"),
    (Choices(TOPICS), "Đất đai, Bầu trời", "“Bầu trời” không có trong danh mục"),
)


@pytest.mark.parametrize(("kind", "typed", "said"), NOT_UNDERSTOOD)
def test_what_cannot_be_meant_is_refused_with_a_sentence(kind: Kind, typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        kind.parse(typed)
    assert str(caught.value).endswith(".")


@given(st.text(max_size=20))
def test_no_typed_text_does_more_than_be_refused(typed: str) -> None:
    for kind, _ in KINDS:
        assert _reading(kind.parse, typed) in ("read", "refused")


def _reading(parse: Callable[[str], Any], typed: str) -> str:
    try:
        parse(typed)
    except ValueError as error:
        return "refused" if str(error) else "refused without a word"
    return "read"


def test_an_unknown_code_is_shown_as_it_is_rather_than_hidden() -> None:
    assert Choice(ETHNICITY).show("cham") == "cham"
    assert Choices(TOPICS).show(("land", "sky")) == "Đất đai, sky"


def test_a_list_is_shown_on_one_line_and_sorted_by_its_first_name() -> None:
    kind = Many(Pet)
    listed = [Pet("Lê Văn Út", legs=4), Pet("Trần Thị An")]
    assert kind.show(listed) == "Lê Văn Út, 4, Không; Trần Thị An, Không"
    assert kind.order(kind.to_column(listed)) == Name().order("Lê Văn Út")
    assert kind.order(None) == kind.order("[]") == b""


def test_a_field_asks_for_nothing_unless_it_says_so() -> None:
    field = Field("Tên", Text())
    assert (field.required, field.listed, field.private, field.group, field.hint) == (False, False, False, "", "")
