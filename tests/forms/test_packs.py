"""A form that cannot be printed, or claims what nobody read, is refused with a sentence."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from app.forms import packs
from app.forms.checking import check_form
from app.forms.packs import form, form_ids, forms, load_form, unverified
from app.forms.published import PUBLISHED
from app.problems import Problem
from resources import path

SOUND = """
id = "thu"
version = 1
title = "Mẫu thử (nội bộ)"
source = "mediation_register"
certainty = "internal"
legal_basis = [{ citation = "Luật Hòa giải ở cơ sở" }]
[page]
footer = "Mẫu thử (nội bộ)"
[[blocks]]
type = "paragraph"
text = "Tổ: {group_name:30}"
[[blocks]]
type = "grid"
rows = "rows"
columns = [
    { key = "number", width = 10, label = "(1)" },
    { key = "parties", width = 50, label = "(2)" },
]
head = [
    { at = [0, 0], span = [1, 2], text = "Vụ, việc" },
    { at = [1, 0], text = "STT" },
    { at = [1, 1], text = "Các bên" },
]
"""


def load(tmp_path: Path, text: str) -> packs.Form:
    file = tmp_path / "thu.toml"
    file.write_text(text, encoding="utf-8")
    return load_form(file)


def test_a_sound_form_is_loaded(tmp_path: Path) -> None:
    assert len(load(tmp_path, SOUND).blocks) == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('type = "paragraph"', 'type = "parragraph"', "Khối 1: có loại khối lạ “parragraph”"),
        ('text = "Tổ: {group_name:30}"', 'text = "x"\ncolour = "red"', "Khối 1 (paragraph): có khóa lạ “colour”"),
        ("{group_name:30}", "{grup_name:30}", "“grup_name” không có trong nguồn"),
        ("{group_name:30}", "{group_name:ba}", "Chỗ điền trong"),
        ("{group_name:30}", "**{group_name:30}", "mở mà không đóng"),
        ("{group_name:30}", "{group_name:>} (nếu có)", "phải đứng cuối"),
        ('rows = "rows"', 'rows = "cases"', "“cases” không có trong nguồn"),
        ('key = "parties", width = 50', 'key = "people", width = 50', "cột “people” không có"),
        ("width = 50", "width = 0", "cột 2 rộng 0"),
        ("width = 50", 'width = "50"', "“width”: phải là số"),
        ('label = "(2)"', 'label = "(1)"', "số cột “(1)” dùng 2 lần"),
        (', label = "(2)"', "", "thiếu số ở cột 2"),
        ("span = [1, 2], ", "", "đầu bảng hở ở hàng 1, cột 2"),
        ("at = [1, 1]", "at = [1, 0]", "hai ô chồng nhau"),
        ("span = [1, 2]", "span = [1, 3]", "thừa ở hàng 1, cột 3"),
        ('text = "Tổ: {group_name:30}"', 'text = "x"\nif = "whoever"', "“whoever” không có trong nguồn"),
        ('rows = "rows"', 'rows = "rows"\npage_total = "Cộng"', "không cột nào được cộng"),
        ('title = "Mẫu thử (nội bộ)"', 'title = "Mẫu thử"', "tên kết thúc bằng “(nội bộ)”"),
        ('footer = "Mẫu thử (nội bộ)"', "", "Trên giấy phải thấy “(nội bộ)”"),
        ("version = 1", 'version = 1\nofficial_number = "Mẫu số 01"', "không được mang số mẫu chính thức"),
        ('certainty = "internal"', 'certainty = "sure"', "phải là một trong: read, internal, unverified"),
        ('[{ citation = "Luật Hòa giải ở cơ sở" }]', "[]", "Chưa ghi căn cứ pháp lý"),
        ('source = "mediation_register"', 'source = "letters"', "Nguồn “letters” không có"),
        ("version = 1", "", "thiếu khóa “version”"),
        ('id = "thu"', 'id = "khac"', "phải nằm trong tệp “khac.toml”"),
        ('footer = "Mẫu thử (nội bộ)"', 'footer = "(nội bộ)"\nmargins = [20, 20]', "Lề trang (margins)"),
        ("version = 1", "version = = 1", "không đọc được"),
    ],
)
def test_a_faulty_form_is_refused_with_a_sentence_that_names_the_fault(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = SOUND.replace(old, new, 1)
    assert text != SOUND
    with pytest.raises(Problem) as refused:
        load(tmp_path, text)
    assert said.lower() in refused.value.message.lower()
    assert refused.value.remedy


def test_a_missing_file_is_a_problem_of_the_environment(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Không mở được"):
        load_form(tmp_path / "khong-co.toml")


def test_every_file_of_the_folder_is_a_form_and_each_has_its_own_place_in_the_lists() -> None:
    assert sorted(file.stem for file in path("forms").glob("*.toml")) == sorted(form_ids())
    places = [loaded.place for loaded in forms()]
    assert places == sorted(set(places)), "two forms ask for one place"


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(Problem, match="Không có mẫu"):
        form("mau-so-99")


@pytest.mark.parametrize("form_id", form_ids())
def test_no_form_of_ours_claims_a_number_or_names_a_decision(form_id: str) -> None:
    text = repr(form(form_id).blocks) + repr(form(form_id).page)
    assert form(form_id).official_number == ""
    assert "QĐ-BTP" not in text
    assert "Mẫu số" not in text
    assert "889" not in text


@pytest.mark.parametrize("form_id", form_ids())
def test_the_words_of_a_form_are_composed(form_id: str) -> None:
    text = path("forms", f"{form_id}.toml").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


def test_what_nobody_could_check_is_listed_oldest_first() -> None:
    lines = unverified()
    assert [line.since for line in lines] == sorted(line.since for line in lines)
    part_two = next(line for line in lines if "cột con" in line.what)
    assert part_two.form_id == "so-theo-doi-hoa-giai"
    assert part_two.since == date(2026, 11, 23)


def test_an_internal_form_has_something_unverified_to_show_for_it() -> None:
    for loaded in forms():
        assert loaded.certainty == "read" or loaded.unverified


def test_keys_a_province_may_not_publish_are_found_by_the_check() -> None:
    lacking = {**PUBLISHED, "mediation_case": {"unit_name": "tên đơn vị"}}
    assert any("“parties”" in fault for fault in check_form(form("van-ban-hoa-giai-thanh"), lacking))


def test_loading_forms_wakes_no_library_of_paper() -> None:
    code = (
        "import sys, app.forms.packs, app.forms.filling, app.rendering, app.rendering.raster;"
        "app.forms.packs.forms();"
        "print([n for n in ('reportlab', 'docx', 'xlsxwriter', 'pypdfium2', 'PIL', 'lxml') if n in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=path().parent)
    assert found.stdout.strip() == "[]"
