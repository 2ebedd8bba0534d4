"""What is printed can be read back, whatever was typed."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Mapping
from typing import Any

import pytest

from app.forms.blocks import Bars, Grid, Long, Span
from app.forms.filling import Values, blank, fill
from app.forms.packs import form, form_ids
from app.forms.texts import clean
from app.rendering import render
from app.rendering.pdf import render_pdf
from app.rendering.raster import page_count, page_image, page_png
from tests.forms import papers, samples

ALL = (*form_ids(), "21a")


def texts_of(values: Values) -> list[str]:
    """Return every text of the values, sentence by sentence: a sentence may be parted by a page."""
    found: list[str] = []
    for value in values.values():
        found += [value] if isinstance(value, str) else [text for row in value for text in row.values()]
    return [part for text in found for line in text.split("\n") for part in line.split(". ") if part]


@pytest.mark.parametrize("form_id", ALL)
@pytest.mark.parametrize("kind", ["blank", "typical", "longest"])
def test_fonts_are_embedded_and_none_is_helvetica(form_id: str, kind: str) -> None:
    if (form_id, kind) == ("21a", "longest"):
        kind = "typical"
    faces = papers.faces(papers.printed(form_id, kind))
    assert all(faces.values()), faces
    assert {name.split("-")[0] for name in faces} == {"STPSerif"}


def printed_keys(part: Any, rows: str = "") -> set[tuple[str, str]]:
    """Return (list, key) of every place of a form, and of the columns of its grids; the list of a lone key is ""."""
    if isinstance(part, Span):
        return {(rows, part.key), ("", part.key)}
    if isinstance(part, tuple):
        return {found for item in part for found in printed_keys(item, rows)}
    if isinstance(part, Grid):
        shown = part.columns[:1] + part.columns[part.total_span :]
        totals = {(part.totals, column.key) for column in shown if part.totals}
        return {(part.rows, column.key) for column in part.columns} | totals | printed_keys(part.head, rows)
    if isinstance(part, Bars):
        return {(part.rows, key) for key in (part.label, part.share)}
    if not dataclasses.is_dataclass(part):
        return set()
    inner = getattr(part, "repeat", "") or rows
    lone = {(inner, part.key), ("", part.key)} if isinstance(part, Long) else set()
    return lone.union(*(printed_keys(getattr(part, field.name), inner) for field in dataclasses.fields(part)))


def only_printed(form_id: str, values: Values) -> Values:
    """Leave out what the form does not name: that it need not print."""
    keys = printed_keys(form(form_id).blocks)
    kept: dict[str, Any] = {}
    for key, value in values.items():
        if not isinstance(value, str):
            kept[key] = [{part: text for part, text in row.items() if (key, part) in keys} for row in value]
        elif ("", key) in keys:
            kept[key] = value
    return kept


@pytest.mark.parametrize("form_id", form_ids())
def test_every_sign_of_a_typical_paper_is_found_again(form_id: str) -> None:
    text = papers.squeezed(papers.printed(form_id, "typical"))
    for said in texts_of(only_printed(form_id, samples.typical(form(form_id).source))):
        assert papers.squeeze(said) in text


@pytest.mark.parametrize("form_id", form_ids())
def test_every_sign_of_the_longest_paper_is_found_again(form_id: str) -> None:
    """Names of 60 letters, addresses of 300, contents of three pages; pages part texts, so each word is looked for."""
    text = papers.squeezed(papers.printed(form_id, "longest"))
    said = texts_of(only_printed(form_id, samples.longest(form(form_id).source)))
    for words in {word for sentence in said for word in sentence.split()}:
        assert words in text
    assert text.count("ẫẵỗỡỹ.") % 120 == 0


@pytest.mark.parametrize("form_id", form_ids())
def test_hostile_text_is_printed_as_it_was_typed(form_id: str) -> None:
    source = form(form_id).source
    values = {**samples.filled_with(source, samples.HOSTILE), "qr": ""}
    text = papers.squeezed(render_pdf(fill(form(form_id), values)))
    assert papers.squeeze(clean(samples.HOSTILE)) in text
    assert "\x07" not in text


@pytest.mark.parametrize("form_id", form_ids())
def test_decomposed_text_gives_the_same_bytes_as_composed(form_id: str) -> None:
    values = samples.typical(form(form_id).source)
    assert render_pdf(fill(form(form_id), decomposed(values))) == papers.printed(form_id, "typical")


def decomposed(values: Values) -> dict[str, Any]:
    def apart(value: Any) -> Any:
        if isinstance(value, str):
            return unicodedata.normalize("NFD", value)
        if isinstance(value, Mapping):
            return {key: apart(part) for key, part in value.items()}
        return [apart(row) for row in value]

    return {key: apart(value) for key, value in values.items()}


def test_the_same_form_printed_twice_is_the_same_file() -> None:
    filled = fill(form("so-theo-doi-hoa-giai"), samples.register())
    assert render_pdf(filled) == render_pdf(filled)


@pytest.mark.parametrize("paragraphs", range(3, 16, 2))
def test_a_signature_block_stands_on_one_page_wherever_it_falls(paragraphs: int) -> None:
    """The text before grows line by line, so that the block is pushed over the end of a page."""
    text = "\n".join([samples.SENTENCE * 2] * paragraphs)
    words = papers.words(render_pdf(fill(form("van-ban-hoa-giai-thanh"), {**samples.CASE, "content": text})))
    pages = {said: {page for page, word, *_, face, _ in words if word == said and "Bold" in face} for said in ("Khỏe",)}
    title = max((page, bottom) for page, word, _, bottom, *_ in words if word == "BÊN")
    name = max((page, bottom) for page, word, _, bottom, *_ in words if word == "Khỏe")
    assert pages["Khỏe"]
    assert title[0] == name[0]
    assert title[1] < name[1]


def test_names_and_notes_of_one_block_stand_on_one_line_however_many_lines_a_title_has() -> None:
    words = papers.words(papers.printed("so-theo-doi-pbgdpl", "typical"))
    notes = {bottom for page, word, _, bottom, _, _ in words if word in ("(Ký,",)}
    names = {bottom for _, word, _, bottom, face, _ in words if word in ("Yến", "Vững") and face.endswith("Bold")}
    assert len(notes) == 1
    assert len(names) == 1


def test_pages_are_numbered_as_decree_30_wants_and_page_1_is_not() -> None:
    first, second = papers.pages(papers.printed("van-ban-hoa-giai-thanh", "typical"))
    assert second.lstrip().startswith("2")
    assert not first.lstrip().startswith("1")


def test_a_book_says_page_of_pages_but_not_on_its_cover() -> None:
    pages = papers.pages(papers.printed("so-theo-doi-hoa-giai", "typical"))
    assert "Trang" not in pages[0]
    assert [f"Trang {number}/{len(pages)}" in page for number, page in enumerate(pages, start=1)][1:] == [True] * (
        len(pages) - 1
    )


def test_a_book_is_bound_so_even_pages_have_the_other_margins() -> None:
    rules = papers.rules(papers.printed("so-theo-doi-hoa-giai", "typical"))
    left = {page: min(x0 for at, x0, *_ in rules if at == page) for page in (1, 2, 3)}
    assert left[1] == left[3] == pytest.approx(25 * 72 / 25.4, abs=0.5)
    assert left[2] == pytest.approx(15 * 72 / 25.4, abs=0.5)


def test_nothing_is_drawn_outside_the_margins_of_the_longest_register() -> None:
    for page, _, x0, top, x1, bottom in [
        (p, 0, *rest) for p, *rest in papers.rules(papers.printed("so-theo-doi-pbgdpl", "longest"))
    ]:
        left, right = (20, 10) if page % 2 else (10, 20)
        assert x0 >= left * 72 / 25.4 - 0.5
        assert x1 <= (297 - right) * 72 / 25.4 + 0.5
        assert 0 < top <= bottom < (210 - 10) * 72 / 25.4


def test_the_head_of_a_book_is_repeated_on_every_page_of_its_table() -> None:
    pages = papers.pages(render_pdf(fill(form("so-theo-doi-hoa-giai"), samples.register(60))))
    part_one = pages[1:-1]
    assert len(part_one) > 5
    assert all(papers.squeeze("Nội dung chủ yếu của vụ, việc") in papers.squeeze(page) for page in part_one)
    assert all("(10)" in page for page in part_one)


def test_two_thousand_cases_make_a_book_of_so_many_pages_with_every_case_in_it() -> None:
    pdf = render_pdf(fill(form("so-theo-doi-hoa-giai"), samples.register(2000)))
    assert page_count(pdf) == 253
    text = "".join(papers.pages(pdf))
    assert text.count("Bồi thường 3.200.000") == 2000


def test_a_row_of_five_hundred_sentences_goes_on_over_the_pages() -> None:
    values = samples.register(3)
    rows = [dict(row) for row in values["rows"] if not isinstance(row, str)]
    rows[1]["content"] = samples.SENTENCE * 500
    pdf = render_pdf(fill(form("so-theo-doi-hoa-giai"), {**values, "rows": rows}))
    assert papers.squeezed(pdf).count("ẫẵỗỡỹ.") == 500
    assert "Hòa giải" in papers.pages(pdf)[1]
    assert page_count(pdf) > 10


def test_a_word_wider_than_its_cell_is_cut_and_nothing_is_lost() -> None:
    values = samples.register(1)
    rows = [{**dict(row), "note": "x" * 5000} for row in values["rows"] if not isinstance(row, str)]
    pdf = render_pdf(fill(form("so-theo-doi-hoa-giai"), {**values, "rows": rows}))
    assert papers.squeezed(pdf).count("x") >= 5000


def test_pages_are_summed_and_so_is_the_book() -> None:
    pages = papers.pages(papers.printed("so-theo-doi-pbgdpl", "typical"))
    assert "13.032" in pages[0]
    assert "Cộng trang" in pages[0]
    assert "Tổng cộng" not in pages[0]
    assert "Tổng cộng" in pages[1]
    assert "26.064" in pages[1]


def test_bars_are_drawn_to_scale_beside_their_words() -> None:
    boxes = [
        rule for rule in papers.rules(papers.printed("tong-hop-khao-sat", "typical")) if 5 < rule[4] - rule[2] < 12
    ]
    wholes = [right - left for _, left, _, right, _ in boxes[::2]]
    shares = [right - left for _, left, _, right, _ in boxes[1::2]]
    assert len({round(whole) for whole in wholes}) == 1
    assert [round(share / wholes[0], 2) for share in shares] == [0.66, 0.34, 0.27, 0.27, 0.27]


def test_no_month_is_left_alone_at_the_foot_of_a_page() -> None:
    for rows in range(8, 20):
        pages = papers.pages(render_pdf(fill(form("so-theo-doi-pbgdpl"), samples.events(rows))))
        before_sum = papers.squeeze(pages[0]).split("Cộngtrang")[0]
        assert not before_sum[-6:].startswith("Tháng"), rows


def test_the_part_nobody_could_check_says_so_on_the_paper() -> None:
    for kind in ("blank", "typical"):
        pages = papers.pages(papers.printed("so-theo-doi-hoa-giai", kind))
        part_two = next(place for place, page in enumerate(pages) if "PHẦN II" in page)
        assert "cột con chưa đối chiếu với sổ giấy" in pages[part_two]


@pytest.mark.parametrize("form_id", form_ids())
def test_an_internal_form_says_so_on_the_paper(form_id: str) -> None:
    internal = form(form_id).certainty != "read"
    assert ("(nội bộ)" in "".join(papers.pages(papers.printed(form_id, "blank")))) == internal


def test_the_paper_of_an_agreement_has_no_number_and_no_seal_of_the_commune() -> None:
    text = "".join(papers.pages(papers.printed("van-ban-hoa-giai-thanh", "typical")))
    assert "Số:" not in text
    assert "đóng dấu" not in text
    assert "ỦY BAN NHÂN DÂN" not in text


def test_an_agreement_follows_the_order_of_the_law() -> None:
    text = "".join(papers.pages(papers.printed("van-ban-hoa-giai-thanh", "typical")))
    wanted = ["Căn cứ tiến hành", "Thông tin cơ bản", "Nội dung chủ yếu", "Diễn biến", "Thỏa thuận đạt được"]
    wanted += ["Quyền và nghĩa vụ của các bên", "Phương thức, thời hạn", "BÊN A"]
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)


def test_optional_parts_of_an_agreement_are_printed_when_asked_for() -> None:
    plain = "".join(papers.pages(papers.printed("van-ban-hoa-giai-thanh", "typical")))
    asked = {"confirmation": "1", "capacity_statement": "1", "printed_name": "BIÊN BẢN HÒA GIẢI THÀNH"}
    text = "".join(papers.pages(render_pdf(fill(form("van-ban-hoa-giai-thanh"), {**samples.CASE, **asked}))))
    for words in ("TRƯỞNG BAN CÔNG TÁC", "năng lực hành vi dân sự", "BIÊN BẢN HÒA GIẢI THÀNH"):
        assert words in text
        assert words not in plain


def test_what_is_known_beforehand_may_stand_on_a_blank_copy() -> None:
    text = "".join(papers.pages(render_pdf(blank(form("so-theo-doi-hoa-giai"), samples.GROUP))))
    assert "Tổ hòa giải Ấp Bưng Sen" in text


def test_the_file_names_its_form_and_version() -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(papers.printed("bien-ban-pbgdpl", "typical")) as document:
        known = document.get_metadata_dict()
    assert known["Subject"] == "bien-ban-pbgdpl v1"
    assert known["Author"] == "xã Hưng Lộc Thạnh"
    assert known["Title"].endswith("(nội bộ)")


def test_a_page_becomes_an_image_with_ink_on_it() -> None:
    image = page_image(papers.printed("21a", "typical"), dpi=50)
    assert len(image.pixels) == image.width * image.height * 3
    assert (image.width, image.height) == (585, 414)
    assert min(image.pixels) < 60
    assert max(image.pixels) == 255
    assert page_png(papers.printed("21a", "typical"), dpi=50).startswith(b"\x89PNG")


def test_a_kind_of_file_we_cannot_make_is_refused_with_a_sentence() -> None:
    from app.problems import Problem

    with pytest.raises(Problem, match="odt"):
        render(papers.prepared("21a", "blank"), ".odt")
