"""What a dissemination event needs from other records, its steps, its closing and unlocking, and events made in a row.

V and W are the numbers of the rules in the description of this register; those within one event are in event_rules.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date

from app.ports import Query, Store, Touched
from app.problems import Issue, Problem
from app.records import event_states
from app.records.attachments import Attachment
from app.records.base import new_id
from app.records.deadlines import working_days_after
from app.records.legal_aid import LegalDocument
from app.records.outreach import Broadcast, Document, OutreachEvent, Propagandist
from app.records.places import Hamlet
from app.records.planning import PlanTask
from app.usecases.custody import is_ours
from app.usecases.planning import plan_of
from app.vietnamese import fold, show_day, show_number

RECOGNISE_WITHIN = 5  # working days: Thông tư 10/2016/TT-BTP art 5
LEAVE_WITHIN = 3  # working days: Thông tư 10/2016/TT-BTP art 6
MINORITY_TONGUES = frozenset(("khmer", "hoa"))
_NOT_COMING = ("postponed", "cancelled")


def issues(store: Store, event: OutreachEvent) -> Iterator[Issue]:
    """Yield what is wrong, or deserves a look, between an event and the records around it."""
    yield from _speaker_issues(store, event)
    yield from _hamlet_issues(store, event)
    if event.state in _NOT_COMING:
        return
    yield from _duplicate_issues(store, event)
    yield from _task_issues(store, event)
    yield from _document_issues(store, event)
    if event.happened() and not evidence(store, event):
        yield _ask("note", "Chưa có tệp minh chứng (biên bản, danh sách ký, ảnh). Quét và đính kèm.")


def _ask(field: str, message: str) -> Issue:
    return Issue(field, message, blocks=False)


def _speaker_issues(store: Store, event: OutreachEvent) -> Iterator[Issue]:
    """V7: who speaks as a propagandist is one on that day."""
    day = event.starts_on
    if day is None or not event.happened():
        return
    for speaker in event.speakers:
        person = store.find(Propagandist, speaker.propagandist) if speaker.propagandist else None
        if person is not None and not person.in_office(day):
            said = f"{person.full_name} không là tuyên truyền viên pháp luật vào ngày {show_day(day)}."
            yield Issue("speakers", f"{said} Ghi là khách mời, hoặc sửa ngày công nhận, ngày cho thôi của người này.")


def _hamlet_issues(store: Store, event: OutreachEvent) -> Iterator[Issue]:
    """W3 and W6: more people than live there; a minority area without its language."""
    hamlets = _hamlets(store, event)
    living = [hamlet.people for hamlet in hamlets]
    if hamlets and None not in living and (event.attended or 0) > sum(number or 0 for number in living):
        total = show_number(sum(number or 0 for number in living))
        yield _ask("attended", f"Số lượt người dự nhiều hơn {total} người đang sống ở địa bàn đã chọn: kiểm tra lại.")
    if "D17" in event.special_groups and any(h.minority_area for h in hamlets) and not _minority_tongue(event):
        said = "Đồng bào dân tộc thiểu số ở vùng có đông đồng bào: nên có tiếng hoặc tài liệu tiếng Khmer, tiếng Hoa."
        yield _ask("languages", said)


def _hamlets(store: Store, event: OutreachEvent) -> list[Hamlet]:
    if event.whole_commune:
        return list(store.every(Hamlet, Query(drafts=False)))
    return [hamlet for one in event.hamlets if (hamlet := store.find(Hamlet, one))]


def _minority_tongue(event: OutreachEvent) -> bool:
    spoken = {*event.languages, *(m.language for m in event.materials), *(b.language for b in event.broadcasts)}
    return not MINORITY_TONGUES.isdisjoint(spoken)


def _duplicate_issues(store: Store, event: OutreachEvent) -> Iterator[Issue]:
    """W4: the same day, place and name twice."""
    if event.starts_on is None:
        return
    same_day = store.every(OutreachEvent, Query(where={"starts_on": (event.starts_on, event.starts_on)}))
    for other in same_day:
        if other.id != event.id and _known_by(other) == _known_by(event):
            yield _ask("name", f"“{other.label()}” cùng ngày, cùng địa điểm, cùng tên: có phải một hoạt động không?")


def _known_by(event: OutreachEvent) -> tuple[str, str]:
    return fold(event.place), fold(event.name)


def _task_issues(store: Store, event: OutreachEvent) -> Iterator[Issue]:
    """W8: what belongs to no task of the year's plan has arisen besides it."""
    day = event.last_day()
    if not event.task_code:
        yield _ask("task_code", "Chưa gắn với nhiệm vụ kế hoạch nào: được tính là phát sinh ngoài kế hoạch.")
        return
    plan = plan_of(store, day.year) if day else None
    if plan and not any(store.every(PlanTask, Query(where={"plan": plan.id, "code": event.task_code}))):
        yield _ask("task_code", f"Kế hoạch năm {plan.year} không có nhiệm vụ “{event.task_code}”. Kiểm tra lại mã.")


def _document_issues(store: Store, event: OutreachEvent) -> Iterator[Issue]:
    """W9: a document of the catalogue that was not in force on the day; one the catalogue lacks is not judged."""
    day = event.starts_on
    for cited in event.documents if day else ():
        known = documents_meant(store, cited)
        if day and known and not any(document.in_force(day) for document in known):
            said = f"{known[0].number} không có hiệu lực vào ngày {show_day(day)}"
            yield _ask("documents", f"{said}: phổ biến văn bản còn hiệu lực, hoặc sửa ngày trong danh mục văn bản.")


