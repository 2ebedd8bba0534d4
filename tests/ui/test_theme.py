"""Colours can be told apart by people who see badly, words follow the size asked for, icons take the theme's colour."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

import resources
from ui import fonts, icons, theme
from ui.style import sheet
from ui.tokens import DARK, LIGHT, TONES, Tokens

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
WORDS_ON = (
    ("text", "ground"),
    ("text", "surface"),
    ("text", "sunken"),
    ("text", "accent_soft"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("accent", "surface"),
    ("accent", "ground"),
    ("accent", "accent_soft"),
    ("on_accent", "fill"),
    ("on_accent", "accent_strong"),
    ("nav_text", "nav"),
    ("nav_text", "nav_chosen"),
    ("nav_muted", "nav"),
)
SHAPES_ON = (
    ("border", "surface"),
    ("border", "ground"),
    ("accent", "surface"),
    ("nav_mark", "nav"),
    ("nav_mark", "nav_chosen"),
    ("bad", "bad_soft"),
    ("warn", "surface"),
)


@pytest.fixture
def undress(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    theme.apply(qapp)


def _light(colour: str) -> float:
    parts = (part / 255 for part in QColor(colour).getRgb()[:3])
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    bright, dark = sorted((_light(one), _light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@BOTH
@pytest.mark.parametrize(("ink", "paper"), WORDS_ON)
def test_words_stand_out_from_what_they_are_written_on(tokens: Tokens, ink: str, paper: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, paper)) >= 4.5


@BOTH
@pytest.mark.parametrize("name", TONES)
def test_every_tone_can_be_read_on_its_wash_and_on_plain_ground(tokens: Tokens, name: str) -> None:
    ink, wash = tokens.tone(name)
    assert contrast(ink, wash) >= 4.5
    assert contrast(ink, tokens.surface) >= 4.5
    assert contrast(tokens.text, wash) >= 4.5


@BOTH
@pytest.mark.parametrize(("line", "paper"), SHAPES_ON)
def test_edges_that_mean_something_stand_out(tokens: Tokens, line: str, paper: str) -> None:
    assert contrast(getattr(tokens, line), getattr(tokens, paper)) >= 3


@BOTH
def test_bars_of_a_chart_stand_out_from_the_paper_enough_to_be_counted(tokens: Tokens) -> None:
    assert all(contrast(colour, tokens.surface) >= 2 for colour in tokens.chart)
    assert len(set(tokens.chart)) == len(tokens.chart)


@BOTH
@pytest.mark.parametrize("points", [10.0, 15.0])
def test_the_style_sheet_is_filled_to_the_last_token(tokens: Tokens, points: float) -> None:
    filled = sheet(tokens, points)
    assert "$" not in filled
    assert tokens.accent in filled


def test_pictures_named_in_the_style_sheet_exist(qapp: QApplication) -> None:
    for tokens in (LIGHT, DARK):
        for part in sheet(tokens, 10).split('url("')[1:]:
            assert resources.path(part.split('"')[0]).exists()


def test_larger_letters_make_everything_larger(undress: QApplication) -> None:
    theme.apply(undress, percent=150)
    assert undress.font().pointSizeF() == pytest.approx(15)
    assert theme.percent() == 150
    theme.apply(undress, dark=True)
    assert theme.current() is DARK
    assert undress.font().pointSizeF() == pytest.approx(10)


def test_the_programs_own_typeface_is_the_one_drawn(qapp: QApplication) -> None:
    assert QFontInfo(fonts.font(10)).family() == "Be Vietnam Pro"
    assert QFontInfo(qapp.font()).family() == "Be Vietnam Pro"


def test_an_icon_takes_the_colour_of_the_theme_in_force(undress: QApplication) -> None:
    picture = icons.icon("plus")
    light = picture.pixmap(24, 24).toImage()
    theme.apply(undress, dark=True)
    dark = picture.pixmap(24, 24).toImage()
    assert light.pixelColor(12, 12).name() == LIGHT.text
    assert dark.pixelColor(12, 12).name() == DARK.text


def test_a_disabled_icon_is_faint_and_a_named_colour_is_taken(qapp: QApplication) -> None:
    from PySide6.QtGui import QIcon

    faint = icons.icon("plus").pixmap(24, 24, QIcon.Mode.Disabled).toImage()
    named = icons.icon("plus", "ok").pixmap(24, 24).toImage()
    assert faint.pixelColor(12, 12).name() == LIGHT.faint
    assert named.pixelColor(12, 12).name() == LIGHT.ok


def test_every_icon_in_the_box_can_be_drawn(qapp: QApplication) -> None:
    for path in sorted(resources.path("icons").glob("*.svg")):
        drawn = icons.pixmap(path.stem, "text", 24).toImage()
        assert any(drawn.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), path.stem
