"""The rules between the fields of a dissemination event: what blocks a finished event, and what deserves a look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from app.problems import Issue
from app.records import catalogues_outreach as outreach
from app.records.days import in_order
from app.vietnamese import fold

if TYPE_CHECKING:
    from app.records.outreach import OutreachEvent


LAW_DAY = (11, 9)  # Luật 14/2012/QH13 art 8
LAW_DAY_WEEKS = ((11, 1), (11, 15))  # when communes keep it, as practised; only asked about
ESTIMATED_UP_TO = 100
_COUNTS = (
    *("attended", "men", "women", "kinh", "khmer", "hoa", "other_ethnic", "minutes", "questions"),
    *("entrants", "club_members", "consultations", "children", "disabled", "aid_cases"),
    *("trained_propagandists", "trained_mediators"),
)

_AMONG = {
    "children": "Trẻ em dưới 16 tuổi",
    "disabled": "Người khuyết tật",
    "trained_propagandists": "Tuyên truyền viên dự tập huấn",
    "trained_mediators": "Hòa giải viên dự tập huấn",
}


def issues(event: OutreachEvent) -> Iterator[Issue]:
    yield from in_order(event, "starts_on", "ends_on")
    yield from _direct_switch(event)
    yield from _numbers(event)
    yield from _attendance(event)
    yield from _some_of_those_present(event)
    yield from _consulted(event)
    yield from _costs(event)
    if event.happened():
        yield from _held(event)
    yield from _warnings(event)


def _held(event: OutreachEvent) -> Iterator[Issue]:
    last = event.last_day()
    if last and last > date.today():  # noqa: DTZ011 (the officer's own calendar day)
        yield Issue("state", "Hoạt động chưa kết thúc nên chưa thể ghi là đã thực hiện.")
    if event.direct:
        yield from _direct(event)
    if event.form == "loudspeaker" and not sum(b.times or 0 for b in event.broadcasts):
        yield Issue("broadcasts", "Loa truyền thanh phải có ít nhất một lượt phát. Ghi vào nhật ký phát thanh.")
    if any(line.times and not line.language for line in event.broadcasts):
        yield Issue("broadcasts", "Dòng phát thanh có số lượt phải chọn ngôn ngữ, để cộng theo tiếng bằng tổng số.")
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


def _numbers(event: OutreachEvent) -> Iterator[Issue]:
    """Typing refuses a minus; what comes from elsewhere is looked at here."""
    for name in _COUNTS:
        if (getattr(event, name) or 0) < 0:
            yield Issue(name, "Số không thể âm.")
    lines: dict[str, list[int | None]] = {
        "materials": [line.copies for line in event.materials],
        "broadcasts": [line.times for line in event.broadcasts],
        "posts": [line.items for line in event.posts],
        "costs": [line.amount for line in event.costs],
        "prizes": [number for line in event.prizes for number in (line.number, line.amount)],
        "displays": [line.number for line in event.displays],
        "consulted": [line.times for line in event.consulted],
    }
    for name, numbers in lines.items():
        if any((number or 0) < 0 for number in numbers):
            yield Issue(name, "Số không thể âm.")


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


def _some_of_those_present(event: OutreachEvent) -> Iterator[Issue]:
    for field, words in _AMONG.items():
        if (getattr(event, field) or 0) > (event.attended or 0):
            yield Issue(field, f"{words} không thể nhiều hơn số lượt người dự.")


def _consulted(event: OutreachEvent) -> Iterator[Issue]:
    total = sum(line.times or 0 for line in event.consulted)
    if event.consulted and total != (event.consultations or 0):
        yield Issue("consulted", f"Cộng theo lĩnh vực được {total}, khác lượt tư vấn {event.consultations or 0}.")


def _costs(event: OutreachEvent) -> Iterator[Issue]:
    if any(cost.amount and not cost.source for cost in event.costs):
        yield Issue("costs", "Khoản chi có số tiền thì phải chọn nguồn.")


# --- what deserves a look ---------------------------------------------------------------------------------------------


def _warnings(event: OutreachEvent) -> Iterator[Issue]:
    if event.counting == "estimated" and (event.attended or 0) > ESTIMATED_UP_TO:
        yield _ask("counting", f"Ước lượng trên {ESTIMATED_UP_TO} lượt người: nếu có danh sách ký tên thì đếm lại.")
    if event.special_groups:
        said = "Đối tượng đặc thù: thù lao người trình bày có thể được tăng thêm 20 % (Thông tư 56/2023/TT-BTC)."
        yield _ask("special_groups", said)
    if _names_law_day(event) and not _within_law_day_weeks(event):
        yield _ask("starts_on", "Hoạt động Ngày Pháp luật thường từ ngày 01 đến 15/11: kiểm tra lại ngày.")
    if event.form == "mediation" and not event.mediation_case:
        yield _ask("mediation_case", "Lồng ghép hòa giải: chọn vụ, việc để không tính hai lần.")
    if any(line.times and not line.approved_by for line in event.broadcasts):
        said = "Chưa ghi người duyệt bài phát thanh: bài phải được duyệt để không có nội dung bị cấm"
        yield _ask("broadcasts", f"{said} (Điều 9 Luật Phổ biến, giáo dục pháp luật).")


def _names_law_day(event: OutreachEvent) -> bool:
    return "ngay phap luat" in fold(event.name)


def _within_law_day_weeks(event: OutreachEvent) -> bool:
    (first, last), days = LAW_DAY_WEEKS, (event.starts_on, event.last_day())
    return all(day is None or first <= (day.month, day.day) <= last for day in days)


def _ask(field: str, message: str) -> Issue:
    return Issue(field, message, blocks=False)
