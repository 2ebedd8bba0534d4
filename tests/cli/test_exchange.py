"""Records as JSON: what goes out comes back the same, and what cannot be read is named."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from app.problems import Problem
from app.records import KINDS, Hamlet, MediationCase, OutreachEvent
from app.usecases.exchange import from_json, kinds_schema, query_of, to_json
from db.store import SqliteStore


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_a_record_survives_the_way_out_and_in(demo: SqliteStore, kind: type[Any]) -> None:
    for record in demo.every(kind):
        travelled = orjson.loads(orjson.dumps(to_json(record)))
        assert from_json(kind, travelled) == record


def test_days_are_iso_and_flags_are_true_or_false(demo: SqliteStore) -> None:
    case = to_json(next(c for c in demo.every(MediationCase) if c.code == "HG-2026-T02-01"))
    assert case["received_on"] == "2026-01-27"
    assert case["immediate"] is True
    assert [session["held_on"] for session in case["sessions"]] == ["2026-01-27", "2026-02-03"]
    assert case["mediators"][0]["lead"] is True


def test_a_change_keeps_the_fields_it_does_not_name() -> None:
    was = Hamlet(name="Chợ", kind="ap", households=90)
    now = from_json(Hamlet, {"households": 91}, onto=was)
    assert (now.id, now.name, now.households) == (was.id, "Chợ", 91)


def test_decomposed_letters_become_composed() -> None:
    assert from_json(Hamlet, {"name": "  Cho\u031b\u0323  "}).name == "Chợ"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "một hồ sơ"),
        ({"_kind": "mediator"}, "mediator"),
        ({"nonsense": 1}, "nonsense"),
        ({"received_on": "31/02/2026"}, "received_on"),
        ({"received_on": "2026-02-31"}, "received_on"),
        ({"state": "won"}, "received, scope_asked"),
        ({"written": "yes"}, "written"),
        ({"number": 1.5}, "number"),
        ({"parties": "Ông A"}, "parties"),
        ({"parties": [{"full_name": "Ông A"}, {"birth_year": "1970"}]}, "dòng 2"),
        ({"parties": [{"nickname": "A"}]}, "nickname"),
        ({"content": "x" * 60_001}, "content"),
        ({"id": 7}, "id"),
        ({"interpreters": ["latin"]}, "interpreters"),
    ],
)
def test_what_cannot_be_read_is_named(data: Any, said: str) -> None:
    with pytest.raises(Problem) as caught:
        from_json(MediationCase, data)
    assert said in str(caught.value)
    assert caught.value.remedy


def test_the_schema_says_all_of_every_field() -> None:
    schema = {kind["kind"]: {field["name"]: field for field in kind["fields"]} for kind in kinds_schema()}
    assert set(schema) == {kind.table for kind in KINDS}
    case = schema["mediation_case"]
    assert case["content"] | {"required": True, "private": True, "kind": "text"} == case["content"]
    assert {"code": "success", "label": "Hòa giải thành"} in case["state"]["options"]
    assert case["group"]["to"] == "mediation_group"
    assert [part["name"] for part in case["parties"]["fields"] if part["private"]] == [
        "full_name",
        "birth_year",
        "address",
        "request",
    ]
    orjson.dumps(kinds_schema())


@pytest.mark.parametrize(
    ("kind", "search", "conditions", "count"),
    [
        (MediationCase, "", ["state=success"], 10),
        (MediationCase, "", ["state=Hòa giải thành"], 10),
        (MediationCase, "", ["received_on=2026-01-01..2026-03-31"], 6),
        (MediationCase, "", ["received_on=2026-11-16"], 1),
        (MediationCase, "", ["written=co", "state=failure"], 1),
        (MediationCase, "mot heo", [], 1),
        (OutreachEvent, "", ["languages=khmer", "direct=có"], 6),
        (OutreachEvent, "", ["attended=11"], 1),
    ],
)
def test_a_list_is_narrowed_by_words_and_fields(
    demo: SqliteStore, kind: type[Any], search: str, conditions: list[str], count: int
) -> None:
    assert len(demo.ids(kind, query_of(kind, search, conditions))) == count


@pytest.mark.parametrize("condition", ["state", "nonsense=1", "state=won", "received_on=yesterday", "parties=Lý"])
def test_a_condition_nobody_understands_is_named(condition: str) -> None:
    with pytest.raises(Problem) as caught:
        query_of(MediationCase, "", [condition])
    assert condition in str(caught.value)
