"""The demonstration's mediation: five groups, eighteen mediators, one training, fifteen cases of 2026."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile, zip_longest
from typing import Any

from app.ports import Store, Touched
from app.records.base import Record
from app.records.mediation import (
    CaseMediator,
    FollowUp,
    Invited,
    MediationCase,
    Obligation,
    Party,
    Session,
    UrgentReport,
)
from app.records.mediators import BookVolume, MediationGroup, Mediator, Training
from app.usecases.demonstration_office import day, hamlet, load_office, put_all, read, uid
from app.vietnamese import fold

RECOGNISED = date(2024, 1, 15)
_TRAINED = date(2026, 4, 22)
_SEX = {"NAM": "male", "NU": "female"}
_LAW = {"LUAT": "law", "CHUA_LUAT": "none"}
_GROUNDS = {
    "YEU_CAU_MOT_BEN": "one_party",
    "YEU_CAU_CAC_BEN": "all_parties",
    "HGV_CHUNG_KIEN_HOAC_BIET": "witnessed",
    "DE_NGHI_CO_QUAN_TO_CHUC_CA_NHAN": "proposed",
}
_SCOPES = {
    None: "",
    "A_MAU_THUAN": "conflict",
    "B_DAN_SU": "civil",
    "C_HON_NHAN_GIA_DINH": "family",
    "D_VI_PHAM_CHUA_DEN_MUC_XU_LY": "violation",
}
_MATTERS = {
    "ranh_gioi_dat": "boundary",
    "loi_di_chung": "common_way",
    "thua_ke": "inheritance",
    "vay_muon_hui": "loan",
    "hop_dong": "contract",
    "boi_thuong_thiet_hai": "damages",
    "vo_chong": "spouses",
    "cap_duong_nuoi_con": "support",
    "cha_me_con": "parents_children",
    "moi_truong_ve_sinh": "environment",
    "tieng_on": "noise",
    "dien_nuoc_cong_trinh_phu": "utilities",
    "xo_xat_danh_du": "brawl",
}
_FOLLOW_UP = {
    None: "",
    "DANG_THUC_HIEN": "performing",
    "DA_THUC_HIEN_XONG": "performed",
    "KHONG_THUC_HIEN": "not_performed",
}
_ENDS = {"THANH": "success", "KHONG_THANH": "failure", "KHONG_THUOC_PHAM_VI": "out_of_scope"}
_SHORT = "xã Sen Vàng"


def load_mediation(store: Store) -> Touched:
    """Put the offices and the year's mediation into a register."""
    data = read("mediation.json")
    with store.atomic():
        touched = load_office(store)
        return touched | put_all(store, _records(data))


def _records(data: dict[str, Any]) -> Iterator[Record]:
    for row in data["to"]:
        yield hamlet(row["ap"], households=row["ho"], minority_area=bool(row["dtts"]))
        yield _group(row)
    groups = {row["ma"]: row for row in data["to"]}
    yield from (_mediator(row, groups[row["to"]]) for row in data["hoa_giai_vien"])
    yield _training(data["hoa_giai_vien"])
    hamlets = {row["ma"]: row["ap"] for row in data["to"]}
    yield from (case(row, hamlets[row["to"]]) for row in data["vu_viec"])


def _group(row: dict[str, Any]) -> MediationGroup:
    return MediationGroup(
        id=uid(row["ma"]),
        code=row["ma"],
        name=f"Tổ hòa giải ấp {row['ap']}",
        hamlets=(uid(f"hamlet/{row['ap']}"),),
        founded_on=RECOGNISED,
        decision="Quyết định công nhận của UBND xã (hư cấu)",
        volumes=[BookVolume(year=2026, volume="01", opened_on=date(2026, 1, 2))],
    )


def _mediator(row: dict[str, Any], group: dict[str, Any]) -> Mediator:
    left = day(row["nghi"])
    return Mediator(
        id=uid(row["ma"]),
        full_name=row["ho_ten"],
        group=uid(row["to"]),
        sex=_SEX[row["gioi"]],
        birth_year=row["nam_sinh"],
        ethnicity=row["dan_toc"].lower(),
        law_training=_LAW[row["chuyen_mon"]],
        languages=("vietnamese", "khmer") if row["dan_toc"] == "KHMER" else ("vietnamese",),
        elected_on=day(group["bau"]["ngay"]),
        election_manner=group["bau"]["cach"],
        votes=row["phieu"],
        households=group["ho"],
        recognised_on=RECOGNISED,
        decision="Quyết định công nhận của UBND xã (hư cấu)",
        head_from=RECOGNISED if row["to_truong"] else None,
        left_on=left,
        leave_reason="own_wish" if left else "",
    )


def _training(roster: list[dict[str, Any]]) -> Training:
    return Training(
        id=uid("training/mediators/2026"),
        held_on=_TRAINED,
        subject="Bồi dưỡng kỹ năng hòa giải ở cơ sở năm 2026",
        organiser="Sở Tư pháp thành phố Cần Thơ",
        mediators=tuple(uid(row["ma"]) for row in roster if row["boi_duong"]),
    )


def case(row: dict[str, Any], hamlet_name: str) -> MediationCase:
    """Return a case of the demonstration file as a record."""
    return MediationCase(
        id=uid(row["ma"]),
        code=row["ma"],
        number=int(row["ma"][-2:]),
        received_on=day(row["tn"]),
        group=uid(row["to"]),
        co_group=uid(row["phoi_hop"]) if row.get("phoi_hop") else "",
        ground=_GROUNDS[row["can_cu"]],
        parties=[*_side("A", row), *_side("B", row)],
        content=row["nd"],
        scope=_SCOPES[row["pv"]],
        matter=_MATTERS[row["tag"]],
        state=_state(row),
        **_course(row, hamlet_name),
        **_outcome(row),
    )


