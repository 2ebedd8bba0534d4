"""What dissemination stands on, in numbers: clubs (PB60), the bookshelf (PB61), the tasks of the annual plan (PB70).

Clubs, titles and tasks are stocks of the cut-off day; readings are a flow of the period, each loan or reading once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from app.records.bookshelf import ShelfBook
from app.records.surveys import LawClub
from app.statistics.facts import Facts, Figure, Indicator, TaskFact
from app.statistics.periods import Period


def clubs_on(facts: Facts, day: date) -> list[LawClub]:
    """Return the clubs that exist on a day; one whose founding nobody dated has always been there."""
    return [
        club
        for club in facts.clubs
        if (club.founded_on is None or club.founded_on <= day) and (club.ended_on is None or day < club.ended_on)
    ]


def clubs(facts: Facts, period: Period) -> Figure:
    ids = tuple(club.id for club in clubs_on(facts, period.cut_off))
    return Figure(len(ids), LawClub.table, ids)


def club_members(facts: Facts, period: Period) -> Figure:
    found = [club for club in clubs_on(facts, period.cut_off) if club.members]
    return Figure(sum(club.members or 0 for club in found), LawClub.table, tuple(club.id for club in found))


def shelves(facts: Facts, period: Period) -> Figure:
    """Count the offices that have at least one title on their shelf."""
    first = {book.unit: book.id for book in reversed(_books(facts, period))}
    return Figure(len(first), ShelfBook.table, tuple(first.values()))


def titles(facts: Facts, period: Period) -> Figure:
    ids = tuple(book.id for book in _books(facts, period))
    return Figure(len(ids), ShelfBook.table, ids)


def copies(facts: Facts, period: Period) -> Figure:
    found = [book for book in _books(facts, period) if book.copies]
    return Figure(sum(book.copies or 0 for book in found), ShelfBook.table, tuple(book.id for book in found))


def _books(facts: Facts, period: Period) -> list[ShelfBook]:
    day = period.cut_off
    entered = (book for book in facts.books if book.entered_on and book.entered_on <= day)
    return [book for book in entered if book.removed_on is None or day < book.removed_on]


def readings(facts: Facts, period: Period) -> Figure:
    ids = tuple(loan.id for loan in facts.loans if period.has(loan.lent_on))
    return Figure(len(ids), "book_loan", ids)


def _tasks(wanted: Callable[[TaskFact], bool]) -> Callable[[Facts, Period], Figure]:
    def figure(facts: Facts, period: Period) -> Figure:  # noqa: ARG001 (the tasks are of the period's cut-off day)
        ids = tuple(task.id for task in facts.tasks if task.state != "dropped" and wanted(task))
        return Figure(len(ids), "plan_task", ids)

    return figure


def _indicators() -> Iterator[Indicator]:
    def stock(name: str, label: str, unit: str, figure: Callable[[Facts, Period], Figure]) -> Indicator:
        return Indicator(name, label, unit, figure, counted=True, stock=True)

    yield stock("PB60", "Câu lạc bộ pháp luật", "câu lạc bộ", clubs)
    yield Indicator("PB60.members", "Thành viên câu lạc bộ pháp luật", "người", club_members, stock=True)
    yield Indicator("PB61", "Tủ sách pháp luật", "tủ sách", shelves, stock=True)
    yield stock("PB61.titles", "Đầu sách của tủ sách pháp luật", "đầu sách", titles)
    yield Indicator("PB61.copies", "Số bản sách của tủ sách pháp luật", "bản", copies, stock=True)
    yield Indicator("PB61.readings", "Lượt đọc, mượn sách pháp luật", "lượt", readings, counted=True)
    yield stock("PB70", "Nhiệm vụ kế hoạch năm đề ra", "nhiệm vụ", _tasks(lambda _: True))
    yield stock("PB70.done", "Nhiệm vụ kế hoạch đã hoàn thành", "nhiệm vụ", _tasks(lambda task: task.state == "done"))
    yield stock("PB70.outside", "Nhiệm vụ phát sinh ngoài kế hoạch", "nhiệm vụ", _tasks(lambda task: task.outside_plan))


SUPPORT: tuple[Indicator, ...] = tuple(_indicators())
