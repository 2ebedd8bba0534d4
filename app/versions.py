"""Who wrote which field when: dots and version vectors.

A dot is “hlc.seq.replica”: a hybrid time, the writer's own sequence number, the writer. A record carries one dot per
field (“” for the commonest, exceptions by name) and a vector of the highest sequence number seen from each replica.
The draft mark and deletion are fields like any other, named `_draft` and `_deleted`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson

Vector = dict[str, int]
Dots = dict[str, str]
MARKS = ("_draft", "_deleted")


@dataclass(frozen=True, order=True)
class Dot:
    hlc: int
    seq: int
    replica: str

    def __str__(self) -> str:
        return f"{self.hlc}.{self.seq}.{self.replica}"


def read_dot(text: str) -> Dot:
    """Take a dot apart; raises ValueError when it is not one."""
    parts = dot_parts(text)
    if parts is None:
        raise ValueError(text)
    return Dot(int(parts[0]), int(parts[1]), parts[2])


def dot_parts(text: str) -> tuple[str, str, str] | None:
    """Return a dot's (hlc, seq, replica) as written; None for what is no dot."""
    hlc, _, rest = text.partition(".")
    seq, _, replica = rest.partition(".")
    sound = text.isascii() and hlc.isdigit() and seq.isdigit() and replica and len(text) <= 100
    return (hlc, seq, replica) if sound else None


def dot_of(dots: Mapping[str, str], field: str) -> str:
    return dots.get(field) or dots.get("", "")


def spread(dots: Mapping[str, str], fields: Iterable[str]) -> Dots:
    """Return every field's dot by name."""
    common = dots.get("", "")
    return {field: dots.get(field, common) for field in fields}


def gathered(by_field: Mapping[str, str]) -> Dots:
    """Return the short form: the commonest dot under “”, exceptions by field; ties go to the first in order."""
    if not by_field:
        return {}
    common = Counter(by_field.values()).most_common(1)[0][0]
    return {"": common} | {field: dot for field, dot in by_field.items() if dot != common}


def covers(vector: Mapping[str, int], dot: str) -> bool:
    """Tell whether whoever holds this vector has seen what the dot stands for."""
    seen = read_dot(dot)
    return vector.get(seen.replica, 0) >= seen.seq


def latest(dots: str, fields: Iterable[str] | None = None) -> int:
    """Return the latest hybrid time at which some fields, or any, were written; 0 for none."""
    known: Dots = orjson.loads(dots)
    wanted = known.values() if fields is None else {dot_of(known, field) for field in fields}
    return max((int(dot.partition(".")[0]) for dot in wanted if dot), default=0)


def lifted(dot: str, above: int) -> str:
    """Return a dot that stands above the latest time its writer wrote over, even where that time is not believed.

    Whoever compares dots by their height must come to the same as who saw both.
    """
    made = read_dot(dot)
    return str(Dot(max(made.hlc, above + 1), made.seq, made.replica))


def joined(one: Mapping[str, int], other: Mapping[str, int]) -> Vector:
    """Return the pointwise maximum: a version vector never decreases."""
    return {replica: max(one.get(replica, 0), other.get(replica, 0)) for replica in sorted({*one, *other})}


def dominates(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    return all(one.get(replica, 0) >= seq for replica, seq in other.items())


def written(value: Mapping[str, int] | Mapping[str, str]) -> str:
    """Return the canonical text in which vectors and dots are kept and travel."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def fresh(dot: str) -> tuple[str, str]:
    """Return (vector, dots) of a record just made."""
    made = read_dot(dot)
    return written({made.replica: made.seq}), written({"": dot})


def stamped(vector: str, dots: str, changed: Iterable[str], fields: Iterable[str], dot: str) -> tuple[str, str]:
    """Return (vector, dots) after one replica changed some fields knowingly."""
    by_field = spread(orjson.loads(dots), [*fields, *MARKS]) | dict.fromkeys(changed, dot)
    made = read_dot(dot)
    return written(joined(orjson.loads(vector), {made.replica: made.seq})), written(gathered(by_field))
