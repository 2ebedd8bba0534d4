"""The editors, from outside: one for every kind of value a record can hold."""

from __future__ import annotations

from ui.widgets.editor import Editor
from ui.widgets.making import editor_for
from ui.widgets.refs import References

__all__ = ["Editor", "References", "editor_for"]
