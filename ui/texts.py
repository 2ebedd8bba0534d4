"""The one call through which every word for people passes; the source language is Vietnamese."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Return a text in the language of the screen; the empty context is the one the extractor gives to a plain call."""
    return QCoreApplication.translate("", text)


def tip(text: str, keys: str = "") -> str:
    """Return what a tooltip says: what will happen, and the keys that do the same."""
    return f"{text} ({keys})" if keys else text
