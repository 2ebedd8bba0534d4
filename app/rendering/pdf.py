"""A filled form as a PDF."""

from __future__ import annotations

from app.forms.model import Filled


def render_pdf(filled: Filled, *, lang: str = "vi-VN", invariant: bool = True) -> bytes:
    """Return the PDF; with `invariant` the same form and values give the same bytes."""
    from app.rendering import fonts

    fonts.register()  # before platypus is imported, see there
    from app.rendering.pdf_pages import build

    return build(filled, lang=lang, invariant=invariant)
