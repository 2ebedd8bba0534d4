"""What a person typed into each kind of box, as plain JSON: kept as a draft even where it cannot be read.

Text, days and numbers are the text as typed; a flag is true or false; a choice its code; several choices a list of
codes; a reference its id, or {"text": …} when nothing in the register has that name; parts a list of such objects.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.declaring import Many, Ref, Refs, fields_of
from app.fields import Choice, Choices, Day, Flag, Kind
from app.vietnamese import fold, show_day, tidy
from ui.texts import tr

Typed = Any
_NEARBY = {"nay": 0, "hom nay": 0, "hom qua": -1, "qua": -1, "mai": 1, "ngay mai": 1}


def typed_of(kind: Kind, value: Any) -> Typed:
    """Return what would have to be typed to mean a value."""
    if isinstance(kind, Many):
        return [typed_part(part) for part in value or []]
    if isinstance(kind, Choices | Refs):
        return list(value or ())
    if isinstance(kind, Flag):
        return bool(value)
    if isinstance(kind, Choice | Ref):
        return value or ""
    return kind.show(value)


def typed_part(part: Any) -> dict[str, Typed]:
    return {name: typed_of(field.kind, getattr(part, name)) for name, field in fields_of(type(part)).items()}


def meaning(kind: Kind, typed: Typed) -> Any:
    """Return the value that was meant; raises ValueError with a sentence."""
    if isinstance(kind, Many):
        return [_part(kind.part, row, place) for place, row in enumerate(typed or [], start=1)]
    if isinstance(kind, Choices | Refs):
        return _several(kind, typed or ())
    if isinstance(kind, Flag):
        return bool(typed)
    if isinstance(kind, Choice | Ref):
        return _reference(typed)
    return day_meant(typed or "") if isinstance(kind, Day) else kind.parse(typed or "")


def _several(kind: Choices | Refs, codes: Any) -> tuple[str, ...]:
    """Return codes in the order of the catalogue; those of a newer program stay, at the end."""
    if isinstance(kind, Refs):
        return tuple(codes)
    known = kind.ordered(set(codes))
    return known + tuple(code for code in codes if code not in known)


def _part(cls: type, row: dict[str, Typed], place: int) -> Any:
    values = {}
    for name, field in fields_of(cls).items():
        try:
            values[name] = meaning(field.kind, row.get(name))
        except ValueError as error:
            said = tr("Dòng {place}, “{label}”: {error}")
            raise ValueError(said.format(place=place, label=tr(field.label), error=error)) from None
    return cls(**values)


def _reference(typed: Typed) -> str:
    if isinstance(typed, dict):
        said = tr("“{text}” chưa có trong sổ. Chọn một dòng trong danh sách, hoặc thêm vào sổ trước.")
        raise ValueError(said.format(text=typed.get("text", "")))
    return typed or ""


def day_meant(text: str, today: date | None = None) -> date | None:
    """Read a day, also “hôm nay”, “hôm qua”, “+3”; raises ValueError with a sentence."""
    said = fold(tidy(text))
    now = today or date.today()  # noqa: DTZ011 (the officer's own calendar day)
    if said in _NEARBY:
        return now + timedelta(days=_NEARBY[said])
    if said[:1] in ("+", "-") and said[1:].isdigit() and len(said) < 5:
        return now + timedelta(days=int(said))
    found: date | None = Day().parse(text)
    return found


def day_shown(text: str) -> str:
    """Return a typed day in full where it can be read, and as it stands where not."""
    try:
        return show_day(day_meant(text))
    except ValueError:
        return text