def documents_meant(store: Store, cited: Document) -> list[LegalDocument]:
    """Return what the catalogue has of a cited document: the one that was chosen, or those of its number."""
    if cited.known:
        chosen = store.find(LegalDocument, cited.known)
        return [chosen] if chosen else []
    return list(store.every(LegalDocument, Query(where={"number": cited.number}))) if cited.number else []


def evidence(store: Store, event: OutreachEvent) -> list[Attachment]:
    return list(store.every(Attachment, Query(where={"of_record": event.id})))


# --- propagandists ----------------------------------------------------------------------------------------------------


def propagandist_issues(person: Propagandist) -> Iterator[Issue]:
    """W11: recognition and dismissal later than the circular allows; a year without its days off is not judged."""
    if person.listed_on and person.recognised_on and _later(person.listed_on, person.recognised_on, RECOGNISE_WITHIN):
        said = f"Công nhận sau hơn {RECOGNISE_WITHIN} ngày làm việc kể từ ngày lập danh sách"
        yield _ask("recognised_on", f"{said} (Điều 5 Thông tư 10/2016/TT-BTP): kiểm tra lại hai ngày.")
    if person.leave_asked_on and person.left_on and _later(person.leave_asked_on, person.left_on, LEAVE_WITHIN):
        said = f"Cho thôi sau hơn {LEAVE_WITHIN} ngày làm việc kể từ ngày có căn cứ"
        yield _ask("left_on", f"{said} (Điều 6 Thông tư 10/2016/TT-BTP): kiểm tra lại hai ngày.")
    for done, published in (("recognised_on", "published_on"), ("left_on", "leave_published_on")):
        if getattr(person, done) and not getattr(person, published):
            said = "Chưa ghi ngày công bố: danh sách, quyết định phải đăng hoặc niêm yết"
            yield _ask(published, f"{said} (điểm b khoản 2 Điều 8 Thông tư 10/2016/TT-BTP).")


def _later(start: date, done: date, working_days: int) -> bool:
    try:
        return done > working_days_after(start, working_days)
    except Problem:
        return False


# --- steps, closing, unlocking ----------------------------------------------------------------------------------------


def check_change(store: Store, event: OutreachEvent, *, correction: str = "") -> None:
    """Raise Problem when a kept event may not be changed so: it is closed (V9), or the step is not in the table."""
    before = store.find(OutreachEvent, event.id)
    if before is None or before.draft:
        return
    _check_open(before)
    if not correction:
        event_states.check_step(before.state, event.state)


def check_removal(store: Store, event: OutreachEvent) -> None:
    before = store.find(OutreachEvent, event.id)
    if before is not None:
        _check_open(before)


def _check_open(before: OutreachEvent) -> None:
    if before.state == "closed":
        raise Problem(
            f"Hoạt động “{before.label()}” đã chốt nên không sửa, xóa được.", "Mở khóa và ghi lý do, rồi làm lại."
        )


def unlock(store: Store, event: OutreachEvent, reason: str) -> Touched:
    """Bring a closed event back to held; the reason stands in its history. Raises Problem without a reason."""
    kept = store.get(OutreachEvent, event.id)
    if kept.state != "closed":
        raise Problem(f"Hoạt động “{kept.label()}” chưa chốt nên không cần mở khóa.", "Sửa rồi lưu như thường.")
    if not is_ours(store, kept):
        raise Problem(f"Hoạt động “{kept.label()}” của đơn vị {kept.unit}.", "Đề nghị đơn vị đó mở khóa và sửa.")
    if not reason.strip():
        raise Problem("Mở khóa một hoạt động đã chốt phải có lý do.", "Ghi lý do rồi mở khóa lại.")
    event.state = kept.state = event_states.UNLOCKED
    return store.put(kept, note=f"Mở khóa: {reason.strip()}")


# --- events in a row --------------------------------------------------------------------------------------------------


_TAKEN_OVER = (
    *("form", "name", "level", "counted", "direct", "direct_reason", "organiser", "co_organisers", "hour", "minutes"),
    *("place", "place_kind", "whole_commune", "hamlets", "topics", "summary", "languages", "chair", "secretary"),
    *("audiences", "special_groups", "club", "task_code"),
    *("piece", "stage_kind", "script", "troupe", "situation", "roles", "aid_centre"),
)


def repeat(store: Store, event: OutreachEvent, days: Sequence[date]) -> Touched:
    """Plan the same event on other days: what it is about is taken over, what it brought is not.

    A day that has this event already is left alone, so that asking twice makes nothing twice.
    """
    touched = Touched()
    with store.atomic():
        for day in sorted(set(days)):
            again = _again(event, day)
            if not any(_duplicate_issues(store, again)):
                touched |= store.put(again)
    return touched


def _again(event: OutreachEvent, day: date) -> OutreachEvent:
    return OutreachEvent(
        id=new_id(),
        starts_on=day,
        documents=[dataclasses.replace(document) for document in event.documents],
        speakers=[dataclasses.replace(speaker) for speaker in event.speakers],
        invited=[dataclasses.replace(invitee) for invitee in event.invited],
        broadcasts=[_planned(line, day) for line in event.broadcasts],
        **{name: getattr(event, name) for name in _TAKEN_OVER},
    )


def _planned(line: Broadcast, day: date) -> Broadcast:
    return dataclasses.replace(line, aired_on=day, times=None, approved_by="")
