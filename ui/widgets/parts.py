"""A part as one line of words: what was filled in, without what goes without saying."""

from __future__ import annotations

from app.declaring import Ref, Refs, fields_of
from app.fields import Choice, Choices, Flag, Kind, Money, Text
from ui.texts import tr
from ui.widgets.refs import References
from ui.widgets.typed import Typed

_MOST_LETTERS = 160


def summary(part: type, typed: dict[str, Typed], blank: dict[str, Typed], references: References) -> str:
    """Return the words of a part as typed, leaving out what an untouched part holds too; a sum is not cut off."""
    said: list[str] = []
    for name, field in sorted(fields_of(part).items(), key=lambda item: not isinstance(item[1].kind, Money)):
        if typed.get(name) in (None, "", [], blank.get(name)):
            continue
        if isinstance(field.kind, Flag):
            said += [tr(field.label)] if typed[name] else []
        else:
            said.append(shown_typed(field.kind, typed[name], references))
    words = ", ".join(word for word in said if word)
    return words if len(words) <= _MOST_LETTERS else words[: _MOST_LETTERS - 1] + "…"


def shown_typed(kind: Kind, typed: Typed, references: References) -> str:
    """Return what was typed as a person reads it: words for codes, names for ids."""
    if isinstance(typed, dict):
        return str(typed.get("text", ""))
    if isinstance(kind, Ref):
        labels, ids = references(kind.to), (typed or ()) if isinstance(kind, Refs) else (typed,)
        return ", ".join(labels.get(one, one) for one in ids if one)
    if isinstance(kind, Choice):
        words = kind.words()
        codes = (typed or ()) if isinstance(kind, Choices) else (typed,)
        return ", ".join(words.get(code, code) for code in codes if code)
    line = " ".join(str(typed or "").split())
    return line if not (isinstance(kind, Text) and kind.long) else line[:60]
