"""What each state of a case, and the papers around it, must carry: one table a row, each cell a block or a warning."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.ports import Query
from app.problems import Incomplete
from app.records import Hamlet, MediationCase, MediationGroup, Mediator, PaymentRequest
from app.records.base import Record, new_id
from app.records.elections import Candidate, Election
from app.records.mediation import CaseMediator, Party, Session
from app.records.money import PaymentLine
from app.usecases.deadlines import board
from app.usecases.demonstration import load_demo
from app.usecases.payment_checks import LATE_AFTER
from app.usecases.records import issues_of, save
from app.usecases.roster import composition
from db import SqliteStore, create_register

TODAY = date(2026, 11, 23)
TOMORROW = date.today() + timedelta(days=1)  # noqa: DTZ011 (the officer's own calendar day)


@dataclass(frozen=True)
class Cell:
    """What is done to a sound record, the box it is said under, a piece of the sentence, and whether it blocks."""

    name: str
    of: Callable[[SqliteStore], Record]
    field: str
    words: str
    blocks: bool


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    folder: Path = tmp_path_factory.mktemp("rules")
    store = create_register(folder, bytes(range(32)), unit="99901", author="Người thử")
    load_demo(store)
    yield store
    store.close()


def each(*cells: Cell) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("cell", cells, ids=lambda cell: cell.name)


def judge(store: SqliteStore, cell: Cell) -> None:
    """A block refuses the record and changes nothing; a warning says the same words and lets it pass."""
    record = cell.of(store)
    before = store.last_seq()
    said = [issue for issue in issues_of(store, record) if issue.field == cell.field and cell.words in issue.message]
    assert [issue.blocks for issue in said] == [cell.blocks]
    if cell.blocks:
        with pytest.raises(Incomplete) as refused:
            save(store, record)
        assert cell.words in str(refused.value)
        assert refused.value.remedy
        assert store.last_seq() == before
    else:
        assert not [issue.message for issue in issues_of(store, record) if issue.blocks]


def case_of(store: SqliteStore, code: str) -> MediationCase:
    return next(store.every(MediationCase, Query(where={"code": code})))


def without(code: str, field: str, **more: object) -> Callable[[SqliteStore], Record]:
    """Return what takes a case of the demonstration and empties one of its boxes; `more` changes others."""

    def spoiled(store: SqliteStore) -> Record:
        case = case_of(store, code)
        emptied = (
            "" if isinstance(getattr(case, field), str) else [] if isinstance(getattr(case, field), list) else None
        )
        for name, value in {field: emptied, **more}.items():
            setattr(case, name, value)
        return case

    return spoiled


def with_(code: str, **values: object) -> Callable[[SqliteStore], Record]:
    return without(code, next(iter(values)), **values)


def fresh(store: SqliteStore, **values: object) -> MediationCase:
    """Return a sound case that was only received, of people nobody knows yet."""
    case = MediationCase(
        received_on=date(2026, 11, 2),
        group=case_of(store, "HG-2026-T01-01").group,
        ground="one_party",
        parties=[Party("A", full_name="Nguyễn Văn Thử"), Party("B", full_name="Trần Thị Thử")],
        content="Chuyện thử",
    )
    return dataclasses.replace(case, **values)  # type: ignore[arg-type]


def received(**values: object) -> Callable[[SqliteStore], Record]:
    return lambda store: fresh(store, **values)


OUT, ASSIGNED, GOING = "HG-2026-T02-03", "HG-2026-T05-03", "HG-2026-T03-03"
AGREED, FAILED, LAND = "HG-2026-T01-03", "HG-2026-T04-02", "HG-2026-T03-01"


# --- the states of a case ---------------------------------------------------------------------------------------------


def same_parties(store: SqliteStore) -> Record:
    other = case_of(store, AGREED)
    return fresh(store, parties=[dataclasses.replace(party) for party in other.parties])


@each(
    Cell("group", received(group=""), "group", "Chưa nhập “Tổ hòa giải”", True),
    Cell("day", received(received_on=None), "received_on", "Chưa nhập “Ngày tiếp nhận”", True),
    Cell("ground", received(ground=""), "ground", "Chưa nhập “Căn cứ tiến hành”", True),
    Cell("content", received(content=""), "content", "Chưa nhập “Nội dung chủ yếu”", True),
    Cell("no party", received(parties=[]), "parties", "Chưa nhập “Các bên”", True),
    Cell("one party", received(parties=[Party("A", full_name="Một")]), "parties", "hai bên trở lên", True),
    Cell("name", received(parties=[Party("A", full_name="Một"), Party("B")]), "parties", "“Họ và tên”", True),
    Cell("future", received(received_on=TOMORROW), "received_on", "ở tương lai. Kiểm tra lại", True),
    Cell("frozen period", received(received_on=date(2026, 2, 1)), "received_on", "đã chốt", False),
    Cell("same parties", same_parties, "parties", "HG-2026-T01-03 cùng các bên", False),
)
def test_received(filled: SqliteStore, cell: Cell) -> None:
    judge(filled, cell)


def test_a_sound_received_case_is_not_complained_of(filled: SqliteStore) -> None:
    assert issues_of(filled, fresh(filled)) == []


def paid_but_out_of_scope(store: SqliteStore) -> Record:
    case = case_of(store, "HG-2026-T01-01")
    emptied = {"agreement": "", "end_reason": "", "written": False}
    return dataclasses.replace(case, state="out_of_scope", out_of_scope="criminal", referred_to="police", **emptied)  # type: ignore[arg-type]


@each(
    Cell("reason", without(OUT, "out_of_scope"), "out_of_scope", "lý do không thuộc phạm vi", True),
    Cell("referral", without(OUT, "referred_to", referred_name=""), "referred_to", "cơ quan đã hướng dẫn", True),
    Cell("payment", paid_but_out_of_scope, "state", "đang có trong đề nghị thanh toán", True),
    Cell("agreement", with_(OUT, agreement="Xin lỗi"), "agreement", "không có kết quả hòa giải", True),
    Cell("end", with_(OUT, end_reason="mediator_ends"), "end_reason", "không có kết quả hòa giải", True),
    Cell("failure", with_(OUT, failure_reason="Không chịu"), "failure_reason", "không có kết quả hòa giải", True),
)
def test_out_of_scope(filled: SqliteStore, cell: Cell) -> None:
    judge(filled, cell)


def mediator_who_left(store: SqliteStore) -> Record:
    gone = next(store.every(Mediator, Query(text="Mai Văn Út")))
    return dataclasses.replace(case_of(store, ASSIGNED), mediators=[CaseMediator(gone.id)])


def mediator_is_a_party(store: SqliteStore) -> Record:
    case = case_of(store, ASSIGNED)
    case.parties[0].full_name = store.get(Mediator, case.mediators[0].mediator).full_name
    return case


def mediator_of_the_same_home(store: SqliteStore) -> Record:
    case = case_of(store, ASSIGNED)
    mediator = store.get(Mediator, case.mediators[0].mediator)
    mediator.address = case.parties[0].address
    store.put(mediator)
    case.parties[0].full_name = mediator.full_name.split()[0] + " Văn Thử"
    return case


def mediator_of_another_group(store: SqliteStore) -> Record:
    stranger = case_of(store, "HG-2026-T01-01").mediators[0].mediator
    return dataclasses.replace(case_of(store, ASSIGNED), mediators=[CaseMediator(stranger)])


@each(
    Cell("scope", without(ASSIGNED, "scope"), "scope", "Chọn phạm vi hòa giải", True),
    Cell("mediator", without(ASSIGNED, "mediators"), "mediators", "ít nhất một hòa giải viên", True),
    Cell("in office", mediator_who_left, "mediators", "Mai Văn Út không làm hòa giải viên vào ngày 17/11/2026", True),
    Cell("day", without(ASSIGNED, "assigned_on"), "assigned_on", "Ghi ngày phân công", True),
    Cell("order", with_(ASSIGNED, assigned_on=date(2026, 11, 15)), "assigned_on", "trước ngày tiếp nhận", True),
    Cell("future", with_(ASSIGNED, assigned_on=TOMORROW), "assigned_on", "ở tương lai", True),
    Cell("party", mediator_is_a_party, "mediators", "là một bên trong vụ này", True),
    Cell("kinship", mediator_of_the_same_home, "mediators", "cùng họ và nơi ở", False),
    Cell("other group", mediator_of_another_group, "mediators", "thuộc tổ khác. Ghi tổ phối hợp", False),
)
def test_assigned(filled: SqliteStore, cell: Cell) -> None:
    judge(filled, cell)


def test_assignment_is_not_asked_of_a_case_mediated_at_once(filled: SqliteStore) -> None:
    at_once = without(ASSIGNED, "assigned_on", immediate=True)(filled)
    assert issues_of(filled, at_once) == []


@each(
    Cell("session", without(GOING, "sessions"), "sessions", "Ghi ít nhất một phiên", True),
    Cell("day", with_(GOING, sessions=[Session(place="Ở ấp")]), "sessions", "Chưa nhập “Ngày”", True),
    Cell("place", with_(GOING, sessions=[Session(date(2026, 10, 22))]), "sessions", "Ghi địa điểm", True),
    Cell("late", with_(GOING, sessions=[Session(date(2026, 10, 24), place="Ở ấp")]), "sessions", "quá 3 ngày", False),
)
def test_in_progress(filled: SqliteStore, cell: Cell) -> None:
    judge(filled, cell)


@pytest.mark.parametrize(
    "values", [{"other_time_agreed": True}, {"immediate": True}, {"assigned_on": date(2026, 10, 21)}]
)
def test_a_first_session_in_time_or_as_agreed_is_not_complained_of(
    filled: SqliteStore, values: dict[str, object]
) -> None:
    late = with_(GOING, sessions=[Session(date(2026, 10, 24), place="Ở ấp")], **values)(filled)
    assert issues_of(filled, late) == []


def one_side_signs(store: SqliteStore) -> Record:
    case = case_of(store, AGREED)
    for party in case.parties:
        party.side = "A"
    return case


def somebody_elses_right(store: SqliteStore) -> Record:
    case = case_of(store, AGREED)
    case.parties.append(Party(role="related", full_name="Người Liên Quan"))
    return case


def untold_course(store: SqliteStore) -> Record:
    case = case_of(store, AGREED)
    for session in case.sessions:
        session.course = ""
    return case


@each(
    Cell("day", without(AGREED, "ended_on"), "ended_on", "phải ghi ngày kết thúc", True),
    Cell("order", with_(AGREED, ended_on=date(2026, 7, 31)), "ended_on", "phiên hòa giải cuối cùng 05/08/2026", True),
    Cell("future", with_(AGREED, ended_on=TOMORROW), "ended_on", "ở tương lai", True),
    Cell("reason", with_(AGREED, end_reason="party_stops"), "end_reason", "khoản 1 Điều 23", True),
    Cell("agreement", without(AGREED, "agreement"), "agreement", "Ghi thỏa thuận", True),
    Cell("24.2 a", without(AGREED, "ground"), "ground", "Căn cứ tiến hành", True),
    Cell("24.2 b", without(AGREED, "parties"), "parties", "Chưa nhập “Các bên”", True),
    Cell("24.2 c", without(AGREED, "content"), "content", "Nội dung chủ yếu", True),
    Cell("24.2 d", untold_course, "sessions", "d) diễn biến", True),
    Cell("24.2 e", without(AGREED, "rights_duties"), "rights_duties", "e) quyền và nghĩa vụ", True),
    Cell("24.2 g", without(AGREED, "method"), "method", "g) phương thức, thời hạn", True),
    Cell("24.2 h parties", one_side_signs, "parties", "h) chữ ký của hai bên", True),
    Cell("24.2 h mediator", without(AGREED, "mediators"), "mediators", "ít nhất một hòa giải viên", True),
    Cell("deadline", without(AGREED, "due_on"), "due_on", "Chưa ghi thời hạn", False),
    Cell("third party", somebody_elses_right, "third_party_consent", "đã đồng ý", False),
    Cell("crime", with_(AGREED, agreement="Không yêu cầu khởi tố"), "agreement", "có thể không thuộc phạm vi", False),
    Cell("State land", with_(AGREED, agreement="Chia đôi đất công"), "agreement", "lợi ích Nhà nước", False),
)
def test_success(filled: SqliteStore, cell: Cell) -> None:
    judge(filled, cell)


def test_an_agreement_nobody_wrote_down_needs_no_eight_contents(filled: SqliteStore) -> None:
    oral = with_(AGREED, written=False, rights_duties="", method="", due_on=date(2026, 12, 1))(filled)
    assert issues_of(filled, oral) == []


@each(
    Cell("day", without(FAILED, "ended_on"), "ended_on", "phải ghi ngày kết thúc", True),
    Cell("no reason of art 23", without(FAILED, "end_reason"), "end_reason", "Chọn lại lý do", True),
    Cell("agreed", with_(FAILED, end_reason="agreed"), "end_reason", "Chọn lại lý do", True),
    Cell("why", without(FAILED, "failure_reason"), "failure_reason", "Ghi lý do hòa giải không thành", True),
    Cell("referral", without(FAILED, "referred_to", referred_name=""), "referred_to", "Nên ghi đã hướng dẫn", False),
    Cell("boundary", without(LAND, "referred_to", referred_name=""), "referred_to", "Điều 235 Luật Đất đai", False),
    Cell(
        "land use",
        without(LAND, "referred_to", referred_name="", matter="land_use"),
        "referred_to",
        "Điều 235 Luật Đất đai",
        False,
    ),
)
def test_failure(filled: SqliteStore, cell: Cell) -> None:
    judge(filled, cell)


# --- money ------------------------------------------------------------------------------------------------------------


def request(store: SqliteStore, code: str, amount: int, **values: object) -> PaymentRequest:
    case = case_of(store, code)
    mediator = str(values.pop("mediator", case.mediators[0].mediator if case.mediators else ""))
    day = values.pop("made_on", TODAY)
    return PaymentRequest(made_on=day, group=case.group, lines=[PaymentLine(case.id, mediator, amount)], **values)  # type: ignore[arg-type]


def asked(code: str, amount: int, **values: object) -> Callable[[SqliteStore], Record]:
    return lambda store: request(store, code, amount, **values)


def who_took_no_part(store: SqliteStore) -> Record:
    stranger = case_of(store, "HG-2026-T05-01").mediators[0].mediator
    return request(store, "HG-2026-T01-01", 1, mediator=stranger)


def unpaid_success(store: SqliteStore, *, draft: bool = False) -> MediationCase:
    """Keep a case of group T01 that ended on 30/10/2026 and that nobody asked money for."""
    like = case_of(store, "HG-2026-T01-01")
    days = {"received_on": date(2026, 10, 30), "assigned_on": date(2026, 10, 30), "ended_on": date(2026, 10, 30)}
    held = [Session(date(2026, 10, 30), place="Ở ấp")]
    case = dataclasses.replace(
        like,
        id=new_id(),
        code="",
        number=None,
        sessions=held,
        written=False,
        written_on=None,
        due_on=None,
        obligations=[],
        follow_ups=[],
        **days,  # type: ignore[arg-type]
    )
    if draft:
        case.content = ""
    save(store, case, as_draft=draft)
    return case


def of_a_draft(store: SqliteStore) -> Record:
    case = unpaid_success(store, draft=True)
    return PaymentRequest(made_on=TODAY, group=case.group, lines=[PaymentLine(case.id, case.mediators[0].mediator, 1)])


def above_the_rate(store: SqliteStore) -> Record:
    case = unpaid_success(store)
    return PaymentRequest(
        made_on=TODAY, group=case.group, lines=[PaymentLine(case.id, case.mediators[0].mediator, 400_001)]
    )


def long_after_the_end(store: SqliteStore) -> Record:
    case = unpaid_success(store)
    store.set_setting(LATE_AFTER, 20)
    return PaymentRequest(
        made_on=TODAY, group=case.group, lines=[PaymentLine(case.id, case.mediators[0].mediator, 400_000)]
    )


@each(
    Cell("still open", asked(GOING, 1), "lines", "chưa kết thúc nên không đủ điều kiện chi", True),
    Cell("out of scope", asked(OUT, 1), "lines", "không thuộc vụ đã hòa giải", True),
    Cell("took part", who_took_no_part, "lines", "Ngô Thị Diễm Hương không hòa giải vụ HG-2026-T01-01", True),
    Cell("in the register", of_a_draft, "lines", "còn là bản nháp, chưa vào sổ", True),
    Cell("paid twice", asked("HG-2026-T01-01", 1), "lines", "đã được đề nghị thù lao vụ HG-2026-T01-01", True),
    Cell("above the rate", above_the_rate, "lines", "400.001 đồng vượt mức 400.000 đồng", True),
    Cell("long after the end", long_after_the_end, "lines", "đã quá 20 ngày mới đề nghị", False),
)
def test_request_for_payment(demo_store: SqliteStore, cell: Cell) -> None:
    judge(demo_store, cell)


# --- groups and mediators ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ({"left_on": date(2026, 11, 1)}, "phải có từ 3 người"),
        ({"sex": "male"}, "chưa có hòa giải viên nữ"),
        ({"ethnicity": "kinh"}, "chưa có người dân tộc"),
        ({"head_from": None}, "chưa có tổ trưởng"),
        ({"head_from": date(2024, 1, 15)}, "có 3 tổ trưởng"),
    ],
    ids=["three", "woman", "minority", "no head", "one head"],
)
def test_group(demo_store: SqliteStore, spoil: dict[str, object], words: str) -> None:
    group = next(demo_store.every(MediationGroup, Query(where={"code": "T02"})))
    assert demo_store.get(Hamlet, group.hamlets[0]).minority_area
    assert composition(demo_store, group, TODAY) == []
    for mediator in list(demo_store.every(Mediator, Query(where={"group": group.id}))):
        demo_store.put(dataclasses.replace(mediator, **spoil))  # type: ignore[arg-type]
    said = [issue for issue in composition(demo_store, group, TODAY) if words in issue.message]
    assert [issue.blocks for issue in said] == [False]


@pytest.mark.parametrize(
    "words", ["còn 1 vụ chưa kết thúc: chuyển sang Tổ hòa giải ấp Kinh Mới", "còn 3 hòa giải viên"]
)
def test_group_that_merges_away(filled: SqliteStore, words: str) -> None:
    group, heir = (next(filled.every(MediationGroup, Query(where={"code": code}))) for code in ("T05", "T03"))
    gone = dataclasses.replace(group, state="merged", ended_on=date(2026, 11, 20), successor=heir.id)
    said = [issue for issue in issues_of(filled, gone) if words in issue.message]
    assert [issue.blocks for issue in said] == [False]


def recognised(**values: object) -> Callable[[SqliteStore], Record]:
    def made(store: SqliteStore) -> Record:
        group = next(store.every(MediationGroup, Query(where={"code": "T01"})))
        sound = Mediator(
            full_name="Nguyễn Thị Thử Nghiệm",
            group=group.id,
            sex="female",
            ethnicity="kinh",
            votes=108,
            households=214,
            list_received_on=date(2026, 11, 2),
            recognised_on=date(2026, 11, 9),
            decision="Quyết định hư cấu",
        )
        return dataclasses.replace(sound, **values)  # type: ignore[arg-type]

    return made


@each(
    Cell("votes", recognised(votes=None), "votes", "Ghi số hộ đồng ý và tổng số hộ", True),
    Cell("households", recognised(households=None), "votes", "Ghi số hộ đồng ý và tổng số hộ", True),
    Cell("decision", recognised(decision=""), "decision", "Ghi số quyết định công nhận", True),
    Cell("day", recognised(recognised_on=None), "recognised_on", "phải ghi ngày công nhận", True),
    Cell("exactly half", recognised(votes=107), "votes", "107/214 hộ, chưa quá 50 %", True),
    Cell("late", recognised(recognised_on=date(2026, 11, 10)), "recognised_on", "sau hạn 09/11/2026", False),
    Cell("of old, votes", recognised(list_received_on=None, votes=None), "votes", "Ghi số hộ đồng ý", False),
    Cell("of old, decision", recognised(list_received_on=None, decision=""), "decision", "Ghi số quyết định", False),
)
def test_recognition_of_a_mediator(filled: SqliteStore, cell: Cell) -> None:
    judge(filled, cell)


def test_votes_that_stand_in_an_election_are_not_typed_again(demo_store: SqliteStore) -> None:
    mediator = recognised(votes=None, households=None)(demo_store)
    assert isinstance(mediator, Mediator)
    held = Election(
        group=mediator.group,
        held_on=date(2026, 10, 30),
        manner="households",
        households=214,
        candidates=[Candidate(mediator.full_name, votes=108, elected=True)],
    )
    save(demo_store, held)
    assert issues_of(demo_store, mediator) == []


# --- the board --------------------------------------------------------------------------------------------------------


def _start(store: SqliteStore) -> tuple[str, date]:
    return "Bắt đầu hòa giải trong 3 ngày", date(2026, 11, 20)


def _planned(store: SqliteStore) -> tuple[str, date]:
    case = case_of(store, ASSIGNED)
    case.sessions = [Session(date(2026, 11, 30), place="Ở ấp")]
    store.put(case)
    return "Bắt đầu hòa giải trong 3 ngày", date(2026, 11, 20)


def _decision(store: SqliteStore) -> tuple[str, date]:
    return "Quyết định chi thù lao", date(2026, 11, 26)


def _mediator(store: SqliteStore) -> tuple[str, date]:
    store.put(recognised(list_received_on=date(2026, 11, 18), recognised_on=None, decision="")(store))
    return "Quyết định công nhận hòa giải viên", date(2026, 11, 26)


def _head(store: SqliteStore) -> tuple[str, date]:
    group = case_of(store, GOING).group
    held = Election(elected_as="head", group=group, held_on=date(2026, 11, 16), sent_on=date(2026, 11, 18))
    store.put(held)
    return "Quyết định công nhận tổ trưởng", date(2026, 11, 26)


def _payout(store: SqliteStore) -> tuple[str, date]:
    waiting = next(one for one in store.every(PaymentRequest) if one.state == "complete")
    store.put(dataclasses.replace(waiting, state="with_group", group_received_on=date(2026, 11, 20)))
    return "Tổ trả thù lao hòa giải viên", TODAY


def _agreement(store: SqliteStore) -> tuple[str, date]:
    case = case_of(store, AGREED)
    store.put(dataclasses.replace(case, due_on=date(2026, 12, 1)))
    return "Thỏa thuận đến hạn thực hiện", date(2026, 12, 1)


def _court(store: SqliteStore) -> tuple[str, date]:
    case = case_of(store, AGREED)
    store.put(dataclasses.replace(case, ended_on=date(2026, 6, 20)))
    return "Hết hạn yêu cầu Tòa án công nhận", date(2026, 12, 20)


def _report(store: SqliteStore) -> tuple[str, date]:
    return "Gửi báo cáo tròn năm 2026", date(2027, 1, 11)


@pytest.mark.parametrize(
    "due",
    [_start, _planned, _decision, _mediator, _head, _payout, _agreement, _court, _report],
    ids=lambda due: due.__name__,
)
def test_board_of_deadlines(demo_store: SqliteStore, due: Callable[[SqliteStore], tuple[str, date]]) -> None:
    what, day = due(demo_store)
    assert (what, day) in {(one.what, one.due_on) for one in board(demo_store, TODAY)}
