"""How everything looks: colours as tokens, Qt's Fusion style, one palette and one style sheet made from them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui import fonts
from ui.style import sheet
from ui.tokens import DARK, LIGHT, TONES, Tokens

POINTS = 10.0
PERCENTS = (100, 110, 125, 150)


@dataclass
class _State:
    tokens: Tokens = LIGHT
    percent: int = 100


_state = _State()


def current() -> Tokens:
    """The tokens in force; asked at the moment of painting, so that a change of theme needs no second way."""
    return _state.tokens


def percent() -> int:
    return _state.percent


def apply(app: QApplication, *, dark: bool = False, percent: int = 100) -> None:
    """Give the whole program its look over the Fusion style it was started in; may be called again at any time."""
    _state.tokens, _state.percent = DARK if dark else LIGHT, percent
    app.setFont(fonts.font(POINTS * percent / 100))
    app.setPalette(palette(_state.tokens))
    app.setStyleSheet(sheet(_state.tokens, POINTS * percent / 100))


def palette(tokens: Tokens) -> QPalette:
    made, roles = QPalette(), QPalette.ColorRole
    colours = {
        roles.Window: tokens.ground,
        roles.WindowText: tokens.text,
        roles.Base: tokens.surface,
        roles.AlternateBase: tokens.sunken,
        roles.Text: tokens.text,
        roles.PlaceholderText: tokens.muted,
        roles.Button: tokens.surface,
        roles.ButtonText: tokens.text,
        roles.ToolTipBase: tokens.surface,
        roles.ToolTipText: tokens.text,
        roles.Highlight: tokens.fill,
        roles.HighlightedText: tokens.on_accent,
        roles.Accent: tokens.fill,
        roles.Link: tokens.accent,
        roles.LinkVisited: tokens.accent,
    }
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.faint))
    return made


__all__ = ["DARK", "LIGHT", "PERCENTS", "POINTS", "TONES", "Tokens", "apply", "current", "palette", "percent"]
