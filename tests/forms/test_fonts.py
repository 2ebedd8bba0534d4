"""Papers are set in Times New Roman where all of it is there, else in the bundled serif; both hold our letters."""

from __future__ import annotations

import itertools
import unicodedata
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from app.rendering import fonts

TIMES = ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")


def test_times_new_roman_is_used_only_when_all_four_faces_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Fonts"
    folder.mkdir()
    monkeypatch.setenv("WINDIR", str(tmp_path))
    for name in TIMES[:3]:
        (folder / name).touch()
    assert fonts._windows_files() is None
    (folder / TIMES[3]).touch()
    assert [file.name for file in fonts._windows_files() or []] == list(TIMES)


@pytest.mark.parametrize("file", fonts._bundled_files(), ids=lambda file: file.stem)
def test_the_bundled_faces_hold_every_vietnamese_letter_and_the_signs_of_papers(file: Path) -> None:
    tones = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    letters = {unicodedata.normalize("NFC", a + b) for a, b in itertools.product("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY", tones)}
    signs = set("đĐ“”‘’–…₫°½×²³§•") | {chr(code) for code in range(0x20, 0x7F)}
    held = TTFontFile(str(file)).charToGlyph
    assert [sign for sign in sorted(letters | signs) if ord(sign) not in held] == []


def test_dots_fill_about_the_width_asked_for() -> None:
    wide = fonts.width(fonts.dots(50, 13), fonts.REGULAR, 13)
    assert wide == pytest.approx(50 * 72 / 25.4, abs=2)
