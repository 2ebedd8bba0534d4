"""Vietnamese text: composed, searched without marks, whatever the keyboard made of it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.vietnamese import (
    fold,
    has_marks,
    initials,
    one_tone_place,
    sort_key,
    tidy,
    tidy_lines,
    words,
)

# What somebody wrote, and what somebody else types to find it.
SAME_FOLDED = (
    ("Nguyễn Văn Đằng", "nguyen van dang"),
    ("Nguyễn Văn Đằng", "NGUYEN VAN DANG"),
    ("Nguyễn Văn Đằng", "Nguyễn Văn Đằng"),
    ("NGUYỄN VĂN ĐẰNG", "nguyễn văn đằng"),
    ("Đào", "dao"),
    ("đào", "DAO"),
    ("Đinh", "dinh"),
    ("Đỗ", "do"),
    ("đ", "d"),
    ("Đ", "D"),
    ("hoà", "hòa"),
    ("hoá", "hóa"),
    ("hoả", "hỏa"),
    ("hoã", "hõa"),
    ("hoạ", "họa"),
    ("loè", "lòe"),
    ("khoẻ", "khỏe"),
    ("thuỷ", "thủy"),
    ("thuỳ", "thùy"),
    ("Thuý", "Thúy"),
    ("luỹ", "lũy"),
    ("thuỵ", "thụy"),
    ("Hoà giải viên", "Hòa giải viên"),
    ("toà án", "tòa án"),
    ("quý", "quy"),
    ("quí", "qui"),
    ("ấp Giồng Sao", "ap giong sao"),
    ("ấp Phnô Lá", "ap phno la"),
    ("Rạch Gừa", "rach gua"),
    ("Bưng Tròn", "bung tron"),
    ("Trương", "truong"),
    ("Trường", "truong"),
    ("Trưởng", "truong"),
    ("Trượng", "truong"),
    ("Ươl", "uol"),
    ("Thạch Sa Rươl", "thach sa ruol"),
    ("Kim Sô Phươl", "kim so phuol"),
    ("Danh Thị Sà Mươl", "danh thi sa muol"),
    ("Sơn Thị Mai Ly", "son thi mai ly"),
    ("Lâm Sa Rinh", "lam sa rinh"),
    ("Chôl Chnăm Thmây", "chol chnam thmay"),
    ("Sene Đôlta", "sene dolta"),
    ("Óc Om Bóc", "oc om boc"),
    ("Quách Tấn Lộc Sinh", "quach tan loc sinh"),
    ("Huỳnh Ngọc Thảo Lê", "huynh ngoc thao le"),
    ("Lý Tú Hà", "ly tu ha"),
    ("tranh chấp ranh giới đất", "tranh chap ranh gioi dat"),
    ("hụi, họ, biêu, phường", "hui, ho, bieu, phuong"),
    ("nghĩa vụ cấp dưỡng", "nghia vu cap duong"),
    ("lấn chiếm lối đi", "lan chiem loi di"),
    ("bạo lực gia đình", "bao luc gia dinh"),
    ("Đường Lê Đức Thọ", "duong le duc tho"),
    ("ăn ở", "an o"),
    ("ẵm", "am"),
    ("ẫn", "an"),
    ("ệ", "e"),
    ("ỹ", "y"),
    ("ợ", "o"),
    ("ự", "u"),
    ("Ỷ", "y"),
    ("Ẳ", "a"),
    ("ĐẶNG THỊ ÁNH", "dang thi anh"),
    ("Xã Kế Sách", "xa ke sach"),
    ("TP. Cần Thơ", "tp. can tho"),
    ("số 31/2 đường Đề Thám", "so 31/2 duong de tham"),
    ("HG-2026-T01-01", "hg-2026-t01-01"),
)

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
KHMER = "ភូមិបឹងទន្លេសាប ឃុំ ឈ្មោះ ថាច់ សុខា"
vietnamese = st.text(st.sampled_from(LETTERS + LETTERS.upper() + " .,-/'1234567890"), max_size=40)
anything = st.text(max_size=40)


@pytest.mark.parametrize(("written", "typed"), SAME_FOLDED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_what_is_typed_meets_what_was_written(written: str, typed: str, form: str) -> None:
    assert fold(unicodedata.normalize(form, written)) == fold(typed)  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "other"), [("ma", "na"), ("đa", "ta"), ("hòa", "hào"), ("an", "ang"), ("ក", "ខ")])
def test_folding_keeps_different_words_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_there_are_pairs_enough_to_trust() -> None:
    assert len(SAME_FOLDED) >= 60


@given(vietnamese)
def test_folded_vietnamese_is_plain_ascii_in_small_letters(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text) == fold(text).lower()


@given(anything)
def test_folding_twice_changes_nothing_more_and_composition_does_not_matter(text: str) -> None:
    composed, taken_apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(fold(text)) == fold(text)
    assert fold(composed) == fold(taken_apart) or not _settled(composed)


def _settled(text: str) -> bool:
    """Small letters of a few foreign scripts depend on how a sign is composed; that is none of our business."""
    small = text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).lower()) == unicodedata.normalize(
        "NFC", small
    )


def test_khmer_keeps_its_vowels_and_subscripts_wherever_text_is_treated() -> None:
    assert fold(KHMER) == KHMER
    assert tidy(f"  {KHMER} ") == KHMER
    assert tidy_lines(KHMER) == KHMER
    assert words(KHMER) == KHMER.split()


@pytest.mark.parametrize("name", ["ភូមិ", "ខ្មែរ", "ស្រុក", "ព្រៃនគរ"])
def test_a_khmer_word_is_one_word(name: str) -> None:
    assert words(f"ấp {name}, xã") == ["ấp", name, "xã"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("31/2", ["31", "2"]),
        ("“Nguyễn” (Văn) An!", ["Nguyễn", "Văn", "An"]),
        ("HG-2026_T01", ["HG", "2026", "T01"]),
        ("  ", []),
        ("*^:(){}\"'", []),
        (unicodedata.normalize("NFD", "hòa giải"), ["hòa", "giải"]),
        ("ភូមិ\u200bថ្មី", ["ភូមិ", "ថ្មី"]),
    ],
)
def test_punctuation_falls_away_and_words_remain(typed: str, found: list[str]) -> None:
    assert words(typed) == found


@pytest.mark.parametrize(
    ("typed", "marked"),
    [("nguyen", False), ("NGUYEN 31/2", False), ("nguyễn", True), ("đ", True), ("hòa giải", True), ("", False)],
)
def test_a_typed_mark_is_noticed(typed: str, marked: bool) -> None:
    assert has_marks(typed) is marked
    assert has_marks(unicodedata.normalize("NFD", typed)) is marked


@pytest.mark.parametrize(
    ("late", "early"),
    [
        ("hoà", "hòa"),
        ("hòa", "hòa"),
        ("(thuỷ)", "(thủy)"),
        ("khoẻ.", "khỏe."),
        ("hoàn", "hoàn"),
        ("thoáng", "thoáng"),
        ("khuỷu", "khuỷu"),
        ("toà-án", "tòa-án"),
    ],
)
def test_both_places_of_the_tone_are_one_word(late: str, early: str) -> None:
    assert one_tone_place(late) == early


@given(anything)
def test_tidy_text_is_composed_on_one_line_and_stays_as_it_is(text: str) -> None:
    done = tidy(text)
    assert done == unicodedata.normalize("NFC", done)
    assert "\n" not in done
    assert done == tidy(done) == done.strip()


@given(anything)
def test_tidying_lines_keeps_paragraphs_and_stays_as_it_is(text: str) -> None:
    done = tidy_lines(text)
    assert "\r" not in done
    assert tidy_lines(done) == done
    assert done.count("\n") <= text.count("\n") + text.count("\r")


def test_paragraphs_survive_and_stray_blanks_do_not() -> None:
    assert tidy_lines(" Một  hai \r\n\r\n ba\tbốn \r\n ") == "Một hai\n\nba bốn"
    assert tidy(" Một  hai \n ba ") == "Một hai ba"


@given(anything)
def test_composition_does_not_change_the_order(text: str) -> None:
    composed, taken_apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert sort_key(composed) == sort_key(taken_apart) or not _settled(composed)


def test_initials_tell_no_name() -> None:
    assert initials("Nguyễn Văn An") == "N.V.A"
    assert initials("  đặng  thị Út ") == "Đ.T.Ú"
    assert initials("") == ""
