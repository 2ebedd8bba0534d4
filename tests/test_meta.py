"""Every kind of record has what forms, lists, search, bundles and papers take for granted."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from app.declaring import Field, Many, Ref, Refs, fields_of, to_row
from app.fields import Choice, Choices, Day, Flag, Kind
from app.records import KINDS, Record
from app.vietnamese import fold, tidy
from db.rows import META

ROOT = Path(__file__).resolve().parent.parent
TABLES = {kind.table for kind in KINDS}
by_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.table for kind in KINDS])

# What stays at home unless everything is sent. A change here is a change of what leaves the computer: look twice.
PRIVATE: dict[str, tuple[str, ...]] = {
    "office": (),
    "route": (),
    "hamlet": (),
    "mediation_group": (),
    "mediator": ("address", "phone", "note"),
    "training": (),
    "mediation_case": (
        "requested_by",
        "parties.full_name",
        "parties.birth_year",
        "parties.address",
        "parties.request",
        "content",
        "dispute_place",
        "mediators.replaced_because",
        "invited.full_name",
        "support_needed",
        "sessions.place",
        "sessions.course",
        "sessions.opinion_a",
        "sessions.opinion_b",
        "sessions.result",
        "sessions.absent",
        "earlier.failure_reason",
        "agreement",
        "solution",
        "rights_duties",
        "method",
        "failure_reason",
        "scope_answer",
        "written_place",
        "obligations.what",
        "follow_ups.content",
        "urgent_reports.content",
        "urgent_reports.measures",
        "note",
    ),
    "propagandist": ("phone", "note"),
    "higher_speaker": ("phone", "note"),
    "outreach_event": (
        "chair",
        "secretary",
        "speakers.full_name",
        "invited.full_name",
        "invited.position",
        "broadcasts.approved_by",
        "broadcasts.author",
        "broadcasts.reader",
        "prizes.winner",
    ),
    "election": ("note",),
    "rate": (),
    "payment_request": ("lines.note", "refused_because", "note"),
    "group_support": (),
    "accident_support": ("what_happened", "requested_by", "requested_address", "note"),
    "void_number": (),
    "number_range": (),
    "attachment": ("file_name", "about"),
    "annual_plan": (),
    "plan_task": (),
    "legal_document": (),
    "legal_aid_referral": ("full_name", "address", "note"),
    "shelf_book": (),
    "book_loan": ("reader",),
    "stock_take": (),
    "material_stock": (),
    "survey": (),
    "law_club": (),
    "commendation": (),
    "frozen_report": (
        "cases",
        "groups",
        "mediators",
        "events",
        "propagandists",
        "clubs",
        "books",
        "loans",
        "tasks",
    ),
    "conflict": ("kept", "lost"),
}


def declared(cls: type, path: str = "") -> Iterator[tuple[str, Field]]:
    """Yield every field of a record and of its parts, as “field” or “field.of_part”."""
    for name, field in fields_of(cls).items():
        yield f"{path}{name}", field
        if isinstance(field.kind, Many):
            yield from declared(field.kind.part, f"{path}{name}.")


EVERY = [(kind, path, field) for kind in KINDS for path, field in declared(kind)]
by_field = pytest.mark.parametrize(
    ("kind", "path", "field"), EVERY, ids=[f"{kind.table}.{path}" for kind, path, _ in EVERY]
)
CHOICES = {id(field.kind.options): field.kind.options for _, _, field in EVERY if isinstance(field.kind, Choice)}


def composed(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and text == tidy(text)


# --- kinds ---


def test_no_two_kinds_share_a_table_or_a_title() -> None:
    assert len(TABLES) == len({kind.title for kind in KINDS}) == len(KINDS)


@by_kind
def test_a_kind_has_a_table_a_title_and_a_label_even_when_it_is_empty(kind: type[Record]) -> None:
    assert re.fullmatch(r"[a-z][a-z_]*", kind.table)
    assert kind.title
    assert composed(kind.title)
    said = kind().label()
    assert isinstance(said, str)
    assert composed(said)
    assert "None" not in said


@by_kind
def test_a_kind_demands_something_shows_something_and_says_so_of_an_empty_record(kind: type[Record]) -> None:
    required = [name for name, field in fields_of(kind).items() if field.required]
    assert required
    assert any(field.listed for field in fields_of(kind).values())
    said = {issue.field for issue in kind().issues() if issue.blocks}
    defaults = {name for name in required if getattr(kind(), name) not in (None, "", (), [])}
    assert said >= set(required) - defaults


@by_kind
def test_the_newest_of_a_kind_is_told_by_a_day_of_its_list(kind: type[Record]) -> None:
    if kind.newest_by:
        field = fields_of(kind)[kind.newest_by]
        assert isinstance(field.kind, Day)
        assert field.listed


@by_kind
def test_an_empty_record_passes_the_judgement_of_its_own_declaration(kind: type[Record]) -> None:
    row = to_row(kind())
    for name, field in fields_of(kind).items():
        raw = row[name]
        assert field.kind.fault(orjson.loads(raw) if field.kind.nested and isinstance(raw, str) else raw) == "", name


@by_kind
def test_what_stays_at_home_is_as_it_was_agreed(kind: type[Record]) -> None:
    private = tuple(path for path, field in declared(kind) if field.private)
    assert kind.table in PRIVATE, "say in PRIVATE which fields of the new kind stay at home, and have it reviewed"
    assert private == PRIVATE[kind.table]


def test_nobody_is_agreed_on_who_no_longer_exists() -> None:
    assert PRIVATE.keys() == TABLES


# --- fields ---


@by_field
def test_a_field_has_a_name_for_programs_and_words_for_people(kind: type[Record], path: str, field: Field) -> None:
    name = path.rpartition(".")[2]
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
    assert not name.endswith("_key")
    assert name not in (*META, "id", "unit", "draft", "rid")
    assert field.label
    assert all(composed(text) for text in (field.label, field.group, field.hint))
    assert field.label[0] == field.label[0].upper()
    assert not field.label.endswith((".", ":"))


@by_field
def test_a_field_is_not_asked_for_in_vain(kind: type[Record], path: str, field: Field) -> None:
    assert not (field.required and isinstance(field.kind, Flag)), "a flag always has an answer"
    if "." in path:
        assert not field.kind.nested, "a part has no list of its own"
        assert not field.listed, "a part is no column"


@by_field
def test_a_reference_leads_to_a_kind_that_exists(kind: type[Record], path: str, field: Field) -> None:
    if isinstance(field.kind, Ref | Refs):
        assert field.kind.to in TABLES


@by_kind
def test_no_two_boxes_of_a_kind_are_called_the_same_within_a_group(kind: type[Record]) -> None:
    called = [(field.group, field.label) for field in fields_of(kind).values()]
    assert len(called) == len(set(called))


# --- catalogues ---


@pytest.mark.parametrize("options", CHOICES.values(), ids=lambda options: options[0][0] if options else "empty")
def test_codes_are_for_programs_words_for_people_and_none_stands_twice(options: tuple[tuple[str, str], ...]) -> None:
    codes, words = [code for code, _ in options], [fold(said) for _, said in options]
    assert options
    assert all(re.fullmatch(r"[A-Za-z0-9_]*", code) for code in codes)
    assert all(said and composed(said) for _, said in options)
    assert len(set(codes)) == len(codes)
    assert len(set(words)) == len(words)
    assert not {fold(code) for code in codes} & {word for place, word in enumerate(words) if word != fold(codes[place])}


@by_field
def test_what_is_chosen_from_the_start_is_in_its_catalogue(kind: type[Record], path: str, field: Field) -> None:
    if not isinstance(field.kind, Choice):
        return
    owner: Any = kind
    *above, name = path.split(".")
    for step in above:
        inner = fields_of(owner)[step].kind
        assert isinstance(inner, Many)
        owner = inner.part
    default = next(f.default for f in owner.__dataclass_fields__.values() if f.name == name)
    chosen = default if isinstance(field.kind, Choices) else (default,)
    assert all(code == "" or code in field.kind.words() for code in chosen)


# --- kinds of value ---


def test_every_kind_of_value_is_used_by_at_least_two_fields() -> None:
    used = [type(field.kind).__name__ for _, _, field in EVERY]
    kinds = {cls.__name__ for cls in _descendants(Kind)} & set(used)
    assert {name for name in kinds if used.count(name) < 2} == set()


def _descendants(cls: type) -> Iterator[type]:
    for child in cls.__subclasses__():
        yield child
        yield from _descendants(child)


# --- rules ---


def _issues_in(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield (line, field, message) of each Issue written out in a file; messages put together say what is fixed."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Issue" and len(node.args) >= 2:
            field, message = node.args[:2]
            if isinstance(field, ast.Constant):
                yield node.lineno, str(field.value), _fixed(message)


def _fixed(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""


RULES = sorted(path for room in ("records", "usecases") for path in (ROOT / "app" / room).rglob("*.py"))


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_rule_names_a_box_that_exists_and_speaks_in_sentences(path: Path) -> None:
    boxes = {name for kind in KINDS for name in fields_of(kind)}
    for line, field, message in _issues_in(path):
        assert field in boxes, f"{path.name}:{line}"
        if message:
            assert message.endswith((".", "…")), f"{path.name}:{line}"
            assert unicodedata.is_normalized("NFC", message), f"{path.name}:{line}"
