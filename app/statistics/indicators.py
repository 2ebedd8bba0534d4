"""Every indicator by its name: what a table may name, and what a new indicator is added to."""

from __future__ import annotations

from app.problems import Problem
from app.statistics.facts import Indicator
from app.statistics.indicators_mediation import MEDIATION
from app.statistics.indicators_outreach import OUTREACH
from app.statistics.indicators_support import SUPPORT

INDICATORS: dict[str, Indicator] = {indicator.name: indicator for indicator in (*MEDIATION, *OUTREACH, *SUPPORT)}


def indicator(name: str) -> Indicator:
    if name not in INDICATORS:
        raise Problem(f"Không có chỉ số “{name}”.", "Dùng một chỉ số trong danh mục chỉ số của chương trình.")
    return INDICATORS[name]
