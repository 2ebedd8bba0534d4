"""Work put off until the window is drawn: begun late, never twice at once, dropped when nobody looks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.pages.overview import Overview
from ui.slices import Slices
from ui.widgets.cards import NumberCard
from ui.window import Window


@pytest.fixture
def slices(qapp: QObject) -> Iterator[Slices]:
    owner = QObject()
    yield Slices(owner)
    owner.deleteLater()


def steps(done: list[int], number: int) -> Iterator[None]:
    for one in range(number):
        done.append(one)
        yield


def test_nothing_is_done_before_the_window_has_its_turn(slices: Slices, qtbot: QtBot) -> None:
    done: list[int] = []
    slices.start(steps(done, 50))
    assert done == []
    qtbot.waitUntil(lambda: not slices.running())
    assert done == list(range(50))


def test_a_second_start_drops_the_first(slices: Slices) -> None:
    first: list[int] = []
    second: list[int] = []
    slices.start(steps(first, 5))
    slices.start(steps(second, 5))
    slices.finish()
    assert (first, second) == ([], [0, 1, 2, 3, 4])


def test_work_that_starts_itself_again_goes_on_with_the_new(slices: Slices) -> None:
    done: list[int] = []

    def again() -> Iterator[None]:
        slices.start(steps(done, 2))
        yield

    slices.start(again())
    slices.finish()
    assert done == [0, 1]


def test_a_fault_stops_the_work_and_is_raised_once(slices: Slices) -> None:
    def broken() -> Iterator[None]:
        yield
        raise ZeroDivisionError

    slices.start(broken())
    with pytest.raises(ZeroDivisionError):
        slices.finish()
    assert not slices.running()


def test_the_first_page_counts_after_it_is_drawn_and_then_says_all(window: Window, qtbot: QtBot) -> None:
    page = window.go("overview")
    assert isinstance(page, Overview)
    page.look_again()
    assert page.counting.running()
    qtbot.waitUntil(lambda: not page.counting.running())
    assert len(page.findChildren(NumberCard)) >= 4
    assert not page.waiting.isVisible()


def test_going_again_to_the_page_that_is_counting_does_not_stop_it(window: Window, qtbot: QtBot) -> None:
    page = window.go("overview")
    assert isinstance(page, Overview)
    page.look_again()
    window.go("overview")
    assert page.counting.running()
    qtbot.waitUntil(lambda: not page.counting.running())
    assert len(page.findChildren(NumberCard)) >= 4


def test_a_page_left_in_the_middle_counts_again_when_it_is_seen(window: Window, qtbot: QtBot) -> None:
    page = window.go("overview")
    assert isinstance(page, Overview)
    page.look_again()
    window.go("cases")
    assert not page.counting.running()
    window.go("overview")
    assert page.counting.running()
    qtbot.waitUntil(lambda: not page.counting.running())
