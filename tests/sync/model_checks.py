"""What must hold of the model's registers once everybody has heard everything."""

from __future__ import annotations

from typing import Any

import orjson

from app.bundles.policy import FULL, RANK, fields_at
from app.ports import Row
from app.records import BookLoan, Conflict
from app.versions import MARKS, dominates, read_dot, spread
from tests.sync.model_register import values_of
from tests.sync.model_relay import check_receipts
from tests.sync.model_world import FIELDS, LEVELS, Pc, World, Written

NAMES = (*FIELDS, "_deleted")
At = tuple[str, str]  # record, field


def check(world: World) -> None:
    world.meet()
    for level in LEVELS:
        world.report(level)
        for pcs in world.units():
            _check_alike(world, pcs, level)
    if world.relayed:
        check_receipts(world)
    for pcs in world.units():
        living = {dot: world.written[dot] for dot in frozenset().union(*(pc.seen for pc in pcs))}
        _check_winners(living, pcs[0])
        _check_conflicts(living, pcs[0])
        if not world.restored:
            _check_history(living, pcs)
        world.fired["a conflict waits"] += bool(pcs[0].register.of(Conflict))
    for office in world.offices:
        assert not office.register.of(Conflict), "a conflict left its unit"


def _check_alike(world: World, pcs: list[Pc], level: str) -> None:
    """Every PC of a unit holds the same, and so do the offices as far as the level lets them know.

    An office may know what a PC that was restored has lost; it knows nothing less.
    """
    first = pcs[0].register
    for other in pcs[1:]:
        for kind in (BookLoan, Conflict):
            assert _all(first.of(kind)) == _all(other.register.of(kind)), "registers of one unit differ"
    names = [*fields_at(BookLoan, level), *MARKS] + (["moi"] if level == FULL else [])
    for office in world.offices:
        theirs = {one: row for one, row in office.register.of(BookLoan).items() if row.unit == first.unit}
        assert world.restored or theirs.keys() == first.of(BookLoan).keys(), "an office lacks a record"
        for one, row in first.of(BookLoan).items():
            assert dominates(orjson.loads(theirs[one].vv), orjson.loads(row.vv)), "an office has seen less"
            if theirs[one].vv == row.vv or not world.restored:
                assert _shown(row, names) == _shown(theirs[one], names), "an office has other values"
                assert RANK[theirs[one].level] >= RANK[level], "an office thinks it knows less"


def _all(rows: dict[str, Row]) -> dict[str, Any]:
    return {one: (values_of(row), row.vv, _dots(row), row.level, row.unit) for one, row in rows.items()}


def _dots(row: Row) -> dict[str, str]:
    return spread(orjson.loads(row.dots), values_of(row))


def _shown(row: Row, names: list[str]) -> list[Any]:
    values, dots = values_of(row), _dots(row)
    return [row.vv, [(name, values.get(name), dots[name] if name in values else "") for name in names]]


def _standing(living: dict[str, Written]) -> dict[At, list[str]]:
    """Return, by record and field, the values that nobody wrote over knowingly, the highest last."""
    found: dict[At, list[str]] = {}
    overwritten = {old for one in living.values() for old in one.seen if old in living and _at(living[old]) == _at(one)}
    for dot in sorted(living.keys() - overwritten, key=read_dot):
        found.setdefault(_at(living[dot]), []).append(dot)
    return found


def _at(written: Written) -> At:
    return written.record, written.field


def _check_winners(living: dict[str, Written], pc: Pc) -> None:
    """The highest of the values nobody wrote over stands, and each of the others waits in a conflict."""
    waiting: dict[At, list[Any]] = {}
    for row in pc.register.of(Conflict).values():
        at = row.columns["of_record"], row.columns["field_name"]
        waiting.setdefault(at, []).append(orjson.loads(row.columns["lost"]))
    for at, dots in _standing(living).items():
        row = pc.register.of(BookLoan)[at[0]]
        assert (_dots(row)[at[1]], values_of(row)[at[1]]) == (dots[-1], living[dots[-1]].value), "another value stands"
        findable = [living[dots[-1]].value, *waiting.get(at, [])]
        if at[1] == "_deleted":  # two people who mark alike agree; who turns one mark back has seen what both say
            findable += [living[old].value for old in living[dots[-1]].seen & living.keys() if _at(living[old]) == at]
        assert all(living[dot].value in findable for dot in dots), "an unseen value is nowhere"


def _check_conflicts(living: dict[str, Written], pc: Pc) -> None:
    """No conflict is made up, and a deletion that met an unseen edit is one."""
    said: set[str] = set()
    for row in pc.register.of(Conflict).values():
        kept, lost = row.columns["kept_dot"], row.columns["lost_dot"]
        assert kept not in living[lost].seen, "a conflict with a value that was known"
        assert lost not in living[kept].seen, "a conflict with a value that was known"
        said |= {row.columns["of_record"]} if row.columns["field_name"] == "_deleted" else set()
    for one in _deleted_unseen(living):
        assert one in said, "an edit was deleted unseen without a word"


def _deleted_unseen(living: dict[str, Written]) -> set[str]:
    """Return the records that stand deleted by people of whom none saw an edit, whose writer saw no deletion.

    An edit that lost to another waits in a conflict of its own.
    """
    standing, found = _standing(living), set()
    for (record, name), dots in standing.items():
        marks = {dot: one for dot, one in living.items() if _at(one) == (record, "_deleted")}
        gone = standing.get((record, "_deleted"), [""])[-1]
        if name == "_deleted" or not gone or not marks[gone].value:
            continue
        seen = frozenset().union(*(one.seen for one in marks.values() if one.value))
        found |= {record} if dots[-1] not in seen and not _deleted_for(living[dots[-1]], marks) else set()
    return found


def _deleted_for(edit: Written, marks: dict[str, Written]) -> bool:
    """Tell whether a record was deleted already as far as the writer of an edit knew."""
    known = sorted(edit.seen & marks.keys(), key=read_dot)
    return bool(known and marks[known[-1]].value)


def _check_history(living: dict[str, Written], pcs: list[Pc]) -> None:
    """What was written over knowingly is in somebody's history, as long as no history was lost with a disk."""
    kept = "".join(line for pc in pcs for line in pc.register.log.connection.before)
    standing = {dot for dots in _standing(living).values() for dot in dots}
    chosen = {living[dot].value for dot in standing}  # a person may decide for a value that was entered before
    for one in [living[dot] for dot in living.keys() - standing if living[dot].value not in chosen]:
        assert one.field == "_deleted" or orjson.dumps(one.value).decode() in kept, "a value has left every history"
