"""The fictional commune's plan of 2026 with its 35 tasks, and one record of each thing dissemination stands on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from app.ports import Store, Touched
from app.records.base import Record
from app.records.bookshelf import BookLoan, CountedBook, MaterialStock, ShelfBook, StockMove, StockTake
from app.records.commendations import Commendation
from app.records.legal_aid import LegalAidReferral, LegalDocument
from app.records.planning import AnnualPlan, PlanTask
from app.records.surveys import LawClub, Survey, SurveyAnswer
from app.usecases.demonstration_office import put_all, read, uid
from app.usecases.planning_start import sample_groups

_UNITS = {
    "cuộc": "session",
    "buổi": "meeting",
    "lớp": "class",
    "đợt": "round",
    "cuộc thi": "contest",
    "lượt phát": "broadcast",
    "tin bài": "item",
    "văn bản": "document",
    "báo cáo": "report",
    "đồng": "money",
}
_CYCLES = {"Hằng tuần": "weekly", "Hằng tháng": "monthly", "Hằng quý": "quarterly", "Cả năm": "all_year"}
_DIGITAL = {"NV18": ("social_media",), "NV19": ("online_contest",), "NV24": ("portal",), "NV33": ("digitised",)}


def load_planning(store: Store) -> Touched:
    """Put the plan and what supports it beside the events, which must be there."""
    return put_all(store, [*_plan(), *_support()])


def _plan() -> Iterator[Record]:
    yield AnnualPlan(
        id=uid("plan 2026"),
        year=2026,
        name="Kế hoạch mẫu PBGDPL, hòa giải ở cơ sở, chuẩn tiếp cận pháp luật (hư cấu)",
        number="00/KH-UBND (hư cấu)",
        issued_on=date(2026, 1, 26),
        above_number="Kế hoạch 25/KH-UBND của UBND thành phố Cần Thơ",
        above_issued_on=date(2026, 1, 20),
        groups=sample_groups(),
    )
    yield from (_task(row) for row in read("pbgdpl_demo.json")["ke_hoach_2026"])


def _task(row: dict[str, Any]) -> PlanTask:
    unit = _UNITS.get(row["don_vi"], "other")
    partly = row["trang_thai"] == "HOAN_THANH_MOT_PHAN"
    cycle = next((code for words, code in _CYCLES.items() if row["thoi_gian"].startswith(words)), "")
    return PlanTask(
        id=uid(f"task {row['ma']}"),
        plan=uid("plan 2026"),
        code=row["ma"],
        group=row["nhom"],
        content=row["noi_dung"],
        lead=row["chu_tri"],
        co_ordinators="" if row["phoi_hop"] == "-" else row["phoi_hop"],
        time=row["thoi_gian"],
        starts_on=_start(row),
        due_on=date.fromisoformat(row["han"]),
        cycle=cycle or ("set_times" if ";" in row["thoi_gian"] else "once"),
        target=row["chi_tieu"],
        unit_kind=unit,
        unit_words=row["don_vi"] if unit == "other" else "",
        done_besides=row["thuc_hien"] - _from_events(row) or None,
        until_due=row["ma"] == "NV32",
        product=row["san_pham"],
        evidence=row["san_pham"] if row["trang_thai"] == "HOAN_THANH" else "",
        digital=_DIGITAL.get(row["ma"], ()),
        closed_as="partly" if partly else "",
        closed_on=date(2026, 4, 6) if partly else None,
        closed_because="Thu được 146 trong 150 phiếu." if partly else "",
    )


def _start(row: dict[str, Any]) -> date:
    """Return the first day of the work: tasks of December begin in December."""
    return date(2026, 12, 1) if "Tháng 12" in row["thoi_gian"] else date(2026, 1, 1)


def _from_events(row: dict[str, Any]) -> int:
    """Return how much of what is done comes from the events that name the task."""
    counted = {"lượt phát": 12, "tin bài": 8}
    if not row["su_kien"] or row["don_vi"] not in _UNITS:
        return 0
    return counted.get(row["don_vi"], len(row["su_kien"]))


def _support() -> Iterator[Record]:
    yield LegalDocument(
        id=uid("document hu cau"),
        number="00/2026/QH-hư cấu",
        name="Luật hư cấu dùng để trình diễn",
        issuer="Quốc hội (hư cấu)",
        issued_on=date(2026, 4, 1),
        in_force_on=date(2026, 9, 1),
        topics=("rights", "new_documents"),
    )
    yield LegalAidReferral(
        id=uid("referral 1"),
        asked_on=date(2026, 4, 25),
        hamlet=uid("hamlet/Rạch Gừa"),
        group="disabled",
        topic="land",
        need="advice",
        sent_to="Trung tâm Trợ giúp pháp lý nhà nước thành phố",
        outcome="helped",
        answered_on=date(2026, 5, 8),
    )
    yield from _bookshelf()
    yield _survey()
    yield from _recognition()


def _survey() -> Survey:
    return Survey(
        id=uid("survey 2026"),
        name="Khảo sát nhu cầu tìm hiểu pháp luật năm 2026",
        held_on=date(2026, 3, 2),
        ended_on=date(2026, 3, 27),
        handed_out=150,
        collected=148,
        valid=146,
        answers=[
            SurveyAnswer("Đã dự buổi PBGDPL trong 12 tháng?", "Có", 97),
            SurveyAnswer("Đã dự buổi PBGDPL trong 12 tháng?", "Không", 49),
            SurveyAnswer("Ngôn ngữ phù hợp", "Tiếng Việt", 71),
            SurveyAnswer("Ngôn ngữ phù hợp", "Tiếng Khmer", 44),
            SurveyAnswer("Ngôn ngữ phù hợp", "Song ngữ", 31),
        ],
    )


def _recognition() -> Iterator[Record]:
    yield LawClub(
        id=uid("club 1"),
        name="Câu lạc bộ “Nông dân với pháp luật”",
        founded_on=date(2024, 3, 1),
        head="Lý Tấn Phát",
        members=32,
        hamlet=uid("hamlet/Tam Hiệp"),
    )
    yield Commendation(
        id=uid("commendation 1"),
        year=2026,
        subject="group",
        group=uid("T01"),
        name="Tổ hòa giải ấp Giồng Sao",
        field="mediation",
        form="commune",
        achievement="Hòa giải thành các vụ, việc đã tiếp nhận trong năm.",
        proposed_on=date(2026, 11, 10),
    )


def _bookshelf() -> Iterator[Record]:
    book = uid("book 1")
    yield ShelfBook(
        id=book,
        name="Sổ tay pháp luật dành cho người dân (hư cấu)",
        entered_on=date(2026, 2, 10),
        author="Nhiều tác giả",
        published=2025,
        kind="handbook",
        copies=5,
        source="given",
    )
    yield BookLoan(
        id=uid("loan 1"),
        book=book,
        lent_on=date(2026, 6, 1),
        reader="Người Mượn Thử",
        copies=1,
        due_on=date(2026, 6, 15),
        returned_on=date(2026, 6, 12),
    )
    yield StockTake(
        id=uid("stock take 2025"),
        taken_on=date(2025, 12, 22),
        members="Công chức tư pháp; công chức văn hóa",
        lines=[CountedBook(book=book, expected=5, counted=5)],
    )
    yield MaterialStock(
        id=uid("stock 1"),
        name="Tờ gấp song ngữ Việt - Khmer về hụi",
        kind="folder",
        language="khmer",
        source="own",
        moves=[
            StockMove(date(2026, 4, 2), "in", 300, "Nhà in"),
            StockMove(date(2026, 4, 10), "out", 100, "Chùa Bưng Sen"),
        ],
    )
