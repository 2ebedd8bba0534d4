"""The properties of the histories are worth something: each fault planted in the merge is caught by them."""

from __future__ import annotations

import importlib
import inspect
import sys
import textwrap
from dataclasses import dataclass
from typing import Any

import pytest

from tests.sync.model_playing import play
from tests.sync.model_world import World

MOST = 250  # histories, of which the first that fails catches the fault


@dataclass(frozen=True)
class Fault:
    """A piece of a function's text and what is put in its place; where it matters, files go through an office."""

    name: str
    where: str
    old: str
    new: str
    relayed: bool = False


MERGING, VERSIONS, TAKING = "app.bundles.merging", "app.versions", "app.usecases.taking"
CONFLICTS, LOG = "app.usecases.conflicts", "db.change_log"
FAULTS = (
    Fault(
        "the lower of two unseen values wins",
        f"{MERGING}:_verdict",
        "read_dot(their_dot) > read",
        "read_dot(their_dot) < read",
    ),
    Fault(
        "what was known is not known to be so",
        f"{MERGING}:_verdict",
        "if not my_dot or covers(sides.their_vector, my_dot):",
        "if not my_dot:",
    ),
    Fault(
        "an older state competes with the newer",
        f"{MERGING}:_verdict",
        "if covers(sides.my_vector, their_dot):",
        "if False:",
    ),
    Fault(
        "the vectors are not joined",
        f"{MERGING}:merge",
        "joined(sides.my_vector, sides.their_vector)",
        "dict(sides.their_vector)",
    ),
    Fault(
        "a fuller copy of an older state counts as news",
        f"{MERGING}:merge",
        "== (before, sides.my_dots, sides.my_vector, mine.level)",
        "== ()",
    ),
    Fault(
        "the lost value is not the one that is kept",
        f"{MERGING}:_field_by_field",
        "max_dot(my_dot, their_dot), other, lost",
        "max_dot(my_dot, their_dot), kept, lost",
    ),
    Fault(
        "values are compared and not their dots",
        f"{MERGING}:_field_by_field",
        "if take:",
        "if take and mine.get(name) != value:",
    ),
    Fault("a deletion is ignored", f"{MERGING}:_row", 'deleted=values["_deleted"]', "deleted=mine.deleted"),
    Fault(
        "a deletion of what was edited says nothing",
        f"{MERGING}:_edited_while_deleted",
        "if mine.deleted == theirs.deleted:",
        "if True:",
    ),
    Fault(
        "fields of a newer program are dropped",
        f"{MERGING}:_row",
        'extra=written(extra) if extra else "{}"',
        'extra="{}"',
    ),
    Fault(
        "fields of a newer program come from whoever spoke last",
        f"{MERGING}:_row",
        "extra=written(extra)",
        "extra=mine.extra",
    ),
    Fault(
        "a poorer copy counts as the whole",
        f"{MERGING}:_level",
        "return theirs.level",
        "return max(mine.level, theirs.level, key=RANK.__getitem__)",
    ),
    Fault("a vector covers one less than it says", f"{VERSIONS}:covers", ">= seen.seq", "> seen.seq"),
    Fault("a vector that is ahead anywhere is ahead", f"{VERSIONS}:dominates", "return all(", "return any("),
    Fault("exceptional dots are not written", f"{VERSIONS}:gathered", "if dot != common", "if not dot"),
    Fault(
        "an edit forgets what its writer had seen",
        f"{VERSIONS}:stamped",
        "joined(orjson.loads(vector), {made.replica: made.seq})",
        "{made.replica: made.seq}",
    ),
    Fault("conflicts are not kept", f"{CONFLICTS}:keep_clashes", "if table != Conflict.table:", "if not table:"),
    Fault(
        "two conflicts of a field are one",
        f"{CONFLICTS}:conflict_id",
        "{record}|{field}|{lost_dot}",
        "{record}|{field}",
    ),
    Fault(
        "others' records are taken",
        f"{TAKING}:_judged",
        "not _may_send(store, source, read[1].unit, outcome)",
        "not source",
    ),
    Fault(
        "others' records are taken under one's own name",
        f"{TAKING}:_spoken_against",
        "if mine.unit != theirs.unit:",
        "if not mine.unit:",
    ),
    Fault("conflicts leave their unit", f"{TAKING}:_judged", "in AT_HOME and not source.own", "in ()"),
    Fault(
        "a record that stands twice is joined to what it was",
        f"{TAKING}:merge_rows",
        "become.get(row.id) or known.get(row.id)",
        "known.get(row.id) or become.get(row.id)",
    ),
    Fault(
        "only the commonest dot is looked at for its time",
        f"{TAKING}:merge_rows",
        "latest(row.dots)",
        'latest(row.dots, [""])',
    ),
    Fault("a clock a day ahead is adopted", f"{LOG}:ChangeLog.witness", "if believable:", "if hlc:"),
    Fault("any clock is believed", f"{LOG}:ChangeLog.witness", "hlc <= (time", "hlc >= 0 * (time"),
    Fault("an edit stands below what it writes over", f"{VERSIONS}:lifted", "max(made.hlc, above + 1)", "made.hlc"),
)

