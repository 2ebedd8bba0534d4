"""The layout of every form, kept: words and rules with their places. `python -m tests.forms.golden` renews them.

Look at the pages before renewing: the files say what changed, not whether it is well.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.forms.packs import form_ids
from app.rendering import fonts

FOLDER = Path(__file__).parent / "golden"
KEPT = [(form_id, kind) for form_id in (*form_ids(), "21a") for kind in ("blank", "typical")]
TOLERANCE = 0.5  # points

Item = list[Any]


def layout(form_id: str, kind: str) -> list[Item]:
    from tests.forms import papers

    pdf = papers.printed(form_id, kind)
    return [["word", *word] for word in papers.words(pdf)] + [["rule", *rule] for rule in papers.rules(pdf)]


def kept(form_id: str, kind: str) -> list[Item]:
    found: list[Item] = json.loads(_file(form_id, kind).read_text(encoding="utf-8"))
    return found


def differences(before: list[Item], after: list[Item]) -> list[str]:
    """Return what moved by more than the tolerance, what is other, what is lacking; the first ten are enough."""
    counts = [] if len(before) == len(after) else [f"{len(before)} -> {len(after)} items"]
    moved = [f"{old} -> {new}" for old, new in zip(before, after, strict=False) if not _alike(old, new)]
    return [*counts, *moved[:10]]


def _alike(old: Item, new: Item) -> bool:
    return len(old) == len(new) and all(
        abs(one - other) <= TOLERANCE if isinstance(one, float) and isinstance(other, int | float) else one == other
        for one, other in zip(old, new, strict=True)
    )


def _file(form_id: str, kind: str) -> Path:
    return FOLDER / f"{form_id}-{kind}.json"


def _renew() -> None:
    FOLDER.mkdir(exist_ok=True)
    for form_id, kind in KEPT:
        lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in layout(form_id, kind))
        _file(form_id, kind).write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    fonts.register(bundled=True)
    _renew()
