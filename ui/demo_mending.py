"""The way back in the demonstration: one record is refused, the receipt says which and why, it is mended and sent."""

from __future__ import annotations

from pathlib import Path

from app.bundles.receipts import Receipt
from app.ports import Query, Store
from app.records import MediationCase
from app.usecases import receiving, syncing
from app.usecases.states import Progressing
from ui.demo_facts import Facts

_CASE = "HG-2026-T01-01"
_UNKNOWN = "khong-co-trong-danh-muc"
_SPOILED, _MENDED = "Trình diễn: một giá trị hỏng", "Trình diễn: sửa theo biên nhận"


def mend(facts: Facts, commune: Store, province: Store, stick: Path) -> None:
    """Let one value go bad, be refused, and be mended; both registers end with the values they began with."""
    stick.mkdir()
    case = next(commune.every(MediationCase, Query(where={"code": _CASE})))
    commune.settle(MediationCase, case.id, {"matter": _UNKNOWN}, _SPOILED)
    first = _there_and_back(commune, province, stick)
    refused = [one.id for one in first.refused] == [case.id] and _state(commune, case) == "refused"
    why = " ".join(one.reason for one in first.refused)
    said = f"Biên nhận số {first.number} trả lại {_CASE} ({why.rstrip('.')}); {first.sent - 1} hồ sơ kia vẫn nhận."
    facts.step("Một hồ sơ bị trả lại", said, well=refused)
    commune.settle(MediationCase, case.id, {"matter": case.matter}, _MENDED)
    second = _there_and_back(commune, province, stick)
    said = f"Biên nhận số {second.number}: đủ {second.sent} hồ sơ đã đến, không còn hồ sơ nào bị trả lại."
    facts.step("Sửa rồi gửi lại", said, well=second.complete() and _state(commune, case) == "received")


def _there_and_back(commune: Store, province: Store, stick: Path) -> Receipt:
    got = receiving.receive(province, syncing.export_bundle(commune, stick).file.path)
    if got.receipt is None or got.receipt_file is None:
        raise AssertionError("a bundle was received without a receipt")
    receiving.receive(commune, got.receipt_file.path)
    return got.receipt


def _state(store: Store, case: MediationCase) -> str:
    return Progressing(store).of(MediationCase, [case.id])[case.id].code
