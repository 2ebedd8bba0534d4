"""The square code on paper says which record, and of which version, the paper is."""

from __future__ import annotations

import pytest

from app.forms.filling import fill
from app.forms.packs import form
from app.rendering.pdf import render_pdf
from app.rendering.raster import page_image
from tests.forms import papers, samples, square_code


@pytest.mark.parametrize("form_id", ["van-ban-hoa-giai-thanh", "bien-ban-pbgdpl"])
@pytest.mark.parametrize("dpi", [150, 300])
def test_the_code_of_a_paper_can_be_read_from_its_image(form_id: str, dpi: int) -> None:
    payload = samples.typical(form(form_id).source)["qr"]
    image = page_image(papers.printed(form_id, "typical"), dpi=dpi)
    assert square_code.read(image, left=image.width * 3 // 4, top=image.height * 11 // 12) == payload


def test_another_record_has_another_code() -> None:
    payload = "STP1:0192F3A4B5C67D8E9FA0B1C2D3E4F599:ZZZZZZZZ"
    pdf = render_pdf(fill(form("van-ban-hoa-giai-thanh"), {**samples.CASE, "qr": payload}))
    image = page_image(pdf, dpi=150)
    assert square_code.read(image, left=image.width * 3 // 4, top=image.height * 11 // 12) == payload


def test_no_words_stand_where_the_code_is() -> None:
    for form_id in ("van-ban-hoa-giai-thanh", "bien-ban-pbgdpl"):
        words = papers.words(papers.printed(form_id, "longest"), only=1)
        low = [word for _, word, left, bottom, *_ in words if bottom > 770 and left > 480]
        assert low == []
