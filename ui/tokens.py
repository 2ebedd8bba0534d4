"""The colours of the light and of the dark theme, by what they are for; their contrast is tested."""

from __future__ import annotations

from dataclasses import dataclass

TONES = ("info", "success", "warning", "danger", "neutral")  # a tone never stands alone: words go with it


@dataclass(frozen=True)
class Tokens:
    name: str
    window: str
    surface: str
    surface_alt: str
    text: str
    muted: str
    disabled_text: str
    border: str  # around what can be typed into: 3:1 against the surface (WCAG 1.4.11)
    line: str  # between things; carries no meaning
    primary: str
    primary_text: str
    primary_hover: str
    link: str
    selection: str
    hover: str
    navigation: str
    navigation_text: str
    navigation_muted: str
    navigation_selected: str
    navigation_mark: str
    info: str
    info_wash: str
    success: str
    success_wash: str
    warning: str
    warning_wash: str
    danger: str
    danger_wash: str
    neutral: str
    neutral_wash: str
    chart: tuple[str, ...]

    def tone(self, name: str) -> tuple[str, str]:
        """Return the ink and the wash of a tone."""
        return str(getattr(self, name)), str(getattr(self, f"{name}_wash"))


LIGHT = Tokens(
    name="light",
    window="#f4f6fa",
    surface="#ffffff",
    surface_alt="#edf1f6",
    text="#18222f",
    muted="#566273",
    disabled_text="#7b8796",
    border="#8290a1",
    line="#d8dfe8",
    primary="#1357a6",
    primary_text="#ffffff",
    primary_hover="#0e4483",
    link="#1357a6",
    selection="#e0ebf8",
    hover="#f0f5fb",
    navigation="#0f2d55",
    navigation_text="#eaf0f8",
    navigation_muted="#b5c4d9",
    navigation_selected="#1f4d87",
    navigation_mark="#f5b340",
    info="#14539c",
    info_wash="#e3eefb",
    success="#146c36",
    success_wash="#e1f4e7",
    warning="#7d4f00",
    warning_wash="#fff0d2",
    danger="#ad1f1b",
    danger_wash="#fce7e6",
    neutral="#465264",
    neutral_wash="#e7ebf1",
    chart=("#1357a6", "#e0a136", "#2a8a57", "#b4413c", "#7b62a8", "#5f8aa6"),
)

DARK = Tokens(
    name="dark",
    window="#141b25",
    surface="#1b2430",
    surface_alt="#232e3c",
    text="#e8edf4",
    muted="#a9b5c5",
    disabled_text="#7d8a9b",
    border="#77869a",
    line="#334154",
    primary="#2f74c9",
    primary_text="#ffffff",
    primary_hover="#3a82da",
    link="#8dbdf7",
    selection="#24405f",
    hover="#222e3d",
    navigation="#0d1826",
    navigation_text="#e4ebf4",
    navigation_muted="#9fb0c6",
    navigation_selected="#1d3f6b",
    navigation_mark="#f5b340",
    info="#9cc6fa",
    info_wash="#1c3552",
    success="#83d6a0",
    success_wash="#17382a",
    warning="#f2c46c",
    warning_wash="#3f3114",
    danger="#ffa8a2",
    danger_wash="#472523",
    neutral="#c3cdda",
    neutral_wash="#2e3a4a",
    chart=("#5b9bea", "#e8b355", "#5fbf8c", "#e5837d", "#ab93d8", "#8db4cc"),
)
