"""The order of Vietnamese lists, against lists put in order by hand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.vietnamese import name_key, sort_key

# Letters first (a ă â b c d đ e ê … o ô ơ … u ư …), then tones (none, huyền, hỏi, ngã, sắc, nặng), then small letters
# before capitals: a dictionary's order.
SYLLABLES = (
    *("a", "à", "ả", "ã", "á", "ạ", "an", "àn", "án", "ang", "anh", "ành", "ánh", "ao", "áo", "ăn", "ằn", "ắn", "ặn"),
    *("ăng", "âm", "ầm", "ấm", "ân", "ấn", "ba", "bà", "bả", "bá", "bạ", "ban", "bàn", "bản", "bạn", "băn", "bân"),
    *("bưng", "ca", "cá", "chợ", "cũ", "da", "dạ", "dương", "đa", "đá", "đài", "đất", "đi", "đường", "e", "ê", "ế"),
    *("gà", "giải", "giồng", "ha", "hà", "hòa", "hỏa", "hoá", "họa", "hoán", "hội", "hời", "i", "kinh", "la"),
    *("lá", "lăng", "lâm", "ma", "mà", "mả", "mã", "má", "mạ", "nga", "ngà", "nghĩa", "nhà", "o", "ô", "ơ", "pha"),
    *("quà", "quá", "rạch", "sao", "sóc", "tâm", "thúy", "thuỵ", "tranh", "u", "ú", "ư", "ứ", "vàm", "xã", "ý", "yên"),
)
# By given name, every one of them whole, then by family name, then by what stands between.
NAMES = (
    "An",
    "Lê An",
    "Nguyễn Thị An",
    "Nguyễn Văn An",
    "Trần Văn An",
    "Bùi Văn Án",
    "Phan Thị Ánh",
    "Đào Văn Ân",
    "Lý Thị Bích",
    "Hồ Văn Dũng",
    "Mai Thị Đào",
    "Đặng Văn Đạt",
    "Nguyễn Văn Đằng",
    "Lý Tú Hà",
    "Trần Thị Hoa",
    "Bùi Thị Hòa",
    "Mai Thị Hoà",
    "Từ Văn Hòa",
    "Ngô Thị Hóa",
    "Huỳnh Ngọc Thảo Lê",
    "Sơn Thị Mai Ly",
    "Danh Thị Sà Mươl",
    "Kim Sô Phươl",
    "Thạch Sa Rươl",
    "Lê Hoàng Thơ",
    "Võ Thị Út",
    "Trần Ngọc Bích Vân",
    "Đỗ Thị Yến",
)
HAMLETS = (
    *("Ấp 1", "Ấp 2", "Ấp 10", "Ấp Bãi Bồi", "Ấp Chợ", "Ấp Chợ Cũ", "Ấp Đại Ân", "Ấp Giồng Sao"),
    *("Ấp Kinh Mới", "Ấp Phnô Lá", "Ấp Rạch Gừa", "Ấp Xẻo Đước", "Khóm 1", "Khóm 3"),
)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("listed", [SYLLABLES, tuple(word.capitalize() for word in SYLLABLES)])
def test_syllables_stand_as_in_a_dictionary(listed: tuple[str, ...], seed: int) -> None:
    assert sorted(_shuffled(listed, seed), key=sort_key) == list(listed)


@pytest.mark.parametrize("seed", range(3))
def test_people_are_listed_by_given_name_then_family_then_middle_names(seed: int) -> None:
    assert sorted(_shuffled(NAMES, seed), key=name_key) == list(NAMES)


def test_a_shorter_name_of_a_place_comes_first_and_blanks_before_letters() -> None:
    by_words = [name for name in HAMLETS if name != "Ấp 10"]
    assert sorted(_shuffled(by_words, 1), key=sort_key) == by_words


def test_both_places_of_a_tone_are_one_word_in_a_list() -> None:
    assert sort_key("hoà") == sort_key("hòa")
    assert name_key("Bùi Thị Thuỷ") == name_key("Bùi Thị Thủy")


def test_small_letters_come_before_capitals_of_the_same_word() -> None:
    assert sorted(["Hòa", "hòa", "HÒA", "hoa"], key=sort_key) == ["hoa", "hòa", "Hòa", "HÒA"]


def test_signs_come_before_digits_and_digits_before_letters() -> None:
    assert sorted(["a", "1", "-", " ", "/", "đ", "z"], key=sort_key) == [" ", "-", "/", "1", "a", "đ", "z"]


def test_khmer_letters_come_after_latin_ones() -> None:
    assert sorted(["ភូមិ", "z", "a"], key=sort_key) == ["a", "z", "ភូមិ"]


@given(st.lists(st.text(st.sampled_from("aăâáàbdđhnoôơ "), max_size=6), max_size=6))
def test_bytes_order_as_letters_then_tones_then_case(texts: list[str]) -> None:
    keys = [sort_key(text) for text in texts]
    parts = [tuple(key.split(b"\0", 2)) for key in keys]
    assert sorted(keys) == [b"\0".join(part) for part in sorted(parts)]


def _shuffled(listed: tuple[str, ...] | list[str], seed: int) -> list[str]:
    mixed = list(listed)
    random.Random(seed).shuffle(mixed)
    return mixed