RELAYING, LETTERS = "app.usecases.relaying", "app.usecases.letters"
KEYS = "app.usecases.keys"
RELAY_FAULTS = tuple(
    Fault(name, where, old, new, relayed=True)
    for name, where, old, new in (
        ("the carrier calls itself the author", f"{RELAYING}:_letter", 'author=row["author"]', "author=store.unit"),
        (
            "the carrier puts its own key on what it carries",
            f"{LETTERS}:keep_for_next",
            "_file(path, opened.sha256)",
            "_file(path, opened.sha256).replace(opened.head.signer.encode(), store.replica[:16].encode())",
        ),
        (
            "the carrier passes off what it carries as its own",
            f"{RELAYING}:_carry_on",
            "keep(store, row | {",
            'keep(store, row | {"author": store.unit, ',
        ),
        (
            "an older bundle stands for the newer",
            f"{LETTERS}:_contained",
            '> (row["last_seq"]',
            '< (row["last_seq"]',
        ),
        (
            "a bundle of one PC stands for those of the other",
            f"{LETTERS}:_contained",
            '(other["kind"], other["replica"], other["first_seq"]) == (row["kind"], row["replica"], 0)',
            '(other["kind"], other["author"], other["first_seq"]) == (row["kind"], row["author"], 0)',
        ),
        (
            "one answer settles everything of its author",
            f"{LETTERS}:settle_answered",
            'other["id"] == row["id"] or (other["replica"] == row["replica"] and _contained(other, [row]))',
            'other["author"] == row["author"]',
        ),
        (
            "an answer settles nothing",
            f"{LETTERS}:settle_answered",
            'row["id"] == answered and',
            'row["id"] == by and',
        ),
        ("a bundle goes up once", f"{LETTERS}:_due", 'row["kind"] in UPWARD', 'row["kind"] in ()'),
        (
            "news of keys goes up once",
            f"{LETTERS}:_due",
            '(row["kind"] == "keys" and row["addressee"] in above)',
            "False",
        ),
        ("post goes to a wrong reader", f"{RELAYING}:_carry_on", "hop(store, unit)", "opened.head.unit"),
        (
            "a bundle goes back where it came from",
            f"{LETTERS}:keep_for_next",
            '"addressee": _next(store, after)',
            '"addressee": opened.head.unit',
        ),
        ("an office keeps nothing for the next", f"{LETTERS}:readers_after", "head.to[places[-1] :]", "()"),
        (
            "the first PC of a unit gets all receipts",
            f"{RELAYING}:_answer",
            "card = taken.card",
            "card = next((one for one in enrolled(store) if one.unit == letter.author), None)",
        ),
        (
            "post is for one PC of a unit",
            f"{RELAYING}:cards_of_unit",
            "cards[-_READERS:]",
            "cards[-1:]",
        ),
        (
            "whoever a letter names is its author",
            f"{RELAYING}:_take_letter",
            "head.unit, head.kind) != (letter.id, letter.author, letter.kind)",
            "head.kind) != (letter.id, letter.kind)",
        ),
        (
            "who is no longer trusted is believed",
            f"{KEYS}:enrolled",
            '{"revoked_at": None}',
            "{}",
        ),
        (
            "former keys read nothing",
            f"{KEYS}:is_own_key",
            "(own_keys(store), *former_keys(store))",
            "[own_keys(store)]",
        ),
        (
            "a receipt on the way counts as arrival",
            "app.usecases.coming_home:take_receipt",
            "== stops_of(sent[0])[-1]",
            "== stops_of(sent[0])[0]",
        ),
    )
)


def planted(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    """Put the changed function wherever the sound one is known by its name."""
    home, _, path = fault.where.partition(":")
    module: Any = importlib.import_module(home)
    owner, name = (getattr(module, path.split(".")[0]), path.split(".")[1]) if "." in path else (module, path)
    sound = getattr(owner, name)
    text = textwrap.dedent(inspect.getsource(sound))
    assert text.count(fault.old) == 1, "the text of the function is another by now"
    scope = dict(vars(module))
    exec(compile(text.replace(fault.old, fault.new), f"<{fault.name}>", "exec"), scope)
    monkeypatch.setattr(owner, name, scope[name])
    for other in [one for key, one in sys.modules.items() if key.startswith(("app.", "db.", "tests.sync."))]:
        if getattr(other, name, None) is sound:
            monkeypatch.setattr(other, name, scope[name])


def caught_after(*, relayed: bool = False) -> int:
    """Return the number of the history that fails; 0 when none does."""
    for seed in range(MOST):
        try:
            play(seed, relayed=relayed)
        except AssertionError:
            return seed + 1
    return 0


@pytest.mark.parametrize("fault", [*FAULTS, *RELAY_FAULTS], ids=lambda fault: fault.name)
def test_a_planted_fault_is_caught(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, fault)
    assert caught_after(relayed=fault.relayed)


def test_a_restored_register_that_keeps_its_name_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(World, "renamed", lambda _, register, __: register.replica)
    assert caught_after()
