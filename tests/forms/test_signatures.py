"""Who signs and who receives: level with each other as decree 30 wants, and never alone on a page."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator

import pytest

from app.forms.blocks import Block, Repeat, Signatures
from app.forms.filling import fill
from app.forms.packs import form, form_ids
from app.forms.texts import plain
from app.rendering import render
from app.rendering.pdf import render_pdf
from tests.forms import papers, samples


def signed(blocks: tuple[Block, ...]) -> Iterator[Signatures]:
    for block in blocks:
        if isinstance(block, Repeat):
            yield from signed(block.blocks)
        elif isinstance(block, Signatures):
            yield block


def has_recipients(form_id: str) -> bool:
    return any(column.recipients for block in signed(form(form_id).blocks) for column in block.columns)


ISSUED = [form_id for form_id in form_ids() if has_recipients(form_id)]  # what the commune issues as an office


def test_the_papers_an_office_issues_say_who_receives_them() -> None:
    decisions = {form_id for form_id in form_ids() if form_id.startswith("quyet-dinh-")}
    assert decisions | {"van-ban-tu-choi-thu-lao", "to-trinh-khen-thuong", "giay-moi-pbgdpl"} <= set(ISSUED)


@pytest.mark.parametrize("kind", ["blank", "typical"])
@pytest.mark.parametrize("form_id", ISSUED)
def test_recipients_stand_at_the_left_level_with_the_title_of_who_signs(form_id: str, kind: str) -> None:
    words = papers.words(papers.printed(form_id, kind))
    (to_page, to_left, to_line), *_ = [
        (page, left, line)
        for (page, word, left, line, *_), (_, following, *_) in itertools.pairwise(words)
        if (word, following) == ("Nơi", "nhận:")
    ]
    titles = [
        (page, left, line)
        for page, word, left, line, face, _ in words
        if word in ("TM.", "CHỦ") and "Bold" in face and left > 250 and (page, line) >= (to_page, to_line - 5)
    ]
    page, left, line = min(titles, key=lambda title: (title[0], title[2]))
    assert page == to_page
    assert abs(line - to_line) < 3
    assert to_left < left
    assert "(Ký," not in [word for _, word, *_ in words]


@pytest.mark.parametrize("lines", range(8, 31, 2))
def test_signatures_never_stand_alone_on_a_page(lines: int) -> None:
    """The text before grows line by line, so that the block is pushed over the end of a page."""
    text = "\n".join(["Một dòng ngắn."] * lines)
    values = {**samples.CASE, "failure_reason": text}
    pages = papers.pages(render_pdf(fill(form("van-ban-hoa-giai-khong-thanh"), values)))
    (page,) = [page for page in pages if "(Ký, ghi rõ họ tên" in page]  # all who sign, in two rows
    assert "Các bên có quyền yêu cầu tiếp tục" in " ".join(page.split())
    assert "Trần Hữu Nghĩa" in page


def test_lines_to_write_on_go_with_the_signature_under_them() -> None:
    scopes = [
        {"scope": f"Phạm vi thứ {number}", "received": "0", "success": "0", "failure": "0"} for number in range(9)
    ]
    for more in range(8):
        values = {"scopes": [*scopes, *scopes[:more]]}
        pages = papers.pages(render_pdf(fill(form("bao-cao-nam-to-hoa-giai"), values)))
        (page,) = [page for page in pages if "(Ký, ghi rõ họ tên)" in page]
        assert "....." in page


@pytest.mark.parametrize("rows", range(1, 40, 2))
def test_the_last_row_of_a_table_goes_with_the_signature_under_it(rows: int) -> None:
    work = [{"day": "01/03/2026", "kind": "Hoạt động", "what": f"Việc thứ {number}"} for number in range(rows)]
    pages = papers.pages(render_pdf(fill(form("viec-trong-thang"), {"rows": work})))
    (page,) = [page for page in pages if "(Ký, ghi rõ họ tên)" in page]
    assert f"Việc thứ {rows - 1}" in page


@pytest.mark.parametrize("kind", ["blank", "typical"])
@pytest.mark.parametrize("form_id", form_ids())
def test_no_page_of_a_paper_holds_signatures_alone(form_id: str, kind: str) -> None:
    filled = papers.prepared(form_id, kind)
    known = set(plain(filled.footer).split()) | {"Trang", "Nơi", "nhận:"}
    for block in filled.blocks:
        if isinstance(block, Signatures):
            lines = [line for one in block.columns for line in (*one.title, one.note, one.name, one.date)]
            known |= {word for line in lines for word in plain(line).split()}
    for page in papers.pages(papers.printed(form_id, kind)):
        assert [word for word in page.split() if word not in known and not re.fullmatch(r"[\d/]+", word)]


@pytest.mark.parametrize("invited", range(1, 9))
def test_an_invitation_to_be_cut_off_stands_whole_on_one_page(invited: int) -> None:
    people = [{"full_name": f"Người Thứ {number}", "address": "ấp Một"} for number in range(1, invited + 1)]
    pages = papers.pages(render_pdf(fill(form("giay-moi-hoa-giai"), {**samples.CASE, "parties": people})))
    parts = ("CỘNG HÒA XÃ HỘI", "GIẤY MỜI", "trân trọng kính mời", "Địa điểm:", "(Ký, ghi rõ họ tên)")
    counted = [[page.count(part) for part in parts] for page in pages]
    assert all(len(set(page)) == 1 for page in counted), counted
    assert sum(page[0] for page in counted) == invited


def test_words_that_lead_to_lines_stand_on_their_page() -> None:
    for rows in range(4, 30):
        answers = [{"answer": f"Trả lời {number}", "counted": "1", "percent": "1 %"} for number in range(rows)]
        pages = papers.pages(render_pdf(fill(form("tong-hop-khao-sat"), {"lines": answers})))
        (page,) = [page for page in pages if "Nhận xét:" in page]
        assert "....." in page[page.index("Nhận xét:") :]


def test_more_signatures_than_a_page_holds_are_parted_between_their_rows() -> None:
    people = [{"full_name": f"Người Thứ {number}", "side_upper": f"BÊN {number}"} for number in range(1, 25)]
    pages = papers.pages(render_pdf(fill(form("van-ban-hoa-giai-khong-thanh"), {**samples.CASE, "parties": people})))
    signed_pages = [page for page in pages if "hoặc điểm chỉ" in page]
    assert len(signed_pages) > 1
    assert all(page.count("hoặc điểm chỉ") <= page.count("Người Thứ") for page in signed_pages)
    assert sum(page.count("hoặc điểm chỉ") for page in pages) == 24


def test_in_word_the_paragraph_before_clings_and_recipients_reach_over_the_rows() -> None:
    with zipfile.ZipFile(
        io.BytesIO(render(papers.prepared("quyet-dinh-thoi-hoa-giai-vien", "typical"), ".docx"))
    ) as file:
        xml = file.read("word/document.xml").decode()
    before, signatures = xml[: xml.index("Nơi nhận:")].rsplit("<w:tbl>", 1)
    assert "<w:keepNext/>" in before[before.rindex("Điều 3.") - 900 :]
    assert '<w:vMerge w:val="restart"/>' in signatures
    assert xml[xml.index("Nơi nhận:") :].count("<w:vMerge/>") == 3
