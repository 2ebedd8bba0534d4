"""The first records of a register: our office, the way its data goes; and the public half of its recovery code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.fields import Options
from app.ports import Store, Touched
from app.problems import Problem
from app.records.office import Office
from app.usecases.office import COMMUNE_KINDS
from app.usecases.routes import REFORM, Way, preset, set_route

if TYPE_CHECKING:
    from app.records.units import Unit

STRAIGHT, BEFORE, RELAYED = "two_levels", "three_levels", "relayed"
WAYS: Options = (
    (STRAIGHT, "Thẳng lên Sở Tư pháp (từ 01/07/2025)"),
    (BEFORE, "Qua Phòng Tư pháp, rồi Sở Tư pháp (trước 01/07/2025)"),
    (RELAYED, "Qua đầu mối khác, rồi Sở Tư pháp (hiện nay)"),
)


@dataclass(frozen=True)
class Founding:
    """What the first run asks: which unit, who keeps the register, which way its data goes.

    `way` is a code of WAYS; `middle` is the code and the name of the office between, where there is one.
    """

    unit: Unit
    officer: str = ""
    chair: str = ""
    way: str = STRAIGHT
    middle: tuple[str, str] = ("", "")


def found(store: Store, founding: Founding) -> Touched:
    """Write the first records of a register: our office and the routes to the province.

    Raises Problem, with nothing written, when an office has no name or the way goes through one that nobody named.
    """
    unit = founding.unit
    check_named((unit.code, unit.name))
    ours = Office(
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        province=unit.province,
        officer=founding.officer,
        chair=founding.chair,
    )
    with store.atomic():
        store.set_setting("author", founding.officer)
        store.author = founding.officer or store.author
        touched = store.put(ours)
        if unit.kind != "province" and unit.province_code:
            touched |= _ways(store, founding)
    return touched


def check_named(office: tuple[str, str]) -> None:
    """Raise Problem when an office lacks its code or its name."""
    if not all(part.strip() for part in office) or len(office[0]) > 20:
        raise Problem(
            "Đơn vị, đầu mối trung gian cần có mã và tên.",
            "Ghi mã (tối đa 20 ký tự, ví dụ PTP-01) và tên, rồi làm lại.",
        )


def _ways(store: Store, founding: Founding) -> Touched:
    """Write the way up of a commune by its presets, or of an office between, which has no end."""
    unit = founding.unit
    last = (unit.province_code, f"Sở Tư pháp {unit.province}")
    touched = store.put(Office(code=last[0], name=last[1], kind="province", province=unit.province))
    if unit.kind not in COMMUNE_KINDS:
        name = f"{unit.name} gửi {last[1]}"
        return touched | set_route(store, preset(STRAIGHT), Way(last), valid=(None, None), name=name)
    if founding.way == RELAYED:
        name, through = "Xã gửi qua đầu mối trung gian", preset(BEFORE)
        return touched | set_route(store, through, Way(last, founding.middle), valid=(REFORM, None), name=name)
    if founding.way == BEFORE:
        touched |= set_route(store, preset(BEFORE), Way(last, founding.middle))
    return touched | set_route(store, preset(STRAIGHT), Way(last))


def keep_recovery_reader(store: Store, code: str) -> None:
    from app.bundles.keys import UnitKeys
    from app.bundles.recovery import recovery_identity

    store.set_setting("recovery_reader", UnitKeys("", recovery_identity(code)).public_read())
