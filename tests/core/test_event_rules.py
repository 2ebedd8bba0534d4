"""The rules of a dissemination event: for each, an event that keeps it and one that breaks it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.records import OutreachEvent
from app.records.catalogues_outreach import DIRECT_BY_DEFAULT, DIRECT_IF_SAID, EVENT_FORMS, EVENT_STATES
from app.records.outreach import Broadcast, Cost, Material, Speaker

HELD_ON = date(2026, 3, 5)


def planned() -> OutreachEvent:
    return OutreachEvent(form="conference", name="Phổ biến Luật Đất đai", direct=True, starts_on=HELD_ON)


def held() -> OutreachEvent:
    return with_(
        planned(),
        state="held",
        place="Nhà văn hóa ấp",
        topics=("land",),
        speakers=[Speaker(full_name="Người Nói", kind="guest")],
        attended=62,
        men=14,
        women=48,
        kinh=18,
        khmer=42,
        hoa=2,
        other_ethnic=0,
        costs=[Cost("Nước uống", 620_000, "regular")],
    )


def broadcast() -> OutreachEvent:
    aired = [Broadcast(times=12, approved_by="Người Duyệt")]
    return OutreachEvent(form="loudspeaker", name="Phát thanh", state="held", starts_on=HELD_ON, broadcasts=aired)


def contest() -> OutreachEvent:
    return OutreachEvent(
        form="contest", name="Tìm hiểu pháp luật", state="held", starts_on=HELD_ON, attended=486, entrants=311
    )


def with_(event: OutreachEvent, **values: object) -> OutreachEvent:
    for name, value in values.items():
        setattr(event, name, value)
    return event


SOUND = {"planned": planned, "held": held, "broadcast": broadcast, "contest": contest}


@pytest.mark.parametrize("which", SOUND)
@pytest.mark.parametrize("state", ["held", "closed"])
def test_a_sound_event_is_not_complained_of(which: str, state: str) -> None:
    event = SOUND[which]()
    event.state = event.state if which == "planned" else state
    assert list(event.issues()) == []


TOMORROW = date.today() + timedelta(days=1)  # noqa: DTZ011 (the officer's own calendar day)
BROKEN: tuple[tuple[str, dict[str, object], str, str], ...] = (
    ("planned", {"form": ""}, "form", "Chưa nhập “Hình thức”"),
    ("planned", {"name": ""}, "name", "Chưa nhập “Tên, chủ đề”"),
    ("planned", {"starts_on": None}, "starts_on", "Chưa nhập “Ngày bắt đầu”"),
    ("planned", {"ends_on": HELD_ON - timedelta(days=1)}, "ends_on", "không thể trước"),
    ("planned", {"direct": False}, "direct_reason", "khác mặc định"),
    ("broadcast", {"direct": True, "attended": 5, "place": "x", "topics": ("land",), "speakers": [Speaker()]},
     "direct_reason", "khác mặc định"),
    ("held", {"ends_on": TOMORROW}, "state", "chưa kết thúc"),
    ("held", {"starts_on": TOMORROW}, "state", "chưa kết thúc"),
    ("held", {"attended": None, "men": None, "women": None, "kinh": None, "khmer": None, "hoa": None,
              "other_ethnic": None}, "attended", "ít nhất một lượt người dự"),
    ("held", {"place": ""}, "place", "phải ghi địa điểm"),
    ("held", {"topics": ()}, "topics", "ít nhất một lĩnh vực"),
    ("held", {"speakers": []}, "speakers", "ít nhất một người trình bày"),
    ("held", {"men": 15}, "women", "Cộng nam và nữ được 63, khác số lượt người dự 62"),
    ("held", {"men": None}, "women", "phải ghi đủ các ô"),
    ("held", {"khmer": 41}, "other_ethnic", "Cộng các dân tộc được 61"),
    ("held", {"other_ethnic": None}, "other_ethnic", "phải ghi đủ các ô"),
    ("held", {"costs": [Cost("Nước uống", 620_000)]}, "costs", "phải chọn nguồn"),
    ("broadcast", {"broadcasts": []}, "broadcasts", "ít nhất một lượt phát"),
    ("broadcast", {"broadcasts": [Broadcast(title="Chưa đếm")]}, "broadcasts", "ít nhất một lượt phát"),
    ("contest", {"entrants": 487}, "entrants", "không thể nhiều hơn số lượt dự thi"),
)  # fmt: skip


@pytest.mark.parametrize(("which", "values", "field", "words"), BROKEN)
def test_a_broken_rule_is_said_under_its_box_and_nothing_else_is(
    which: str, values: dict[str, object], field: str, words: str
) -> None:
    issues = list(with_(SOUND[which](), **values).issues())
    assert [(issue.field, issue.blocks) for issue in issues] == [(field, True)]
    assert words in issues[0].message


ALLOWED: tuple[tuple[str, dict[str, object]], ...] = (
    ("planned", {"direct": False, "direct_reason": "Chỉ phát tờ rơi"}),
    ("held", {"men": None, "women": None}),
    ("held", {"kinh": None, "khmer": None, "hoa": None, "other_ethnic": None}),
    ("held", {"costs": [Cost("Chưa rõ")]}),
    ("held", {"ends_on": HELD_ON}),
    ("planned", {"starts_on": TOMORROW}),
    ("planned", {"form": "mobile", "direct": False}),
    ("planned", {"form": "mobile", "direct": True}),
)


@pytest.mark.parametrize(("which", "values"), ALLOWED)
def test_what_practice_allows_is_not_complained_of(which: str, values: dict[str, object]) -> None:
    assert list(with_(SOUND[which](), **values).issues()) == []


@pytest.mark.parametrize("state", [code for code, _ in EVENT_STATES if code not in ("held", "closed")])
def test_an_event_that_has_not_happened_needs_no_results(state: str) -> None:
    assert list(with_(planned(), state=state, starts_on=TOMORROW).issues()) == []


@pytest.mark.parametrize("form", [code for code, _ in EVENT_FORMS])
def test_every_form_says_how_it_counts_or_asks(form: str) -> None:
    for direct in (True, False):
        complained = [issue.field for issue in with_(planned(), form=form, direct=direct).issues()]
        usual = form in DIRECT_IF_SAID or direct == (form in DIRECT_BY_DEFAULT)
        linked = ["mediation_case"] if form == "mediation" else []  # a case to name, not known of every session
        assert complained == [*([] if usual else ["direct_reason"]), *linked]


def test_copies_for_minorities_leave_out_vietnamese_and_what_is_only_on_the_internet() -> None:
    event = planned()
    event.materials = [
        Material("leaflet", "Tờ rơi", "vietnamese", copies=60),
        Material("leaflet", "Tờ rơi", "khmer", copies=30),
        Material("leaflet", "Tờ rơi", "sign", copies=5),
        Material("electronic", "Tờ gấp", "khmer", copies=9, online=True),
        Material("leaflet", "Chưa đếm", "khmer"),
    ]
    assert event.printed_copies() == 95
    assert event.printed_copies(minority=True) == 30


def test_money_is_counted_by_who_paid_and_from_what() -> None:
    event = planned()
    event.costs = [Cost("a", 100, "regular"), Cost("b", 20, "other"), Cost("c", 3, "regular", "other"), Cost("d")]
    assert (event.spent(), event.spent("regular"), event.spent(payer="other")) == (120, 100, 3)


def test_an_event_is_attributed_to_its_last_day() -> None:
    assert planned().last_day() == HELD_ON
    assert with_(planned(), ends_on=date(2026, 4, 1)).last_day() == date(2026, 4, 1)
    assert OutreachEvent().last_day() is None
