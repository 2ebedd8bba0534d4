"""A statistics form with five levels of head is drawn as the Ministry's own workbook draws it."""

from __future__ import annotations

from app.forms.blocks import Grid
from tests.forms import papers


def words() -> list[tuple[int, str, float, float, str, float]]:
    return papers.words(papers.printed("21a", "typical"))


def test_the_head_has_five_levels_and_thirteen_numbered_columns() -> None:
    grid = next(block for block in papers.prepared("21a", "typical").blocks if isinstance(block, Grid))
    assert max(cell.at[0] + cell.span[0] for cell in grid.head) == 5
    labels = [
        (word, left, bottom) for _, word, left, bottom, *_ in words() if word.strip("()").isdigit() and "(" in word
    ]
    assert [word for word, *_ in labels] == [f"({number})" for number in range(1, 14)]
    assert len({bottom for _, _, bottom in labels}) == 1
    assert [left for _, left, _ in labels] == sorted(left for _, left, _ in labels)


def test_the_form_stands_on_one_page_scaled_to_its_width() -> None:
    pdf = papers.printed("21a", "typical")
    assert len(papers.pages(pdf)) == 1
    sizes = {word: size for _, word, _, _, _, size in words()}
    assert sizes["(13)"] == 9.7  # 14 points at 69 %
    corners = papers.rules(pdf)
    assert min(x0 for _, x0, *_ in corners) == 18.0
    assert max(x1 for _, _, _, x1, _ in corners) == 823.9


def test_three_people_sign_side_by_side_on_the_same_lines() -> None:
    found = words()
    roles = {word: bottom for _, word, _, bottom, _, _ in found if word in ("lập", "tra", "GIÁM")}
    assert len(roles) == 3
    assert len(set(roles.values())) == 1
    notes = [(left, bottom) for _, word, left, bottom, *_ in found if word == "(Ký,"]
    assert len(notes) == 3
    assert len({bottom for _, bottom in notes}) == 1


def test_group_heads_are_bold_leaf_heads_are_not_and_units_are_italic() -> None:
    faces: dict[str, set[str]] = {}
    for _, word, _, _, face, _ in words():
        faces.setdefault(word, set()).add(face.removeprefix("STPSerif-"))
    assert faces["Hoạt"] == {"Bold"}
    assert faces["siêu"] == {"Regular"}
    assert faces["(Người)"] == {"Italic"}
    assert faces["(Đồng)"] == {"BoldItalic"}


def test_there_is_no_name_of_the_nation_on_a_statistics_form() -> None:
    assert "CỘNG HÒA" not in papers.pages(papers.printed("21a", "typical"))[0]
