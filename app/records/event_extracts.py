"""Narrow readings of the events' table, for what looks at many events and needs little of each; none is ever written.

A class here shares the table of OutreachEvent and declares a few of its columns, so that thousands load quickly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.declaring import choice, choices, clock, count, day, flag, many, text
from app.records import catalogues_outreach as outreach
from app.records.catalogues import LANGUAGES
from app.records.outreach import Broadcast, Cost, Countable, Material, OutreachEvent, Post, Speaker


@dataclass(kw_only=True)
class EventDays(Countable):
    """An event as a calendar shows it."""

    table = OutreachEvent.table
    title = OutreachEvent.title
    narrow = True

    code: str = text("Mã hoạt động")
    name: str = text("Tên, chủ đề")
    state: str = choice("Trạng thái", outreach.EVENT_STATES)
    starts_on: date | None = day("Ngày bắt đầu")
    ends_on: date | None = day("Ngày kết thúc")
    hour: str = clock("Giờ")


@dataclass(kw_only=True)
class EventWork(Countable):
    """What an event adds to the task of the plan it belongs to."""

    table = OutreachEvent.table
    title = OutreachEvent.title
    narrow = True

    state: str = choice("Trạng thái", outreach.EVENT_STATES)
    starts_on: date | None = day("Ngày bắt đầu")
    ends_on: date | None = day("Ngày kết thúc")
    task_code: str = text("Nhiệm vụ kế hoạch")
    attended: int | None = count("Số lượt người dự")
    materials: list[Material] = many("Tài liệu", Material)
    broadcasts: list[Broadcast] = many("Nhật ký phát thanh", Broadcast)
    posts: list[Post] = many("Tin, bài", Post)
    costs: list[Cost] = many("Kinh phí", Cost)


@dataclass(kw_only=True)
class EventMonths(Countable):
    """What tells in which months something was held or aired."""

    table = OutreachEvent.table
    title = OutreachEvent.title
    narrow = True

    form: str = choice("Hình thức", outreach.EVENT_FORMS)
    state: str = choice("Trạng thái", outreach.EVENT_STATES)
    starts_on: date | None = day("Ngày bắt đầu")
    ends_on: date | None = day("Ngày kết thúc")
    broadcasts: list[Broadcast] = many("Nhật ký phát thanh", Broadcast)


@dataclass(kw_only=True)
class EventFact(EventWork):
    """What statistics know of an event: all that is counted of it, and nothing of what is told."""

    form: str = choice("Hình thức", outreach.EVENT_FORMS)
    counted: bool = flag("Xã tính số liệu", default=True)
    direct: bool = flag("Tính là cuộc trực tiếp")
    languages: tuple[str, ...] = choices("Ngôn ngữ", LANGUAGES)
    speakers: list[Speaker] = many("Người trình bày", Speaker)
    special_groups: tuple[str, ...] = choices("Đối tượng đặc thù", outreach.SPECIAL_GROUPS)
    men: int | None = count("Nam")
    women: int | None = count("Nữ")
    khmer: int | None = count("Khmer")
    hoa: int | None = count("Hoa")
    other_ethnic: int | None = count("Dân tộc khác")
    club: str = text("Câu lạc bộ")
    club_members: int | None = count("Số thành viên")
    consultations: int | None = count("Lượt tư vấn")


CountedEvent = EventFact | OutreachEvent
