"""Dots and vectors: who wrote which field when, through any edits."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.versions import (
    MARKS,
    Dot,
    covers,
    dominates,
    dot_of,
    fresh,
    gathered,
    joined,
    read_dot,
    spread,
    stamped,
    written,
)

FIELDS = ("a", "b", "c")
REPLICAS = ("00000000000000aa-1", "00000000000000bb-1", "00000000000000aa-2")
replicas = st.sampled_from(REPLICAS)
vectors = st.dictionaries(replicas, st.integers(0, 9))
dots = st.builds(Dot, st.integers(0, 2**63), st.integers(1, 10**9), replicas)


@given(dots)
def test_a_dot_is_read_as_it_was_written(dot: Dot) -> None:
    assert read_dot(str(dot)) == dot


@pytest.mark.parametrize(
    "text", ["", "1", "1.2", "1.2.", "a.2.r", "1.b.r", "-1.2.r", "1.-2.r", "1.2." + "r" * 100, "²." + "1.r", " 1.2.r"]
)
def test_what_is_no_dot_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_dot(text)


@given(dots, dots)
def test_dots_are_ordered_by_time_first(one: Dot, other: Dot) -> None:
    if one.hlc != other.hlc:
        assert (one < other) == (one.hlc < other.hlc)
    assert (one == other) == (str(one) == str(other))


@given(vectors, vectors, vectors)
def test_joining_vectors_only_ever_adds_knowledge(
    one: dict[str, int], other: dict[str, int], third: dict[str, int]
) -> None:
    both = joined(one, other)
    assert dominates(both, one)
    assert dominates(both, other)
    assert both == joined(other, one)
    assert joined(both, third) == joined(one, joined(other, third))
    assert joined(both, both) == both


@given(vectors, dots)
def test_a_vector_covers_what_its_holder_has_seen(vector: dict[str, int], dot: Dot) -> None:
    assert covers(joined(vector, {dot.replica: dot.seq}), str(dot))
    assert covers(vector, str(dot)) == (vector.get(dot.replica, 0) >= dot.seq)


@given(st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["1.1.r", "2.2.r", "3.1.s"]), min_size=1))
def test_the_short_form_says_the_same_for_every_field(by_field: dict[str, str]) -> None:
    short = gathered(by_field)
    assert spread(short, by_field) == by_field
    assert all(dot_of(short, field) == dot for field, dot in by_field.items())
    assert len(short) <= len(by_field)
    assert gathered({}) == {}


def test_texts_are_canonical_so_that_equal_states_are_equal_bytes() -> None:
    assert written({"b": 1, "a": 2}) == written({"a": 2, "b": 1}) == '{"a":2,"b":1}'


edits = st.lists(
    st.tuples(st.sampled_from(REPLICAS), st.sets(st.sampled_from([*FIELDS, *MARKS]), min_size=1)), max_size=8
)


@given(edits)
def test_through_any_edits_each_field_remembers_its_last_writer_and_the_vector_never_shrinks(
    steps: list[tuple[str, set[str]]],
) -> None:
    first = f"1.1.{REPLICAS[0]}"
    vector, known = fresh(first)
    expected = dict.fromkeys((*FIELDS, *MARKS), first)
    seqs = dict.fromkeys(REPLICAS, 1)
    for moment, (replica, changed) in enumerate(steps, start=2):
        seqs[replica] += 1
        dot, before = f"{moment}.{seqs[replica]}.{replica}", orjson.loads(vector)
        vector, known = stamped(vector, known, changed, FIELDS, dot)
        expected |= dict.fromkeys(changed, dot)
        assert dominates(orjson.loads(vector), before)
        assert orjson.loads(vector)[replica] == seqs[replica]
    assert spread(orjson.loads(known), expected) == expected
    assert all(covers(orjson.loads(vector), dot) for dot in expected.values())


def test_a_record_just_made_has_one_dot_for_everything() -> None:
    vector, known = fresh("7.3.r")
    assert (vector, known) == ('{"r":3}', '{"":"7.3.r"}')
