"""Legal dissemination (PBGDPL): the commune's propagandists and every event it leads, joins or hosts.

Luật 14/2012/QH13; Thông tư 10/2016/TT-BTP for propagandists. What an event counts as is said by `direct` and `counted`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.declaring import (
    choice,
    choices,
    clock,
    count,
    day,
    flag,
    many,
    money,
    person,
    ref,
    refs,
    text,
    year,
)
from app.problems import Issue
from app.records import catalogues_outreach as outreach
from app.records import event_parts as parts
from app.records import event_rules
from app.records.base import Record
from app.records.catalogues import ETHNICITY, LANGUAGES, LAW_TRAINING, PROPAGANDIST_LEAVE, SEX
from app.records.days import in_order
from app.records.office import in_force

OF_FORM = "Riêng của hình thức"  # the boxes that only some forms of dissemination fill


@dataclass(kw_only=True)
class Propagandist(Record):
    """Lists and decisions are published by law (Thông tư 10/2016/TT-BTP art 8.2.b): names travel, phones do not."""

    table = "propagandist"
    title = "Tuyên truyền viên pháp luật"

    full_name: str = person("Họ và tên", required=True, listed=True)
    sex: str = choice("Giới tính", SEX, required=True, listed=True)
    birth_year: int | None = year("Năm sinh")
    ethnicity: str = choice("Dân tộc", ETHNICITY, required=True, listed=True)
    position: str = text("Chức vụ, đơn vị", listed=True)
    hamlet: str = ref("Ấp, khóm", "hamlet")
    education: str = text("Trình độ chuyên môn")
    law_training: str = choice("Chuyên môn Luật", LAW_TRAINING, default="none", required=True, listed=True)
    fields: str = text("Lĩnh vực chuyên sâu, kinh nghiệm")
    languages: tuple[str, ...] = choices("Biết tiếng", LANGUAGES)
    phone: str = text("Điện thoại", private=True, limit=40)
    listed_on: date | None = day("Ngày lập danh sách đề nghị", group="Công nhận")
    recognised_on: date | None = day("Ngày công nhận", listed=True, group="Công nhận")
    decision: str = text("Quyết định công nhận", group="Công nhận")
    published_on: date | None = day("Ngày công bố danh sách, quyết định", group="Công nhận")
    leave_asked_on: date | None = day("Ngày có căn cứ cho thôi", hint="ngày nhận đơn, bản án", group="Cho thôi")
    left_on: date | None = day("Ngày cho thôi", listed=True, group="Cho thôi")
    leave_reason: str = choice("Lý do", PROPAGANDIST_LEAVE, group="Cho thôi")
    leave_decision: str = text("Quyết định cho thôi", group="Cho thôi")
    leave_published_on: date | None = day("Ngày công bố quyết định cho thôi", group="Cho thôi")
    note: str = text("Ghi chú", long=True, private=True)

    def label(self) -> str:
        return self.full_name

    def in_office(self, on: date) -> bool:
        return in_force(self.recognised_on, None, on) and (self.left_on is None or on < self.left_on)

    def minority(self) -> bool:
        return self.ethnicity not in ("", "kinh")

    def conflicts(self) -> Iterator[Issue]:
        yield from in_order(self, "recognised_on", "left_on")
        yield from in_order(self, "leave_asked_on", "left_on")
        if self.left_on and not self.leave_reason:
            yield Issue("leave_reason", "Đã cho thôi thì phải ghi lý do (Điều 6 Thông tư 10/2016/TT-BTP).")


@dataclass
class Speaker:
    """A propagandist or a speaker of the registers, or somebody else by name; only the latter's name is private."""

    propagandist: str = ref("Tuyên truyền viên", "propagandist")
    full_name: str = person("Họ tên, chức danh (người khác)", private=True)
    kind: str = choice("Là", outreach.SPEAKER_KINDS)
    higher: str = ref("Báo cáo viên cấp trên", "higher_speaker")


@dataclass
class Document:
    """A document of the catalogue, or one written as it is cited."""

    number: str = text("Số hiệu", limit=80)
    title: str = text("Trích yếu")
    known: str = ref("Văn bản trong danh mục", "legal_document")


@dataclass
class Material:
    kind: str = choice("Loại", outreach.MATERIAL_KINDS)
    title: str = text("Tên")
    language: str = choice("Ngôn ngữ", LANGUAGES, default="vietnamese")
    source: str = choice("Nguồn", outreach.MATERIAL_SOURCES)
    copies: int | None = count("Số bản")
    online: bool = flag("Đăng trên Internet")
    place: str = text("Nơi nhận")


