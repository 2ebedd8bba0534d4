"""The demonstration's dissemination: eighteen propagandists, their training, fifteen events of 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from app.ports import Store, Touched
from app.records.base import Record
from app.records.event_parts import Consulted, Invitee, Prize
from app.records.higher_speakers import HigherSpeaker
from app.records.mediators import Training
from app.records.outreach import Broadcast, Cost, Document, Material, OutreachEvent, Post, Propagandist, Speaker
from app.usecases.demonstration_office import COMMUNE_NAME, OFFICER, day, hamlet, load_office, put_all, read, uid

_FORMS = {
    "HOI_NGHI": "conference",
    "LOA_TRUYEN_THANH": "loudspeaker",
    "TOA_DAM": "seminar",
    "PHIEN_TOA_GIA_DINH": "moot_court",
    "LONG_GHEP_LE_HOI": "festival",
    "TGPL_LUU_DONG": "mobile_legal_aid",
    "TAP_HUAN": "training",
    "MANG_XA_HOI": "social_media",
    "LUU_DONG": "mobile",
    "CUOC_THI": "contest",
    "CAU_LAC_BO": "club",
    "SAN_KHAU_HOA": "performance",
    "TRUC_TIEP_NHOM": "small_group",
    "MIT_TINH": "rally",
}
_LANGUAGES = {"VIET": "vietnamese", "KHMER": "khmer"}
_SOURCES = {"kp_thuong_xuyen": "regular", "kp_de_an": "programme", "kp_khac": "other"}
_NUMBERS = {
    "minutes": "thoi_luong_phut",
    "attended": "tong_luot",
    "men": "nam",
    "women": "nu",
    "kinh": "kinh",
    "khmer": "khmer",
    "hoa": "hoa",
    "other_ethnic": "dan_toc_khac",
}
_AS_THEY_ARE = (
    "place_kind",
    "counting",
    "hour",
    "questions",
    "entrants",
    "rules_document",
    "club",
    "club_members",
    "consultations",
    "direct_reason",
    "level",
    "chair",
    "secretary",
    "co_organisers",
    "summary",
    "outcome",
    "suggestions",
    *("contest_kind", "award_decision", "piece", "stage_kind", "script", "troupe", "situation", "roles"),
    *("aid_centre", "aid_cases", "trained_propagandists", "trained_mediators", "test_result"),
)
_REPORTERS = {"BCV01": "Lê Minh Trí"}
_TRAINING_EVENT = "SK-2026-007"
_LAST_CLOSED = date(2026, 10, 31)


def load_outreach(store: Store) -> Touched:
    """Put the offices and the year's dissemination into a register."""
    data = read("outreach.json")
    with store.atomic():
        touched = load_office(store)
        return touched | put_all(store, _records(data))


def _records(data: dict[str, Any]) -> Iterator[Record]:
    yield from (hamlet(row["ten"], households=row["ho"]) for row in data["ap"])
    yield _left()
    yield from (_propagandist(row) for row in data["tuyen_truyen_vien"])
    yield from (_reporter(code, name) for code, name in _REPORTERS.items())
    yield from (event(row) for row in data["su_kien"])
    yield _training(data["tuyen_truyen_vien"])


def _propagandist(row: dict[str, Any]) -> Propagandist:
    return Propagandist(
        id=uid(row["ma"]),
        full_name=row["ho_ten"],
        sex=row["gioi"],
        birth_year=row["nam_sinh"],
        ethnicity=row["dan_toc"],
        position=row["chuc_vu"],
        law_training="law" if row["luat"] else "none",
        languages=("vietnamese", "khmer") if row["dan_toc"] == "khmer" else ("vietnamese",),
        listed_on=date(2025, 9, 8),
        recognised_on=date(2025, 9, 12),
        published_on=date(2025, 9, 15),
        decision="Quyết định công nhận của UBND xã (hư cấu)",
    )


def _left() -> Propagandist:
    return Propagandist(
        id=uid("TTV-left"),
        full_name="Trịnh Văn Thôi",
        sex="male",
        birth_year=1957,
        ethnicity="kinh",
        position="Hội Cựu chiến binh xã",
        languages=("vietnamese",),
        listed_on=date(2023, 9, 11),
        recognised_on=date(2023, 9, 14),
        published_on=date(2023, 9, 15),
        decision="Quyết định công nhận của UBND xã (hư cấu)",
        leave_asked_on=date(2025, 9, 10),
        left_on=date(2025, 9, 12),
        leave_published_on=date(2025, 9, 15),
        leave_reason="own_wish",
        leave_decision="Quyết định cho thôi của UBND xã (hư cấu)",
    )


