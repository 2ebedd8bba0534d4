"""The pages of plain registers: what each is called and what it is for."""

from __future__ import annotations

from app.records import (
    Election,
    Hamlet,
    Mediator,
    Training,
)
from ui.guarded import guarded
from ui.pages.record_page import RecordPage


@guarded
class Mediators(RecordPage):
    kind = Mediator
    one = "hòa giải viên"
    icon = "user"
    teaches = "Danh sách hòa giải viên theo tổ, với ngày công nhận và ngày thôi."


@guarded
class Trainings(RecordPage):
    kind = Training
    one = "lớp"
    icon = "graduation-cap"
    teaches = "Ghi mỗi lớp tập huấn, bồi dưỡng và những người đã dự."


@guarded
class Hamlets(RecordPage):
    kind = Hamlet
    one = "ấp, khóm"
    icon = "map-pin"
    teaches = "Ghi các ấp, khóm của xã một lần; các sổ khác chọn từ danh sách này."


@guarded
class Elections(RecordPage):
    kind = Election
    one = "cuộc bầu"
    icon = "list-checks"
    teaches = "Ghi mỗi cuộc bầu hòa giải viên, tổ trưởng với số phiếu; danh sách đề nghị công nhận in từ đây."
