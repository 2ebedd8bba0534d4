"""The verb of a request for remuneration: its next state, with the day that the state asks for."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date

from app.ports import Query, Store
from app.problems import Problem
from app.records.money import PaymentRequest
from app.records.payment_states import DEMANDS, PAYMENT_STATES, next_states
from app.usecases import records
from app.vietnamese import parse_day, tidy, with_capital
from ui.verbs.base import Said, Verb

_WORDS = dict(PAYMENT_STATES)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("request", metavar="MÃ", help="mã hoặc số của đề nghị thanh toán (xem list payment_request)")
    said = "; ".join(f"{code}: {words}" for code, words in PAYMENT_STATES)
    parser.add_argument("state", metavar="TRẠNG_THÁI", choices=tuple(_WORDS), help=f"trạng thái mới ({said})")
    parser.add_argument("--on", default="", metavar="NGÀY", help="ngày của trạng thái đó")
    parser.add_argument("--document", default="", metavar="CHỮ", help="văn bản duyệt chi hoặc từ chối")
    parser.add_argument("--because", default="", metavar="LÝ_DO", help="lý do từ chối")
    parser.add_argument("--correct", default="", metavar="LÝ_DO", help="sửa trạng thái ghi nhầm, kể cả lùi lại")


def _change(store: Store, asked: Namespace) -> Said:
    request = _request(store, asked.request)
    before, request.state = request.state, asked.state
    if day := _day(asked.on):
        setattr(request, _day_of(asked.state), day)
    request.decision = tidy(asked.document) or request.decision
    request.refused_because = tidy(asked.because) or request.refused_because
    _, issues = records.save_telling(store, request, correction=tidy(asked.correct))
    doubts = [issue.message for issue in issues]
    result = {"id": request.id, "before": before, "state": request.state, "next": next_states(request.state)}
    said = f"{with_capital(request.named())}: từ “{_WORDS.get(before, before)}” sang “{_WORDS[request.state]}”."
    return Said(result | {"doubts": doubts}, "\n".join([said, *doubts]))


def _request(store: Store, said: str) -> PaymentRequest:
    """Return the request of an id or, where only one has it, of a number."""
    if found := store.find(PaymentRequest, said):
        return found
    numbered = list(store.every(PaymentRequest, Query(where={"number": said})))
    if len(numbered) != 1:
        why = "có nhiều đề nghị" if numbered else "không có đề nghị"
        raise Problem(f"Trong sổ {why} thanh toán “{said}”.", "Xem mã bằng lệnh list payment_request rồi ghi đúng mã.")
    return numbered[0]


def _day(said: str) -> date | None:
    try:
        return parse_day(said)
    except ValueError as error:
        raise Problem(str(error), "Sửa --on rồi làm lại.") from error


def _day_of(state: str) -> str:
    """Return the field of the day on which a request came to a state; raises Problem where the state has none."""
    days = [name for name in DEMANDS[state] if name.endswith("_on")]
    if not days:
        raise Problem(f"Trạng thái “{_WORDS[state]}” không ghi ngày.", "Bỏ --on rồi làm lại.")
    return days[-1]


VERBS = (Verb("payment-state", "chuyển trạng thái một đề nghị thanh toán thù lao", _arguments, _change),)