def _reporter(code: str, name: str) -> HigherSpeaker:
    position = "Phòng chuyên môn của Sở Tư pháp (hư cấu)"
    return HigherSpeaker(id=uid(code), full_name=name, position=position, fields="Hòa giải ở cơ sở; PBGDPL")


def _training(roster: list[dict[str, Any]]) -> Training:
    return Training(
        id=uid("training/propagandists/2026"),
        held_on=date(2026, 5, 12),
        subject="Tập huấn kiến thức, kỹ năng cho tuyên truyền viên pháp luật",
        organiser=f"UBND {COMMUNE_NAME}",
        propagandists=tuple(uid(row["ma"]) for row in roster if row["boi_duong"]),
        event=uid(_TRAINING_EVENT),
    )


def event(row: dict[str, Any]) -> OutreachEvent:
    """Return an event of the demonstration file as a record."""
    whole = any("ấp" in name or name == "Toàn xã" for name in row["ap"] if name[0] not in "Ấ")
    ends = day(row["ngay_ket_thuc"]) or day(row["ngay_bat_dau"])
    return OutreachEvent(
        id=uid(row["ma_su_kien"]),
        code=row["ma_su_kien"],
        form=_FORMS[row["hinh_thuc"]],
        name=row["ten"],
        state="closed" if ends and ends <= _LAST_CLOSED else "held",
        direct=bool(row["tinh_truc_tiep"]),
        organiser=row.get("organiser", f"UBND {COMMUNE_NAME}"),
        starts_on=day(row["ngay_bat_dau"]),
        ends_on=day(row["ngay_ket_thuc"]),
        place=row["dia_diem"],
        whole_commune=whole,
        hamlets=() if whole else tuple(uid(f"hamlet/{name}") for name in row["ap"]),
        topics=tuple(row["topics"]),
        audiences=tuple(row["audiences"]),
        special_groups=tuple(row["doi_tuong_dac_thu"]),
        languages=tuple(_LANGUAGES[code] for code in row["ngon_ngu"].split("+")),
        task_code=row["ma_nhiem_vu"],
        note=row.get("ghi_chu", ""),
        **{ours: row[theirs] for ours, theirs in _NUMBERS.items()},
        **{name: row[name] for name in _AS_THEY_ARE if name in row},
        **_lists(row),
    )


def _lists(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "speakers": [_speaker(kind, who) for kind, who in row["speakers"]],
        "documents": [Document(number, title) for number, title in row.get("documents", [])],
        "materials": list(_materials(row)),
        "broadcasts": [_broadcast(*line) for line in row.get("phat", [])],
        "posts": [Post(channel, day(on), items, views) for channel, on, items, views in row.get("tin", [])],
        "costs": list(_costs(row)),
        "invited": [Invitee(name, position) for name, position in row.get("invited", [])],
        "prizes": [Prize(prize, who, number, amount) for prize, who, number, amount in row.get("prizes", [])],
        "consulted": [Consulted(topic, times) for topic, times in row.get("consulted", [])],
    }


def _speaker(kind: str, who: str) -> Speaker:
    if who in _REPORTERS:
        return Speaker(higher=uid(who), kind=kind)
    return Speaker(propagandist=uid(who), kind=kind) if kind == "propagandist" else Speaker(full_name=who, kind=kind)


def _materials(row: dict[str, Any]) -> Iterator[Material]:
    minority, printed = row["trong_do_tieng_dan_toc"], row["tai_lieu_in"]
    lines = (("vietnamese", printed - minority, False), ("khmer", minority, False))
    for language, copies, online in (*lines, ("vietnamese", row["tai_lieu_internet"], True)):
        if copies:
            yield Material(row["kind"], row["material"], language, row.get("source", "own"), copies, online)


def _broadcast(on: str, language: str, times: int) -> Broadcast:
    title = "Nghiêm cấm pháo nổ; an toàn giao thông, phòng cháy dịp Tết"
    return Broadcast(day(on), title, language, times, clusters="7 cụm loa", approved_by=OFFICER)


def _costs(row: dict[str, Any]) -> Iterator[Cost]:
    for name, source in _SOURCES.items():
        if row[name]:
            yield Cost("Tổ chức hoạt động", row[name], source)
    if row.get("level") == "joined":
        yield Cost("Tổ chức buổi trợ giúp pháp lý lưu động", 1_500_000, "regular", payer="other")
