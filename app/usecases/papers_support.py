"""The words of papers about what dissemination stands on: bookshelf, surveys, legal aid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from app.forms.unit_column import of_unit
from app.ports import Query, Store
from app.records import catalogues_outreach as outreach
from app.records.bookshelf import BOOK_SOURCES, BookLoan, CountedBook, ShelfBook, StockTake
from app.records.catalogues import LANGUAGES
from app.records.legal_aid import REFERRAL_GROUPS, REFERRAL_NEEDS, REFERRAL_OUTCOMES, LegalAidReferral
from app.records.surveys import Survey
from app.usecases import by_unit
from app.usecases.bookshelf import books_on
from app.usecases.papers import Values, office_values
from app.usecases.papers_money import issuer_values
from app.usecases.papers_outreach import period_words
from app.usecases.papers_planning import year_values
from app.usecases.surveys import results
from app.vietnamese import show_day, show_number

Words = Mapping[str, str]
_NOT_SENT = ("told",)


# --- the bookshelf ----------------------------------------------------------------------------------------------------


def bookshelf_values(store: Store, year: int) -> Values:
    """Return what the source “bookshelf” publishes: the books there at a year's end, and the year's loans."""
    books = sorted(books_on(store, date(year, 12, 31)), key=lambda book: (book.entered_on or date.min, book.name))
    days = (date(year, 1, 1), date(year, 12, 31))
    loans = sorted(
        store.every(BookLoan, Query(where={"lent_on": days}, drafts=False)), key=lambda loan: loan.lent_on or days[0]
    )
    copies, value = sum(book.copies or 0 for book in books), sum(book.value or 0 for book in books)
    lent = sum(loan.copies or 0 for loan in loans)
    units = by_unit.named(store, ShelfBook, books) | by_unit.named(store, BookLoan, loans)
    return {
        **year_values(store, year),
        "books": [of_unit(_book(book, place), units.get(book.id, "")) for place, book in enumerate(books, start=1)],
        "book_totals": [{"number": "Tổng cộng", "copies": show_number(copies), "value": show_number(value or None)}],
        "loans": [
            of_unit(_loan(store, loan, place), units.get(loan.id, "")) for place, loan in enumerate(loans, start=1)
        ],
        "loan_totals": [{"number": "Tổng cộng", "copies": show_number(lent)}],
        "title_count": show_number(len(books)),
        "read_count": show_number(len(loans)),
    }


def _book(book: ShelfBook, number: int) -> Words:
    return {
        "number": str(number),
        "entered_on": show_day(book.entered_on),
        "name": book.name,
        "author": ", ".join(word for word in (book.author, str(book.published or "")) if word),
        "kind": dict(outreach.MATERIAL_KINDS).get(book.kind, ""),
        "language": dict(LANGUAGES).get(book.language, "").replace("Tiếng ", ""),
        "copies": show_number(book.copies),
        "source": dict(BOOK_SOURCES).get(book.source, ""),
        "value": show_number(book.value),
        "note": "",
    }


def _loan(store: Store, loan: BookLoan, number: int) -> Words:
    return {
        "number": str(number),
        "lent_on": show_day(loan.lent_on),
        "reader": loan.reader,
        "book": store.labels("shelf_book", [loan.book]).get(loan.book, ""),
        "copies": show_number(loan.copies),
        "due_on": "Đọc tại chỗ" if loan.read_here else show_day(loan.due_on),
        "returned_on": show_day(loan.returned_on),
        "condition": loan.condition,
    }


def stock_take_values(store: Store, take: StockTake) -> Values:
    """Return what the source “stock_take” publishes."""
    more = sum(max(_difference(line), 0) for line in take.lines)
    fewer = sum(max(-_difference(line), 0) for line in take.lines)
    totals = {
        "n": "Tổng cộng",
        "expected": show_number(sum(line.expected or 0 for line in take.lines)),
        "counted": show_number(sum(line.counted or 0 for line in take.lines)),
        "more": show_number(more),
        "fewer": show_number(fewer),
    }
    return {
        **office_values(store, take),
        **issuer_values(store, "outreach", take.taken_on),
        "members": take.members,
        "remarks": take.remarks,
        "lines": [_counted(store, line) for line in take.lines],
        "totals": [totals],
    }


def _difference(line: CountedBook) -> int:
    return 0 if line.expected is None or line.counted is None else line.counted - line.expected


def _counted(store: Store, line: CountedBook) -> Words:
    difference = _difference(line)
    return {
        "name": store.labels("shelf_book", [line.book]).get(line.book, ""),
        "expected": show_number(line.expected),
        "counted": show_number(line.counted),
        "more": show_number(difference) if difference > 0 else "",
        "fewer": show_number(-difference) if difference < 0 else "",
        "note": line.note,
    }


# --- surveys ----------------------------------------------------------------------------------------------------------


def survey_values(store: Store, survey: Survey) -> Values:
    """Return what the source “survey” publishes: the questions of a slip, and how many gave which answer."""
    hamlets = ", ".join(store.labels("hamlet", survey.hamlets).values())
    return {
        **office_values(store, survey),
        **issuer_values(store, "outreach", survey.ended_on or survey.held_on),
        "name": survey.name,
        "period_words": period_words(survey.held_on, survey.ended_on),
        "hamlets": hamlets,
        "audiences": ", ".join(dict(outreach.AUDIENCES)[code] for code in survey.audience),
        "handed_out": show_number(survey.handed_out),
        "collected": show_number(survey.collected),
        "valid": show_number(survey.valid),
        "remarks": survey.remarks,
        "lines": list(_answers(survey)),
        "chart": list(_chart(survey)),
    }


def _answers(survey: Survey) -> Iterator[Words]:
    for number, question in enumerate(results(survey), start=1):
        yield {"question": f"Câu {number}. {question.ask}"}
        for share in question.shares:
            yield {"answer": share.answer, "counted": show_number(share.counted), "percent": share.percent}


def _chart(survey: Survey) -> Iterator[Words]:
    """Yield what has a share: a question nobody counted yet has no bars."""
    for number, question in enumerate(results(survey), start=1):
        if any(share.percent for share in question.shares):
            yield {"question": f"Câu {number}. {question.ask}"}
            yield from ({"answer": share.answer, "percent": share.percent} for share in question.shares)


# --- legal aid --------------------------------------------------------------------------------------------------------


def referral_values(store: Store, year: int) -> Values:
    """Return what the source “referrals” publishes: a year's people told of legal aid or sent to it."""
    days = (date(year, 1, 1), date(year, 12, 31))
    found = store.every(LegalAidReferral, Query(where={"asked_on": days}, drafts=False))
    asked = sorted(found, key=lambda one: one.asked_on or days[0])
    units = by_unit.named(store, LegalAidReferral, asked)
    return {
        **year_values(store, year),
        "rows": [
            of_unit(_referral(store, one, place), units.get(one.id, "")) for place, one in enumerate(asked, start=1)
        ],
        "told": show_number(len(asked)),
        "sent": show_number(sum(one.outcome not in _NOT_SENT for one in asked)),
        "helped": show_number(sum(one.outcome == "helped" for one in asked)),
    }


def _referral(store: Store, one: LegalAidReferral, number: int) -> Words:
    hamlet = store.labels("hamlet", [one.hamlet]).get(one.hamlet, "")
    outcome = dict(REFERRAL_OUTCOMES).get(one.outcome, "")
    return {
        "number": str(number),
        "asked_on": show_day(one.asked_on),
        "person": ", ".join(word for word in (one.full_name, one.address or hamlet) if word),
        "group": dict(REFERRAL_GROUPS).get(one.group, ""),
        "topic": dict(outreach.TOPICS).get(one.topic, ""),
        "need": dict(REFERRAL_NEEDS).get(one.need, ""),
        "sent_to": one.sent_to,
        "outcome": f"{outcome} ({show_day(one.answered_on)})" if one.answered_on else outcome,
        "note": one.note,
    }
