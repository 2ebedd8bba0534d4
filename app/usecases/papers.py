"""What stands on every paper of our office, whatever the form: names, places, the square code."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date

import orjson

from app.declaring import to_row
from app.ports import Store
from app.records.base import Record
from app.records.mediators import MediationGroup
from app.records.office import Office
from app.records.places import Hamlet
from app.usecases.office import own_office
from app.vietnamese import with_capital

Value = str | Sequence[Mapping[str, str]]
Values = dict[str, Value]
_ASIDE = re.compile(r"\s*\(.*\)$")
_KIND_OF_PLACE = re.compile(
    r"^(xã|phường|đặc khu|thị trấn|ấp|khóm|thôn|làng|tổ dân phố|khu phố|phum|sóc|bản|buôn)\s+(?=\D)", re.IGNORECASE
)
_KIND_OF_UNIT = re.compile(r"^(xã|phường|đặc khu|thị trấn)\s+", re.IGNORECASE)


def office_values(store: Store, record: Record | None = None) -> Values:
    """Return the keys every form may name; the square code only where one record is printed."""
    office = own_office(store)
    return {
        "unit_name": in_sentence(office.name),
        "unit_upper": office.name.upper(),
        "unit_short": short_name(office),
        "province_name": office.province,
        "qr": square_code(record) if record else "",
        "printed_name": "",
    }


def short_name(office: Office) -> str:
    """Return the proper name used as a place: “Sen Vàng” of “xã Sen Vàng”; “Phường 5” keeps its kind."""
    bare = _ASIDE.sub("", _KIND_OF_UNIT.sub("", office.name))
    return office.name if bare.isdigit() else with_capital(bare)


def group_values(store: Store, group: MediationGroup | None) -> Values:
    if group is None:
        return {"hamlet_name": "", "group_name": "", "group_upper": ""}
    hamlets = [in_sentence(hamlet.label()) for one in group.hamlets if (hamlet := store.find(Hamlet, one))]
    return {"hamlet_name": ", ".join(hamlets), "group_name": group.name, "group_upper": group.name.upper()}


def square_code(record: Record) -> str:
    """Return “STP1:” with the record's id and a check of its contents: capitals and digits only, no names."""
    contents = hashlib.sha256(orjson.dumps(to_row(record))).digest()
    check = base64.b32encode(contents[:5]).decode()
    return f"STP1:{record.id.replace('-', '').upper()}:{check}"


def place_and_day(office: Office, on: date, words: str) -> str:
    return f"{short_name(office)}, {words}" if on else short_name(office)


def hour_in_words(hour: str) -> str:
    """Return “08 giờ 30” of “08:30”."""
    return hour.replace(":", " giờ ") if hour else ""


def in_sentence(place: str) -> str:
    """Return “xã Sen Vàng” of “Xã Sen Vàng”; “Phường 5” keeps its capital (NĐ 30/2020, Phụ lục II)."""
    return _KIND_OF_PLACE.sub(lambda found: found[0].lower(), place)
