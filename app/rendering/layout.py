"""What PDF, Word and Excel lay out alike."""

from __future__ import annotations

import math

from app.forms.blocks import Bar, Grid, RowKind, Signature, Signatures

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"
_BLOCK = "█"  # in every Times New Roman, of Windows Glyph List 4
_BLOCKS = 20  # the whole


def ranks(block: Signatures) -> list[tuple[Signature, ...]]:
    """Share the signers out over as few rows as `across` allows, evenly; one alone stands on the right."""
    signers = block.columns
    if not signers:
        return []
    rows = math.ceil(len(signers) / block.across)
    each = math.ceil(len(signers) / rows)
    shared = [signers[start : start + each] for start in range(0, len(signers), each)]
    return [(Signature(), *rank) if len(rank) == 1 else rank for rank in shared]


def joined(grid: Grid, kind: RowKind) -> int:
    """Return how many cells of such a row are drawn as one: all of a group, the first ones of a total."""
    return {"row": 1, "group": len(grid.columns), "total": grid.total_span}[kind]


def drawn(bar: Bar) -> str:
    """Return a bar of signs, where nothing can be drawn; what is chosen at all is never without one."""
    return _BLOCK * math.ceil((bar.share or 0) * _BLOCKS)
