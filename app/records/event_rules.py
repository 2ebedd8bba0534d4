"""The rules between the fields of a dissemination event: what blocks a finished event, and what deserves a look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from app.problems import Issue
from app.records import catalogues_outreach as outreach
from app.records.office import period_issues

if TYPE_CHECKING:
    from app.records.outreach import OutreachEvent


def issues(event: OutreachEvent) -> Iterator[Issue]:
    yield from period_issues(event.starts_on, event.ends_on, "ends_on")
    yield from _direct_switch(event)
    yield from _attendance(event)
    yield from _costs(event)
    if event.happened():
        yield from _held(event)


def _held(event: OutreachEvent) -> Iterator[Issue]:
    last = event.last_day()
    if last and last > date.today():  # noqa: DTZ011 (the officer's own calendar day)
        yield Issue("state", "Hoạt động chưa kết thúc nên chưa thể ghi là đã thực hiện.")
    if event.direct:
        yield from _direct(event)
    if event.form == "loudspeaker" and not sum(b.times or 0 for b in event.broadcasts):
        yield Issue("broadcasts", "Loa truyền thanh phải có ít nhất một lượt phát. Ghi vào nhật ký phát thanh.")
    if event.form == "contest" and (event.entrants or 0) > (event.attended or 0):
        yield Issue("entrants", "Số người dự thi không thể nhiều hơn số lượt dự thi.")


def _direct(event: OutreachEvent) -> Iterator[Issue]:
    if not event.attended:
        yield Issue("attended", "Cuộc trực tiếp phải có ít nhất một lượt người dự.")
    if not event.place:
        yield Issue("place", "Cuộc trực tiếp phải ghi địa điểm.")
    if not event.topics:
        yield Issue("topics", "Cuộc trực tiếp phải chọn ít nhất một lĩnh vực pháp luật.")
    if not event.speakers:
        yield Issue("speakers", "Cuộc trực tiếp phải ghi ít nhất một người trình bày.")


def _direct_switch(event: OutreachEvent) -> Iterator[Issue]:
    if not event.form or event.form in outreach.DIRECT_IF_SAID:
        return
    if event.direct != (event.form in outreach.DIRECT_BY_DEFAULT) and not event.direct_reason:
        yield Issue("direct_reason", "Tính khác mặc định của hình thức này thì phải ghi lý do.")


def _attendance(event: OutreachEvent) -> Iterator[Issue]:
    splits = (
        ("women", "nam và nữ", (event.men, event.women)),
        ("other_ethnic", "các dân tộc", (event.kinh, event.khmer, event.hoa, event.other_ethnic)),
    )
    for field, words, parts in splits:
        given = [part for part in parts if part is not None]
        if not given:
            continue
        if len(given) < len(parts):
            yield Issue(field, f"Tách theo {words} thì phải ghi đủ các ô (0 nếu không có), hoặc để trống tất cả.")
        elif sum(given) != (event.attended or 0):
            yield Issue(field, f"Cộng {words} được {sum(given)}, khác số lượt người dự {event.attended or 0}.")


def _costs(event: OutreachEvent) -> Iterator[Issue]:
    if any(cost.amount and not cost.source for cost in event.costs):
        yield Issue("costs", "Khoản chi có số tiền thì phải chọn nguồn.")
