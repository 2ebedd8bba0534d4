"""Turning a filled form into a file: PDF to print, DOCX to edit, XLSX to calculate with."""

from __future__ import annotations

from app.forms.model import Filled
from app.problems import Problem


def render(filled: Filled, suffix: str) -> bytes:
    """Return the file for “.pdf”, “.docx” or “.xlsx”; each library is loaded only when its kind is asked for."""
    match suffix:
        case ".pdf":
            from app.rendering.pdf import render_pdf

            return render_pdf(filled)
        case ".docx":
            from app.rendering.docx import render_docx

            return render_docx(filled)
        case ".xlsx":
            from app.rendering.xlsx import render_xlsx

            return render_xlsx(filled)
    raise Problem(f"Không in được ra tệp “{suffix}”.", "Chọn PDF, DOCX hoặc XLSX.")
