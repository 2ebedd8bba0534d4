"""The handbook: every page has its chapter, and searching needs no marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import resources
from tests.ui.desk.doing import settle
from ui.help import CHAPTERS, Help, chapter, title_of
from ui.navigation import PLACES
from ui.window import Window


@pytest.fixture
def box(qapp: object) -> Iterator[Help]:
    made = Help("sync")
    made.show()
    settle()
    yield made
    made.close()
    settle()


def titles(box: Help) -> list[str]:
    return [box.list.item(row).text() for row in range(box.list.count())]


@pytest.mark.parametrize("name", [*(place.name for place in PLACES), "quick_entry"])
def test_every_page_has_a_chapter_of_its_own(name: str) -> None:
    assert name in CHAPTERS
    assert resources.path("help", f"{name}.md").is_file()


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_chapter_has_a_title_and_is_written_composed(name: str) -> None:
    text = chapter(name)
    assert text.startswith("# ")
    assert title_of(text)
    assert unicodedata.is_normalized("NFC", text)


def test_a_chapter_that_is_missing_is_answered_by_the_first(qapp: object) -> None:
    assert chapter("nowhere") == chapter("start")


def test_it_opens_at_the_chapter_asked_for(box: Help) -> None:
    assert "USB" in box.text.toPlainText().partition("\n")[0]


def test_typing_keeps_the_chapters_that_hold_the_words_marked_or_not(box: Help) -> None:
    everything = len(titles(box))
    box.search.setText("thu lao")
    assert 0 < len(titles(box)) < everything
    assert "Thù lao hòa giải" in titles(box)
    box.search.setText("xyzzy")
    assert titles(box) == []


def test_f1_opens_the_chapter_of_the_page_in_front(window: Window, in_front: list[Callable[[Any], object]]) -> None:
    said: list[str] = []
    in_front.append(lambda help_box: said.append(help_box.text.toPlainText()))
    window.go("events")
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert said
    assert said[0].startswith("Phổ biến, giáo dục pháp luật")
