"""Values find their places; what is missing is left to be written."""

from __future__ import annotations

import dataclasses

import pytest

from app.forms.blocks import Bar, Bars, Grid, Heading, Long, Paragraph, Repeat, Signature, Signatures, Ticks
from app.forms.filling import Values, blank, fill
from app.forms.model import Basis, Form
from app.forms.packs import form
from app.forms.texts import clean, parse, plain
from tests.forms import samples


def made_of(*blocks: object, **strings: str) -> Form:
    return Form("thu", 1, "Mẫu thử", "any", "read", (Basis("Luật"),), tuple(blocks), strings=strings)  # type: ignore[arg-type]


def said(block: object) -> str:
    assert isinstance(block, Paragraph)
    return "".join("_" if span.dots else ">" if span.leader else span.text for span in block.text)


def test_a_value_takes_the_place_of_its_key_and_a_missing_one_leaves_dots() -> None:
    filled = fill(made_of(Paragraph(text=parse("Ông {name:30}, {place:>}"))), {"name": "Thạch Khỏe"})
    assert said(filled.blocks[0]) == "Ông Thạch Khỏe, >"


def test_a_value_is_never_read_as_markup() -> None:
    filled = fill(made_of(Paragraph(text=parse("{name}"))), {"name": "**{place}** //x//"})
    assert said(filled.blocks[0]) == "**{place}** //x//"


def test_the_forms_own_words_stand_where_a_value_is_missing() -> None:
    loaded = made_of(Paragraph(text=parse("{printed_name}")), printed_name="VĂN BẢN")
    assert said(fill(loaded, {}).blocks[0]) == "VĂN BẢN"
    assert said(fill(loaded, {"printed_name": "BIÊN BẢN"}).blocks[0]) == "BIÊN BẢN"


def test_a_block_with_a_condition_is_printed_only_with_its_value() -> None:
    loaded = made_of(Paragraph(text=parse("chỉ khi có"), when="request"))
    assert fill(loaded, {}).blocks == ()
    assert len(fill(loaded, {"request": "x"}).blocks) == 1
    assert len(fill(loaded, {"request": [{"text": "x"}]}).blocks) == 1


def test_by_hand_is_a_condition_true_of_blank_copies_alone() -> None:
    loaded = made_of(Heading(text=parse("chỗ viết tay"), when="by_hand"))
    assert fill(loaded, {}).blocks == ()
    assert len(blank(loaded).blocks) == 1


def test_blocks_are_repeated_for_each_row_with_its_number() -> None:
    loaded = made_of(Repeat(repeat="parties", blocks=(Paragraph(text=parse("{n}. {full_name} – {unit}")),)))
    values: Values = {"parties": [{"full_name": "A"}, {"full_name": "B"}], "unit": "xã"}
    assert [said(block) for block in fill(loaded, values).blocks] == ["1. A – xã", "2. B – xã"]


def test_an_empty_list_prints_the_rows_kept_for_handwriting() -> None:
    repeat = Repeat(repeat="parties", blocks=(Paragraph(text=parse("Bên {side}: {name}")),), blank=({"side": "A"},))
    assert [said(block) for block in blank(made_of(repeat)).blocks] == ["Bên A: _"]


def test_who_signs_may_be_a_list_and_unknown_names_leave_no_dots() -> None:
    signer = Signature(title=(parse("{side_upper}"),), name=parse("{full_name}"), repeat="parties")
    filled = fill(made_of(Signatures(columns=(signer,))), {"parties": [{"side_upper": "BÊN A"}, {"full_name": "B"}]})
    block = filled.blocks[0]
    assert isinstance(block, Signatures)
    assert [plain(column.name) for column in block.columns] == ["", "B"]


def test_a_blank_grid_has_rows_to_write_in_and_a_filled_one_only_its_own() -> None:
    book = form("so-theo-doi-hoa-giai")
    by_hand = [block for block in blank(book).blocks if isinstance(block, Grid)]
    filled = [block for block in fill(book, samples.register(3)).blocks if isinstance(block, Grid)]
    assert len(by_hand[0].body) == by_hand[0].blank_rows
    assert len(filled[0].body) == 3


def test_groups_and_totals_are_told_from_rows() -> None:
    filled = fill(form("so-theo-doi-pbgdpl"), samples.events(5))
    grid = next(block for block in filled.blocks if isinstance(block, Grid))
    assert [row.kind for row in grid.body] == ["group", "row", "row", "row", "row", "group", "row", "total"]


def test_a_bar_is_as_long_as_its_words_say_and_what_nobody_can_tell_has_none() -> None:
    chart = Bars(rows="chart", label="answer", share="percent", group="question")
    shares = ("66,4 %", "100 %", "", "chưa đếm", "120 %")
    rows = [{"question": "Câu 1"}, *({"answer": "Có", "percent": said} for said in shares)]
    drawn = fill(made_of(chart), {"chart": rows}).blocks[0]
    assert isinstance(drawn, Bars)
    assert drawn.body[0] == Bar("Câu 1", heading=True)
    assert [bar.share for bar in drawn.body[1:]] == [0.664, 1.0, None, None, 1.0]


def test_everything_is_composed_and_free_of_control_signs() -> None:
    decomposed = "Ho\u0300a gia\u0309i\x00\x1b\ufeff\r\nMy\u0303"
    filled = fill(made_of(Long(key="content"), Ticks(key="kind", options=())), {"content": decomposed, "kind": "a b"})
    long, ticks = filled.blocks
    assert isinstance(long, Long)
    assert long.text == "Hòa giải\nMỹ"
    assert isinstance(ticks, Ticks)
    assert ticks.ticked == ("a", "b")


def test_text_without_marks_stays_as_it_is() -> None:
    assert clean("a < b & c") == "a < b & c"


def test_a_square_code_with_a_name_in_it_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="capitals"):
        fill(form("van-ban-hoa-giai-thanh"), {"qr": "STP1:Nguyễn Văn A"})


def test_a_filled_form_has_no_place_left() -> None:
    filled = fill(form("van-ban-hoa-giai-thanh"), samples.CASE)
    assert "key='" not in repr([dataclasses.replace(b) for b in filled.blocks if not isinstance(b, Long)]).replace(
        "key=''", ""
    )