@dataclass
class Broadcast:
    aired_on: date | None = day("Ngày")
    title: str = text("Tên bài")
    language: str = choice("Ngôn ngữ", LANGUAGES, default="vietnamese")
    times: int | None = count("Số lượt")
    clusters: str = text("Cụm loa, ấp")
    approved_by: str = person("Người duyệt", private=True)
    hour: str = clock("Giờ phát")
    minutes: int | None = count("Thời lượng (phút)")
    author: str = person("Tác giả bài", private=True)
    reader: str = person("Người đọc", private=True)


@dataclass
class Post:
    channel: str = choice("Kênh", outreach.CHANNELS)
    posted_on: date | None = day("Ngày đăng")
    items: int | None = count("Số tin, bài")
    views: int | None = count("Lượt xem")
    address: str = text("Đường dẫn")
    reactions: int | None = count("Lượt chia sẻ, tương tác")
    seen_on: date | None = day("Xem số lượt ngày")


@dataclass
class Cost:
    content: str = text("Nội dung chi")
    amount: int | None = money("Số tiền")
    source: str = choice("Nguồn", outreach.COST_SOURCES)
    payer: str = choice("Đơn vị chi", outreach.COST_PAYERS, default="commune")


class Countable(Record):
    """What is told and counted of an event, by whichever of its columns were read."""

    code: str
    name: str
    state: str
    starts_on: date | None
    ends_on: date | None
    materials: list[Material]
    costs: list[Cost]

    def label(self) -> str:
        return f"{self.code} – {self.name}" if self.code else self.name

    def last_day(self) -> date | None:
        """Return the day a flow is attributed to: the end, or the start of a one-day event."""
        return self.ends_on or self.starts_on

    def happened(self) -> bool:
        return self.state in outreach.COUNTED_STATES

    def printed_copies(self, *, minority: bool = False) -> int:
        return sum(
            m.copies or 0
            for m in self.materials
            if not m.online and not (minority and m.language in ("vietnamese", "sign", ""))
        )

    def spent(self, source: str = "", payer: str = "commune") -> int:
        return sum(c.amount or 0 for c in self.costs if c.payer == payer and source in ("", c.source))


