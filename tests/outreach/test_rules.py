"""V1–V11 block, W1–W12 ask: for each rule an event that breaks it, and one that keeps it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.fields import Count
from app.problems import Incomplete, Problem
from app.records import Attachment, FrozenReport, Hamlet, LegalDocument, Office, OutreachEvent, Propagandist
from app.records.outreach import Broadcast, Cost, Document, Material, Speaker
from app.statistics.periods import parse
from app.usecases import attachments, freezing, outreach, outreach_duties, reporting
from app.usecases.office import own_office
from app.usecases.planning import plan_of
from app.usecases.records import issues_of, remove, save
from db import SqliteStore
from tests.outreach.events import HELD_ON, aired, asks, blocks, held

TOMORROW = date.today() + timedelta(days=1)  # noqa: DTZ011 (the officer's own calendar day)


def propagandist(store: SqliteStore, **values: object) -> Propagandist:
    person = Propagandist(full_name="Sơn Thị Mẫu", sex="female", ethnicity="khmer", recognised_on=date(2026, 2, 1))
    for name, value in values.items():
        setattr(person, name, value)
    store.put(person)
    return person


def hamlet(store: SqliteStore, **values: object) -> Hamlet:
    place = Hamlet(name="Giồng Mẫu", kind="hamlet", **values)  # type: ignore[arg-type]
    store.put(place)
    return place


# --- V: what blocks ---------------------------------------------------------------------------------------------------


def test_a_sound_event_is_blocked_by_nothing(store: SqliteStore) -> None:
    assert blocks(store, held()) == {}
    assert blocks(store, aired()) == {}


def test_v1_the_days_are_in_order_and_not_to_come(store: SqliteStore) -> None:
    assert "ends_on" in blocks(store, held(ends_on=HELD_ON - timedelta(days=1)))
    assert "state" in blocks(store, held(starts_on=TOMORROW))
    assert blocks(store, held(starts_on=TOMORROW, state="planned")) == {}


@pytest.mark.parametrize("lacking", ["attended", "place", "topics", "speakers"])
def test_v2_a_direct_event_has_people_place_topic_and_speaker(store: SqliteStore, lacking: str) -> None:
    empty: object = {"attended": None, "place": "", "topics": (), "speakers": []}[lacking]
    assert list(blocks(store, held(**{lacking: empty}))) == [lacking]


def test_v3_parts_of_those_present_add_up_or_are_left_out(store: SqliteStore) -> None:
    assert "women" in blocks(store, held(men=10, women=10))
    assert "women" in blocks(store, held(men=62))
    assert "other_ethnic" in blocks(store, held(kinh=60, khmer=1, hoa=0, other_ethnic=0))
    assert blocks(store, held(men=30, women=32, kinh=20, khmer=42, hoa=0, other_ethnic=0)) == {}


def test_v4_no_number_is_negative_and_minority_copies_are_a_part(store: SqliteStore) -> None:
    assert "questions" in blocks(store, held(questions=-1))
    assert "materials" in blocks(store, held(materials=[Material("leaflet", "Tờ rơi", "khmer", copies=-2)]))
    with pytest.raises(ValueError, match="Phải từ 0"):
        Count().parse("-3")
    event = held(materials=[Material("leaflet", "A", "khmer", copies=30), Material("leaflet", "B", copies=5)])
    assert event.printed_copies(minority=True) == 30
    assert event.printed_copies() == 35


def test_v5_a_broadcast_was_aired_and_each_line_has_its_language(store: SqliteStore) -> None:
    assert "ít nhất một lượt phát" in blocks(store, aired(broadcasts=[]))["broadcasts"]
    nameless = [Broadcast(times=2, language="", approved_by="Người Duyệt")]
    assert "chọn ngôn ngữ" in blocks(store, aired(broadcasts=nameless))["broadcasts"]


def test_v6_a_contest_has_no_more_entrants_than_entries(store: SqliteStore) -> None:
    contest = held(form="contest", direct=False, attended=10, entrants=11)
    assert list(blocks(store, contest)) == ["entrants"]


def test_v7_who_speaks_as_a_propagandist_is_one_on_that_day(store: SqliteStore) -> None:
    person = propagandist(store)
    speaking = held(speakers=[Speaker(person.id, kind="propagandist")])
    assert blocks(store, speaking) == {}
    speaking.starts_on = date(2026, 1, 31)
    assert "Sơn Thị Mẫu không là tuyên truyền viên pháp luật vào ngày 31/01/2026" in blocks(store, speaking)["speakers"]
    speaking.state = "planned"
    assert blocks(store, speaking) == {}


def test_v7_a_propagandist_who_left_speaks_no_more(store: SqliteStore) -> None:
    person = propagandist(store, left_on=HELD_ON, leave_reason="own_wish")
    assert "speakers" in blocks(store, held(speakers=[Speaker(person.id, kind="propagandist")]))


def test_v8_money_has_its_source(store: SqliteStore) -> None:
    assert list(blocks(store, held(costs=[Cost("Nước uống", 620_000)]))) == ["costs"]
    assert blocks(store, held(costs=[Cost("Nước uống", 0)])) == {}


def test_v9_a_closed_event_changes_only_after_unlocking_with_a_reason(store: SqliteStore) -> None:
    event = held(state="closed")
    save(store, event)
    event.attended = 63
    with pytest.raises(Problem, match="đã chốt"):
        save(store, event)
    with pytest.raises(Problem, match="đã chốt"):
        save(store, event, correction="Ghi nhầm")
    with pytest.raises(Problem, match="đã chốt"):
        remove(store, event)
    with pytest.raises(Problem, match="phải có lý do"):
        outreach.unlock(store, event, "  ")
    outreach.unlock(store, event, "Đếm lại danh sách ký")
    save(store, event)
    kept = store.get(OutreachEvent, event.id)
    assert (kept.state, kept.attended) == ("held", 63)
    notes = [change.note for change in store.history(OutreachEvent, event.id)]
    assert "Mở khóa: Đếm lại danh sách ký" in notes
    with pytest.raises(Problem, match="chưa chốt"):
        outreach.unlock(store, event, "Lần nữa")


def test_v10_a_frozen_period_is_only_replaced_by_a_new_version(demo_store: SqliteStore) -> None:
    period, today = parse("2026:SBN"), date(2026, 11, 5)
    shown = reporting.table(demo_store, "tong-hop-noi-bo", "pbgdpl", period)
    first = freezing.freeze(demo_store, shown, on=today)
    with pytest.raises(Problem, match="đã chốt lần 1"):
        freezing.freeze(demo_store, shown, on=today)
    second = freezing.freeze(demo_store, shown, on=today, reason="Bổ sung một cuộc")
    assert (second.version, second.replaces) == (2, first.id)
    assert demo_store.get(FrozenReport, first.id).version == 1


def test_v11_figures_that_break_a_rule_are_frozen_only_with_an_explanation(demo_store: SqliteStore) -> None:
    person = next(demo_store.every(Propagandist))
    person.sex = ""
    demo_store.put(person)
    shown = reporting.table(demo_store, "tong-hop-noi-bo", "pbgdpl-chi-so", parse("2026:SBN"))
    with pytest.raises(Problem, match="Số liệu chưa khớp"):
        freezing.freeze(demo_store, shown, on=date(2026, 11, 5))
    report = freezing.freeze(demo_store, shown, on=date(2026, 11, 5), explanation="Một người chưa ghi giới tính")
    assert demo_store.get(FrozenReport, report.id).explanation == "Một người chưa ghi giới tính"


# --- W: what asks -----------------------------------------------------------------------------------------------------


def test_w1_an_event_without_evidence_is_asked_for_it(store: SqliteStore, tmp_path: Path) -> None:
    event = held()
    store.put(event)
    assert "minh chứng" in asks(store, event)["note"]
    scan = tmp_path / "bien-ban.pdf"
    scan.write_bytes(b"%PDF-1.4 thu")
    attachments.attach(store, event, scan, about="Biên bản")
    assert "note" not in asks(store, event)
    assert "note" not in asks(store, held(state="planned"))
    assert [one.about for one in store.every(Attachment)] == ["Biên bản"]


def test_w2_a_large_estimate_is_asked_about(store: SqliteStore) -> None:
    assert "counting" in asks(store, held(counting="estimated", attended=101))
    assert "counting" not in asks(store, held(counting="estimated", attended=100))
    assert "counting" not in asks(store, held(counting="counted", attended=500))


def test_w3_more_people_than_live_there_are_asked_about(store: SqliteStore) -> None:
    place = hamlet(store, people=50)
    assert "50 người" in asks(store, held(hamlets=(place.id,)))["attended"]
    assert "attended" not in asks(store, held(hamlets=(place.id,), attended=50))
    unknown = hamlet(store)
    assert "attended" not in asks(store, held(hamlets=(place.id, unknown.id)))


def test_w4_the_same_day_place_and_name_twice_is_asked_about(store: SqliteStore) -> None:
    first = held(code="PB-1")
    store.put(first)
    assert "PB-1" in asks(store, held())["name"]
    assert "name" not in asks(store, first)
    assert "name" not in asks(store, held(place="Chùa"))
    assert "name" not in asks(store, held(starts_on=HELD_ON + timedelta(days=1)))


def test_w5_special_groups_bring_the_hint_about_fees(store: SqliteStore) -> None:
    assert "20 %" in asks(store, held(special_groups=("D20",)))["special_groups"]
    assert "special_groups" not in asks(store, held())


def test_w6_a_minority_area_without_its_language_is_asked_about(store: SqliteStore) -> None:
    place = hamlet(store, minority_area=True)
    event = held(hamlets=(place.id,), special_groups=("D17",), languages=("vietnamese",))
    assert "tiếng Khmer" in asks(store, event)["languages"]
    event.languages = ("vietnamese", "khmer")
    assert "languages" not in asks(store, event)
    event.languages, event.materials = ("vietnamese",), [Material("leaflet", "Tờ gấp", "khmer", copies=5)]
    assert "languages" not in asks(store, event)
    event.materials, event.special_groups = [], ("D20",)
    assert "languages" not in asks(store, event)


@pytest.mark.parametrize(("day", "asked"), [(date(2025, 11, 9), False), (date(2025, 11, 16), True)])
def test_w7_the_law_day_is_kept_in_the_first_half_of_november(store: SqliteStore, day: date, asked: bool) -> None:
    event = held(name="Mít tinh hưởng ứng Ngày Pháp luật", starts_on=day)
    assert ("starts_on" in asks(store, event)) is asked


def test_w8_an_event_of_no_task_has_arisen_besides_the_plan(demo_store: SqliteStore) -> None:
    assert plan_of(demo_store, 2026) is not None
    assert "phát sinh" in asks(demo_store, held())["task_code"]
    assert "không có nhiệm vụ “NV99”" in asks(demo_store, held(task_code="NV99"))["task_code"]
    assert "task_code" not in asks(demo_store, held(task_code="NV05"))


def test_w9_a_document_not_in_force_is_asked_about(store: SqliteStore) -> None:
    store.put(LegalDocument(number="99/2026/QH99", name="Luật hư cấu", in_force_on=date(2026, 4, 1)))
    cited = [Document("99/2026/QH99", "Luật hư cấu"), Document("Không có trong danh mục", "")]
    assert "99/2026/QH99 không có hiệu lực" in asks(store, held(documents=cited))["documents"]
    assert "documents" not in asks(store, held(documents=cited, starts_on=date(2026, 4, 1)))


def test_w10_a_month_without_event_or_broadcast_is_told_once_it_is_over(store: SqliteStore) -> None:
    store.put(held())
    store.put(held(starts_on=date(2026, 12, 30), ends_on=date(2027, 1, 2)))
    store.put(aired(starts_on=date(2026, 1, 5), broadcasts=[Broadcast(aired_on=date(2026, 2, 3), times=1)]))
    found = outreach_duties.quiet_months(store, 2026, date(2026, 4, 1))
    assert [(q.month, q.no_events, q.no_broadcasts) for q in found] == [
        (1, True, True),
        (2, True, False),
        (3, False, True),
    ]
    assert found[0].words() == "Tháng 1 chưa ghi hoạt động, phát thanh nào."
    assert [q.month for q in outreach_duties.quiet_months(store, 2026, date(2026, 3, 31))] == [1, 2]


def test_w11_a_recognition_after_five_working_days_is_asked_about(store: SqliteStore) -> None:
    days = {"listed_on": date(2026, 3, 2), "recognised_on": date(2026, 3, 9), "published_on": date(2026, 3, 11)}
    person = propagandist(store, **days)
    assert [issue.field for issue in issues_of(store, person)] == []
    person.recognised_on = date(2026, 3, 10)
    assert [(issue.field, issue.blocks) for issue in issues_of(store, person)] == [("recognised_on", False)]


def test_w11_a_september_without_its_notice_is_told_from_october(store: SqliteStore) -> None:
    def said(today: date) -> bool:
        return any("Thông báo tháng 9" in words for words in outreach_duties.warnings(store, 2026, today))

    assert (said(date(2026, 9, 30)), said(date(2026, 10, 1))) == (False, True)
    with pytest.raises(Problem, match="chưa ghi tên đơn vị"):
        outreach_duties.give_notice(store, 2026, date(2026, 9, 15))
    store.put(Office(code=store.unit, name="Xã Mẫu", kind="commune"))
    outreach_duties.give_notice(store, 2026, date(2026, 9, 15))
    assert not said(date(2026, 10, 1))
    outreach_duties.give_notice(store, 2026, date(2026, 10, 3))
    assert said(date(2026, 10, 4))
    store.set_setting("propagandist_notices", {"2025": "2025-09-12", "2026": "2026-09-01"})  # of an older program
    assert outreach_duties.notice(store, 2025).done_on == date(2025, 9, 12)
    assert outreach_duties.notice(store, 2026).done_on == date(2026, 10, 3)
    outreach_duties.give_notice(store, 2026, None)
    assert outreach_duties.notice(store, 2026).done_on is None
    assert own_office(store).notices == []


def test_the_day_of_the_notice_is_the_offices_and_travels_to_its_other_pcs(store: SqliteStore) -> None:
    store.put(Office(code=store.unit, name="Xã Mẫu", kind="commune"))
    assert outreach_duties.give_notice(store, 2026, date(2026, 9, 15)).kinds == {"office"}
    sent = next(row for row in store.rows_after(Office, 0) if row.columns["code"] == store.unit)
    assert "2026-09-15" in sent.columns["notices"]


def test_w11_people_waiting_for_their_decision_have_a_day(store: SqliteStore) -> None:
    person = propagandist(store, listed_on=date(2026, 3, 2), recognised_on=None)
    (duty,) = outreach_duties.recognitions(store)
    assert (duty.propagandist, duty.due_on) == (person.id, date(2026, 3, 9))
    assert (duty.late(date(2026, 3, 9)), duty.late(date(2026, 3, 10))) == (False, True)


def test_w11_who_is_let_go_is_told_within_three_working_days_and_it_is_published(store: SqliteStore) -> None:
    asked = date(2026, 3, 5)  # a Thursday
    person = propagandist(store, published_on=date(2026, 1, 9), leave_asked_on=asked)
    (duty,) = outreach_duties.dismissals(store)
    assert (duty.propagandist, duty.due_on) == (person.id, date(2026, 3, 10))
    assert not any(duty.late(date(2026, 3, 10)) for duty in outreach_duties.all_of(store, 2026))
    assert any("cho thôi" in words for words in outreach_duties.warnings(store, 2026, date(2026, 3, 11)))
    person.left_on, person.leave_reason = date(2026, 3, 11), "own_wish"
    assert {issue.field for issue in issues_of(store, person)} == {"left_on", "leave_published_on"}
    person.left_on, person.leave_published_on = date(2026, 3, 10), date(2026, 3, 12)
    assert issues_of(store, person) == []
    store.put(person)
    assert outreach_duties.dismissals(store) == []


def test_w12_a_broadcast_names_who_approved_it(store: SqliteStore) -> None:
    assert "broadcasts" not in asks(store, aired())
    said = asks(store, aired(broadcasts=[Broadcast(times=3)]))["broadcasts"]
    assert "người duyệt" in said
    assert "Điều 9" in said


def test_a_blocked_event_is_not_kept_complete_but_as_a_draft(store: SqliteStore) -> None:
    event = held(speakers=[])
    with pytest.raises(Incomplete):
        save(store, event)
    save(store, event, as_draft=True)
    assert store.get(OutreachEvent, event.id).draft
