"""The dated table of legal bases: what a paper of a day cites."""

from __future__ import annotations

from datetime import date

from app.records.legal import bases, cited
from app.records.office import in_force
from app.vietnamese import tidy


def test_every_basis_is_whole_dated_and_says_how_sure_it_is() -> None:
    assert bases()
    for basis in bases():
        assert basis.text == tidy(basis.text)
        assert basis.number
        assert basis.topics
        assert basis.certainty
        assert basis.valid_from is None or basis.valid_to is None or basis.valid_from <= basis.valid_to
    assert len({basis.id for basis in bases()}) == len(bases())


def test_a_paper_cites_only_what_is_in_force_on_its_day_in_the_order_of_the_table() -> None:
    topics = {topic for basis in bases() for topic in basis.topics}
    for topic in topics:
        for on in (date(2012, 1, 1), date(2020, 6, 1), date(2026, 11, 23)):
            expected = [b.text for b in bases() if topic in b.topics and in_force(b.valid_from, b.valid_to, on)]
            assert cited(topic, on) == expected


def test_the_law_on_mediation_is_cited_since_it_is_in_force_and_nothing_for_an_unknown_topic() -> None:
    assert any("Luật Hòa giải ở cơ sở" in text for text in cited("mediation", date(2026, 1, 1)))
    assert cited("không có", date(2026, 1, 1)) == []
