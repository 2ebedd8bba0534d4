"""The colours of the light and of the dark theme, by what they are for; their contrast is tested."""

from __future__ import annotations

from typing import NamedTuple

TONES = ("accent", "ok", "warn", "bad", "calm")  # a tone never stands alone: words go with it


class Tokens(NamedTuple):
    name: str
    ground: str
    surface: str
    sunken: str
    text: str
    muted: str
    faint: str
    border: str  # around what can be typed into: 3:1 against the surface (WCAG 1.4.11)
    line: str  # between things; carries no meaning
    fill: str
    on_accent: str
    accent_strong: str
    accent: str
    accent_soft: str
    nav: str
    nav_text: str
    nav_muted: str
    nav_chosen: str
    nav_mark: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    calm: str
    calm_soft: str
    chart: tuple[str, ...]

    def tone(self, name: str) -> tuple[str, str]:
        """Return the ink and the wash of a tone."""
        return str(getattr(self, name)), str(getattr(self, f"{name}_soft"))


LIGHT = Tokens(
    name="light",
    ground="#f4f6fa",
    surface="#ffffff",
    sunken="#edf1f6",
    text="#18222f",
    muted="#566273",
    faint="#7b8796",
    border="#8290a1",
    line="#d8dfe8",
    fill="#1357a6",
    on_accent="#ffffff",
    accent_strong="#0e4483",
    accent="#1357a6",
    accent_soft="#e0ebf8",
    nav="#0f2d55",
    nav_text="#eaf0f8",
    nav_muted="#b5c4d9",
    nav_chosen="#1f4d87",
    nav_mark="#f5b340",
    ok="#146c36",
    ok_soft="#e1f4e7",
    warn="#7d4f00",
    warn_soft="#fff0d2",
    bad="#ad1f1b",
    bad_soft="#fce7e6",
    calm="#465264",
    calm_soft="#e7ebf1",
    chart=("#1357a6", "#e0a136", "#2a8a57", "#b4413c", "#7b62a8", "#5f8aa6"),
)

DARK = Tokens(
    name="dark",
    ground="#141b25",
    surface="#1b2430",
    sunken="#232e3c",
    text="#e8edf4",
    muted="#a9b5c5",
    faint="#7d8a9b",
    border="#77869a",
    line="#334154",
    fill="#2f74c9",
    on_accent="#ffffff",
    accent_strong="#2666b5",
    accent="#8dbdf7",
    accent_soft="#24405f",
    nav="#0d1826",
    nav_text="#e4ebf4",
    nav_muted="#9fb0c6",
    nav_chosen="#1d3f6b",
    nav_mark="#f5b340",
    ok="#83d6a0",
    ok_soft="#17382a",
    warn="#f2c46c",
    warn_soft="#3f3114",
    bad="#ffa8a2",
    bad_soft="#472523",
    calm="#c3cdda",
    calm_soft="#2e3a4a",
    chart=("#5b9bea", "#e8b355", "#5fbf8c", "#e5837d", "#ab93d8", "#8db4cc"),
)
