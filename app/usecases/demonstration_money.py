"""The money, an election and the book-keeping of the fictional commune: who was paid, who waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from app.ports import Query, Store, Touched
from app.records.attachments import Attachment
from app.records.base import Record
from app.records.books import NumberRange, VoidNumber
from app.records.elections import BoardMember, Candidate, Election
from app.records.mediation import MediationCase
from app.records.mediators import MediationGroup, Mediator
from app.records.money import AccidentLine, AccidentSupport, GroupSupport, PaymentLine, PaymentRequest, Rate
from app.records.places import Hamlet
from app.usecases.demonstration_office import put_all, read, uid
from app.usecases.money import lines_for

_EMPTY_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
_PAID, _WAITING = "DA_CHI", "CHO_CHI"
_REFUSED = "T04"  # the group that was refused once, and asked again


def load_money(store: Store) -> Touched:
    """Put payments, support, an election and an accident beside the mediation records, which must be there."""
    return put_all(store, _records(store))


def _records(store: Store) -> Iterator[Record]:
    yield from _rates()
    for group in store.every(MediationGroup, Query(order="code")):
        yield from _requests(store, group)
        yield GroupSupport(
            id=uid(f"support {group.code}"),
            group=group.id,
            year=2026,
            month=10,
            amount=150_000,
            paid_on=date(2026, 10, 30),
            document="Phiếu chi tháng 10/2026",
        )
    yield _election(store)
    yield _accident()
    yield VoidNumber(
        id=uid("void T02"), group=uid("T02"), year=2025, number=7, reason="Trang sổ giấy bị ướt, bỏ không ghi."
    )
    yield _scan(store)
    yield NumberRange(
        id=uid("range T01 2027"),
        group=uid("T01"),
        year=2027,
        first=1,
        last=200,
        replica="00000000000000a1-1",
        pc_name="Máy văn phòng (hư cấu)",
    )


def _rates() -> Iterator[Record]:
    for item, amount in (("case_success", 400_000), ("case_failure", 300_000), ("group_month", 150_000)):
        yield Rate(
            id=uid(f"rate {item}"),
            item=item,
            amount=amount,
            basis="Nghị quyết hư cấu của HĐND, bằng mức tối đa của Thông tư 56/2023/TT-BTC",
            valid_from=date(2024, 1, 1),
        )


def _requests(store: Store, group: MediationGroup) -> Iterator[Record]:
    said = {row["ma"]: row["tl"] for row in read("mediation.json")["vu_viec"]}
    cases = list(store.every(MediationCase, Query(where={"group": group.id}, order="code")))
    paid = [line for case in cases if said.get(case.code) == _PAID for line in lines_for(store, case)]
    waiting = [line for case in cases if said.get(case.code) == _WAITING for line in lines_for(store, case)]
    if paid:
        yield _request(
            group,
            "1",
            number=f"01/{group.code}",
            made_on=date(2026, 7, 6),
            lines=paid,
            state="paid",
            complete_on=date(2026, 7, 7),
            decided_on=date(2026, 7, 13),
            decision="Phiếu duyệt chi 07/2026",
            group_received_on=date(2026, 7, 15),
            paid_on=date(2026, 7, 17),
        )
    if group.code == _REFUSED:
        yield _refused(group, waiting)
    if waiting:
        yield _request(
            group,
            "2",
            number=f"02/{group.code}",
            made_on=date(2026, 11, 16),
            lines=waiting,
            state="complete",
            complete_on=date(2026, 11, 18),
        )


def _refused(group: MediationGroup, lines: list[PaymentLine]) -> PaymentRequest:
    return _request(
        group,
        "refused",
        number=f"01b/{group.code}",
        made_on=date(2026, 9, 7),
        lines=lines,
        state="refused",
        decided_on=date(2026, 9, 10),
        decision="Văn bản từ chối tháng 9/2026 (hư cấu)",
        refused_because="Giấy đề nghị chưa có chữ ký xác nhận của tổ trưởng tổ hòa giải.",
    )


def _request(group: MediationGroup, name: str, **said: Any) -> PaymentRequest:
    return PaymentRequest(id=uid(f"request {group.code} {name}"), group=group.id, budget_year=2026, **said)


def _scan(store: Store) -> Attachment:
    """A scan that shows nothing: the demonstration has no real paper to show."""
    return Attachment(
        id=uid("attachment T01-01"),
        of_table=MediationCase.table,
        of_record=uid("HG-2026-T01-01"),
        file_name="ban-quet-hu-cau.pdf",
        about="Bản quét văn bản hòa giải thành (hư cấu)",
        media="pdf",
        size=len(_EMPTY_PDF),
        sha256=store.blobs.keep(_EMPTY_PDF),
        added_on=date(2026, 1, 16),
    )


def _election(store: Store) -> Election:
    """The meeting that elected the mediators of Bãi Bồi, with the votes that stand in their own records."""
    people = store.every(Mediator, Query(where={"group": uid("T05")}))
    elected = sorted(people, key=lambda one: -(one.votes or 0))
    return Election(
        id=uid("election T05"),
        elected_as="mediator",
        group=uid("T05"),
        hamlet=uid("hamlet/Bãi Bồi"),
        held_on=date(2023, 12, 17),
        hour="08:00",
        place="Nhà sinh hoạt cộng đồng ấp Bãi Bồi",
        manner="open",
        households=store.get(Hamlet, uid("hamlet/Bãi Bồi")).households,
        present=142,
        board=[BoardMember("Đặng Văn Ngọt", "Tổ trưởng"), BoardMember("Ngô Thị Lành", "Thành viên")],
        candidates=[Candidate(one.full_name, one.birth_year, one.votes, True) for one in elected],
        sent_on=date(2023, 12, 20),
    )


def _accident() -> AccidentSupport:
    return AccidentSupport(
        id=uid("accident H16"),
        mediator=uid("H16"),
        happened_on=date(2026, 6, 24),
        on_the_way=True,
        what_happened="Té xe trên đường đến nơi hòa giải, trầy xước tay, khâu hai mũi.",
        requested_by="Đặng Văn Lũy",
        requested_on=date(2026, 6, 29),
        lines=[AccidentLine("treatment", "mediator", 450_000, "Hóa đơn trạm y tế")],
        decided_on=date(2026, 7, 3),
        decision="Quyết định hư cấu",
        paid_on=date(2026, 7, 6),
    )