@dataclass(kw_only=True)
class OutreachEvent(Countable):
    table = "outreach_event"
    title = "Hoạt động PBGDPL"
    newest_by = "starts_on"

    code: str = text("Mã hoạt động", listed=True, limit=60, hint="có thể để trống")
    form: str = choice("Hình thức", outreach.EVENT_FORMS, required=True, listed=True)
    name: str = text("Tên, chủ đề", required=True, listed=True)
    state: str = choice("Trạng thái", outreach.EVENT_STATES, default="planned", required=True, listed=True)
    level: str = choice("Vai trò của xã", outreach.EVENT_LEVELS, default="led", required=True)
    counted: bool = flag("Xã tính số liệu", default=True)
    direct: bool = flag("Tính là cuộc trực tiếp")
    direct_reason: str = text("Lý do tính khác mặc định")
    organiser: str = text("Đơn vị chủ trì", group="Thời gian, địa điểm")
    co_organisers: str = text("Đơn vị phối hợp", group="Thời gian, địa điểm")
    starts_on: date | None = day("Ngày bắt đầu", required=True, listed=True, group="Thời gian, địa điểm")
    ends_on: date | None = day("Ngày kết thúc", group="Thời gian, địa điểm")
    hour: str = clock("Giờ", group="Thời gian, địa điểm")
    minutes: int | None = count("Thời lượng (phút)", group="Thời gian, địa điểm")
    place: str = text("Địa điểm", listed=True, group="Thời gian, địa điểm")
    place_kind: str = choice("Loại địa điểm", outreach.PLACE_KINDS, group="Thời gian, địa điểm")
    whole_commune: bool = flag("Toàn xã", group="Thời gian, địa điểm")
    hamlets: tuple[str, ...] = refs("Ấp, khóm", "hamlet", group="Thời gian, địa điểm")
    topics: tuple[str, ...] = choices("Lĩnh vực pháp luật", outreach.TOPICS, group="Nội dung")
    documents: list[Document] = many("Văn bản được phổ biến", Document, group="Nội dung")
    summary: str = text("Nội dung tóm tắt", long=True, group="Nội dung")
    languages: tuple[str, ...] = choices("Ngôn ngữ", LANGUAGES, group="Nội dung")
    chair: str = person("Chủ trì", private=True, group="Người thực hiện")
    secretary: str = person("Thư ký", private=True, group="Người thực hiện")
    speakers: list[Speaker] = many("Người trình bày", Speaker, group="Người thực hiện")
    invited: list[parts.Invitee] = many("Người được mời", parts.Invitee, group="Người dự")
    audiences: tuple[str, ...] = choices("Đối tượng", outreach.AUDIENCES, group="Người dự")
    special_groups: tuple[str, ...] = choices("Đối tượng đặc thù", outreach.SPECIAL_GROUPS, group="Người dự")
    attended: int | None = count("Số lượt người dự", listed=True, group="Người dự")
    men: int | None = count("Nam", group="Người dự")
    women: int | None = count("Nữ", group="Người dự")
    kinh: int | None = count("Kinh", group="Người dự")
    khmer: int | None = count("Khmer", group="Người dự")
    hoa: int | None = count("Hoa", group="Người dự")
    other_ethnic: int | None = count("Dân tộc khác", group="Người dự")
    children: int | None = count("Trẻ em dưới 16 tuổi", group="Người dự")
    disabled: int | None = count("Người khuyết tật", group="Người dự")
    counting: str = choice("Cách đếm", outreach.COUNTING, group="Người dự")
    materials: list[Material] = many("Tài liệu", Material, group="Tài liệu, phát sóng, tin bài")
    broadcasts: list[Broadcast] = many("Nhật ký phát thanh", Broadcast, group="Tài liệu, phát sóng, tin bài")
    posts: list[Post] = many("Tin, bài", Post, group="Tài liệu, phát sóng, tin bài")
    displays: list[parts.Display] = many("Pa-nô, áp phích, băng rôn", parts.Display, group=OF_FORM)
    entrants: int | None = count("Số người dự thi", group=OF_FORM)
    contest_kind: str = choice("Hình thức thi", parts.CONTEST_KINDS, group=OF_FORM)
    rules_document: str = text("Thể lệ cuộc thi", group=OF_FORM)
    prizes: list[parts.Prize] = many("Giải thưởng", parts.Prize, group=OF_FORM)
    award_decision: str = text("Quyết định trao giải", group=OF_FORM)
    club: str = text("Câu lạc bộ", group=OF_FORM)
    club_members: int | None = count("Số thành viên", group=OF_FORM)
    trained_propagandists: int | None = count("Tuyên truyền viên dự tập huấn", group=OF_FORM)
    trained_mediators: int | None = count("Hòa giải viên dự tập huấn", group=OF_FORM)
    test_result: str = text("Kết quả kiểm tra", group=OF_FORM)
    consultations: int | None = count("Lượt tư vấn", group=OF_FORM)
    consulted: list[parts.Consulted] = many("Lượt tư vấn theo lĩnh vực", parts.Consulted, group=OF_FORM)
    aid_centre: str = text("Đơn vị trợ giúp pháp lý", group=OF_FORM)
    aid_cases: int | None = count("Số vụ thụ lý", group=OF_FORM)
    piece: str = text("Tên tiết mục", group=OF_FORM)
    stage_kind: str = choice("Loại hình", parts.STAGE_KINDS, group=OF_FORM)
    script: str = text("Kịch bản", group=OF_FORM)
    troupe: str = text("Đội biểu diễn", group=OF_FORM)
    situation: str = text("Tình huống", long=True, group=OF_FORM)
    roles: str = text("Các vai", group=OF_FORM)
    mediation_case: str = ref("Vụ, việc hòa giải", "mediation_case", group=OF_FORM)
    costs: list[Cost] = many("Kinh phí", Cost, group="Kinh phí")
    outcome: str = text("Kết quả, ý kiến nhân dân", long=True, group="Kết quả")
    suggestions: str = text("Kiến nghị", long=True, group="Kết quả")
    shortcomings: str = text("Tồn tại", long=True, group="Kết quả")
    questions: int | None = count("Số câu hỏi trao đổi", group="Kết quả")
    task_code: str = text("Nhiệm vụ kế hoạch", limit=40, group="Kết quả")
    note: str = text("Ghi chú", long=True, group="Kết quả")

    def conflicts(self) -> Iterator[Issue]:
        yield from event_rules.issues(self)
