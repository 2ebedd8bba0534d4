"""Consistency rules of a table, “c1 == c2 + c3” or “c2 <= c1”, read by a small grammar; nothing is ever executed.

rule    = sum sign sum
sum     = term (("+" | "-") term)*
term    = a name of a column or line | a whole number
sign    = "==" | "<=" | ">=" | "<" | ">"
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.problems import Problem
from app.vietnamese import show_number

_TOKEN = re.compile(r"\s*(?:(?P<word>[A-Za-z][A-Za-z0-9_.]*)|(?P<number>\d+)|(?P<sign>==|<=|>=|<|>|\+|-))")
_SIGNS: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_SHOWN = {"==": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">", "+": "+", "-": "−"}
_REMEDY = "Viết dạng c1 == c2 + c3 hoặc c2 <= c1."


@dataclass(frozen=True)
class Sum:
    """Names and numbers, each added or taken away."""

    terms: tuple[tuple[int, str], ...]

    def value(self, values: Mapping[str, int]) -> int:
        return sum(sign * (int(term) if term.isdigit() else values[term]) for sign, term in self.terms)

    def names(self) -> set[str]:
        return {term for _, term in self.terms if not term.isdigit()}

    def with_values(self, values: Mapping[str, int]) -> str:
        shown = (("+" if sign > 0 else "−", Sum(((1, term),)).value(values)) for sign, term in self.terms)
        return " ".join(f"{sign} {show_number(value)}" for sign, value in shown).removeprefix("+ ")


@dataclass(frozen=True)
class Rule:
    """What must hold between the numbers of one row; `text` is the rule as written, `says` a sentence about it."""

    text: str
    left: Sum
    sign: str
    right: Sum
    says: str = ""

    def holds(self, values: Mapping[str, int]) -> bool:
        return _SIGNS[self.sign](self.left.value(values), self.right.value(values))

    def names(self) -> set[str]:
        return self.left.names() | self.right.names()

    def shown(self) -> str:
        """Return the rule as people write it: (1) = (2) + (3)."""
        words = (_SHOWN.get(word, word) for word in _tokens(self.text))
        return " ".join(f"({word[1:]})" if re.fullmatch(r"c\d+", word) else word for word in words)

    def with_values(self, values: Mapping[str, int]) -> str:
        return f"{self.left.with_values(values)} {_SHOWN[self.sign]} {self.right.with_values(values)}"


def parse_rule(text: str, says: str = "") -> Rule:
    """Read a rule; raises Problem with what is wrong."""
    tokens = _tokens(text)
    places = [place for place, token in enumerate(tokens) if token in _SIGNS]
    if len(places) != 1:
        raise Problem(f"Quy tắc “{text}” phải có đúng một dấu so sánh.", _REMEDY)
    left, right = tokens[: places[0]], tokens[places[0] + 1 :]
    return Rule(text, _sum(left, text), tokens[places[0]], _sum(right, text), says)


def parse_sum(text: str) -> Sum:
    return _sum(_tokens(text), text)


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    while place < len(text.rstrip()):
        token = _TOKEN.match(text, place)
        if token is None:
            raise Problem(f"Quy tắc “{text}” có chỗ không hiểu: “{text[place:].strip()}”.", _REMEDY)
        found.append(token[0].strip())
        place = token.end()
    return found


def _sum(tokens: list[str], text: str) -> Sum:
    if len(tokens) % 2 == 0 or any(sign not in ("+", "-") for sign in tokens[1::2]):
        raise Problem(f"Quy tắc “{text}” thiếu số hạng hoặc dấu cộng, trừ.", _REMEDY)
    if any(term in ("+", "-") for term in tokens[::2]):
        raise Problem(f"Quy tắc “{text}” có hai dấu liền nhau.", _REMEDY)
    signs = [1, *(1 if sign == "+" else -1 for sign in tokens[1::2])]
    return Sum(tuple(zip(signs, tokens[::2], strict=True)))
