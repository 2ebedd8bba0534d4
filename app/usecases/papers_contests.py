"""The words of a contest's papers: its prizes in the file of the contest, and the list on which they are signed for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.records import event_parts as parts
from app.records.outreach import OutreachEvent
from app.usecases.papers import Values
from app.vietnamese import show_money, show_number

Words = Mapping[str, str]
PRIZES = 6  # rows kept where nobody wrote a prize down


def contest_values(event: OutreachEvent) -> Values:
    """Return what the source “outreach_event” publishes of a contest."""
    awards = [row for prize in event.prizes for row in _awards(prize)]
    paid = sum((prize.amount or 0) * (prize.number or 1) for prize in event.prizes)
    return {
        "contest_kind": dict(parts.CONTEST_KINDS).get(event.contest_kind, ""),
        "award_decision": event.award_decision,
        "prizes": [_prize(prize) for prize in event.prizes] or [{}] * PRIZES,
        "awards": awards or [{}] * PRIZES,
        "award_totals": [{"n": "Tổng cộng", "amount": show_number(paid)}] if paid else [],
    }


def _prize(prize: parts.Prize) -> Words:
    many = f"{show_number(prize.number)} " if (prize.number or 1) > 1 else ""
    money = f"{show_money(prize.amount)}" + ("/giải" if many else "") if prize.amount else ""
    return {
        "prize": _named(prize, many),
        "winner": prize.winner,
        "amount": "; ".join(word for word in (money, prize.goods) if word),
    }


def _named(prize: parts.Prize, many: str = "") -> str:
    given_to = dict(parts.PRIZE_FOR).get(prize.given_to, "").lower()
    named = f"{many}{dict(parts.PRIZES).get(prize.prize, '')}".capitalize()
    return " ".join(word for word in (named, given_to) if word)


def _awards(prize: parts.Prize) -> Iterator[Words]:
    """Yield a line for each prize that is given: names parted by “;” each have their own where they are as many."""
    number = prize.number or 1
    names = [name.strip() for name in prize.winner.split(";") if name.strip()]
    winners = names if len(names) == number else [prize.winner] if number == 1 else [*names, *[""] * number][:number]
    for winner in winners:
        yield {"prize": _named(prize), "winner": winner, "amount": show_number(prize.amount), "goods": prize.goods}
