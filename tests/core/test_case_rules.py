"""The rules of a mediation case: for each, a case that keeps it and one that breaks it, with the box and the words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app.problems import Issue
from app.records import MediationCase
from app.records.case_rules import age_group
from app.records.case_states import ENTRY, STEPS
from app.records.catalogues import CASE_STATES
from app.records.mediation import CaseMediator, Invited, Party, Session

RECEIVED = date(2026, 3, 2)
THIRD_DAY = RECEIVED + timedelta(days=3)
LATER = RECEIVED + timedelta(days=30)


def received() -> MediationCase:
    return MediationCase(
        received_on=RECEIVED,
        group="g",
        ground="one_party",
        parties=[Party(side="A", full_name="Nguyễn Văn Thử"), Party(side="B", full_name="Trần Thị Thử")],
        content="Lấn ranh đất vườn.",
    )


def scope_asked() -> MediationCase:
    return with_(received(), state="scope_asked", scope_asked_on=RECEIVED)


def out_of_scope() -> MediationCase:
    return with_(received(), state="out_of_scope", out_of_scope="criminal", referred_to="police")


def refused() -> MediationCase:
    return with_(received(), state="refused")


def assigned() -> MediationCase:
    return with_(
        received(), state="assigned", scope="conflict", mediators=[CaseMediator("m", lead=True)], assigned_on=RECEIVED
    )


def in_progress() -> MediationCase:
    return with_(
        assigned(), state="in_progress", sessions=[Session(THIRD_DAY, place="Nhà văn hóa", course="Hai bên nói.")]
    )


def paused() -> MediationCase:
    return with_(in_progress(), state="paused")


def success() -> MediationCase:
    return with_(
        in_progress(),
        state="success",
        ended_on=THIRD_DAY,
        end_reason="agreed",
        agreement="Bên B dời hàng rào.",
        rights_duties="Bên B dời, bên A chờ.",
        method="Tự nguyện.",
        written=True,
        due_on=LATER,
    )


def failure() -> MediationCase:
    return with_(
        in_progress(),
        state="failure",
        ended_on=LATER,
        end_reason="party_stops",
        failure_reason="Không thống nhất.",
        referred_to="court",
    )


SOUND: dict[str, Callable[[], MediationCase]] = {
    "received": received,
    "scope_asked": scope_asked,
    "out_of_scope": out_of_scope,
    "refused": refused,
    "assigned": assigned,
    "in_progress": in_progress,
    "paused": paused,
    "success": success,
    "failure": failure,
}


def with_(case: MediationCase, **values: object) -> MediationCase:
    for name, value in values.items():
        setattr(case, name, value)
    return case


def said(case: MediationCase) -> list[tuple[str, bool]]:
    return [(issue.field, issue.blocks) for issue in case.issues()]


def test_there_is_a_sound_case_for_every_state() -> None:
    assert SOUND.keys() == {code for code, _ in CASE_STATES} == ENTRY == STEPS.keys()


@pytest.mark.parametrize("state", SOUND)
def test_a_sound_case_of_every_state_is_not_complained_of(state: str) -> None:
    assert list(SOUND[state]().issues()) == []


# state, what is done to it, the box, a piece of the sentence, whether it blocks
TOMORROW = date.today() + timedelta(days=1)  # noqa: DTZ011 (the officer's own calendar day)
BEFORE = RECEIVED - timedelta(days=1)
BROKEN: tuple[tuple[str, dict[str, object], str, str, bool], ...] = (
    ("received", {"received_on": None}, "received_on", "Chưa nhập “Ngày tiếp nhận”", True),
    ("received", {"group": ""}, "group", "Chưa nhập “Tổ hòa giải”", True),
    ("received", {"ground": ""}, "ground", "Chưa nhập “Căn cứ tiến hành”", True),
    ("received", {"content": ""}, "content", "Chưa nhập “Nội dung chủ yếu”", True),
    ("received", {"parties": []}, "parties", "Chưa nhập “Các bên”", True),
    ("received", {"received_on": TOMORROW}, "received_on", "ở tương lai", True),
    ("received", {"parties": [Party(side="A", full_name="Một Mình")]}, "parties", "từ hai bên trở lên", True),
    (
        "received",
        {"parties": [Party(role="witness", full_name="Chỉ Chứng Kiến")]},
        "parties",
        "từ hai bên trở lên",
        True,
    ),
    (
        "received",
        {"parties": [Party(full_name="Một"), Party(full_name="")]},
        "parties",
        "“Các bên”, dòng 2: Chưa nhập “Họ và tên”",
        True,
    ),
    ("assigned", {"assigned_on": BEFORE}, "assigned_on", "không thể trước ngày tiếp nhận", True),
    ("in_progress", {"ended_on": BEFORE}, "ended_on", "không thể trước ngày tiếp nhận", True),
    (
        "in_progress",
        {"sessions": [Session(BEFORE, place="Ở đó")]},
        "sessions",
        "Phiên hòa giải 01/03/2026 trước ngày tiếp nhận",
        True,
    ),
    ("assigned", {"mediators": [CaseMediator()]}, "mediators", "dòng 1: Chưa nhập “Hòa giải viên”", True),
    ("in_progress", {"sessions": []}, "sessions", "ít nhất một phiên", True),
    ("paused", {"sessions": []}, "sessions", "ít nhất một phiên", True),
    ("in_progress", {"sessions": [Session(place="Ở đó")]}, "sessions", "dòng 1: Chưa nhập “Ngày”", True),
    ("scope_asked", {"scope_asked_on": None}, "scope_asked_on", "Ghi ngày hòa giải viên hỏi", True),
    ("out_of_scope", {"out_of_scope": ""}, "out_of_scope", "lý do không thuộc phạm vi", True),
    ("out_of_scope", {"referred_to": ""}, "referred_to", "Ghi cơ quan đã hướng dẫn", True),
    ("assigned", {"scope": ""}, "scope", "Chọn phạm vi hòa giải", True),
    ("assigned", {"mediators": []}, "mediators", "ít nhất một hòa giải viên", True),
    ("assigned", {"assigned_on": None}, "assigned_on", "Ghi ngày phân công", True),
    ("in_progress", {"sessions": [Session(LATER, place="Ở đó")]}, "sessions", "quá 3 ngày", False),
    ("in_progress", {"sessions": [Session(THIRD_DAY)]}, "sessions", "địa điểm", True),
    ("paused", {"mediators": []}, "mediators", "ít nhất một hòa giải viên", True),
    ("success", {"ended_on": None}, "ended_on", "phải ghi ngày kết thúc", True),
    ("success", {"sessions": []}, "sessions", "ít nhất một phiên", True),
    ("success", {"ended_on": RECEIVED}, "ended_on", "trước phiên hòa giải cuối cùng", True),
    ("success", {"end_reason": "party_stops"}, "end_reason", "Hòa giải thành thì kết thúc do", True),
    ("success", {"agreement": ""}, "agreement", "Ghi thỏa thuận", True),
    ("success", {"due_on": None}, "due_on", "thời hạn thực hiện", False),
    ("success", {"sessions": [Session(THIRD_DAY, place="Ở đó")]}, "sessions", "d) diễn biến", True),
    ("success", {"rights_duties": ""}, "rights_duties", "e) quyền và nghĩa vụ", True),
    ("success", {"method": "", "due_on": None}, "method", "g) phương thức, thời hạn", True),
    ("success", {"agreement": "Không tố giác tội phạm."}, "agreement", "không thuộc phạm vi", False),
    (
        "success",
        {"parties": [*received().parties, Party(role="related", full_name="Người Liên Quan")]},
        "third_party_consent",
        "đã đồng ý",
        False,
    ),
    ("failure", {"referred_to": "", "matter": "boundary"}, "referred_to", "Điều 235 Luật Đất đai", False),
    ("success", {"scope": ""}, "scope", "Chọn phạm vi hòa giải", True),
    ("failure", {"end_reason": "agreed"}, "end_reason", "kết thúc do bên yêu cầu hoặc do hòa giải viên", True),
    ("failure", {"end_reason": ""}, "end_reason", "kết thúc do bên yêu cầu hoặc do hòa giải viên", True),
    ("failure", {"failure_reason": ""}, "failure_reason", "Ghi lý do hòa giải không thành", True),
    ("failure", {"referred_to": ""}, "referred_to", "Nên ghi đã hướng dẫn", False),
    ("failure", {"ended_on": None}, "ended_on", "phải ghi ngày kết thúc", True),
    ("failure", {"sessions": []}, "sessions", "ít nhất một phiên", True),
    ("assigned", {"invited": [Invited("Già Làng", consented=False)]}, "invited", "Già Làng được mời nhưng", False),
    ("scope_asked", {"scope_answered_on": BEFORE}, "scope_answered_on", "trước ngày hỏi 02/03/2026", True),
    ("assigned", {"scope_asked_on": RECEIVED}, "scope_answered_on", "chưa ghi ngày công chức trả lời", False),
)


@pytest.mark.parametrize(("state", "values", "field", "words", "blocks"), BROKEN)
def test_a_broken_rule_is_said_under_its_box_and_nothing_else_blocks(
    state: str, values: dict[str, object], field: str, words: str, blocks: bool
) -> None:
    issues = list(with_(SOUND[state](), **values).issues())
    found = [issue for issue in issues if issue.field == field and words in issue.message]
    assert [issue.blocks for issue in found] == [blocks]
    assert not [issue for issue in issues if issue.blocks and issue not in found]
    assert all(issue.message.endswith(".") for issue in issues)


ALLOWED: tuple[tuple[str, dict[str, object]], ...] = (
    ("assigned", {"assigned_on": None, "immediate": True}),
    ("in_progress", {"sessions": [Session(LATER, place="Ở đó")], "other_time_agreed": True}),
    ("in_progress", {"sessions": [Session(LATER, place="Ở đó")], "immediate": True}),
    ("in_progress", {"sessions": [Session(LATER), Session(RECEIVED, place="Ở đó")]}),
    ("success", {"end_reason": ""}),
    ("success", {"written": False, "rights_duties": "", "method": ""}),
    ("success", {"method": ""}),
    ("out_of_scope", {"referred_to": "", "referred_name": "Thanh tra"}),
    ("received", {"parties": [*received().parties, Party(role="witness", full_name="Người Thấy")]}),
    ("failure", {"end_reason": "mediator_ends"}),
)


@pytest.mark.parametrize(("state", "values"), ALLOWED)
def test_what_the_law_allows_is_not_complained_of(state: str, values: dict[str, object]) -> None:
    assert list(with_(SOUND[state](), **values).issues()) == []


def test_only_the_rules_of_its_own_state_are_asked() -> None:
    bare = received()
    assert said(bare) == []
    assert said(with_(received(), state="success")) == [
        ("scope", True),
        ("mediators", True),
        ("assigned_on", True),
        ("sessions", True),
        ("ended_on", True),
        ("agreement", True),
        ("due_on", False),
    ]


def test_an_empty_case_is_incomplete_and_its_label_works() -> None:
    empty = MediationCase()
    assert all(isinstance(issue, Issue) for issue in empty.issues())
    assert empty.label() == "Vụ chưa có số"
    assert with_(received(), number=7).label() == "Vụ 7/2026"
    assert with_(received(), number=7, code="HG-2026-T01-07").label() == "Vụ HG-2026-T01-07"


@pytest.mark.parametrize(
    ("born", "group"),
    [
        *((2010, "under_18"), (2009, "under_18"), (2008, "18_29"), (1997, "18_29"), (1996, "30_44"), (1982, "30_44")),
        *((1981, "45_59"), (1967, "45_59"), (1966, "60_up"), (1900, "60_up"), (None, "")),
    ],
)
def test_ages_are_grouped_in_the_year_of_the_case(born: int | None, group: str) -> None:
    assert age_group(born, 2026) == group
    assert age_group(born, 0) == ""


def test_a_party_is_known_by_side_or_role_where_names_may_not_appear() -> None:
    assert Party(side="A", full_name="Ai Đó").known_as() == "Bên A"
    assert Party(role="witness", full_name="Ai Đó").known_as() == "Người chứng kiến"
    assert Party(full_name="Lê Văn Thử", birth_year=1980, address="ấp Thử").label() == "Lê Văn Thử (1980), ấp Thử"
    assert Party(side="B").label() == "Bên B"


def test_what_leaves_the_computer_carries_age_groups_computed_in_the_year_of_the_case() -> None:
    from app.declaring import to_row

    case = received()
    case.parties[0].birth_year = 1990
    hidden = MediationCase.hidden(to_row(case))
    assert '"age_group":"30_44"' in str(hidden["parties"])
    assert MediationCase.hidden({"parties": None}) == {"parties": None}
