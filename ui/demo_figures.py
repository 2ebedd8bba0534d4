"""The demonstration's golden figures: what every number must be, at the commune and where the bundle arrived."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.ports import Store
from app.statistics import periods
from app.statistics.facts import Facts
from app.statistics.indicators import indicator
from app.statistics.periods import Period
from app.usecases import reporting
from app.usecases.demonstration_office import read
from app.vietnamese import show_day
from ui.demo_facts import Figure

_MEDIATION = {
    "tiep_nhan": "mediation.received",
    "a": "mediation.scope.conflict",
    "b": "mediation.scope.civil",
    "c": "mediation.scope.family",
    "d": "mediation.scope.violation",
    "thanh": "mediation.success",
    "khong_thanh": "mediation.failure",
    "chua_xong": "mediation.pending",
    "ngoai_pham_vi": "mediation.out_of_scope",
}
_ROSTER = {
    "to": "mediation.groups",
    "hoa_giai_vien": "mediators.all",
    "nam": "mediators.men",
    "nu": "mediators.women",
    "luat": "mediators.law",
    "chua_luat": "mediators.not_law",
    "dtts": "mediators.minority",
    "boi_duong": "mediators.trained",
}
_OUTREACH = {
    "cuoc": "PB10",
    "luot": "PB11",
    "nam": "PB12",
    "nu": "PB13",
    "dtts": "PB14",
    "dac_thu": "PB16",
    "thi": "PB20",
    "luotthi": "PB21",
    "tl": "PB30",
    "tl_dt": "PB32",
    "tl_web": "PB33",
    "ps": "PB40",
    "ps_k": "PB40.khmer",
    "tin": "PB41",
    "kp": "PB50",
    "tx": "PB51",
    "da": "PB52",
    "k": "PB53",
}


def figures(commune: Store, province: Store) -> list[Figure]:
    """Count everything that has a golden figure, in both registers."""
    return [*_mediation(commune, province), *_outreach(commune, province)]


def _mediation(commune: Store, province: Store) -> Iterator[Figure]:
    data = read("mediation.json")
    for day, golden in data["ket_qua_mong_doi"].items():
        period = periods.free_period(date(2026, 1, 1), date.fromisoformat(day))
        yield from _compared(f"Hòa giải, đến {show_day(period.last)}", period, golden, _MEDIATION, (commune, province))
    roster = data["doi_ngu_mong_doi"]
    period = periods.free_period(date(2026, 1, 1), date.fromisoformat(roster["ngay"]))
    yield from _compared(
        f"Đội ngũ hòa giải viên, {show_day(period.last)}", period, roster, _ROSTER, (commune, province)
    )


def _outreach(commune: Store, province: Store) -> Iterator[Figure]:
    for said, golden in read("outreach.json")["ket_qua_mong_doi"].items():
        period = _period(said)
        yield from _compared(f"PBGDPL, đến {show_day(period.last)}", period, golden, _OUTREACH, (commune, province))


def _period(said: str) -> Period:
    """Return the period of “SB6T_2026” or “DEN_2026-11-23”."""
    code, _, rest = said.partition("_")
    if code == "DEN":
        return periods.free_period(date(2026, 1, 1), date.fromisoformat(rest))
    return periods.parse(f"{rest}:{code}")


def _compared(
    group: str, period: Period, golden: dict[str, int], names: dict[str, str], stores: tuple[Store, Store]
) -> Iterator[Figure]:
    facts: list[Facts] = [reporting.facts(store, period) for store in stores]
    for key, name in names.items():
        known = indicator(name)
        counted, arrived = (known.figure(one, period).value for one in facts)
        yield Figure(group, known.label, golden[key], counted, arrived)