def _state(row: dict[str, Any]) -> str:
    return _ENDS.get(row["kq"]) or ("in_progress" if row["phien"] else "assigned")


def _course(row: dict[str, Any], hamlet_name: str) -> dict[str, Any]:
    invited = [Invited(row["moi"], capacity=row["tu_cach_moi"])] if row["moi"] else []
    place = f"{row['noi_hoa_giai']} ấp {hamlet_name}"
    return {
        "assigned_on": day(row["pc"]),
        "immediate": row["can_cu"] == "HGV_CHUNG_KIEN_HOAC_BIET",
        "chosen_by": "head" if row["pc"] else "",
        "mediators": [CaseMediator(uid(code), lead=code == row["hgv"][0]) for code in row["hgv"]],
        "invited": invited,
        "sessions": [_session(held, place, said) for held, said in zip_longest(row["phien"], row.get("dien_bien", []))],
    }


def _session(held: str, place: str, said: dict[str, str] | None) -> Session:
    course = said or {"dien_bien": "", "a": "", "b": ""}
    return Session(day(held), "08:00", place, course["dien_bien"], course["a"], course["b"])


def _side(side: str, row: dict[str, Any]) -> list[Party]:
    request = row.get("yeu_cau", {}).get(side, "")
    found = parties(side, row[side.lower()])
    return [dataclasses.replace(party, request=request if party is found[0] else "") for party in found]


def _outcome(row: dict[str, Any]) -> dict[str, Any]:
    ended = day(row["kt"])
    written = bool(row["vb"])
    common = {
        "ended_on": ended,
        "follow_up": _FOLLOW_UP[row["theo_doi"]],
        "written": written,
        "written_on": ended if written else None,
        "written_place": f"{row['noi_hoa_giai']}, {_SHORT}" if written else "",
        "copies": 3 if written else None,
        "due_on": day(row.get("han")),
    }
    special = {"THANH": _success, "KHONG_THANH": _failure, "KHONG_THUOC_PHAM_VI": _out_of_scope}.get(row["kq"])
    return common | (special(row) if special else {})


def _success(row: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"end_reason": "agreed", "agreement": row["tt"]}
    said |= {"rights_duties": row.get("quyen_nghia_vu", ""), "method": row.get("phuong_thuc", "")}
    due, state = day(row.get("han")), _FOLLOW_UP[row["theo_doi"]]
    if due:
        content = "Bên B chưa thực hiện thỏa thuận." if state == "not_performed" else "Đã kiểm tra việc thực hiện."
        said["obligations"] = [Obligation("B", row["tt"], due_on=due, state=state)]
        said["follow_ups"] = [FollowUp(due + timedelta(days=3), content, state, reported=state == "not_performed")]
    if row.get("toa_an") == "DA_CONG_NHAN":
        said |= _recognised()
    return said


def _recognised() -> dict[str, Any]:
    return {
        "court": "recognised",
        "court_name": "Tòa án nhân dân khu vực (hư cấu)",
        "court_filed_on": date(2026, 6, 15),
        "court_decision": "Quyết định công nhận kết quả hòa giải thành (hư cấu)",
        "court_decided_on": date(2026, 6, 29),
    }


def _failure(row: dict[str, Any]) -> dict[str, Any]:
    to_court = "tòa án" in row["ly_do"].lower()
    return {
        "end_reason": "party_stops" if "yêu cầu chấm dứt" in row["ly_do"] else "mediator_ends",
        "failure_reason": row["ly_do"],
        "referred_to": "court" if to_court else "commune_land",
        "referred_name": "Tòa án nhân dân khu vực (hư cấu)" if to_court else f"UBND {_SHORT}",
    }


def _out_of_scope(row: dict[str, Any]) -> dict[str, Any]:
    police = f"Công an {_SHORT}"
    report = UrgentReport(day(row["kt"]), ground="violation", content=row["nd"], receiver=police)
    return {
        "out_of_scope": "criminal",
        "referred_to": "police",
        "referred_name": police,
        "urgent_reports": [report],
        "note": row["ly_do"],
    }


def parties(side: str, text: str) -> list[Party]:
    """Return the people a side of the demonstration file names: “Ông Lý A (1970), ấp B”, several, or a household."""
    *people, where = re.split(r"\s*\((\d{4})\),?\s*", text)
    names, years = people[::2], people[1::2]
    standing_for = names[0].partition(", đại diện ")[0] if "đại diện" in names[0] else ""
    address = f"{where}, {_SHORT}"
    if standing_for:
        address = f"đại diện {standing_for[0].lower()}{standing_for[1:]}, {address}"
    return [
        Party(
            side,
            kind=_party_kind(names[0]),
            full_name=_name(said),
            birth_year=int(year),
            address=address,
            sex=_sex(said),
        )
        for said, year in zip(names, years, strict=True)
    ]


def _party_kind(said: str) -> str:
    return "households" if said.startswith("Nhóm") else "household" if said.startswith("Hộ") else "person"


def _name(said: str) -> str:
    """Return the capitalised words at the end, without the form of address."""
    words = takewhile(lambda word: word[0].isupper() and word not in ("Ông", "Bà"), reversed(said.split()))
    return " ".join(reversed(list(words)))


def _sex(said: str) -> str:
    called = fold(said).split()
    female = "ba" in called if {"ong", "ba"} & set(called) and "ông/bà" not in said else " Thị " in said
    return "female" if female else "male"
