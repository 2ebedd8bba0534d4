"""Which editor a kind of value gets: the one table between the vocabulary of records and the boxes on the screen."""

from __future__ import annotations

from app.declaring import Field, Many, Ref, Refs
from app.fields import Choice, Choices, Day, Flag, Text
from ui.widgets.editor import Editor
from ui.widgets.lines import DayEditor, LineEditor, LongEditor
from ui.widgets.picks import FEW, ChoiceEditor, ChoicesEditor, FewChoicesEditor, FlagEditor
from ui.widgets.refs import RefEditor, References, RefsEditor

_EDITORS: tuple[tuple[type, type[ChoicesEditor | ChoiceEditor | FlagEditor | DayEditor]], ...] = (
    (Choices, ChoicesEditor),
    (Choice, ChoiceEditor),
    (Flag, FlagEditor),
    (Day, DayEditor),
)


def editor_for(field: Field, references: References) -> Editor:
    """Return an empty editor for a declared field."""
    kind = field.kind
    if isinstance(kind, Many):
        from ui.widgets.many import ManyEditor

        return ManyEditor(field, references)
    if isinstance(kind, Ref):
        return (RefsEditor if isinstance(kind, Refs) else RefEditor)(field, references)
    if isinstance(kind, Text) and kind.long:
        return LongEditor(field)
    if isinstance(kind, Choices) and len(kind.options) <= FEW:
        return FewChoicesEditor(field)
    made = next((editor for family, editor in _EDITORS if isinstance(kind, family)), LineEditor)
    return made(field)
